"""Topics as cards: words, host, interest, and where they take place."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.attendee import attendees
from barcamp.domain.grid import placements, rooms, slots
from barcamp.domain.topic import topics
from barcamp.domain.vote import votes


@dataclass(frozen=True, slots=True)
class TopicCard:
    """`starts` and `ends` in minutes since midnight of the day; None while the topic has no place."""

    id: int
    title: str
    description: str
    host_id: int | None
    host: str
    organisation: str
    interest: int
    room_id: int | None
    room: str | None
    video_link: str | None
    slot_id: int | None
    starts: int | None
    ends: int | None

    @property
    def placed(self) -> bool:
        return self.slot_id is not None


async def topic_cards(db: AsyncConnection, barcamp_id: int, only: Collection[int] | None = None) -> list[TopicCard]:
    """In order of pitching; that order never changes under anybody's finger."""
    interest = (
        select(votes.c.topic_id, func.count().label("interest"))
        .where(votes.c.barcamp_id == barcamp_id)
        .group_by(votes.c.topic_id)
        .subquery()
    )
    query = (
        select(
            topics.c.id,
            topics.c.title,
            topics.c.description,
            topics.c.host_id,
            func.coalesce(attendees.c.name, "").label("host"),
            func.coalesce(attendees.c.organisation, "").label("organisation"),
            func.coalesce(interest.c.interest, 0).label("interest"),
            placements.c.room_id,
            rooms.c.name.label("room"),
            rooms.c.video_link,
            placements.c.slot_id,
            slots.c.starts,
            slots.c.ends,
        )
        .outerjoin(attendees, attendees.c.id == topics.c.host_id)
        .outerjoin(interest, interest.c.topic_id == topics.c.id)
        .outerjoin(placements, placements.c.topic_id == topics.c.id)
        .outerjoin(rooms, rooms.c.id == placements.c.room_id)
        .outerjoin(slots, slots.c.id == placements.c.slot_id)
        .where(topics.c.barcamp_id == barcamp_id, topics.c.withdrawn_at.is_(None))
        .order_by(topics.c.id)
    )
    if only is not None:
        query = query.where(topics.c.id.in_(only))
    return [TopicCard(**row._mapping) for row in await db.execute(query)]


def ranked(cards: Iterable[TopicCard]) -> list[TopicCard]:
    """Most interest first; earlier pitched first where equal."""
    return sorted(cards, key=lambda card: (-card.interest, card.id))
