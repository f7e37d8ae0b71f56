"""Topics: what somebody would like to talk about. A title is enough; wishes for the plan may come with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, false, func, or_, select, update
from sqlalchemy import Text as LongText

from barcamp.kernel.actor import Role
from barcamp.kernel.clock import as_clock, minutes
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotAllowed, NotFound, Refused
from barcamp.kernel.strings import Line, Text, words
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

MOST_TOPICS = 2_000
MOST_BY_ONE = 30

topics = Table(
    "topic",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("host_id", Integer, ForeignKey("attendee.id"), index=True),  # None: a wish, which anybody may claim
    Column("title", String(140), nullable=False),
    Column("description", LongText, nullable=False),
    Column("pitched_at", UTCDateTime, nullable=False),
    Column("withdrawn_at", UTCDateTime),
    Column("needs", String(200), nullable=False, server_default=""),  # what the room must have, between commas
    Column("online", Boolean, nullable=False, server_default=false()),
    Column("not_before", Integer),  # minutes since midnight of the event's day
    Column("not_after", Integer),
    Column("hands", Integer, nullable=False, server_default="0"),  # raised by people without a phone
    Column("parked_at", UTCDateTime),
    Column("angle", String(8), nullable=False, server_default=""),  # what the host brings to it, see ANGLES
    Column("queued", Integer),  # place in the queue of the pitch round, if moved by hand
    Column("staged_at", UTCDateTime),  # it has had its turn on stage
    Column(
        "merged_into", Integer, ForeignKey("topic.id", name="fk_topic_merged_into_topic"), index=True
    ),  # the topic is withdrawn, too
    Column("hidden_at", UTCDateTime),  # by a moderator; the topic is withdrawn, too
    Column("hidden_because", String(200), nullable=False, server_default=""),
    Column(
        "repeat_of", Integer, ForeignKey("topic.id"), index=True
    ),  # the topic that it repeats: domain/plan/repeat.py
    # Of a fixed programme, see FIXED; `led_by` are those who hold it, as the programme names them.
    Column("fixed", String(4), nullable=False, server_default=""),
    Column("guid", String(200), nullable=False, server_default=""),  # what it is called where it came from
    Column("led_by", String(200), nullable=False, server_default=""),
    # How many have looked at it, going from one topic to the next: see glance.py.
    Column("glances", Integer, nullable=False, server_default="0"),
)

# Most topics are open. Fixed ones were entered by hand, or came in a file.
FIXED = ("", "hand", "file")
# The person who pitches knows something about it, or is looking for those who do, or does not say.
ANGLES = ("", "offers", "seeks")

Title = Annotated[str, Line(140)]
Description = Annotated[str, Text(800, least=0)]
Needs = Line(200, least=0)


@dataclass(frozen=True, slots=True)
class Topic:
    id: int
    host_id: int | None
    title: str
    repeat_of: int | None = None
    fixed: str = ""

    @property
    def root(self) -> int:
        """The topic as people know it, of which this may be a repeat."""
        return self.repeat_of or self.id


async def load_topic(turn: Turn, topic_id: int, *, repeats: bool = False) -> Topic:
    """A topic of this barcamp that has not been withdrawn; with `repeats`, repeats as well. Raises Refused."""
    query = select(topics.c.id, topics.c.host_id, topics.c.title, topics.c.repeat_of, topics.c.fixed).where(
        topics.c.id == topic_id,
        topics.c.barcamp_id == turn.barcamp.id,
        topics.c.withdrawn_at.is_(None),
    )
    row = (await turn.db.execute(query)).first()
    if row is None or (row.repeat_of is not None and not repeats):
        raise NotFound("topic.gone")
    return Topic(*row)


class PitchTopic(Command):
    """Pitches a topic. `needs` are words between commas, `not_before` and `not_after` clock times or empty, `angle` one
    of ANGLES. A `wish` has no host until somebody claims it."""

    by = Role.ATTENDEE
    waits = Waits("Topic", near="topics", new=True)
    title: Title
    description: Description = ""
    needs: Annotated[str, Needs] = ""
    online: bool = False
    not_before: str = ""
    not_after: str = ""
    angle: str = ""
    wish: bool = False

    async def perform(self, turn: Turn) -> Done:
        if not turn.barcamp.pitching_open:
            raise Refused("pitching.closed")
        who = turn.attendee_id
        first, last = _span(self.not_before, self.not_after)
        await _refuse_a_flood(turn)
        made = await turn.add(
            topics,
            barcamp_id=turn.barcamp.id,
            host_id=None if self.wish else who,
            title=self.title,
            description=self.description,
            pitched_at=turn.now,
            needs=", ".join(words(self.needs)),
            online=self.online,
            not_before=first,
            not_after=last,
            angle=_angle(self.angle),
        )
        return Done.of(Changed.topics(made), made=made)


class EditTopic(Editor):
    """Changes the words of a topic: one's own, or any as a moderator. Wishes that are not given stay as they are."""

    chosen: ClassVar[frozenset[str]] = frozenset({"angle"})
    by = Role.ATTENDEE
    topic: int
    title: Title
    description: Description = ""
    needs: Annotated[str | None, Needs] = None
    online: bool | None = None
    not_before: str | None = None
    not_after: str | None = None
    angle: str | None = None

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        await own_topic(turn, self.topic)
        now = (await turn.db.execute(select(topics).where(topics.c.id == self.topic))).one()
        words_of = {name: getattr(now, name) for name in ("title", "description", "needs", "online", "angle")}
        return {**words_of, "not_before": _hour(now.not_before), "not_after": _hour(now.not_after)}

    async def perform(self, turn: Turn) -> Done:
        await own_topic(turn, self.topic)
        await turn.db.execute(
            update(topics)
            .where(or_(topics.c.id == self.topic, topics.c.repeat_of == self.topic))
            .values(title=self.title, description=self.description, **await self._wishes(turn))
        )
        return Done.of(Changed.topic(self.topic), Changed.wall(f"t{self.topic}"))

    async def _wishes(self, turn: Turn) -> dict[str, object]:
        wishes: dict[str, object] = {}
        if self.needs is not None:
            wishes["needs"] = ", ".join(words(self.needs))
        if self.angle is not None:
            wishes["angle"] = _angle(self.angle)
        if self.online is not None:
            wishes["online"] = self.online
        if self.not_before is not None or self.not_after is not None:
            query = select(topics.c.not_before, topics.c.not_after).where(topics.c.id == self.topic)
            was = (await turn.db.execute(query)).one()
            wishes["not_before"], wishes["not_after"] = _span(
                self.not_before if self.not_before is not None else was.not_before,
                self.not_after if self.not_after is not None else was.not_after,
            )
        return wishes


def _hour(minute: int | None) -> str:
    return "" if minute is None else as_clock(minute)


async def own_topic(turn: Turn, topic_id: int) -> Topic:
    """One's own topic, or any for a moderator. Raises Refused."""
    topic = await load_topic(turn, topic_id)
    if turn.actor.role < Role.MODERATOR and topic.host_id != turn.attendee_id:
        raise NotAllowed("topic.not_yours")
    return topic


def _angle(given: str) -> str:
    if given not in ANGLES:
        raise Refused("topic.no_such_angle")
    return given


def _span(first: str | int | None, last: str | int | None) -> tuple[int | None, int | None]:
    """From when until when, in minutes; given as typed or as it stands already, None for no limit."""
    begins, ends = _limit(first), _limit(last)
    if begins is not None and ends is not None and begins >= ends:
        raise Refused("topic.no_time")
    return begins, ends


def _limit(given: str | int | None) -> int | None:
    if isinstance(given, str):
        return minutes(given) if given.strip() else None
    return given


async def _refuse_a_flood(turn: Turn) -> None:
    row = (
        await turn.db.execute(
            select(
                func.count(),
                func.count().filter(topics.c.host_id == turn.attendee_id),
            ).where(
                topics.c.barcamp_id == turn.barcamp.id,
                topics.c.withdrawn_at.is_(None),
                topics.c.repeat_of.is_(None),
                topics.c.fixed == "",
            )
        )
    ).one()
    if row[0] >= MOST_TOPICS:
        raise Refused("topic.too_many", most=MOST_TOPICS)
    if row[1] >= MOST_BY_ONE:
        raise Refused("topic.too_many_by_one", most=MOST_BY_ONE)
