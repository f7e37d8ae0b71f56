"""A single session that ends sooner than its slot says, or lasts longer: until the next one in its room at most."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from barcamp.domain.plan.ending.ends import end_of, load_ends
from barcamp.domain.plan.grid import placements, rooms, slots
from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.topic import load_topic, topics
from barcamp.kernel.actor import Role
from barcamp.kernel.clock import as_clock, minute_of_day
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import NotAllowed, Refused
from barcamp.kernel.turn import Done, Turn

MOST_LONGER = 60  # minutes at once


class ExtendSession(Command):
    """Lets a session that is on last so many minutes longer; one that was ended sooner goes on. `seen` is the end that
    was seen, in minutes of the day: pressed twice, it is told; -1 skips this check."""

    by = Role.ATTENDEE
    topic: int
    minutes: int = 5
    seen: int = -1

    async def perform(self, turn: Turn) -> Done:
        if not 1 <= self.minutes <= MOST_LONGER:
            raise Refused("shift.minutes", most=MOST_LONGER)
        here, minute = await _running(turn, self.topic), minute_of_day(turn.barcamp, turn.now)
        if self.seen not in (-1, here.ends):
            raise Refused("lasting.otherwise", time=as_clock(here.ends))
        ends = max(here.ends, minute) + self.minutes
        following = here.following
        if following is not None and ends > following.starts:
            raise Refused("lasting.next", title=following.title, time=as_clock(following.starts), room=here.room)
        return await _set(turn, here, ends)


class EndSession(Command):
    """Ends a session that is on, now."""

    by = Role.ATTENDEE
    topic: int

    async def perform(self, turn: Turn) -> Done:
        here, minute = await _running(turn, self.topic), minute_of_day(turn.barcamp, turn.now)
        if minute >= here.ends:
            return Done()
        if minute == here.starts:
            raise Refused("lasting.just_begun", title=here.title)
        return await _set(turn, here, minute)


@dataclass(frozen=True, slots=True)
class _Session:
    """`until`: when it would end by itself, `ends`: when it does. `following`: the next one in its room."""

    topic: int
    root: int
    title: str
    room: str
    starts: int
    until: int
    ends: int
    extra: int
    following: Any | None


async def _running(turn: Turn, number: int) -> _Session:
    """A session that is on and that one may end. Raises Refused."""
    topic = await load_topic(turn, number, repeats=True)
    await _must_lead(turn, topic.root)
    query = (
        select(placements, slots.c.starts, slots.c.ends, rooms.c.name)
        .select_from(placements.join(slots).join(rooms))
        .where(placements.c.topic_id == number)
    )
    row = (await turn.db.execute(query)).first()
    if row is None:
        raise Refused("topic.not_placed", title=topic.title)
    until = row.ends if topic.fixed else (await load_ends(turn.db, turn.barcamp.id))[row.slot_id]
    later = (
        select(topics.c.title, slots.c.starts)
        .select_from(placements.join(slots).join(topics, topics.c.id == placements.c.topic_id))
        .where(placements.c.room_id == row.room_id, slots.c.starts > row.starts)
        .order_by(slots.c.starts)
    )
    following = (await turn.db.execute(later.limit(1))).first()
    ends = end_of(until, row.extra, following.starts if following else None, row.starts)
    minute = minute_of_day(turn.barcamp, turn.now)
    if not row.starts <= minute < max(until, ends):
        raise Refused("lasting.not_on", title=topic.title)
    return _Session(number, topic.root, topic.title, row.name, row.starts, until, ends, row.extra, following)


async def _must_lead(turn: Turn, root: int) -> None:
    """Refuses anyone but moderators and those who hold it."""
    if turn.actor.role >= Role.MODERATOR:
        return
    topic = await load_topic(turn, root)
    with_them = select(cohosts.c.attendee_id).where(cohosts.c.topic_id == root)
    if turn.attendee_id not in (topic.host_id, *await turn.db.scalars(with_them)):
        raise NotAllowed("lasting.not_yours")


async def _set(turn: Turn, here: _Session, ends: int) -> Done:
    extra, changes = ends - here.until, Changes()
    await turn.db.execute(update(placements).where(placements.c.topic_id == here.topic).values(extra=extra))
    changes.note(placements, {"topic_id": here.topic}, {"extra": here.extra}, {"extra": extra})
    kind = "end-session" if ends < here.ends else "extend-session"
    return await remember(turn, kind, changes, Changed.placed(here.root), about=f"t{here.topic}")
