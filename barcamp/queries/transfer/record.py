"""The full record of an event: every row that is carried to another server, and the journal. Ids are those of the
server where the event was founded, see domain/event/origin.py."""

import json
from dataclasses import dataclass, field

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.origin import origin_ids, origins
from barcamp.domain.people.attendee import attendees
from barcamp.domain.setup.series import editions, series
from barcamp.domain.transfer.format import Ids, carried, numbered, written
from barcamp.domain.walls.wall import walls
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.journal import ledgers, lines

# Commands that create a person.
MADE_A_PERSON = ("join", "open-link")


@dataclass(frozen=True, slots=True)
class Record:
    """The record. `tables` are rows as JSON can hold them; bytes stand in `blobs` under their SHA-256. `erased` is how
    many people were erased on request."""

    code: str
    seq: int
    barcamp: dict[str, object]
    series: dict[str, object] | None
    tables: dict[str, list[dict[str, object]]]
    journal: list[dict[str, object]]
    erased: int = 0
    blobs: dict[str, bytes] = field(default_factory=dict[str, bytes])


async def load_record(db: AsyncConnection, camp: Barcamp) -> Record:
    ids = await ids_there(db, camp.id)
    blobs: dict[str, bytes] = {}
    row = (await db.execute(select(barcamps).where(barcamps.c.id == camp.id))).mappings().one()
    tables: dict[str, list[dict[str, object]]] = {}
    for table in carried():
        query = select(table).where(table.c.barcamp_id == camp.id).order_by(*table.primary_key.columns)
        found = (await db.execute(query)).mappings().all()
        if numbered(table):
            ids.there[table.name] = {each["id"] for each in found}
        told = [written(table, dict(each), ids, blobs) for each in found]
        tables[table.name] = sorted(told, key=lambda each, table=table: _key(table, each))
    own = written(barcamps, dict(row), ids, blobs)
    return Record(
        code=await founded_as(db, camp),
        seq=await db.scalar(select(ledgers.c.seq).where(ledgers.c.id == camp.id)) or 0,
        barcamp=own,
        series=await _series(db, camp.id),
        tables=tables,
        journal=await _journal(db, camp.id, ids),
        erased=len((await db.execute(
            select(attendees.c.id).where(attendees.c.barcamp_id == camp.id, attendees.c.erased_at.is_not(None))
        )).all()),
        blobs=blobs,
    )  # fmt: skip


async def founded_as(db: AsyncConnection, camp: Barcamp) -> str:
    """The code under which it was founded."""
    return await db.scalar(select(origins.c.code).where(origins.c.barcamp_id == camp.id)) or camp.code


async def ids_there(db: AsyncConnection, barcamp_id: int) -> Ids:
    """Maps ids here to those of the server where the event was founded; for an event of this server they are equal.

    Whatever was made here since it came gets numbers above all that came along.
    """
    rows = await db.execute(
        select(origin_ids.c.noun, origin_ids.c.here, origin_ids.c.there).where(origin_ids.c.barcamp_id == barcamp_id)
    )
    known: dict[str, dict[int, int]] = {}
    for noun, here, there in rows:
        known.setdefault(noun, {})[here] = there
    highest = {noun: max(ids.values()) for noun, ids in known.items()}
    return Ids(known, lambda noun, number: number + highest.get(noun, 0))


async def anything_blind(db: AsyncConnection, camp: Barcamp) -> bool:
    """Whether a vote is still open that nobody may see yet: hidden interest, or dots on a wall."""
    if camp.archived or camp.interest_hidden:
        return camp.interest_hidden
    blind = select(walls.c.name).where(
        walls.c.barcamp_id == camp.id, walls.c.points > 0, walls.c.dots_closed_at.is_(None)
    )
    return (await db.execute(blind.limit(1))).first() is not None


def _key(table: Table, row: dict[str, object]) -> list[object]:
    return [row[column.name] for column in table.primary_key.columns if column.name in row]


async def _series(db: AsyncConnection, barcamp_id: int) -> dict[str, object] | None:
    row = (
        await db.execute(
            select(series.c.name, editions.c.number)
            .join(editions, editions.c.series_id == series.c.id)
            .where(editions.c.barcamp_id == barcamp_id)
        )
    ).first()
    return {"name": row.name, "number": row.number} if row else None


async def _journal(db: AsyncConnection, barcamp_id: int, ids: Ids) -> list[dict[str, object]]:
    """The journal. What a command said stays as it was, with the numbers of its day."""
    rows = await db.execute(select(lines).where(lines.c.ledger_id == barcamp_id).order_by(lines.c.seq))
    return [
        {
            "seq": row.seq,
            "at": row.at.isoformat(),
            "op": row.op,
            "who": None if row.attendee_id is None else ids.of("attendee", row.attendee_id),
            "organiser": row.organiser_id is not None,
            "command": row.command,
            "payload": json.loads(row.payload),
            "touched": row.touched,
            "made": ids.of("attendee", row.made) if row.made and row.command in MADE_A_PERSON else row.made,
        }
        for row in rows
    ]
