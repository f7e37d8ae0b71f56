"""Which events and rehearsals are due to be deleted, and whether one was amended after it was archived."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.attendee import attendees
from barcamp.domain.barcamp import Barcamp, barcamps
from barcamp.domain.rehearsal import LASTS


async def due_for_deletion(db: AsyncConnection, now: datetime) -> list[int]:
    """Events whose day of deletion has come in their own zone."""
    nearly = barcamps.c.delete_on <= (now + timedelta(days=1)).date()  # no zone is further ahead than that
    found = [
        Barcamp(**row._mapping) for row in await db.execute(select(barcamps).where(nearly).order_by(barcamps.c.id))
    ]
    return [camp.id for camp in found if camp.delete_on <= now.astimezone(camp.zone).date()]


async def rehearsals_over(db: AsyncConnection, now: datetime) -> list[int]:
    """Rehearsals that have lasted long enough."""
    over = barcamps.c.rehearses != "", barcamps.c.created_at <= now - LASTS
    return list(await db.scalars(select(barcamps.c.id).where(*over).order_by(barcamps.c.id)))


async def amended_at(db: AsyncConnection, barcamp_id: int) -> datetime | None:
    """When somebody was last erased; None if nobody was. Archives made earlier still hold the name."""
    return await db.scalar(select(func.max(attendees.c.erased_at)).where(attendees.c.barcamp_id == barcamp_id))
