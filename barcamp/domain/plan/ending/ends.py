"""When the sessions of a slot end. Whatever shows or computes the end of a session asks here."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.plan.grid import slots


def ends_of(rows: Iterable[Any], changeover: int) -> dict[int, int]:
    """When the sessions of each slot end, `rows` being those of `grid.slots`: so many minutes before the next slot of
    the day begins, if that is before the end of their own. Plenary items, slots of the fixed programme and slots that
    are no longer than the change-over last as long as they say."""
    known = list(rows)
    grid = [row for row in known if not row.programme]
    return {row.id: row.ends if row.title or row.programme else _end(row, grid, changeover) for row in known}


def _end(row: Any, grid: Sequence[Any], changeover: int) -> int:
    if not changeover:
        return row.ends
    following = min((each.starts for each in grid if each.day == row.day and each.starts >= row.ends), default=None)
    end = row.ends if following is None else min(row.ends, following - changeover)
    return end if end > row.starts else row.ends


def end_of(until: int, extra: int, following: int | None, starts: int = 0) -> int:
    """When a session ends that lasts `extra` minutes longer, or less, than `until`: not before it has begun, at the
    minute `starts`, nor after the next session in its room begins, at the minute `following`."""
    if extra <= 0:
        return max(min(starts + 1, until), until + extra)
    return until + extra if following is None else max(until, min(until + extra, following))


async def load_ends(db: AsyncConnection, barcamp_id: int) -> dict[int, int]:
    """When the sessions of each slot of an event end."""
    query = select(slots, barcamps.c.changeover).join(barcamps).where(slots.c.barcamp_id == barcamp_id)
    rows = (await db.execute(query)).all()
    return ends_of(rows, rows[0].changeover if rows else 0)
