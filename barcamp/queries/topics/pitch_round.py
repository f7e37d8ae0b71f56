"""The pitch round as screens see it: who is on stage, who waits, and what may mean the same."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.attendee import attendees
from barcamp.domain.topics.topic import topics
from barcamp.kernel.barcamp import Barcamp
from barcamp.queries.topics.duplicates import likely
from barcamp.queries.topics.topics import TopicCard


@dataclass(frozen=True, slots=True)
class Stage:
    """The pitch round. `waiting` are in the order of the queue. `done` have been presented. `until`: when the clock
    runs out. `alike`: topics that may mean the same as the one on stage; a hint."""

    card: TopicCard | None
    until: datetime | None
    waiting: tuple[TopicCard, ...]
    done: tuple[TopicCard, ...]
    alike: tuple[TopicCard, ...]

    @property
    def others(self) -> list["Other"]:
        """The other topics by title, for people who look for one."""
        cards = sorted(self.waiting + self.done, key=lambda card: card.title.lower())
        return [Other(card.id, card.title, card.host) for card in cards]


EMPTY = Stage(None, None, (), (), ())


@dataclass(frozen=True, slots=True)
class Other:
    """A topic that the one on stage could be merged with, however many are interested in it."""

    id: int
    title: str
    host: str


@dataclass(frozen=True, slots=True)
class Hidden:
    id: int
    title: str
    host: str
    reason: str


async def stage_of(barcamp: Barcamp, cards: list[TopicCard]) -> Stage:
    """The pitch round. `cards` are all topics without repeats."""
    known = {card.id: card for card in cards}
    there = known.get(barcamp.on_stage or 0)
    others = [card for card in cards if not card.parked and not card.fixed and card is not there]
    titles = {card.id: card.title for card in cards if not card.parked}
    alike = await likely(there.id, titles) if there and there.id in titles else []
    return Stage(
        there,
        barcamp.stage_until if there else None,
        tuple(sorted((card for card in others if not card.been_on_stage), key=lambda card: card.stage_order)),
        tuple(
            sorted(
                (card for card in others if card.been_on_stage),
                key=lambda card: (str(card.staged_at), card.stage_order),
            )
        ),
        tuple(known[each] for each in alike),
    )


async def load_hidden_topics(db: AsyncConnection, barcamp_id: int) -> list[Hidden]:
    query = (
        select(topics.c.id, topics.c.title, func.coalesce(attendees.c.name, "").label("host"), topics.c.hidden_because)
        .outerjoin(attendees, attendees.c.id == topics.c.host_id)
        .where(topics.c.barcamp_id == barcamp_id, topics.c.hidden_at.is_not(None))
        .order_by(topics.c.id)
    )
    return [Hidden(*row) for row in await db.execute(query)]
