"""Rule 3: every command says who may give it, and nobody lesser can, nor anybody from another barcamp."""

import dataclasses
import secrets

import pytest

from barcamp.db import metadata
from barcamp.domain.barcamp import barcamps
from barcamp.domain.base import Refused, Role
from barcamp.domain.command import COMMANDS, Command
from tests.cast import Cast
from tests.house.orders import NAMES_NOTHING, ORDERS, Things, set_out, whoever_may

INSIDE = {verb: kind for verb, kind in COMMANDS.items() if not kind.outside}


@pytest.fixture
async def things(cast: Cast) -> Things:
    return await set_out(cast)


def test_no_command_is_missing_here():
    assert {kind.__name__ for kind in COMMANDS.values()} == {kind.__name__ for kind in ORDERS}


@pytest.mark.parametrize("kind", COMMANDS.values(), ids=COMMANDS)
async def test_a_command_can_be_given_by_whom_it_says_and_by_nobody_lesser(
    cast: Cast, things: Things, kind: type[Command]
):
    command = ORDERS[kind](things)
    before = await _everything(cast)
    for lesser in (cast.stranger, cast.kim, cast.max)[: kind.by]:
        assert await cast.refused(lesser, command) == f"role.{kind.by.name.lower()}"
    assert await _everything(cast) == before
    answer = await cast.does(whoever_may(cast, kind), command)
    assert answer.seq > 0
    assert await _everything(cast) != before


@pytest.mark.parametrize("kind", INSIDE.values(), ids=INSIDE)
async def test_nobody_from_another_barcamp_changes_this_one(cast: Cast, things: Things, kind: type[Command]):
    here, there = await _of(cast, cast.id), await _of(cast, cast.elsewhere.id)
    refused = []
    for member in (cast.elsewhere.stranger, cast.eve, cast.eve_moderating, cast.eve_organising)[kind.by :]:
        try:
            await cast.does(member, ORDERS[kind](dataclasses.replace(things, fresh=secrets.token_hex(32))))
        except Refused as why:
            refused.append(why.key)
        assert await _of(cast, cast.id) == here
    if kind not in NAMES_NOTHING:
        assert len(refused) == 4 - kind.by
        assert await _of(cast, cast.elsewhere.id) == there


async def test_roles_go_up():
    assert list(Role) == [Role.ANYONE, Role.ATTENDEE, Role.MODERATOR, Role.ORGANISER]


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
