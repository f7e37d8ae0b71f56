"""The history of an event: what moderators did, in the order of the journal, so that the last of it can be undone and
redone.

A revision holds the rows that it wrote, and where topics were on the grid before and after it. Most have one of the
two: changes of the plan (domain/plan/plan_change.py) have places; phases, the entry, the pitch round and hiding have
rows.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)  # fmt: skip
from sqlalchemy import Text as LongText
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed, written
from barcamp.kernel.refused import Refused
from barcamp.kernel.rows import named
from barcamp.kernel.turn import Done, Turn

MOST = 200  # revisions of one event
# Over: undone, and no longer redoable, since something else was done after it.
DONE, UNDONE, OVER = "done", "undone", "over"

revisions = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("about", String(60), nullable=False),  # what it is about: t7, a phase, a number
    Column("by", String(60), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("rows", LongText, nullable=False),  # JSON: table, key, before, after; null for a row that is not there
    # Places of topics, as domain/plan/plan_change.py writes them: topic → [room, slot, pinned], null or "parked".
    Column("before", LongText, nullable=False),
    Column("after", LongText, nullable=False),
    Column("skipped", Integer, nullable=False),  # topics whose wanted place could not be had
    Column("changed", LongText, nullable=False),  # facts
    Column("state", String(8), nullable=False),
    Index("ux_revision_number", "barcamp_id", "number", unique=True),
)
PLACES = "{}"  # none of them
# What the plan looks like follows from these alone.
of_the_plan = revisions.c.after != PLACES

# Rows that people may change themselves in the meantime: what they did since then stays.
_THEIRS = ("vote", "cohost", "going")

# A clock that was started in the meantime is no loss.
_FLEETING = ("stage_until",)
_AT_ONCE = 400  # rows in one statement

Row = list[Any]  # table, key, before, after
Columns = Mapping[str, Any]
# The present content of rows, by table and key; None for a row that does not exist.
Rows = dict[tuple[str, str], dict[str, Any] | None]


class Changes:
    """Writes rows, and remembers how they were."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    async def write(self, turn: Turn, table: Table, row_id: int, **values: object) -> None:
        """Changes columns of one row that has an id."""
        found = (await turn.db.execute(select(*(table.c[name] for name in values)).where(table.c.id == row_id))).one()
        before = named(found)
        await turn.db.execute(update(table).where(table.c.id == row_id).values(**values))
        self.note(table, {"id": row_id}, before, values)

    async def put_in(self, turn: Turn, table: Table, **row: object) -> None:
        await turn.db.execute(insert(table).values(**row))
        self.note(table, {column.name: row[column.name] for column in table.primary_key}, None, row)

    async def take_out(self, turn: Turn, table: Table, row: Columns) -> None:
        key = {column.name: row[column.name] for column in table.primary_key}
        await turn.db.execute(delete(table).where(*_where(table, key)))
        self.note(table, key, row, None)

    def note(self, table: Table, key: Columns, before: Columns | None, after: Columns | None) -> None:
        """Notes rows that were written elsewhere."""
        if before != after:
            self.rows.append([table.name, dict(key), _told(before), _told(after)])


async def remember(
    turn: Turn,
    kind: str,
    changes: Changes,
    *facts: Changed,
    about: str = "",
    before: str = PLACES,
    after: str = PLACES,
    skipped: int = 0,
    made: int | None = None,
) -> Done:
    """Records what was done as the last revision, unless nothing changed. What was undone before can no longer be
    redone, and what was done long ago can no longer be undone."""
    if not changes.rows and before == after:
        return Done.of(*facts, made=made)
    ours = revisions.c.barcamp_id == turn.barcamp.id
    last = await turn.db.scalar(select(func.max(revisions.c.number)).where(ours)) or 0
    # People whose topics were merged by mistake are told of the undo, even after the next revision.
    undone = ours, revisions.c.state == UNDONE
    await turn.db.execute(update(revisions).where(*undone, revisions.c.kind == "merge").values(state=OVER))
    gone = or_(revisions.c.state == UNDONE, revisions.c.number <= last + 1 - MOST)
    await turn.db.execute(delete(revisions).where(ours, gone))
    await turn.add(
        revisions, barcamp_id=turn.barcamp.id, number=last + 1, kind=kind, about=about[:60], by=await turn.signature(),
        at=turn.now, rows=json.dumps(changes.rows), before=before, after=after, skipped=skipped,
        changed=written(facts), state=DONE,
    )  # fmt: skip
    return Done.of(*facts, Changed.history(), made=made)


async def as_now(db: AsyncConnection, rows: Iterable[Row]) -> Rows:
    """The present content of these rows, in one query for each table and every few hundred of its rows."""
    keys: dict[str, dict[str, dict[str, Any]]] = {}
    for name, key, _, _ in rows:
        keys.setdefault(name, {})[_told_key(key)] = key
    found: Rows = {(name, each): None for name, these in keys.items() for each in these}
    for name, these in keys.items():
        table = metadata.tables[name]
        primary = [column.name for column in table.primary_key]
        for some in _chunks(list(these.values())):
            for row in await db.execute(select(table).where(_all(table, some))):
                now = _told(named(row)) or {}
                found[name, _told_key({column: now[column] for column in primary})] = now
    return found


def changed_since(found: Rows, rows: list[Row]) -> bool:
    """Whether `take_back` would refuse these rows, given what `as_now` found."""
    now = dict(found)
    for name, key, before, after in reversed(rows):
        this = name, _told_key(key)
        there = now[this]
        if before is None:
            if there is None and name not in _THEIRS:
                return True
            now[this] = None
        elif after is None:
            now[this] = there or dict(before)
        elif there is None or _lasting({column: there[column] for column in after}) not in (
            _lasting(after),
            _lasting(before),
        ):
            return True
        else:
            now[this] = there | dict(before)
    return False


async def bring_back(turn: Turn, rows: list[Row]) -> None:
    """Writes the rows as they were after the revision. Raises Refused if somebody has changed them since."""
    await take_back(turn, [[name, key, after, before] for name, key, before, after in reversed(rows)])


async def take_back(turn: Turn, rows: list[Row]) -> None:
    """Writes the rows as they were before the revision. Raises Refused if somebody has changed them since."""
    for (name, before, after), alike in groupby(reversed(rows), key=_as_was):
        table, keys = metadata.tables[name], [row[1] for row in alike]
        if before is not None and after is not None:
            for some in _chunks(keys):
                await _restore_alike(turn, table, some, before, after)
        else:
            for key in keys:
                await _restore_one(turn, table, _where(table, key), before)


def _as_was(row: Row) -> tuple[str, Columns | None, Columns | None]:
    """What rows have in common that changed alike and are restored together: the table, and their columns before and
    after."""
    return row[0], row[2], row[3]


def _chunks(keys: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


async def _restore_alike(turn: Turn, table: Table, keys: list[dict[str, Any]], before: Columns, after: Columns) -> None:
    """Restores rows; those that are as they were already stay so."""
    these = _all(table, keys)
    found = (await turn.db.execute(select(*(table.c[name] for name in after)).where(these))).all()
    lasting = _lasting(after), _lasting(before)
    if len(found) < len(keys) or any(_lasting(_told(named(row))) not in lasting for row in found):
        raise Refused("history.changed_since")
    await turn.db.execute(update(table).where(these).values(**_heard(table, before)))


async def _restore_one(turn: Turn, table: Table, here: list[ColumnElement[bool]], before: Columns | None) -> None:
    if before is None:
        gone = await turn.db.execute(delete(table).where(*here))
        if not gone.rowcount and table.name not in _THEIRS:
            raise Refused("history.changed_since")
    elif not await turn.db.scalar(select(exists().where(and_(*here)))):
        await turn.db.execute(insert(table).values(**_heard(table, before)))


def _all(table: Table, keys: list[dict[str, Any]]) -> ColumnElement[bool]:
    if "id" in keys[0]:
        return table.c.id.in_([key["id"] for key in keys])
    return or_(*(and_(*_where(table, key)) for key in keys))


def _told_key(key: Columns) -> str:
    return json.dumps(key, sort_keys=True)


def _lasting(values: Columns | None) -> dict[str, Any]:
    return {name: value for name, value in (values or {}).items() if name not in _FLEETING}


def _where(table: Table, key: Columns) -> list[ColumnElement[bool]]:
    return [table.c[name] == value for name, value in key.items()]


def _told(values: Columns | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _heard(table: Table, values: Columns) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if value and isinstance(table.c[name].type, UTCDateTime) else value
        for name, value in values.items()
    }
