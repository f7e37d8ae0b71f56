"""Published versions of the plan: what people were told, what changed with each, and the way back to any of them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, func, select
from sqlalchemy import Text as LongText
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.plan.apply_target import changes_towards
from barcamp.domain.plan.ending.ends import load_ends
from barcamp.domain.plan.grid import placements, rooms, slots
from barcamp.domain.plan.plan_change import change_plan
from barcamp.domain.plan.room import called
from barcamp.domain.topics.topic import topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused
from barcamp.kernel.rows import named
from barcamp.kernel.turn import Done, Turn

versions = Table(
    "plan_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("published_at", UTCDateTime, nullable=False),
    Column("by", String(60), nullable=False),
    Column("cells", LongText, nullable=False),  # list of Session
    Column("changes", LongText, nullable=False),  # list of Change
    Index("ux_plan_version_number", "barcamp_id", "number", unique=True),
)


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it was published, with what things were called then. Times are minutes since midnight.

    `root` is the topic that people showed interest in: the topic itself, or the one that it repeats.
    """

    topic: int
    root: int
    title: str
    room_id: int
    room: str
    slot_id: int
    starts: int
    ends: int

    @property
    def where(self) -> tuple[str, int, int]:
        return self.room, self.starts, self.ends


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is moved, new or dropped; `was` is None for a new one, `now` for one that was dropped."""

    kind: str
    was: Session | None
    now: Session | None

    @property
    def session(self) -> Session:
        found = self.now or self.was
        assert found is not None
        return found


class PublishPlan(Command):
    """Tells everybody the plan as it stands; people whose sessions have changed since the last time see what
    changed."""

    by = Role.MODERATOR

    async def perform(self, turn: Turn) -> Done:
        last = await last_version(turn.db, turn.barcamp.id)
        before = sessions_of(last.cells) if last is not None else ()
        now = await sessions_now(turn.db, turn.barcamp.id)
        changes = changes_between(before, now)
        if not changes:
            raise Refused("plan.nothing_new")
        number = last.number + 1 if last is not None else 1
        await turn.add(
            versions,
            barcamp_id=turn.barcamp.id,
            number=number,
            published_at=turn.now,
            by=await turn.signature(),
            cells=json.dumps([asdict(session) for session in now]),
            changes=json.dumps([asdict(change) for change in changes]),
        )
        return Done.of(Changed.published(), made=number)


class RestorePlan(Command):
    """Brings the grid back to what was published as `version`, as far as that is possible; one step, which can be
    undone.

    Pinned sessions stay. The step records how many sessions could not be brought back.
    """

    by = Role.MODERATOR
    version: int

    async def perform(self, turn: Turn) -> Done:
        of_it = versions.c.barcamp_id == turn.barcamp.id, versions.c.number == self.version
        cells = await turn.db.scalar(select(versions.c.cells).where(*of_it))
        if cells is None:
            raise Refused("plan.no_such_version")
        placed = await turn.db.scalars(select(placements.c.topic_id).where(placements.c.barcamp_id == turn.barcamp.id))
        aim: dict[int, tuple[int, int] | None] = dict.fromkeys(placed)
        aim.update({each.topic: (each.room_id, each.slot_id) for each in sessions_of(cells)})
        changes, skipped = await changes_towards(turn, aim)
        return await change_plan(turn, changes, "restore", skipped)


async def last_version(db: AsyncConnection, barcamp_id: int):
    query = select(versions).where(versions.c.barcamp_id == barcamp_id).order_by(versions.c.number.desc()).limit(1)
    return (await db.execute(query)).first()


async def sessions_now(db: AsyncConnection, barcamp_id: int) -> tuple[Session, ...]:
    """The grid as it stands, in order of time and room."""
    query = (
        select(
            topics.c.id.label("topic"), func.coalesce(topics.c.repeat_of, topics.c.id).label("root"), topics.c.title,
            rooms.c.id.label("room_id"),
            slots.c.id.label("slot_id"), slots.c.starts, slots.c.ends, topics.c.fixed,
        )
        .select_from(placements)
        .join(topics, topics.c.id == placements.c.topic_id)
        .join(rooms, rooms.c.id == placements.c.room_id)
        .join(slots, slots.c.id == placements.c.slot_id)
        .where(placements.c.barcamp_id == barcamp_id)
        .order_by(slots.c.starts, slots.c.id, rooms.c.id)
    )  # fmt: skip
    where, until = await called(db, barcamp_id), await load_ends(db, barcamp_id)
    found: list[Session] = []
    for row in map(named, await db.execute(query)):
        if not row.pop("fixed"):
            row["ends"] = until[row["slot_id"]]
        found.append(Session(**row, room=where[row["room_id"]]))
    return tuple(found)


def changes_between(before: Sequence[Session], now: Sequence[Session]) -> tuple[Change, ...]:
    """What changed, per topic: at another time or in another room, new, or dropped. Ordered by time, dropped
    ones last."""
    old = {session.topic: session for session in before}
    found: list[Change] = []
    for session in now:
        was = old.pop(session.topic, None)
        if was is None:
            found.append(Change("new", None, session))
        elif was.where != session.where:
            found.append(Change("moved", was, session))
    return (*found, *(Change("dropped", was, None) for was in old.values()))


def sessions_of(text: str) -> tuple[Session, ...]:
    return tuple(Session(**session) for session in json.loads(text))


def changes_of(text: str) -> tuple[Change, ...]:
    return tuple(
        Change(each["kind"], *(Session(**each[side]) if each[side] else None for side in ("was", "now")))
        for each in json.loads(text)
    )
