"""What was published of the plan, and what has changed since."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.plan.publication import (
    Change,
    Session,
    changes_between,
    changes_of,
    sessions_now,
    sessions_of,
    versions,
)


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    published_at: datetime
    by: str
    sessions: int


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published. `changes` came with the latest version, each as it stands now, so that people who read about
    a session find it where the plan has it. `unpublished` are those since. `versions`: newest first."""

    latest: Version | None
    changes: tuple[Change, ...]
    unpublished: tuple[Change, ...]
    versions: tuple[Version, ...]
    topics: frozenset[int]  # those of which it was read


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
        topics=frozenset(session.topic for session in (*told, *now)),
    )


def _by_now(changes: Sequence[Change], now: Sequence[Session]) -> tuple[Change, ...]:
    """What a publication changed, compared with where things are now: a session that is back at its old place is no
    news."""
    concerned = {change.session.topic for change in changes}
    before = [change.was for change in changes if change.was]
    return changes_between(before, [session for session in now if session.topic in concerned])
