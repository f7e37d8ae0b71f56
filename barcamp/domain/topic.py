"""Topics: what somebody would like to talk about. A title is enough."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from sqlalchemy import Column, ForeignKey, Integer, String, Table, func, select, update
from sqlalchemy import Text as LongText

from barcamp.db import UTCDateTime, metadata
from barcamp.domain.base import Done, Refused, Role, Turn, touched
from barcamp.domain.command import Command
from barcamp.domain.grid import refuse_if_used
from barcamp.domain.text import Line, Text

MOST_TOPICS = 500
MOST_BY_ONE = 30

topics = Table(
    "topic",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("host_id", ForeignKey("attendee.id"), index=True),
    Column("title", String(140), nullable=False),
    Column("description", LongText, nullable=False),
    Column("pitched_at", UTCDateTime, nullable=False),
    Column("withdrawn_at", UTCDateTime),
)

Title = Annotated[str, Line(140)]
Description = Annotated[str, Text(800, least=0)]


@dataclass(frozen=True, slots=True)
class Topic:
    id: int
    host_id: int | None
    title: str


async def load_topic(turn: Turn, topic_id: int) -> Topic:
    """A topic of this barcamp that was not withdrawn. Raises Refused."""
    row = (
        await turn.db.execute(
            select(topics.c.id, topics.c.host_id, topics.c.title).where(
                topics.c.id == topic_id,
                topics.c.barcamp_id == turn.barcamp.id,
                topics.c.withdrawn_at.is_(None),
            )
        )
    ).first()
    if row is None:
        raise Refused("topic.gone")
    return Topic(*row)


class PitchTopic(Command):
    by = Role.ATTENDEE
    light: ClassVar[bool] = True
    title: Title
    description: Description = ""

    async def perform(self, turn: Turn) -> Done:
        if not turn.barcamp.pitching_open:
            raise Refused("pitching.closed")
        await _refuse_a_flood(turn)
        made = await turn.add(
            topics,
            barcamp_id=turn.barcamp.id,
            host_id=turn.attendee_id,
            title=self.title,
            description=self.description,
            pitched_at=turn.now,
        )
        return touched("topics", "ranking", made=made)


class EditTopic(Command):
    """Changes the words of a topic: one's own, or any as a moderator."""

    by = Role.ATTENDEE
    light: ClassVar[bool] = True
    topic: int
    title: Title
    description: Description = ""

    async def perform(self, turn: Turn) -> Done:
        await _own_topic(turn, self.topic)
        await turn.db.execute(
            update(topics).where(topics.c.id == self.topic).values(title=self.title, description=self.description)
        )
        return touched(f"topic_{self.topic}", "ranking", "plan", "now", f"wall_t{self.topic}")


class WithdrawTopic(Command):
    """Takes a topic back: one's own, or any as a moderator. A topic on the grid must come off it first."""

    by = Role.ATTENDEE
    light: ClassVar[bool] = True
    topic: int

    async def perform(self, turn: Turn) -> Done:
        await _own_topic(turn, self.topic)
        await refuse_if_used(turn, "topic_id", self.topic)
        await turn.db.execute(update(topics).where(topics.c.id == self.topic).values(withdrawn_at=turn.now))
        return touched("topics", "ranking", f"wall_t{self.topic}")


async def _own_topic(turn: Turn, topic_id: int) -> None:
    topic = await load_topic(turn, topic_id)
    if turn.actor.role < Role.MODERATOR and topic.host_id != turn.attendee_id:
        raise Refused("topic.not_yours")


async def _refuse_a_flood(turn: Turn) -> None:
    row = (
        await turn.db.execute(
            select(
                func.count(),
                func.count().filter(topics.c.host_id == turn.attendee_id),
            ).where(topics.c.barcamp_id == turn.barcamp.id, topics.c.withdrawn_at.is_(None))
        )
    ).one()
    if row[0] >= MOST_TOPICS:
        raise Refused("topic.too_many", most=MOST_TOPICS)
    if row[1] >= MOST_BY_ONE:
        raise Refused("topic.too_many_by_one", most=MOST_BY_ONE)
