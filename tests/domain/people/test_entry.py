"""The entry that can be closed: who knocks waits, and a device that was removed stays out until it is let in."""

import pytest

from barcamp.domain.moderation.helping import EnterPerson, RemovePerson
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.people.attendee import attendees, badges
from barcamp.domain.people.entry import MOST_KNOCKS, Join, Knock, LetIn, SetEntry, TurnAway, knocks
from barcamp.domain.people.link import InviteModerator, MakePersonalLink, OpenLink
from barcamp.kernel.actor import Actor, Role
from barcamp.web.gate import tokens
from tests.cast import Cast


async def waits(cast: Cast, device: str = "a" * 64, name: str = "Bo") -> int:
    """The id of a knock."""
    assert await cast.refused(cast.stranger, Join(device=device, name=name)) == "entry.closed"
    await cast.does(cast.stranger, Knock(device=device, name=name, organisation="Verein"))
    (row,) = [each for each in await cast.rows(knocks, barcamp_id=cast.id) if each.device == device]
    return row.id


async def names(cast: Cast) -> list[str]:
    return [row.name for row in await cast.rows(attendees, barcamp_id=cast.id) if row.removed_at is None]


async def test_with_the_entry_closed_whoever_knocks_is_let_in_by_hand(cast: Cast):
    await cast.does(cast.max, SetEntry(open=False))
    knock = await waits(cast)
    assert "Bo" not in await names(cast)
    person = (await cast.does(cast.max, LetIn(knock=knock))).made
    (row,) = await cast.rows(attendees, id=person)
    assert (row.name, row.organisation, row.role, row.guest) == ("Bo", "Verein", int(Role.ATTENDEE), True)
    assert [each.attendee_id for each in await cast.rows(badges, device="a" * 64)] == [person]
    assert await cast.rows(knocks, barcamp_id=cast.id) == []
    assert (await cast.does(cast.stranger, Join(device="a" * 64, name="Bo"))).made == person
    assert await cast.refused(cast.max, LetIn(knock=knock)) == "knock.gone"


async def test_whoever_is_in_already_does_not_notice(cast: Cast):
    await cast.does(cast.max, SetEntry(open=False))
    device = tokens.hashed(cast.kim.cookies[tokens.DEVICE])
    assert (await cast.does(cast.stranger, Join(device=device, name="Kim"))).made == cast.kim.id
    await cast.does(cast.max, EnterPerson(name="Frau Sommer"))


async def test_a_second_knock_corrects_the_name(cast: Cast):
    await cast.does(cast.max, SetEntry(open=False))
    first = await waits(cast, name="B")
    assert await waits(cast, name="Bo") == first
    await cast.does(cast.max, LetIn())
    assert "Bo" in await names(cast)
    assert "B" not in await names(cast)


async def test_whoever_is_turned_away_is_told_and_forgotten(cast: Cast):
    await cast.does(cast.max, SetEntry(open=False))
    knock = await waits(cast)
    await cast.does(cast.max, TurnAway(knock=knock))
    (row,) = await cast.rows(knocks, id=knock)
    assert (row.refused, row.name, row.organisation) == (True, "", "")
    assert await cast.refused(cast.stranger, Knock(device="a" * 64, name="Bo")) == "entry.turned_away"
    assert await cast.refused(cast.max, LetIn(knock=knock)) == "knock.gone"
    assert await cast.refused(cast.max, TurnAway()) == "knock.gone"
    await cast.does(cast.max, SetEntry(open=True))
    assert (await cast.does(cast.stranger, Join(device="a" * 64, name="Bo"))).made


async def test_opening_lets_in_all_who_wait_and_can_be_taken_back(cast: Cast):
    await cast.does(cast.max, SetEntry(open=False))
    for n in range(3):
        await waits(cast, device=str(n) * 64, name=f"Bo {n}")
    await cast.does(cast.max, SetEntry(open=True))
    assert {"Bo 0", "Bo 1", "Bo 2"} <= {*await names(cast)}
    assert await cast.rows(knocks, barcamp_id=cast.id) == []
    await cast.does(cast.max, Undo())
    assert not (await cast.barcamp()).entry_open


async def test_there_is_an_end_to_those_who_wait(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("barcamp.domain.people.entry.MOST_KNOCKS", 2)
    assert MOST_KNOCKS > 2
    await cast.does(cast.max, SetEntry(open=False))
    for n in range(2):
        await waits(cast, device=str(n) * 64)
    assert await cast.refused(cast.stranger, Knock(device="9" * 64, name="Bo")) == "entry.full"


async def test_the_journal_says_nothing_of_who_knocked(cast: Cast):
    await cast.does(cast.max, SetEntry(open=False))
    await cast.does(cast.max, TurnAway(knock=await waits(cast, name="Bo Beispiel")))
    assert not any("Beispiel" in line.payload for line in await cast.journal())


async def test_a_device_that_was_removed_stays_out_until_it_is_let_in(cast: Cast):
    device = tokens.hashed(cast.kim.cookies[tokens.DEVICE])
    await cast.does(cast.max, RemovePerson(person=cast.kim.id))
    knock = await waits(cast, device=device, name="Kim")
    await cast.does(cast.max, SetEntry(open=True))  # as it is already: nobody slips in by that
    assert await cast.refused(cast.stranger, Join(device=device, name="Kim")) == "entry.closed"
    link = tokens.hashed(tokens.new_token())
    await cast.does(cast.noor, MakePersonalLink(token=link))
    assert await cast.refused(cast.stranger, OpenLink(token=link, device=device)) == "entry.kept_out"
    invitation = tokens.hashed(tokens.new_token())
    await cast.does(cast.ada, InviteModerator(token=invitation))
    assert await cast.refused(cast.stranger, OpenLink(token=invitation, device=device, name="K")) == "entry.kept_out"
    again = (await cast.does(cast.max, LetIn(knock=knock))).made
    assert again not in (None, cast.kim.id)
    assert (await cast.does(cast.stranger, Join(device=device, name="Kim"))).made == again


async def test_of_another_event_nobody_is_let_in(cast: Cast):
    await cast.does(cast.max, SetEntry(open=False))
    knock = await waits(cast)
    assert await cast.refused(cast.eve_moderating, LetIn(knock=knock)) == "knock.gone"
    assert await cast.refused(cast.eve_moderating, TurnAway(knock=knock)) == "knock.gone"
    elsewhere = Actor(Role.ANYONE, cast.elsewhere.id)
    assert (await cast.ctx.desk.carry_out(Join(device="a" * 64, name="Bo"), elsewhere)).made
