"""The journal as the broadcast reads it: how far it is, and what has changed since."""

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.facts import Changed, read
from barcamp.kernel.journal import ledgers, lines

# Archiving itself, and what is still done afterwards and shows in a report: who may be named, who is no longer there.
_CHANGE_AN_ARCHIVE = ("archive-barcamp", "settle-consent", "erase-person", "remove-person")

_SINCE = (
    select(lines.c.seq, lines.c.touched, lines.c.attendee_id)
    .where(lines.c.ledger_id == bindparam("ledger"), lines.c.seq > bindparam("before"))
    .order_by(lines.c.seq)
)


async def changed_since(
    db: AsyncConnection, ledger_id: int, seq: int
) -> tuple[int, frozenset[Changed], frozenset[int]]:
    """The last number now, all facts that lines after `seq` changed, and the people who changed them."""
    last, facts, people = seq, set[Changed](), set[int]()
    for row in await db.execute(_SINCE, {"ledger": ledger_id, "before": seq}):
        last = row.seq
        facts |= read(row.touched)
        if row.attendee_id is not None:
            people.add(row.attendee_id)
    return last, frozenset(facts), frozenset(people)


async def last_seq(db: AsyncConnection, ledger_id: int) -> int:
    return await db.scalar(select(ledgers.c.seq).where(ledgers.c.id == ledger_id)) or 0


async def revision_of(db: AsyncConnection, barcamp: Barcamp) -> int:
    """How often the readable content of the event has changed. For an archived event only published content counts: not
    links that are made, or what organisers tick off."""
    if not barcamp.archived:
        return await last_seq(db, barcamp.id)
    here = lines.c.ledger_id == barcamp.id, lines.c.command.in_(_CHANGE_AN_ARCHIVE)
    return await db.scalar(select(func.max(lines.c.seq)).where(*here)) or await last_seq(db, barcamp.id)


async def last_change(db: AsyncConnection, ledger_id: int) -> tuple[int, datetime | None]:
    """The number of the last line, and its time."""
    seq = await last_seq(db, ledger_id)
    return seq, await db.scalar(select(lines.c.at).where(lines.c.ledger_id == ledger_id, lines.c.seq == seq))
