"""What can be undone and redone in the plan, and what was published."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.plan.plan_change import cell_of, read, steps
from barcamp.domain.plan.publication import (
    Change,
    Session,
    changes_between,
    changes_of,
    sessions_now,
    sessions_of,
    versions,
)
from barcamp.domain.topics.topic import topics


@dataclass(frozen=True, slots=True)
class Step:
    """`kind` is place, move, swap, unplace, pin, unpin, park, unpark, repeat, take, take-cell or restore. `titles` are
    those of the topics it changed; `skipped` counts topics that could not get the place that was wanted for them.
    `before`: where those topics were, (room, slot) or None."""

    number: int
    kind: str
    by: str
    at: datetime
    titles: tuple[str, ...]
    skipped: int
    before: Mapping[int, tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Steps:
    """What an undo and a redo would do; None where there is nothing."""

    undo: Step | None
    redo: Step | None

    @property
    def number(self) -> int:
        """How far the plan is; 0 before the first step."""
        return self.undo.number if self.undo else 0


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    published_at: datetime
    by: str
    sessions: int


@dataclass(frozen=True, slots=True)
class Publication:
    """`changes` came with the latest version, each told as it stands by now: whoever reads of a session finds it
    where the plan has it. `unpublished` are those since. `versions`: newest first."""

    latest: Version | None
    changes: tuple[Change, ...]
    unpublished: tuple[Change, ...]
    versions: tuple[Version, ...]


async def load_steps(db: AsyncConnection, barcamp_id: int) -> Steps:
    done = await _first(db, steps.c.undone.is_(False), barcamp_id, newest=True)
    undone = await _first(db, steps.c.undone.is_(True), barcamp_id, newest=False)
    named = {int(topic) for row in (done, undone) if row for topic in json.loads(row.after)}
    known = select(topics.c.id, topics.c.title).where(topics.c.id.in_(named), topics.c.barcamp_id == barcamp_id)
    titles = {row.id: row.title for row in await db.execute(known)}
    return Steps(*(_step(row, titles) if row else None for row in (done, undone)))


async def step_number(db: AsyncConnection, barcamp_id: int) -> int:
    """How far the plan is; 0 before the first step."""
    done = select(func.max(steps.c.number)).where(steps.c.barcamp_id == barcamp_id, steps.c.undone.is_(False))
    return await db.scalar(done) or 0


async def load_publication(db: AsyncConnection, barcamp_id: int) -> Publication:
    query = select(versions).where(versions.c.barcamp_id == barcamp_id).order_by(versions.c.number.desc())
    rows = (await db.execute(query)).all()
    told = sessions_of(rows[0].cells) if rows else ()
    found = tuple(Version(row.number, row.published_at, row.by, len(json.loads(row.cells))) for row in rows)
    now = await sessions_now(db, barcamp_id)
    return Publication(
        latest=found[0] if found else None,
        changes=_by_now(changes_of(rows[0].changes), now) if rows else (),
        unpublished=changes_between(told, now),
        versions=found,
    )


def _by_now(changes: Sequence[Change], now: Sequence[Session]) -> tuple[Change, ...]:
    """What a publication changed, against where things are since: what is back at its old place is no news."""
    concerned = {change.session.topic for change in changes}
    before = [change.was for change in changes if change.was]
    return changes_between(before, [session for session in now if session.topic in concerned])


async def _first(db: AsyncConnection, where, barcamp_id: int, *, newest: bool):
    order = steps.c.number.desc() if newest else steps.c.number
    return (
        await db.execute(select(steps).where(steps.c.barcamp_id == barcamp_id, where).order_by(order).limit(1))
    ).first()


def _step(row, titles: dict[int, str]) -> Step:
    changed = tuple(titles[int(topic)] for topic in json.loads(row.after) if int(topic) in titles)
    before = {topic: cell_of(place) for topic, place in read(row.before).items()}
    return Step(row.number, row.kind, row.by, row.at, changed, row.skipped, before)
