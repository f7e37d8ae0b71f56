"""What a moderator did besides the plan, row by row, so that the last of it can be taken back.

The plan has steps of its own (plan_change.py); here is the rest: phases, doors, the pitch round, merging, hiding …
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
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

from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed, written
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn

MOST_DEEDS = 100

deeds = Table(
    "deed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", ForeignKey("barcamp.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("about", String(60), nullable=False),  # what it was done to: t7, a phase, a number
    Column("by", String(60), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("rows", LongText, nullable=False),  # JSON: table, key, before, after; null for a row that is not there
    Column("before", LongText, nullable=False),  # places, as in a step of the plan
    Column("after", LongText, nullable=False),
    Column("regions", LongText, key="changed", nullable=False),
    Column("undone", Boolean, nullable=False),
    Index("ux_deed_number", "barcamp_id", "number", unique=True),
)

# Rows that people change themselves meanwhile: what they did since then stays.
_THEIRS = ("vote", "cohost", "going")

# A clock that was started meanwhile is nothing that would be lost.
_FLEETING = ("stage_until",)
_AT_ONCE = 400  # rows in one statement

Row = list[Any]  # table, key, before, after


class Changes:
    """Writes rows, and remembers how they were."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    async def write(self, turn: Turn, table: Table, row_id: int, **values: object) -> None:
        """Changes columns of one row that has an id."""
        found = (await turn.db.execute(select(*(table.c[name] for name in values)).where(table.c.id == row_id))).one()
        before = dict(found._mapping)
        await turn.db.execute(update(table).where(table.c.id == row_id).values(**values))
        self.note(table, {"id": row_id}, before, values)

    async def put_in(self, turn: Turn, table: Table, **row: object) -> None:
        await turn.db.execute(insert(table).values(**row))
        self.note(table, {column.name: row[column.name] for column in table.primary_key}, None, row)

    async def take_out(self, turn: Turn, table: Table, row: Mapping[str, Any]) -> None:
        key = {column.name: row[column.name] for column in table.primary_key}
        await turn.db.execute(delete(table).where(*_where(table, key)))
        self.note(table, key, row, None)

    def note(self, table: Table, key: Mapping, before: Mapping | None, after: Mapping | None) -> None:
        """For what was written elsewhere."""
        if before != after:
            self.rows.append([table.name, dict(key), _told(before), _told(after)])


async def remember(
    turn: Turn,
    kind: str,
    changes: Changes,
    *facts: Changed,
    about: str = "",
    before: str = "{}",
    after: str = "{}",
    made: int | None = None,
) -> Done:
    """Keeps what was done as the last deed. `before` and `after` are places of topics that changed with it, as
    plan_change.py writes them."""
    if not changes.rows and before == after:
        return Done.of(*facts, made=made)
    ours = deeds.c.barcamp_id == turn.barcamp.id
    last = await turn.db.scalar(select(func.max(deeds.c.number)).where(ours)) or 0
    # Whose topics were merged by mistake reads that it was taken back, also after the next deed.
    over = and_(deeds.c.undone, deeds.c.kind != "merge")
    await turn.db.execute(delete(deeds).where(ours, over | (deeds.c.number <= last + 1 - MOST_DEEDS)))
    await turn.add(
        deeds, barcamp_id=turn.barcamp.id, number=last + 1, kind=kind, about=about[:60], by=await turn.signature(),
        at=turn.now, rows=json.dumps(changes.rows), before=before, after=after,
        changed=written(facts), undone=False,
    )  # fmt: skip
    return Done.of(*facts, Changed.history(), made=made)


async def take_back(turn: Turn, rows: list[Row]) -> None:
    """Writes the rows as they were. Raises Refused where somebody has changed them since."""
    for (name, before, after), alike in groupby(reversed(rows), key=_as_was):
        table, keys = metadata.tables[name], [row[1] for row in alike]
        if before is not None and after is not None:
            for some in _chunks(keys):
                await _turn_back(turn, table, some, before, after)
        else:
            for key in keys:
                await _turn_one(turn, table, _where(table, key), before)


def _as_was(row: Row) -> tuple[str, Mapping | None, Mapping | None]:
    """Rows that changed alike are taken back together."""
    return row[0], row[2], row[3]


def _chunks(keys: list[dict]) -> Iterable[list[dict]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


async def _turn_back(turn: Turn, table: Table, keys: list[dict], before: Mapping, after: Mapping) -> None:
    """Whatever is as it was by now stays so."""
    these = or_(*(and_(*_where(table, key)) for key in keys))
    if "id" in keys[0]:
        these = table.c.id.in_([key["id"] for key in keys])
    found = (await turn.db.execute(select(*(table.c[name] for name in after)).where(these))).all()
    lasting = _lasting(after), _lasting(before)
    if len(found) < len(keys) or any(_lasting(_told(dict(row._mapping))) not in lasting for row in found):
        raise Refused("deed.changed_since")
    await turn.db.execute(update(table).where(these).values(**_heard(table, before)))


async def _turn_one(turn: Turn, table: Table, here: list, before: Mapping | None) -> None:
    if before is None:
        gone = await turn.db.execute(delete(table).where(*here))
        if not gone.rowcount and table.name not in _THEIRS:
            raise Refused("deed.changed_since")
    elif not await turn.db.scalar(select(exists().where(and_(*here)))):
        await turn.db.execute(insert(table).values(**_heard(table, before)))


def _lasting(values: Mapping | None) -> dict:
    return {name: value for name, value in (values or {}).items() if name not in _FLEETING}


def _where(table: Table, key: Mapping) -> list:
    return [table.c[name] == value for name, value in key.items()]


def _told(values: Mapping | None) -> dict | None:
    if values is None:
        return None
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _heard(table: Table, values: Mapping) -> dict:
    return {
        name: datetime.fromisoformat(value) if value and isinstance(table.c[name].type, UTCDateTime) else value
        for name, value in values.items()
    }
