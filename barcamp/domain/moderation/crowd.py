"""Removing many people who came at once, as when a script joins: in one step, chosen by the time of joining, and
reversible.

Unlike erasing (erasure.py) this loses nothing: people are marked, what they contributed is withdrawn, and how they
responded to other people's contributions is kept with the revision.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, exists, func, select, update

from barcamp.domain.event.barcamp import change_noted
from barcamp.domain.people.attendee import attendees, badges
from barcamp.domain.plan.grid import placements
from barcamp.domain.privacy.erasure import HARMLESS
from barcamp.domain.topics.glance import glances
from barcamp.domain.topics.pitch_round import follow
from barcamp.domain.topics.topic import topics
from barcamp.domain.walls.wall import walls
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import Refused
from barcamp.kernel.rows import named
from barcamp.kernel.turn import Done, Turn

MOST = 5_000  # in one step
_AT_ONCE = 400
# Whatever identifies a device or a person stays, so that it can be undone.
_IDENTITY = frozenset({"badge", "link", "followed", "calendar_link", "guest"})


class RemoveCrowd(Command):
    """Removes everybody who joined by themselves at `since` or later and before `until`, in seconds since 1970.
    Moderators and people who were entered by name stay, and so does a topic that has a session."""

    by = Role.MODERATOR
    since: int
    until: int

    async def perform(self, turn: Turn) -> Done:
        people = list(await turn.db.scalars(joined_between(turn.barcamp.id, self.since, self.until).limit(MOST + 1)))
        if not people:
            raise Refused("crowd.nobody")
        if len(people) > MOST:
            raise Refused("crowd.many", most=MOST)
        changes = Changes()
        for some in _chunks(people):
            await _remove(turn, changes, some)
        if turn.barcamp.on_stage in {row[1]["id"] for row in changes.rows if row[0] == "topic"}:
            await change_noted(turn, changes, on_stage=None, stage_until=None)
            await follow(turn)
        facts = Changed.everything(), Changed.rights()
        return await remember(turn, "crowd", changes, *facts, about=str(len(people)))


def joined_between(barcamp_id: int, since: int, until: int):
    """A query for the ids of those who joined by themselves within this time, in seconds since 1970."""
    begin, end = (datetime.fromtimestamp(min(max(at, 0), 2**33), UTC) for at in (since, until))
    return select(attendees.c.id).where(
        attendees.c.barcamp_id == barcamp_id, attendees.c.joined_at >= begin, attendees.c.joined_at < end,
        attendees.c.role == int(Role.ATTENDEE), attendees.c.erased_at.is_(None), attendees.c.removed_at.is_(None),
        exists().where(badges.c.attendee_id == attendees.c.id),
    ).order_by(attendees.c.id)  # fmt: skip


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


async def _remove(turn: Turn, changes: Changes, people: Sequence[int]) -> None:
    await _write(turn, changes, attendees, attendees.c.id.in_(people), removed_at=turn.now, guest=False)
    sat = select(placements.c.topic_id)
    free = topics.c.host_id.in_(people), topics.c.withdrawn_at.is_(None), topics.c.id.not_in(sat)
    await _write(turn, changes, topics, *free, withdrawn_at=turn.now)
    await _forget_glances(turn, changes, people)
    for table in metadata.sorted_tables:
        if "author_id" in table.c and "withdrawn_at" in table.c:
            theirs = table.c.author_id.in_(people), table.c.withdrawn_at.is_(None)
            await _write(turn, changes, table, *theirs, withdrawn_at=turn.now)
        if "attendee_id" in table.c and "barcamp_id" in table.c and table.name not in (*HARMLESS, *_IDENTITY):
            here = table.c.attendee_id.in_(people), table.c.barcamp_id == turn.barcamp.id
            for row in (await turn.db.execute(select(table).where(*here))).all():
                await changes.take_out(turn, table, named(row))
    kept = walls.c.keeper_id.in_(people)
    for name, keeper in (await turn.db.execute(select(walls.c.name, walls.c.keeper_id).where(kept))).all():
        key = {"barcamp_id": turn.barcamp.id, "name": name}
        changes.note(walls, key, {"keeper_id": keeper}, {"keeper_id": None})
    await turn.db.execute(update(walls).where(kept).values(keeper_id=None))


async def _forget_glances(turn: Turn, changes: Changes, people: Sequence[int]) -> None:
    """What they looked at does not count for the topics any more: scripts look at everything."""
    theirs = (
        select(topics.c.id, topics.c.glances, func.count())
        .join(glances, glances.c.topic_id == topics.c.id)
        .where(glances.c.attendee_id.in_(people))
        .group_by(topics.c.id, topics.c.glances)
    )
    for topic, seen, less in map(tuple, await turn.db.execute(theirs)):
        await changes.write(turn, topics, topic, glances=max(0, seen - less))


async def _write(turn: Turn, changes: Changes, table: Table, *which: Any, **values: object) -> None:
    """Does what Changes.write does, for many rows in two statements."""
    rows = (await turn.db.execute(select(table.c.id, *(table.c[name] for name in values)).where(*which))).all()
    if not rows:
        return
    await turn.db.execute(update(table).where(table.c.id.in_([row.id for row in rows])).values(**values))
    for row in rows:
        before = named(row)
        changes.note(table, {"id": before.pop("id")}, before, values)
