"""How far the organiser is: each step done, next or still open, and what it already has."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Table, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.checklist import STEPS
from barcamp.domain.event.logo import logos
from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.link import links
from barcamp.domain.plan.grid import rooms, slots
from barcamp.domain.walls.section import sections
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.clock import minute_of_day

VIDEO = ("Videokonferenz", "video conference", "video call")  # the feature of a room that says so


@dataclass(frozen=True, slots=True)
class Step:
    """A step. `missing`: it lacks what it needs, whatever was ticked off. `next`: the one to do now."""

    name: str
    done: bool
    missing: bool = False
    next: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What an event has: rooms, how many of them are video calls, seats in them, rows for sessions and for everybody,
    wall sections, people who moderate, invitations that were made, logos, people as figures.py counts them, and the
    minute at which the last row ends."""

    rooms: int
    video: int
    seats: int
    sessions: int
    plenaries: int
    sections: int
    moderators: int
    invited: int
    logos: int
    people: int
    last: int = 24 * 60


@dataclass(frozen=True, slots=True)
class Checklist:
    """All steps. `online`: nobody comes to a place, so there are no doors for signs and no tables for cards."""

    steps: tuple[Step, ...]
    counts: Counts
    online: bool = False

    @property
    def next(self) -> Step:
        return next(step for step in self.steps if step.next)

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)

    def after(self, name: str) -> Step | None:
        """The step that follows."""
        at = STEPS.index(name) + 1
        return self.steps[at] if at < len(self.steps) else None

    def before(self, name: str) -> Step | None:
        at = STEPS.index(name)
        return self.steps[at - 1] if at else None

    def step(self, name: str) -> Step:
        return self.steps[STEPS.index(name)]


async def load_checklist(db: AsyncConnection, camp: Barcamp, now: datetime) -> Checklist:
    counts = await _counts(db, camp.id)
    return Checklist(walk(camp, counts, over=minute_of_day(camp, now) >= counts.last), counts, online(camp, counts))


def online(camp: Barcamp, counts: Counts) -> bool:
    """Whether it was said so, or every room is a video call and no place is named."""
    guessed = not camp.place and 0 < counts.rooms == counts.video
    return camp.held == "online" or (guessed and not camp.hybrid)


def walk(camp: Barcamp, counts: Counts, *, over: bool = False) -> tuple[Step, ...]:
    """The steps, with the next one marked. An event whose day has begun needs its day next, one whose day is over or
    that is archived its pack, whatever else is open."""
    missing = {
        "details": not camp.place and not online(camp, counts),
        "rooms": not counts.rooms or not counts.sessions,
        "moderators": not counts.moderators and not counts.invited,
    }
    ticked = {step for step in camp.ticked.split() if not missing.get(step)}
    running = camp.phase != "arrival"
    done = ticked - (set() if camp.archived else {"archive"})
    happened = {"day": camp.archived or over, "look": counts.logos, "moderators": counts.moderators}
    done |= {step for step, known in happened.items() if known}
    if camp.archived or over:
        upcoming = "archive"
    elif running:
        upcoming = "day"
    else:
        upcoming = next(step for step in STEPS if step not in done)
    return tuple(Step(step, step in done, missing.get(step, False), step == upcoming) for step in STEPS)


async def _counts(db: AsyncConnection, barcamp_id: int) -> Counts:
    def of(table: Table, *where: ColumnElement[bool], what: ColumnElement[Any] | None = None) -> ScalarSelect[Any]:
        query = select(what if what is not None else func.count()).select_from(table)
        return query.where(table.c.barcamp_id == barcamp_id, *where).scalar_subquery()

    row = (
        await db.execute(
            select(
                of(rooms),
                of(rooms, or_(rooms.c.video_link != "", *(rooms.c.features.icontains(each) for each in VIDEO))),
                of(rooms, what=func.coalesce(func.sum(rooms.c.capacity), 0)),
                of(slots, slots.c.title == ""),
                of(slots, slots.c.title != ""),
                of(sections),
                of(attendees, attendees.c.role >= int(Role.MODERATOR), attendees.c.erased_at.is_(None)),
                of(links, links.c.attendee_id.is_(None), links.c.again_of.is_(None), links.c.revoked_at.is_(None)),
                of(logos),
                of(attendees, attendees.c.guest),
                of(slots, what=func.coalesce(func.max(slots.c.ends), 24 * 60)),
            )
        )
    ).one()
    return Counts(*row)
