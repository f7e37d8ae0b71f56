"""Topics as cards: words, hosts, interest, wishes, and where they take place."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import cycle
from typing import Any

from sqlalchemy import Boolean, Integer, ScalarSelect, bindparam, case, false, func, not_, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.barcamp import INTEREST_HIDDEN, barcamps
from barcamp.domain.people.attendee import attendees
from barcamp.domain.plan.ending.ends import end_of, load_ends
from barcamp.domain.plan.grid import placements, rooms, slots
from barcamp.domain.plan.room import called as rooms_called
from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes
from barcamp.kernel.rows import AnySelect, Given, named

LAST = 2**30  # after all that were moved by hand


# Of a session's room, on its day.
_CLOSED_THEN = rooms.c.closed_days.bitwise_rshift(slots.c.day).bitwise_and(1) == 1


@dataclass(frozen=True, slots=True)
class Cohost:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic as a card. Times are in minutes since midnight of the day; `starts`, `ends` and the room are None while
    the topic has no place.

    `repeat_of` is set where this is another session of that topic; such a card has no interest of its own. While counts
    are hidden from everybody, it is not `counted` and has no votes. `online_votes` are those of people who take part
    from elsewhere, in a hybrid event. `video_link` leads into its room, unless that dropped out.
    """

    id: int
    title: str
    description: str
    host_id: int | None
    host: str
    organisation: str
    votes: int
    room_id: int | None = None
    room: str | None = None
    video_link: str | None = None
    slot_id: int | None = None
    starts: int | None = None
    ends: int | None = None
    online_votes: int = 0
    hands: int = 0
    pinned: bool = False
    parked: bool = False
    repeat_of: int | None = None
    needs: str = ""
    online: bool = False
    not_before: int | None = None
    not_after: int | None = None
    counted: bool = True
    angle: str = ""  # see topic.ANGLES
    # Its place in the queue for the stage, if moved by hand: a card looks the same wherever it stands.
    queued: int | None = field(default=None, compare=False)
    been_on_stage: bool = False  # on stage
    staged_at: datetime | None = field(default=None, compare=False)  # since when it had it
    cohosts: tuple[Cohost, ...] = ()
    fixed: str = ""  # of a fixed programme, see topic.FIXED; `host` are then all who hold it
    guid: str = ""
    extra: int = 0  # minutes that its session lasts longer than others of its slot; negative if it ended before them
    glances: int = field(default=0, compare=False)  # how many have looked at it, see glances.py

    @property
    def stage_order(self) -> tuple[int, int]:
        """The key by which topics come on stage: as moved by hand, then as they were pitched."""
        return (LAST if self.queued is None else self.queued, self.id)

    @property
    def interest(self) -> int:
        return self.votes + self.hands if self.counted else 0

    @property
    def wish(self) -> bool:
        """Whether anybody may claim it."""
        return self.host_id is None and not self.fixed

    @property
    def unled(self) -> bool:
        """Whether its session would have nobody to lead it."""
        return self.wish and not self.cohosts

    @property
    def placed(self) -> bool:
        return self.slot_id is not None

    @property
    def root_id(self) -> int:
        """The topic that people show interest in and write notes on."""
        return self.repeat_of or self.id

    @property
    def wall(self) -> str:
        return f"t{self.root_id}"


async def topic_cards(
    db: AsyncConnection,
    barcamp_id: int,
    only: Collection[int] | None = None,
    called: Mapping[int, str] | None = None,
    ends: Mapping[int, int] | None = None,
) -> list[TopicCard]:
    """In order of pitching; that order never changes under anybody's finger. Repeats are among them, as the plan needs
    them; lists show `pitched` ones. `only` are the ids of those that are wanted; their repeats come with them. `called`
    is what rooms are called, and `ends` when the sessions of each slot end, for whoever knows it already."""
    rows = (await db.execute(_cards(only is not None), _given(barcamp_id, only))).all()
    roots = None if only is None else {row.repeat_of or row.id for row in rows}
    helping = await load_cohosts(db, barcamp_id, roots)
    where = await rooms_called(db, barcamp_id) if called is None else called
    until = await load_ends(db, barcamp_id) if ends is None else ends
    # A hybrid event takes one more query; the hidden counts of others stay hidden.
    apart = rows[:1] and rows[0].hybrid and rows[0].counted
    away = dict[int, int]()
    if apart:
        away = {row[0]: row[1] for row in await db.execute(_online(only is not None), _given(barcamp_id, roots))}
    return [
        TopicCard(
            **_plain(named(row), until), room=where.get(row.room_id), online_votes=away.get(row.id, 0),
            cohosts=helping.get(row.repeat_of or row.id, ()),
        )
        for row in rows
    ]  # fmt: skip


def _plain(row: dict[str, Any], until: Mapping[int, int]) -> dict[str, Any]:
    """What a row says, with the end of its session. A fixed one ends when its programme says."""
    del row["hybrid"]
    following = row.pop("following")
    if row["slot_id"] is not None:
        ends = row["ends"] if row["fixed"] else until.get(row["slot_id"], row["ends"])
        row["ends"] = end_of(ends, row["extra"], following, row["starts"])
    return row


@cache
def _online(some: bool) -> AnySelect:
    """Topic → the interest of those who take part from elsewhere."""
    query = (
        select(votes.c.topic_id, func.count())
        .join(attendees, attendees.c.id == votes.c.attendee_id)
        .where(votes.c.barcamp_id == bindparam("event"), attendees.c.online)
        .group_by(votes.c.topic_id)
    )
    return query.where(votes.c.topic_id.in_(bindparam("only", type_=Integer, expanding=True))) if some else query


def _following() -> ScalarSelect[int]:
    """When the next session in the room of a placement begins."""
    later, then = placements.alias(), slots.alias()
    return (
        select(func.min(then.c.starts))
        .select_from(later.join(then, then.c.id == later.c.slot_id))
        .where(later.c.room_id == placements.c.room_id, then.c.starts > slots.c.starts)
        .correlate(placements, slots)
        .scalar_subquery()
    )


@cache
def _cards(some: bool) -> AnySelect:
    """Of an `event`, or of `some` that are `only` wanted."""
    only = bindparam("only", type_=Integer, expanding=True)
    counted = select(votes.c.topic_id, func.count().label("votes")).where(votes.c.barcamp_id == bindparam("event"))
    if some:
        counted = counted.where(votes.c.topic_id.in_(only))
    shown = counted.group_by(votes.c.topic_id).subquery()
    query = (
        select(
            topics.c.id,
            topics.c.title,
            topics.c.description,
            topics.c.host_id,
            func.coalesce(attendees.c.name, topics.c.led_by).label("host"),
            func.coalesce(attendees.c.organisation, "").label("organisation"),
            case((INTEREST_HIDDEN, 0), else_=func.coalesce(shown.c.votes, 0)).label("votes"),
            placements.c.room_id,
            case((or_(rooms.c.closed, _CLOSED_THEN), ""), else_=rooms.c.video_link).label("video_link"),
            placements.c.slot_id,
            slots.c.starts,
            slots.c.ends,
            topics.c.hands,
            func.coalesce(placements.c.pinned, false()).label("pinned"),
            topics.c.parked_at.is_not(None).label("parked"),
            topics.c.repeat_of,
            topics.c.needs,
            topics.c.online,
            topics.c.not_before,
            topics.c.not_after,
            type_coerce(not_(INTEREST_HIDDEN), Boolean).label("counted"),
            type_coerce(barcamps.c.held == "hybrid", Boolean).label("hybrid"),
            topics.c.angle,
            topics.c.queued,
            topics.c.staged_at.is_not(None).label("been_on_stage"),
            topics.c.staged_at,
            topics.c.fixed,
            topics.c.guid,
            func.coalesce(placements.c.extra, 0).label("extra"),
            case((placements.c.extra > 0, _following())).label("following"),
            topics.c.glances,
        )
        .join(barcamps, barcamps.c.id == topics.c.barcamp_id)
        .outerjoin(attendees, attendees.c.id == topics.c.host_id)
        .outerjoin(shown, shown.c.topic_id == topics.c.id)
        .outerjoin(placements, placements.c.topic_id == topics.c.id)
        .outerjoin(rooms, rooms.c.id == placements.c.room_id)
        .outerjoin(slots, slots.c.id == placements.c.slot_id)
        .where(topics.c.barcamp_id == bindparam("event"), topics.c.withdrawn_at.is_(None))
        .order_by(topics.c.id)
    )
    if some:
        return query.where(
            or_(
                topics.c.id.in_(only),
                topics.c.repeat_of.in_(only),
            )
        )
    return query


async def load_cohosts(
    db: AsyncConnection, barcamp_id: int, only: Collection[int] | None = None
) -> dict[int, tuple[Cohost, ...]]:
    """Topic → its co-hosts in order of their coming; of all topics, or of these `only`."""
    found: dict[int, tuple[Cohost, ...]] = {}
    for topic, person, name in await db.execute(_cohosts(only is not None), _given(barcamp_id, only)):
        found[topic] = (*found.get(topic, ()), Cohost(person, name))
    return found


@cache
def _cohosts(some: bool) -> AnySelect:
    query = (
        select(cohosts.c.topic_id, attendees.c.id, attendees.c.name)
        .join(attendees, attendees.c.id == cohosts.c.attendee_id)
        .where(cohosts.c.barcamp_id == bindparam("event"))
        .order_by(attendees.c.id)
    )
    return query.where(cohosts.c.topic_id.in_(bindparam("only", type_=Integer, expanding=True))) if some else query


def _given(barcamp_id: int, only: Collection[int] | None) -> Given:
    return {"event": barcamp_id} if only is None else {"event": barcamp_id, "only": list(only)}


def pitched(cards: Iterable[TopicCard]) -> list[TopicCard]:
    """The topics that people pitched and show interest in; no repeats."""
    return [card for card in cards if card.repeat_of is None]


def ceiling(most: int) -> int:
    """The number at which bars of interest are full: 1, 2, 5, 10, 20, 50 …, so that one more vote seldom changes all of
    them."""
    found, steps = 1, cycle((2, 2.5, 2))
    while found < most:
        found = int(found * next(steps))
    return found


def ranked(cards: Iterable[TopicCard]) -> list[TopicCard]:
    """The topics with the most interest first; among equals the one pitched earlier."""
    return sorted(cards, key=lambda card: (-card.interest, card.id))
