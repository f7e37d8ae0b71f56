"""Who a cookie, a link or a key belongs to."""

import secrets

import pytest

from barcamp.domain.people.link import INVITATION_LASTS, PERSONAL_LASTS, InviteModerator, MakePersonalLink, RevokeLink
from barcamp.domain.people.organiser import KEY_LASTS, SIGN_IN_LASTS, MakeKey, SignOut, organisers
from barcamp.kernel.actor import Actor, Role
from barcamp.queries.people.identity import (
    Invitation,
    UsableLink,
    barcamps_of,
    invitations,
    open_link,
    organiser_key,
    organiser_named,
    person_with_badge,
    signed_in_organiser,
)
from barcamp.web.gate.tokens import DEVICE, ORGANISER, hashed
from tests.cast import PASSWORD, Cast, Member, found

SERVER = Member("Server", Actor(Role.ORGANISER))


@pytest.fixture
def token() -> str:
    return secrets.token_hex(32)


async def test_a_badge_is_a_person_in_its_own_barcamp_only(cast: Cast):
    device = hashed(cast.kim.cookies[DEVICE])
    async with cast.ctx.db.reading() as db:
        assert await person_with_badge(db, cast.id, device) == cast.kim.person
        assert await person_with_badge(db, cast.elsewhere.id, device) is None
        assert await person_with_badge(db, cast.id, cast.kim.cookies[DEVICE]) is None


async def test_a_sign_in_is_an_organiser_until_it_ends(cast: Cast):
    signed_in, ada = hashed(cast.ada.cookies[ORGANISER]), cast.ada.actor.organiser_id
    end = cast.clock.at + SIGN_IN_LASTS
    async with cast.ctx.db.reading() as db:
        assert await signed_in_organiser(db, signed_in, cast.clock.at) == ada
        assert await signed_in_organiser(db, signed_in, end) is None
    await cast.does(Member("Ada", Actor(Role.ORGANISER, organiser_id=ada)), SignOut(token=signed_in))
    async with cast.ctx.db.reading() as db:
        assert await signed_in_organiser(db, signed_in, cast.clock.at) is None


async def test_an_organiser_is_found_by_name_with_a_hash_and_no_password(cast: Cast):
    [ada] = await cast.rows(organisers, id=cast.ada.actor.organiser_id)
    async with cast.ctx.db.reading() as db:
        assert await organiser_named(db, ada.name) == (ada.id, ada.password)
        assert await organiser_named(db, ada.name.lower()) is None
        for typed in ("", "\x00", "\ud800", "Ada\n"):
            assert await organiser_named(db, typed) is None
    assert PASSWORD not in ada.password


@pytest.mark.parametrize("for_ada", [True, False])
async def test_a_key_opens_until_it_ends(cast: Cast, token: str, for_ada: bool):
    ada = cast.ada.actor.organiser_id if for_ada else None
    await cast.does(SERVER, MakeKey(token=token, organiser=ada or 0))
    async with cast.ctx.db.reading() as db:
        assert await organiser_key(db, token, cast.clock.at) == (True, ada)
        assert await organiser_key(db, token, cast.clock.at + KEY_LASTS) == (False, None)
        assert await organiser_key(db, "x" * 64, cast.clock.at) == (False, None)


async def test_a_personal_link_shows_its_person_and_an_invitation_none(cast: Cast, token: str):
    await cast.does(cast.kim, MakePersonalLink(token=token))
    await cast.does(cast.ada, InviteModerator(token=token[::-1]))
    camp, at = await cast.barcamp(), cast.clock.at
    async with cast.ctx.db.reading() as db:
        assert await open_link(db, token, at) == UsableLink(camp, cast.kim.person)
        assert await open_link(db, token[::-1], at) == UsableLink(camp, None)
        assert await open_link(db, token, at + PERSONAL_LASTS) is None
        assert await open_link(db, "x" * 64, at) is None


async def test_a_revoked_invitation_opens_no_more_and_is_still_listed(cast: Cast, token: str):
    made = await cast.makes(cast.ada, InviteModerator(token=token, label="Für Bo"))
    await cast.does(cast.kim, MakePersonalLink(token=token[::-1]))
    at, ends = cast.clock.at, cast.clock.at + INVITATION_LASTS
    async with cast.ctx.db.reading() as db:
        first, second = await invitations(db, cast.id)
        assert await open_link(db, token, at) is not None
    assert (first.label, second) == ("Max", Invitation(made, "Für Bo", ends, None))
    await cast.does(cast.ada, RevokeLink(link=made))
    async with cast.ctx.db.reading() as db:
        assert await open_link(db, token, at) is None
        assert (await invitations(db, cast.id))[1] == Invitation(made, "Für Bo", ends, at)


async def test_an_organiser_sees_own_barcamps_alone(cast: Cast):
    third = await found(cast.ctx, "Ida", "Mia")
    async with cast.ctx.db.reading() as db:
        for stay in (cast.here, cast.elsewhere, third):
            own = await barcamps_of(db, stay.organiser.account)
            assert [camp.id for camp in own] == [stay.id]
