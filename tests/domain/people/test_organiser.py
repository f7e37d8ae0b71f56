"""Organisers' accounts: keys, setting up, signing in and out, passwords."""

import secrets

import pytest

from barcamp.domain.people.organiser import (
    KEY_LASTS,
    LEAST_PASSWORD,
    SIGN_IN_LASTS,
    MakeKey,
    SetUpOrganiser,
    SignIn,
    SignOut,
    hash_password,
    how_many,
    keys,
    organisers,
    password_fits,
    sign_ins,
)
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.refused import Refused
from tests.cast import Cast, Member

SERVER = Member("Server", Actor(Role.ORGANISER))
ANYONE = Member("Anyone", Actor(Role.ANYONE))


@pytest.fixture
def token() -> str:
    return secrets.token_hex(32)


@pytest.fixture
def name() -> str:
    return f"Ida {secrets.token_hex(4)}"


async def test_a_key_sets_up_an_account_once(cast: Cast, token: str, name: str):
    await cast.does(SERVER, MakeKey(token=token))
    answer = await cast.makes(ANYONE, SetUpOrganiser(token=token, name=name, password_hash="h"))
    [row] = await cast.rows(organisers, id=answer)
    assert (row.name, row.password, row.created_at) == (name, "h", cast.clock.at)
    again = SetUpOrganiser(token=token, name="Zweite", password_hash="h")
    assert await cast.refused(ANYONE, again) == "link.gone"


async def test_a_newer_key_for_an_account_puts_out_the_older(cast: Cast, token: str, name: str):
    await cast.does(SERVER, MakeKey(token=token))
    await cast.does(SERVER, MakeKey(token=token[::-1]))
    old = SetUpOrganiser(token=token, name=name, password_hash="h")
    assert await cast.refused(ANYONE, old) == "link.gone"
    await cast.does(ANYONE, SetUpOrganiser(token=token[::-1], name=name, password_hash="h"))


async def test_a_key_ends_with_its_time(cast: Cast, token: str, name: str):
    await cast.does(SERVER, MakeKey(token=token))
    [key] = await cast.rows(keys, token=token)
    assert key.expires_at == cast.clock.at + KEY_LASTS
    cast.clock.at = key.expires_at
    late = SetUpOrganiser(token=token, name=name, password_hash="h")
    assert await cast.refused(ANYONE, late) == "link.gone"
    cast.clock.forward(seconds=-1)
    await cast.does(ANYONE, late)


async def test_the_same_name_gets_the_new_password_and_is_signed_out_everywhere(cast: Cast, token: str):
    [ada] = await cast.rows(organisers, id=cast.ada.actor.organiser_id)
    assert len(await cast.rows(sign_ins, organiser_id=ada.id)) == 1
    await cast.does(SERVER, MakeKey(token=token))
    answer = await cast.makes(ANYONE, SetUpOrganiser(token=token, name=ada.name, password_hash="new"))
    assert answer == ada.id
    assert (await cast.rows(organisers, id=ada.id))[0].password == "new"
    assert await cast.rows(sign_ins, organiser_id=ada.id) == []


async def test_a_key_that_signs_in_sets_up_no_account(cast: Cast, token: str, name: str):
    await cast.does(SERVER, MakeKey(token=token, organiser=cast.ada.account))
    command = SetUpOrganiser(token=token, name=name, password_hash="h")
    assert await cast.refused(ANYONE, command) == "link.gone"
    [key] = await cast.rows(keys, token=token)
    assert key.organiser_id == cast.ada.actor.organiser_id


async def test_only_the_server_itself_makes_keys(cast: Cast, token: str):
    assert await cast.refused(cast.ada, MakeKey(token=token)) == "role.server"
    assert await cast.rows(keys, token=token) == []


async def test_a_sign_in_lasts_its_time_and_old_ones_are_swept_away(cast: Cast, token: str):
    ada = cast.ada.actor.organiser_id
    await cast.does(_between(cast), SignIn(token=token))
    [row] = await cast.rows(sign_ins, token=token)
    assert (row.organiser_id, row.expires_at) == (ada, cast.clock.at + SIGN_IN_LASTS)
    cast.clock.at += SIGN_IN_LASTS
    cast.clock.forward(seconds=1)
    await cast.does(_between(cast), SignIn(token=token[::-1]))
    assert [row.token for row in await cast.rows(sign_ins, organiser_id=ada)] == [token[::-1]]


async def test_signing_out_ends_this_sign_in_alone(cast: Cast, token: str):
    await cast.does(_between(cast), SignIn(token=token))
    before = await cast.rows(sign_ins, organiser_id=cast.ada.actor.organiser_id)
    await cast.does(_between(cast), SignOut(token=token))
    after = await cast.rows(sign_ins, organiser_id=cast.ada.actor.organiser_id)
    assert {row.token for row in before} - {row.token for row in after} == {token}


async def test_no_secret_stands_in_the_server_s_journal(cast: Cast, token: str, name: str):
    await cast.does(SERVER, MakeKey(token=token))
    await cast.does(ANYONE, SetUpOrganiser(token=token, name=name, password_hash="h"))
    await cast.does(_between(cast), SignIn(token=token))
    payloads = [line.payload for line in (await cast.journal(0))[-3:]]
    assert payloads == ['{"organiser":0}', f'{{"name":"{name}"}}', "{}"]


async def test_organisers_are_counted(cast: Cast):
    async with cast.ctx.db.reading() as db:
        assert await how_many(db) == len(await cast.rows(organisers))


async def test_a_password_fits_itself_alone():
    stored = await hash_password("ein langes Passwort 🥨")
    assert stored.startswith("$argon2id$")
    assert await password_fits(stored, "ein langes Passwort 🥨")
    for wrong in ("ein langes passwort 🥨", "", "ein langes Passwort 🥨 "):
        assert not await password_fits(stored, wrong)
    assert not await password_fits("no hash at all", "ein langes Passwort 🥨")


@pytest.mark.parametrize(
    ("password", "key"), [("x" * (LEAST_PASSWORD - 1), "password.short"), ("x" * 501, "text.long")]
)
async def test_a_password_of_unusable_length_is_refused(password: str, key: str):
    with pytest.raises(Refused) as caught:
        await hash_password(password)
    assert caught.value.key == key


@pytest.mark.parametrize(
    "password",
    ["passwordpassword", "123456789012", "Passwort1234", "qwertzuiopas", "aaaaaaaaaaaa", "barcamp2026!", "x" * 500],
)
async def test_what_is_tried_first_is_refused(password: str):
    with pytest.raises(Refused) as caught:
        await hash_password(password)
    assert caught.value.key == "password.common"


async def test_ones_own_name_is_no_password():
    with pytest.raises(Refused) as caught:
        await hash_password("Sommerlandstadt1", "Sommerlandstadt")
    assert caught.value.key == "password.common"
    assert await hash_password("Sommerlandstadt1", "Ada")


async def test_a_password_that_is_no_text_is_refused():
    with pytest.raises(Refused) as caught:
        await hash_password("\ud800" * LEAST_PASSWORD)
    assert caught.value.key == "text.control"
    assert not await password_fits(await hash_password("Regal Fuchs Kastanie"), "\ud800" * LEAST_PASSWORD)


def _between(cast: Cast) -> Member:
    """Ada, between barcamps."""
    return Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
