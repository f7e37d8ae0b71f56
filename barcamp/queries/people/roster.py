"""Everybody who is here, as their helpers see it."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.attendee import attendees, badges
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes
from barcamp.domain.walls.note import notes
from barcamp.kernel.actor import Role
from barcamp.queries.event.figures import readable, there
from barcamp.queries.people.people import Person


@dataclass(frozen=True, slots=True)
class Listed:
    """One person. `device`: whether any device belongs to this person; `guest`: whether they take part, and not only
    moderate; `online`: whether they take part from elsewhere, where that is asked. The numbers count topics, interest
    and notes."""

    id: int
    name: str
    organisation: str
    role: Role
    guest: bool
    device: bool
    topics: int
    votes: int
    notes: int
    online: bool = False

    @property
    def person(self) -> Person:
        return Person(self.id, self.name, self.organisation, self.role)


async def load_roster(db: AsyncConnection, barcamp_id: int) -> list[Listed]:
    """Everybody by name, without those who were erased."""
    hosted = (
        select(topics.c.host_id, func.count().label("n"))
        .where(topics.c.barcamp_id == barcamp_id, there())
        .group_by(topics.c.host_id)
        .subquery()
    )
    voted = (
        select(votes.c.attendee_id, func.count().label("n"))
        .where(votes.c.barcamp_id == barcamp_id, topics.c.id == votes.c.topic_id, there())
        .group_by(votes.c.attendee_id)
        .subquery()
    )
    wrote = (
        select(notes.c.author_id, func.count().label("n"))
        .where(notes.c.barcamp_id == barcamp_id, readable())
        .group_by(notes.c.author_id)
        .subquery()
    )
    carried = (
        select(badges.c.attendee_id, func.count().label("n"))
        .where(badges.c.barcamp_id == barcamp_id)
        .group_by(badges.c.attendee_id)
        .subquery()
    )
    query = (
        select(
            attendees.c.id, attendees.c.name, attendees.c.organisation, attendees.c.role, attendees.c.guest,
            attendees.c.online,
            *(func.coalesce(each.c.n, 0) for each in (carried, hosted, voted, wrote)),
        )
        .outerjoin(carried, carried.c.attendee_id == attendees.c.id)
        .outerjoin(hosted, hosted.c.host_id == attendees.c.id)
        .outerjoin(voted, voted.c.attendee_id == attendees.c.id)
        .outerjoin(wrote, wrote.c.author_id == attendees.c.id)
        .where(
            attendees.c.barcamp_id == barcamp_id, attendees.c.erased_at.is_(None), attendees.c.removed_at.is_(None)
        )
    )  # fmt: skip
    found = [
        Listed(id_, name, organisation, Role(role), guest, bool(device), *numbers, online=online)
        for id_, name, organisation, role, guest, online, device, *numbers in map(tuple, await db.execute(query))
    ]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))
