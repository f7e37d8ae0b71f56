"""Bringing a database up to date, on both databases, from nothing."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    insert,
    inspect,
    select,
    text,
)

from barcamp import migrations
from barcamp.domain.setup.frozen import frozen_editions, frozen_reports
from barcamp.kernel.db import Database, metadata
from barcamp.kernel.history import revisions
from barcamp.kernel.journal import ledgers
from barcamp.queries.event.figures import Figures, load_figures
from tests.backends import postgres_named


@pytest.fixture(params=["sqlite", "postgres"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path, worker: str) -> AsyncIterator[str]:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'new' / 'barcamp.db'}"
        return
    async with postgres_named(f"migrations_{worker}") as url:
        yield url


async def test_from_nothing_it_becomes_what_the_code_expects(empty: str):
    assert await _see(empty, _tables) == set()
    await migrations.upgrade(empty)
    assert await _see(empty, _tables) == {*metadata.tables, "alembic_version"}
    assert await _see(empty, _differences) == []
    async with _open(empty) as db, db.reading() as connection:
        assert [tuple(row) for row in await connection.execute(select(ledgers))] == [(0, 0)]


async def test_a_difference_would_be_seen(empty: str):
    await migrations.upgrade(empty)
    async with _open(empty) as db, db.writing() as connection:
        await connection.execute(text("ALTER TABLE attendee ADD COLUMN shoe_size INTEGER"))
    assert [difference[0] for difference in await _see(empty, _differences)] == ["remove_column"]


async def test_twice_is_harmless(empty: str):
    await migrations.upgrade(empty)
    first = await _see(empty, _everything)
    await migrations.upgrade(empty)
    assert await _see(empty, _everything) == first


async def test_what_is_in_an_older_database_comes_along(empty: str):
    """From the first revision on, with a row in each of its tables, so that what others point to cannot be dropped."""
    async with _open(empty) as db, db.writing() as connection:
        await connection.run_sync(_begin_with_rows)
        before = await connection.run_sync(_rows)
    assert before["vote"] == 1
    await migrations.upgrade(empty)
    after = await _see(empty, _rows)
    assert {name: after[name] for name in before if name != "alembic_version"} == {
        name: many for name, many in before.items() if name != "alembic_version"
    }
    assert await _see(empty, _differences) == []


async def test_of_events_closed_before_the_report_is_frozen_as_it_stands(empty: str):
    """With the figures of those of the series before it, as queries/event/figures.py counts them, and the public
    address."""
    async with _open(empty) as db, db.writing() as connection:
        await connection.run_sync(_at_revision, "0018")
        await connection.run_sync(_fill, _A_SERIES)
    await migrations.upgrade(empty, "https://camp.example.org")
    async with _open(empty) as db, db.reading() as connection:
        reports = [tuple(row) for row in await connection.execute(select(frozen_reports).order_by(text("1")))]
        [kept] = (await connection.execute(select(frozen_editions))).all()
        counted = (await load_figures(connection, [1]))[1]
    assert reports == [(2, "Runde", "https://camp.example.org"), (4, "", "https://camp.example.org")]
    assert counted == Figures(people=2, organisations=1, topics=1, interests=4, sessions=1, notes=3)
    day = date(2026, 6, 13)
    assert tuple(kept) == (2, 0, 1, 1, "Tag 1", day, *dataclasses.astuple(counted))


async def test_what_could_be_undone_or_redone_still_can_in_the_order_in_which_it_was_done(empty: str):
    """A proposal stands on the same step of the plan as before. Of what was undone besides the plan only merging is
    kept, for those whose topics it was."""
    async with _open(empty) as db, db.writing() as connection:
        await connection.run_sync(_at_revision, "0020")
        await connection.run_sync(_fill, _STEPS_AND_DEEDS)
    await migrations.upgrade(empty)
    async with _open(empty) as db, db.reading() as connection:
        found = [
            (row.number, row.kind, row.about, row.state, row.skipped, row.changed)
            for row in await connection.execute(select(revisions).order_by(revisions.c.number))
        ]
        base = await connection.scalar(text("SELECT base FROM proposal"))
    assert found == [
        (1, "place", "", "done", 2, "everything"),
        (2, "phase", "planning", "done", 0, "everything"),
        (3, "merge", "t1", "over", 0, "everything"),
        (4, "move", "", "done", 0, "everything"),
        (5, "unplace", "", "undone", 0, "everything"),
    ]
    assert base == 4


async def test_events_speak_what_they_spoke_and_may_speak_a_language_of_three_letters(empty: str):
    async with _open(empty) as db, db.writing() as connection:
        await connection.run_sync(_at_revision, "0021")
        await connection.run_sync(_fill, {"organiser": [{"id": 1}], "ledger": [{"id": 1}], "barcamp": [
            {"id": 1, "code": "CODE1", "organiser_id": 1, "language": "en"}
        ]})  # fmt: skip
    await migrations.upgrade(empty)
    async with _open(empty) as db, db.writing() as connection:
        assert (await connection.execute(text("SELECT language FROM barcamp"))).scalar() == "en"
        await connection.execute(text("UPDATE barcamp SET language = 'hsb'"))
    assert await _see(empty, _differences) == []


async def test_devices_of_moderators_go_on_moderating_and_others_do_not(empty: str):
    people = [{"id": number, "barcamp_id": 1, "role": role} for number, role in ((1, 1), (2, 2))]
    devices = [{"device": f"d{number}", "barcamp_id": 1, "attendee_id": number} for number in (1, 2)]
    told = {name: _A_SERIES[name] for name in ("organiser", "ledger", "barcamp")} | {
        "attendee": people, "badge": devices,
    }  # fmt: skip
    async with _open(empty) as db, db.writing() as connection:
        await connection.run_sync(_at_revision, "0022")
        await connection.run_sync(_fill, told)
    await migrations.upgrade(empty)
    async with _open(empty) as db, db.reading() as connection:
        found = (await connection.execute(text("SELECT device, moderates FROM badge ORDER BY device"))).all()
    assert [(row.device, bool(row.moderates)) for row in found] == [("d1", False), ("d2", True)]


async def test_photos_come_among_the_cards_behind_those_below_which_they_hung_in_their_order(empty: str):
    told = {name: _A_SERIES[name] for name in ("organiser", "ledger", "barcamp", "attendee")} | {
        "note": [
            {"id": number, "barcamp_id": 1, "wall": wall, "author_id": 1, "position": position}
            for number, (wall, position) in enumerate((("e", 70_000), ("e", 5), ("t1", 2**30)), 1)
        ],
        "photo": [
            {"id": number, "barcamp_id": 1, "wall": wall, "author_id": 1, "data": b"x", "thumb": b"x"}
            for number, wall in enumerate(("e", "t1", "e", "t2"), 1)
        ],
        "note_move": [{"note_id": 2, "barcamp_id": 1, "attendee_id": 1}],
    }
    async with _open(empty) as db, db.writing() as connection:
        await connection.run_sync(_at_revision, "0033")
        await connection.run_sync(_fill, told)
    await migrations.upgrade(empty)
    async with _open(empty) as db, db.reading() as connection:
        found = (await connection.execute(text("SELECT id, wall, grouped, position FROM photo ORDER BY id"))).all()
        moved = (await connection.scalars(text("SELECT note_id FROM note_move"))).all()
    assert [tuple(row) for row in found] == [
        (1, "e", "", 70_000 + 2**16), (2, "t1", "", 2**30), (3, "e", "", 70_000 + 2 * 2**16), (4, "t2", "", 2**16),
    ]  # fmt: skip
    assert moved == [2]


async def test_several_at_once_wait_for_one_another(empty: str):
    await asyncio.gather(*(migrations.upgrade(empty) for _ in range(3)))
    assert await _see(empty, _differences) == []


async def test_a_newer_database_is_refused_and_stays_untouched(empty: str):
    await migrations.upgrade(empty)
    async with _open(empty) as db, db.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.execute(text("CREATE TABLE hologram (id INTEGER PRIMARY KEY)"))
    before = await _see(empty, _everything)
    with pytest.raises(migrations.NewerDatabase, match="9999"):
        await migrations.upgrade(empty)
    assert await _see(empty, _everything) == before


def test_there_is_one_line_of_revisions():
    script = ScriptDirectory.from_config(migrations.config())
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
    assert migrations.revisions() == {revision.revision for revision in script.walk_revisions()}
    assert migrations.newest() == script.get_current_head()


def _at_revision(connection: Connection, revision: str) -> None:
    made = migrations.config()
    made.attributes["connection"] = connection
    command.upgrade(made, revision)


# Of a series with three events the second is closed; the fourth is closed and in no series.
_A_SERIES: dict[str, list[dict[str, object]]] = {
    "organiser": [{"id": 1}],
    "ledger": [{"id": number} for number in (1, 2, 3, 4)],
    "barcamp": [
        {"id": number, "code": f"CODE{number}", "organiser_id": 1, "name": f"Tag {number}",
         "archived_at": datetime(2026, 6, 14, tzinfo=UTC) if number in (2, 4) else None}
        for number in (1, 2, 3, 4)
    ],
    "series": [{"id": 1, "organiser_id": 1, "name": "Runde"}],
    "edition": [{"barcamp_id": number, "series_id": 1, "number": number} for number in (1, 2, 3)],
    "attendee": [
        {"id": number, "barcamp_id": 1, "organisation": home, "guest": guest}
        for number, (home, guest) in enumerate((("Amt", True), ("amt ", True), ("Team", False)), 1)
    ],
    "topic": [
        {"id": 1, "barcamp_id": 1, "hands": 3, "repeat_of": None, "withdrawn_at": None},
        {"id": 2, "barcamp_id": 1, "hands": 5, "repeat_of": None},
    ],
    "vote": [{"topic_id": number, "attendee_id": 1, "barcamp_id": 1} for number in (1, 2)],
    "room": [{"id": 1, "barcamp_id": 1}],
    "slot": [{"id": 1, "barcamp_id": 1, "title": ""}, {"id": 2, "barcamp_id": 1, "title": "Kaffee"}],
    "placement": [{"topic_id": 1, "barcamp_id": 1, "room_id": 1, "slot_id": 1}],
    "note": [
        {"id": number, "barcamp_id": 1, "wall": wall, "withdrawn_at": None, "hidden_at": hidden}
        for number, (wall, hidden) in enumerate(
            (("e", None), ("t1", None), ("t2", None), ("s1", None), ("s2", None),
             ("e", datetime(2026, 6, 13, tzinfo=UTC))), 1)
    ],
}  # fmt: skip


def _at(minute: int) -> datetime:
    return datetime(2026, 6, 13, 10, minute, tzinfo=UTC)


_STEPS_AND_DEEDS: dict[str, list[dict[str, object]]] = {
    "organiser": [{"id": 1}],
    "ledger": [{"id": 1}],
    "barcamp": [{"id": 1, "organiser_id": 1}],
    "plan_step": [
        {"id": number, "barcamp_id": 1, "number": of, "kind": kind, "at": _at(minute), "undone": undone,
         "before": "{}", "after": '{"1": null}', "skipped": skipped}
        for number, (of, kind, minute, undone, skipped) in enumerate(
            ((4, "place", 1, False, 2), (5, "move", 6, False, 0), (6, "unplace", 2, True, 0)), 1)
    ],
    "deed": [
        {"id": number, "barcamp_id": 1, "number": number, "kind": kind, "about": about, "at": _at(minute),
         "undone": undone, "rows": '[["barcamp", {"id": 1}, {}, {}]]', "before": "{}", "after": "{}"}
        for number, (kind, about, minute, undone) in enumerate(
            (("phase", "planning", 3, False), ("merge", "t1", 4, True), ("hide", "t2", 5, True)), 1)
    ],
    "proposal": [{"barcamp_id": 1, "base": 5}],
}  # fmt: skip


def _fill(connection: Connection, told: dict[str, list[dict[str, object]]]) -> None:
    """Rows as told; what is not told is anything where it must be, and else nothing."""
    known = MetaData()
    known.reflect(connection)
    for name, rows in told.items():
        table = known.tables[name]
        for row in rows:
            points = {column.name: None for column in table.c if column.nullable and column.foreign_keys}
            missing = {column.name: _anything(column) for column in table.c if column.name not in {*row, *points}}
            connection.execute(insert(table).values({**missing, **points, **row}))


def _begin_with_rows(connection: Connection) -> None:
    _at_revision(connection, ScriptDirectory.from_config(migrations.config()).get_bases()[0])
    known = MetaData()
    known.reflect(connection)
    for table in known.sorted_tables:
        if table.name not in ("alembic_version", "ledger"):
            connection.execute(insert(table).values({column.name: _anything(column) for column in table.c}))


def _anything(column: Column) -> object:
    """A value that fits; 0 is the ledger that is there from the beginning, every other row is the first."""
    if any(key.column.table.name == "ledger" for key in column.foreign_keys):
        return 0
    if any(key.column.table.name == "barcamp" for key in column.foreign_keys):
        return 0
    match column.type:
        case Boolean():
            return False
        case DateTime():
            return datetime(2026, 6, 13, tzinfo=UTC)
        case Date():
            return date(2026, 6, 13)
        case Integer():
            return 1
    return "x"


def _rows(connection: Connection) -> dict[str, int]:
    names = inspect(connection).get_table_names()
    return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar() or 0 for name in names}


class _open:
    """A database for as long as a block lasts."""

    def __init__(self, url: str) -> None:
        self.db = Database(url)

    async def __aenter__(self) -> Database:
        return self.db

    async def __aexit__(self, *_: object) -> None:
        await self.db.close()


async def _see(url: str, look):
    async with _open(url) as db, db.reading() as connection:
        return await connection.run_sync(look)


def _tables(connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def _differences(connection) -> list:
    return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)


def _everything(connection) -> dict[str, list]:
    return {
        table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]
        for table in sorted(_tables(connection))
    }
