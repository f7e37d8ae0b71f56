"""How many people were in each session."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.walls.heads import head_counts, presences


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads: `counted` by somebody in the room, None if nobody did; `scanned` at the door."""

    counted: int | None = None
    scanned: int = 0

    @property
    def best(self) -> int | None:
        """The counted number, else the scanned one; None if nothing is known."""
        return self.counted if self.counted is not None else self.scanned or None


async def load_heads(db: AsyncConnection, barcamp_id: int) -> dict[int, Heads]:
    """The heads by topic; topics of which nothing is known are missing."""
    typed = select(head_counts.c.topic_id, head_counts.c.heads).where(head_counts.c.barcamp_id == barcamp_id)
    counted = {row.topic_id: row.heads for row in await db.execute(typed)}
    came = (
        select(presences.c.topic_id, func.count().label("number"))
        .where(presences.c.barcamp_id == barcamp_id)
        .group_by(presences.c.topic_id)
    )
    scanned = {row.topic_id: row.number for row in await db.execute(came)}
    return {topic: Heads(counted.get(topic), scanned.get(topic, 0)) for topic in sorted({*counted, *scanned})}
