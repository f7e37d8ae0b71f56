"""What an undo and a redo would do, and how far the plan has got."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.moderation.reversal import Choice, choose
from barcamp.domain.people.attendee import attendees
from barcamp.domain.plan.plan_change import cell_of, read
from barcamp.domain.topics.topic import topics
from barcamp.kernel.history import DONE, PLACES, UNDONE, of_the_plan, revisions


@dataclass(frozen=True, slots=True)
class Revision:
    """What was done. `what` is the title, name or word that it was about; empty for a change of the plan, which has the
    `titles` of the topics that it moved. `before`: where those were, (room, slot) or None. `skipped` counts topics that
    could not get the place wanted for them."""

    number: int
    kind: str
    what: str
    by: str
    at: datetime
    titles: tuple[str, ...]
    skipped: int
    before: Mapping[int, tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class History:
    """What an undo and a redo would do; `plan` is the last that changed the plan. None where there is nothing. What was
    done after `undo`, or before `redo`, and cannot be turned any more, is passed over, the nearest first. Of `topics`
    it was read: what becomes of others changes nothing, as long as they are not put into the plan."""

    undo: Revision | None
    redo: Revision | None
    plan: Revision | None
    not_undone: tuple[Revision, ...] = ()
    not_redone: tuple[Revision, ...] = ()
    topics: frozenset[int] = frozenset()


async def load_history(db: AsyncConnection, barcamp_id: int) -> History:
    undo, redo = await choose(db, barcamp_id, DONE), await choose(db, barcamp_id, UNDONE)
    plan = await _last_of_the_plan(db, barcamp_id, undo)
    rows = [row for row, _ in (*undo.passed, *redo.passed)]
    rows += [row for row in (undo.revision, redo.revision, plan) if row]
    moved = {int(topic) for row in rows for topic in json.loads(row.after)}
    about = {row.about for row in rows}
    known = moved | _numbers(about, "t")
    names = {
        "t": await _named(db, barcamp_id, topics.c.title, known),
        "p": await _named(db, barcamp_id, attendees.c.name, _numbers(about, "p")),
    }
    one, other, last = (_told(row, names) if row else None for row in (undo.revision, redo.revision, plan))
    passed, others = (tuple(_told(row, names) for row, _ in each.passed) for each in (undo, redo))
    return History(one, other, last, passed, others, undo.topics | redo.topics | known)


async def _last_of_the_plan(db: AsyncConnection, barcamp_id: int, undo: Choice) -> Any | None:
    """Nearly always it is among those that were looked at: the last ones, as far as they had to be."""
    looked_at = [row for row, _ in undo.passed] + ([undo.revision] if undo.revision else [])
    if found := next((row for row in looked_at if row.after != PLACES), None):
        return found
    if undo.revision is None:
        return None
    done = revisions.c.barcamp_id == barcamp_id, revisions.c.state == DONE, of_the_plan
    return (await db.execute(select(revisions).where(*done).order_by(revisions.c.number.desc()).limit(1))).first()


async def plan_number(db: AsyncConnection, barcamp_id: int) -> int:
    """The number of the revision that changed the plan last; 0 before the first."""
    done = select(func.max(revisions.c.number)).where(
        revisions.c.barcamp_id == barcamp_id, revisions.c.state == DONE, of_the_plan
    )
    return await db.scalar(done) or 0


def _numbers(about: set[str], noun: str) -> set[int]:
    return {int(each[1:]) for each in about if each[:1] == noun and each[1:].isdigit()}


async def _named(db: AsyncConnection, barcamp_id: int, column: Any, ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    table = column.table
    query = select(table.c.id, column).where(table.c.id.in_(ids), table.c.barcamp_id == barcamp_id)
    return {row[0]: row[1] for row in await db.execute(query)}


def _told(row: Any, names: Mapping[str, Mapping[int, str]]) -> Revision:
    of, number = names.get(row.about[:1]), row.about[1:]
    what = of.get(int(number), "") if of is not None and number.isdigit() else row.about
    places = read(row.before)
    titles = tuple(names["t"][topic] for topic in places if topic in names["t"])
    before = {topic: cell_of(place) for topic, place in places.items()}
    return Revision(row.number, row.kind, what, row.by, row.at, titles, row.skipped, before)
