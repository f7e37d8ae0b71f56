"""Rule 3: every command says who may give it, and nobody with a lesser role can, nor anybody from another barcamp."""

import dataclasses
import secrets
from contextlib import suppress
from pathlib import Path

import pytest

from barcamp.domain.event.barcamp import barcamps, load_by_code
from barcamp.domain.people.attendee import badges
from barcamp.domain.people.entry import Join, LetIn, SetEntry
from barcamp.domain.people.link import OpenLink
from barcamp.kernel.actor import Role
from barcamp.kernel.command import COMMANDS, Command
from barcamp.kernel.db import metadata
from barcamp.kernel.refused import Refused
from barcamp.queries.people.identity import people_with_badges
from tests.cast import Cast, Member
from tests.gathering import Gathered, GatheredFile
from tests.house.commands.orders import NAMES_NOTHING, ORDERS, Things, set_out, whoever_may

INSIDE = {verb: kind for verb, kind in COMMANDS.items() if not kind.outside}


@pytest.fixture(scope="module")
async def laid(gathered_file: GatheredFile, tmp_path_factory: pytest.TempPathFactory) -> tuple[GatheredFile, Things]:
    return await gathered_file.after(tmp_path_factory.mktemp("laid"), set_out)


@pytest.fixture
def database_url(laid: tuple[GatheredFile, Things], gathered: dict[str, Gathered], tmp_path: Path) -> str:
    url = laid[0].copy_to(tmp_path / "barcamp.db")
    gathered[url] = laid[0]
    return url


@pytest.fixture
def things(laid: tuple[GatheredFile, Things]) -> Things:
    return laid[1]


def test_no_command_is_missing_here():
    assert {kind.__name__ for kind in COMMANDS.values()} == {kind.__name__ for kind in ORDERS}


@pytest.mark.parametrize("kind", COMMANDS.values(), ids=COMMANDS)
async def test_a_command_can_be_given_by_whom_it_says(cast: Cast, things: Things, kind: type[Command]):
    answer = await cast.does(whoever_may(cast, kind), ORDERS[kind](things))
    assert answer.seq > 0


@pytest.mark.parametrize("kind", INSIDE.values(), ids=INSIDE)
async def test_routes_look_anew_at_what_a_command_has_changed_of_what_they_remember(
    cast: Cast, things: Things, kind: type[Command], monkeypatch: pytest.MonkeyPatch
):
    told: set[int] = set()
    monkeypatch.setattr(cast.ctx.visitor_cache, "forget", told.add)
    devices = await _devices(cast)
    before = await _remembered(cast, devices)
    await cast.does(whoever_may(cast, kind), ORDERS[kind](things))
    anew = kind.raises or kind.erases or await _remembered(cast, devices) != before
    assert told == ({cast.id} if anew else set())


async def test_requests_need_not_look_anew_for_everybody_who_comes_at_the_pace_of_the_entry(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    told: list[int] = []
    monkeypatch.setattr(cast.ctx.visitor_cache, "forget", told.append)
    before = await cast.barcamp()
    await cast.does(cast.stranger, Join(device=secrets.token_hex(32), name="Lou", pace=60))
    assert (await cast.barcamp()).entry_busy != before.entry_busy
    assert not told
    await cast.does(cast.max, SetEntry(open=False))
    assert told == [cast.id]


def test_few_commands_have_to_say_that_requests_must_look_anew():
    """The others say so by their facts, or by what they write of the event."""
    assert {kind for kind in COMMANDS.values() if kind.raises} == {OpenLink, LetIn}


async def test_nobody_lesser_can_give_a_command(cast: Cast, things: Things):
    before = await _everything(cast)
    for kind in COMMANDS.values():
        for lesser in (cast.stranger, cast.kim, cast.max)[: kind.by]:
            assert await cast.refused(lesser, ORDERS[kind](things)) == f"role.{kind.by.name.lower()}", kind
    assert await _everything(cast) == before


async def test_nobody_from_another_barcamp_can_give_a_command_that_names_something_of_this_one(
    cast: Cast, things: Things
):
    here, there = await _of(cast, cast.id), await _of(cast, cast.elsewhere.id)
    for kind in (kind for kind in INSIDE.values() if kind not in NAMES_NOTHING):
        for member in _foreigners(cast)[kind.by :]:
            assert await cast.refused(member, ORDERS[kind](things)), kind
    assert await _of(cast, cast.id) == here
    assert await _of(cast, cast.elsewhere.id) == there


@pytest.mark.parametrize("kind", [kind for kind in INSIDE.values() if kind in NAMES_NOTHING])
async def test_nobody_from_another_barcamp_changes_this_one(cast: Cast, things: Things, kind: type[Command]):
    here = await _of(cast, cast.id)
    for member in _foreigners(cast)[kind.by :]:
        with suppress(Refused):
            await cast.does(member, ORDERS[kind](dataclasses.replace(things, fresh=secrets.token_hex(32))))
    assert await _of(cast, cast.id) == here


async def test_roles_go_up():
    assert list(Role) == [Role.ANYONE, Role.ATTENDEE, Role.MODERATOR, Role.ORGANISER]


def _foreigners(cast: Cast) -> tuple[Member, ...]:
    """From another barcamp, by role."""
    return cast.elsewhere.stranger, cast.eve, cast.eve_moderating, cast.eve_organising


async def _devices(cast: Cast) -> list[str]:
    found = [row.device for row in await cast.rows(badges, barcamp_id=cast.id)]
    assert found
    return found


async def _remembered(cast: Cast, devices: list[str]) -> tuple[object, ...]:
    """The event and people, as the cache of visitors would read them; it does not remember who has not come yet."""
    async with cast.ctx.db.reading() as db:
        return await load_by_code(db, cast.code), await people_with_badges(db, cast.id, devices)


async def _everything(cast: Cast) -> dict[str, list]:
    return {table.name: await cast.rows(table) for table in metadata.sorted_tables}


async def _of(cast: Cast, camp_id: int) -> dict[str, list]:
    """All rows of one barcamp, with its journal."""
    found = {
        table.name: await cast.rows(table, barcamp_id=camp_id)
        for table in metadata.sorted_tables
        if "barcamp_id" in table.c
    }
    assert {"topic", "vote", "note", "room", "slot", "placement", "attendee", "badge", "link"} <= set(found)
    return {**found, "barcamp": await cast.rows(barcamps, id=camp_id), "journal": await cast.journal(camp_id)}
