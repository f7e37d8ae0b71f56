"""Who is there, and what is mine."""

from dataclasses import dataclass, field

from sqlalchemy import literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.attendee import attendees
from barcamp.domain.base import Role
from barcamp.domain.note import notes
from barcamp.domain.topic import topics
from barcamp.domain.vote import votes


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    organisation: str
    role: Role


@dataclass(frozen=True, slots=True)
class Mine:
    """What the browser paints as one's own: ids of topics shown interest in, pitched, and of notes written."""

    person: Person
    votes: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    titles: dict[int, str] = field(default_factory=dict, compare=False)  # of the topics in `votes`


async def load_people(db: AsyncConnection, barcamp_id: int) -> list[Person]:
    query = (
        select(attendees.c.id, attendees.c.name, attendees.c.organisation, attendees.c.role)
        .where(attendees.c.barcamp_id == barcamp_id)
        .order_by(attendees.c.id)
    )
    return [Person(row.id, row.name, row.organisation, Role(row.role)) for row in await db.execute(query)]


async def load_mine(db: AsyncConnection, person: Person) -> Mine:
    voted = (
        select(literal("votes").label("kind"), votes.c.topic_id.label("id"), topics.c.title.label("title"))
        .join(topics, topics.c.id == votes.c.topic_id)
        .where(votes.c.attendee_id == person.id)
    )
    pitched = select(literal("topics"), topics.c.id, literal("")).where(
        topics.c.host_id == person.id, topics.c.withdrawn_at.is_(None)
    )
    written = select(literal("notes"), notes.c.id, literal("")).where(
        notes.c.author_id == person.id, notes.c.withdrawn_at.is_(None)
    )
    found: dict[str, list[int]] = {"votes": [], "topics": [], "notes": []}
    titles: dict[int, str] = {}
    for row in await db.execute(union_all(voted, pitched, written)):
        found[row.kind].append(row.id)
        if row.kind == "votes":
            titles[row.id] = row.title
    return Mine(person, **{kind: tuple(sorted(ids)) for kind, ids in found.items()}, titles=titles)
