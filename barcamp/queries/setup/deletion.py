"""Which events and rehearsals are due to be deleted, whether the clock that says so can be trusted, and whether an
event was amended after it was archived."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.origin import origins
from barcamp.domain.people.attendee import attendees
from barcamp.domain.setup.rehearsal import LASTS
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.journal import lines
from barcamp.kernel.rows import all_as

LEAP = timedelta(days=31)
BELIEVED_AFTER = timedelta(days=1)
SLACK = timedelta(minutes=5)  # tolerance between the clocks of several machines


async def due_for_deletion(db: AsyncConnection, now: datetime) -> list[int]:
    """Events whose day of deletion has come in their own zone."""
    nearly = barcamps.c.delete_on <= (now + timedelta(days=1)).date()  # no zone is further ahead than that
    found = await all_as(Barcamp, db, select(barcamps).where(nearly).order_by(barcamps.c.id))
    return [camp.id for camp in found if camp.delete_on <= now.astimezone(camp.zone).date()]


async def rehearsals_over(db: AsyncConnection, now: datetime) -> list[int]:
    """Rehearsals that have lasted long enough."""
    over = barcamps.c.rehearses != "", barcamps.c.created_at <= now - LASTS
    return list(await db.scalars(select(barcamps.c.id).where(*over).order_by(barcamps.c.id)))


async def clock_in_doubt(db: AsyncConnection, now: datetime) -> str:
    """`ahead` if the clock has just leapt by more than a month since anything was done here, `behind` if something was
    done later than now; else empty. A leap is believed after a day in which nobody has put it right.

    What events brought along from another server says nothing about this clock.
    """
    at, here = lines.c.at, lines.c.ledger_id.not_in(select(origins.c.barcamp_id))
    if await db.scalar(select(func.count()).where(here, at > now + SLACK)):
        return "behind"
    before = await db.scalar(select(func.max(at)).where(here, at <= now - BELIEVED_AFTER))
    since = await db.scalar(select(func.min(at)).where(here, at > now - BELIEVED_AFTER, at <= now))
    return "ahead" if before is not None and (since or now) - before > LEAP else ""


async def amended_at(db: AsyncConnection, barcamp_id: int) -> datetime | None:
    """When somebody was last erased; None if nobody was. Archives made before that still hold the name."""
    return await db.scalar(select(func.max(attendees.c.erased_at)).where(attendees.c.barcamp_id == barcamp_id))
