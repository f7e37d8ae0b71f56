"""What stands in the plan, as an import compares it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.origin import guid_of, origin_ids, origins
from barcamp.domain.plan.grid import placements, rooms, slots
from barcamp.domain.setup.programme.difference import Difference, There, compare
from barcamp.domain.setup.programme.items import Item
from barcamp.domain.topics.topic import topics
from barcamp.kernel.barcamp import Barcamp


@dataclass(frozen=True, slots=True)
class Standing:
    sessions: tuple[There, ...]
    rooms: tuple[tuple[int, str], ...]

    def beside(self, items: tuple[Item, ...]) -> Difference:
        return compare(items, self.sessions, self.rooms)


async def load_standing(db: AsyncConnection, camp: Barcamp) -> Standing:
    """Fixed sessions, those that are off the plan included, and open ones in the plan: in four queries."""
    called = await _names(db, camp)
    query = (
        select(
            topics.c.id, topics.c.fixed, topics.c.guid, topics.c.title, topics.c.led_by, topics.c.description,
            func.coalesce(placements.c.room_id, 0).label("room"), func.coalesce(placements.c.slot_id, 0).label("slot"),
            func.coalesce(slots.c.starts, 0).label("starts"), func.coalesce(slots.c.ends, 0).label("ends"),
            topics.c.withdrawn_at, topics.c.hidden_at, topics.c.repeat_of,
        )
        .outerjoin(placements, placements.c.topic_id == topics.c.id)
        .outerjoin(slots, slots.c.id == placements.c.slot_id)
        .where(topics.c.barcamp_id == camp.id, or_(topics.c.fixed != "", placements.c.room_id.is_not(None)))
        .order_by(topics.c.id)
    )  # fmt: skip
    found = tuple(
        There(
            row.id, row.fixed, row.guid, row.title, row.led_by, row.description, row.room, row.slot, row.starts,
            row.ends, row.withdrawn_at is not None, row.hidden_at is not None,
            "" if row.repeat_of else guid_of(called(row.id)),
        )
        for row in await db.execute(query)
    )  # fmt: skip
    own = select(rooms.c.id, rooms.c.name).where(rooms.c.barcamp_id == camp.id).order_by(rooms.c.id)
    return Standing(found, tuple((row.id, row.name) for row in await db.execute(own)))


async def _names(db: AsyncConnection, camp: Barcamp) -> Callable[[int], str]:
    """What exports call a topic, by the ids of the server where the event was founded."""
    code = await db.scalar(select(origins.c.code).where(origins.c.barcamp_id == camp.id)) or camp.code
    query = select(origin_ids.c.here, origin_ids.c.there).where(
        origin_ids.c.barcamp_id == camp.id, origin_ids.c.noun == "topic"
    )
    known: dict[int, int] = {row.here: row.there for row in await db.execute(query)}
    highest = max(known.values(), default=0)

    def named(topic: int) -> str:
        return f"{code}-t{known.get(topic, topic + highest)}"

    return named
