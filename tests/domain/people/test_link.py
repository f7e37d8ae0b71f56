"""Personal links and invitations to moderate."""

import pytest

from barcamp.domain.people.attendee import attendees, badges
from barcamp.domain.people.entry import Join
from barcamp.domain.people.link import (
    INVITATION_LASTS,
    MOST_PERSONAL,
    PERSONAL_LASTS,
    EndModerating,
    EndPersonalLink,
    InviteModerator,
    MakePersonalLink,
    OpenLink,
    RevokeLink,
    ShowInvitation,
    links,
)
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.facts import Changed
from barcamp.queries.people.identity import came_by_invitation, invitations
from tests.cast import Cast

PHONE, LAPTOP = "1" * 64, "2" * 64


@pytest.fixture
def token(cast: Cast) -> str:
    """One per test, since links share a table."""
    return f"{cast.id:064d}"


async def test_a_personal_link_lets_the_same_person_in_on_another_device(cast: Cast, token: str):
    made = await cast.does(cast.kim, MakePersonalLink(token=token))
    [link] = await cast.rows(links, id=made.made)
    assert (link.attendee_id, link.expires_at) == (cast.kim.id, cast.clock.at + PERSONAL_LASTS)
    answer = await cast.does(cast.stranger, OpenLink(token=token, device=LAPTOP))
    assert (answer.made, answer.changed) == (cast.kim.id, frozenset())
    assert await _badge(cast, LAPTOP) == cast.kim.id


async def test_a_personal_link_makes_a_device_that_was_somebody_else_this_person(cast: Cast, token: str):
    bo = await cast.makes(cast.stranger, Join(device=LAPTOP, name="Bo"))
    assert await _badge(cast, LAPTOP) == bo
    await cast.does(cast.kim, MakePersonalLink(token=token))
    await cast.does(cast.stranger, OpenLink(token=token, device=LAPTOP))
    assert await _badge(cast, LAPTOP) == cast.kim.id


async def test_a_personal_link_needs_a_person(cast: Cast, token: str):
    assert await cast.refused(cast.ada, MakePersonalLink(token=token)) == "attendee.join_first"


async def test_an_invitation_makes_a_moderator_of_whoever_gives_a_name(cast: Cast, token: str):
    made = await cast.does(cast.ada, InviteModerator(token=token, label="Für Bo"))
    [link] = await cast.rows(links, id=made.made)
    assert (link.label, link.attendee_id, link.expires_at) == ("Für Bo", None, cast.clock.at + INVITATION_LASTS)
    assert await cast.refused(cast.stranger, OpenLink(token=token, device=PHONE)) == "link.name_first"
    answer = await cast.does(cast.stranger, OpenLink(token=token, device=PHONE, name="Bo", organisation="Verein"))
    [bo] = await cast.rows(attendees, id=answer.made)
    assert (bo.name, bo.organisation, bo.role, bo.barcamp_id) == ("Bo", "Verein", Role.MODERATOR, cast.id)
    assert await _badge(cast, PHONE) == bo.id
    assert answer.changed == {Changed.people()}


async def test_an_invitation_makes_a_moderator_of_an_attendee_who_stays_the_same_person(cast: Cast, token: str):
    bo = await cast.makes(cast.stranger, Join(device=PHONE, name="Bo"))
    await cast.does(cast.ada, InviteModerator(token=token))
    answer = await cast.does(cast.stranger, OpenLink(token=token, device=PHONE, name="Anders"))
    [row] = await cast.rows(attendees, id=bo)
    assert (answer.made, row.name, row.role) == (bo, "Bo", Role.MODERATOR)
    assert answer.changed == {Changed.people()}


@pytest.mark.parametrize("personal", [True, False])
async def test_a_link_ends_with_its_time(cast: Cast, token: str, personal: bool):
    lasts = PERSONAL_LASTS if personal else INVITATION_LASTS
    giver, command = (cast.kim, MakePersonalLink) if personal else (cast.ada, InviteModerator)
    await cast.does(giver, command(token=token))
    cast.clock.at += lasts
    await cast.does(cast.stranger, OpenLink(token=token, device=PHONE, name="Bo"))
    cast.clock.forward(seconds=1)
    late = OpenLink(token=token, device=LAPTOP, name="Cy")
    assert await cast.refused(cast.stranger, late) == "link.gone"


async def test_a_revoked_link_lets_nobody_in_and_whoever_came_stays(cast: Cast, token: str):
    link = await cast.makes(cast.ada, InviteModerator(token=token))
    bo = await cast.makes(cast.stranger, OpenLink(token=token, device=PHONE, name="Bo"))
    answer = await cast.does(cast.ada, RevokeLink(link=link))
    assert answer.changed == frozenset()
    late = OpenLink(token=token, device=LAPTOP, name="Cy")
    assert await cast.refused(cast.stranger, late) == "link.gone"
    assert (await cast.rows(attendees, id=bo))[0].role == Role.MODERATOR
    assert await cast.refused(cast.ada, RevokeLink(link=link)) == "link.gone"


async def test_a_link_opens_only_its_own_barcamp(cast: Cast, token: str):
    link = await cast.makes(cast.ada, InviteModerator(token=token))
    elsewhere = OpenLink(token=token, device=PHONE, name="Bo")
    assert await cast.refused(cast.elsewhere.stranger, elsewhere) == "link.gone"
    assert await cast.refused(cast.eve_organising, RevokeLink(link=link)) == "link.gone"
    await cast.does(cast.stranger, elsewhere)


async def test_a_link_that_never_was_lets_nobody_in(cast: Cast):
    unknown = OpenLink(token="x" * 64, device=PHONE, name="Bo")
    assert await cast.refused(cast.stranger, unknown) == "link.gone"


async def test_no_token_and_no_device_stands_in_the_journal(cast: Cast, token: str):
    await cast.does(cast.ada, InviteModerator(token=token, label="Für Bo"))
    await cast.does(cast.stranger, OpenLink(token=token, device=PHONE, name="Bo"))
    await cast.does(cast.kim, MakePersonalLink(token=token[::-1]))
    payloads = [line.payload for line in (await cast.journal())[-3:]]
    assert payloads == ['{"label":"Für Bo"}', '{"name":"Bo","organisation":""}', "{}"]


async def _badge(cast: Cast, device: str) -> int:
    [badge] = await cast.rows(badges, barcamp_id=cast.id, device=device)
    return badge.attendee_id


async def test_an_invitation_shown_again_has_one_more_address_and_all_of_them_end_together(cast: Cast, token: str):
    first = await cast.makes(cast.ada, InviteModerator(token=token, label="Für Bo"))
    again = token[::-1]
    await cast.does(cast.ada, ShowInvitation(token=again, link=first))
    bo = await cast.makes(cast.stranger, OpenLink(token=token, device=LAPTOP, name="Bo"))
    cy = await cast.makes(cast.stranger, OpenLink(token=again, device=PHONE, name="Cy"))
    async with cast.ctx.db.reading() as db:
        (shown,) = [link for link in await invitations(db, cast.id) if link.id == first]
        came = await came_by_invitation(db, cast.id)
    assert (shown.label, shown.came) == ("Für Bo", ("Bo", "Cy"))
    assert (came[bo], came[cy]) == ("Für Bo", "Für Bo")
    await cast.does(cast.ada, RevokeLink(link=first))
    for each in (token, again):
        assert await cast.refused(cast.stranger, OpenLink(token=each, device="3" * 64, name="Di")) == "link.gone"
    assert await cast.refused(cast.ada, ShowInvitation(token="4" * 64, link=first)) == "link.gone"


async def test_only_an_invitation_of_ones_own_event_is_shown_again(cast: Cast, token: str):
    invitation = await cast.makes(cast.ada, InviteModerator(token=token))
    assert await cast.refused(cast.eve_organising, ShowInvitation(token=token[::-1], link=invitation)) == "link.gone"
    own = await cast.makes(cast.kim, MakePersonalLink(token="5" * 32 + token[32:]))
    assert await cast.refused(cast.ada, ShowInvitation(token=token[::-1], link=own)) == "link.gone"


@pytest.mark.parametrize("ends", [True, False])
async def test_ending_moderating_ends_the_invitation_unless_others_need_it(cast: Cast, token: str, ends: bool):
    await cast.does(cast.ada, InviteModerator(token=token))
    bo = await cast.makes(cast.stranger, OpenLink(token=token, device=LAPTOP, name="Bo"))
    await cast.does(cast.ada, EndModerating(attendee=bo, invitation_ends=ends))
    back = OpenLink(token=token, device=LAPTOP)
    if ends:
        assert await cast.refused(cast.stranger, back) == "link.gone"
    else:
        assert await cast.makes(cast.stranger, back) == bo


async def test_a_personal_link_says_how_many_devices_came_and_ends(cast: Cast, token: str):
    link = await cast.makes(cast.kim, MakePersonalLink(token=token))
    for device in (LAPTOP, LAPTOP, PHONE):
        await cast.does(cast.stranger, OpenLink(token=token, device=device))
    assert [row.devices for row in await cast.rows(links, id=link)] == [2]
    assert await cast.refused(cast.noor, EndPersonalLink(link=link)) == "link.gone"
    await cast.does(cast.kim, EndPersonalLink(link=link))
    assert await cast.refused(cast.stranger, OpenLink(token=token, device="9" * 64)) == "link.gone"
    assert await _badge(cast, LAPTOP) == cast.kim.id
    assert await cast.refused(cast.kim, EndPersonalLink(link=link)) == "link.gone"


async def test_nobody_makes_links_without_end(cast: Cast, token: str):
    made = 0
    for n in range(MOST_PERSONAL):
        made = await cast.makes(cast.kim, MakePersonalLink(token=f"{n}{token[1:]}"))
    assert await cast.refused(cast.kim, MakePersonalLink(token=f"x{token[1:]}")) == "link.many"
    await cast.does(cast.noor, MakePersonalLink(token=f"y{token[1:]}"))
    await cast.does(cast.kim, EndPersonalLink(link=made))
    await cast.does(cast.kim, MakePersonalLink(token=f"z{token[1:]}"))


async def test_with_the_role_the_token_of_the_device_is_renewed_in_all_events(cast: Cast, token: str):
    elsewhere = Actor(Role.ANYONE, cast.elsewhere.id)
    there = (await cast.ctx.desk.carry_out(Join(device=LAPTOP, name="Bo"), elsewhere)).made
    here = await cast.makes(cast.stranger, Join(device=LAPTOP, name="Bo"))
    await cast.does(cast.ada, InviteModerator(token=token))
    await cast.does(cast.stranger, OpenLink(token=token, device=LAPTOP, fresh="f" * 64))
    assert {row.attendee_id for row in await cast.rows(badges, device="f" * 64)} == {here, there}
    assert await cast.rows(badges, device=LAPTOP) == []
