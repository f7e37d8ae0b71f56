"""Who is there, and what is one's own."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Integer, case, cast, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.feedback import feedback_marks
from barcamp.domain.offer import offer_interests, offers
from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.consent import consents
from barcamp.domain.plan.going import goings
from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes
from barcamp.domain.walls.note import notes
from barcamp.kernel.actor import Role
from barcamp.kernel.journal import lines
from barcamp.queries.plan.going import chosen

_KINDS = ["votes", "goes", "skips", "topics", "cohosted", "notes", "offers", "joins", "consent", "online", "answered"]


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    organisation: str
    role: Role
    moderated: bool = False  # by an invitation, until that was ended
    guest: bool = True  # came to take part; False for those who only moderate
    elsewhere: bool = False  # moderates, but not by the device that is asked about


@dataclass(frozen=True, slots=True)
class Mine:
    """What the browser paints as one's own: ids of topics shown interest in, of topics pitched, of notes written, of
    offers put up and of offers shown interest in; `goes` and `skips` are what one said about sessions. `consent` is
    None until one was asked. `online`: whether one takes part from elsewhere, where that is asked."""

    person: Person
    votes: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    offers: tuple[int, ...] = ()
    joins: tuple[int, ...] = ()
    consent: bool | None = None
    online: bool = False
    answered: bool = False
    cohosted: tuple[int, ...] = ()
    goes: tuple[int, ...] = ()
    skips: tuple[int, ...] = ()
    titles: dict[int, str] = field(default_factory=dict[int, str], compare=False)  # of topics among these

    @property
    def going(self) -> tuple[int, ...]:
        """The topics whose sessions one goes to, see going.py."""
        return tuple(sorted(chosen({*self.votes}, {*self.goes}, {*self.skips})))


async def load_people(db: AsyncConnection, barcamp_id: int, *, removed: bool = False) -> list[Person]:
    """Those who are here; with `removed` also those who were removed and could come back."""
    query = (
        select(attendees.c.id, attendees.c.name, attendees.c.organisation, attendees.c.role, attendees.c.guest)
        .where(attendees.c.barcamp_id == barcamp_id)
        .order_by(attendees.c.id)
    )
    if not removed:
        query = query.where(attendees.c.removed_at.is_(None))
    return [
        Person(row.id, row.name, row.organisation, Role(row.role), guest=row.guest) for row in await db.execute(query)
    ]


async def last_active(db: AsyncConnection, barcamp_id: int) -> dict[int, datetime]:
    """When each person last gave a command, or else came."""
    theirs = (lines.c.ledger_id == barcamp_id) & (lines.c.attendee_id == attendees.c.id)
    query = (
        select(attendees.c.id, func.max(lines.c.at).label("at"), attendees.c.joined_at)
        .outerjoin(lines, theirs)
        .where(attendees.c.barcamp_id == barcamp_id, attendees.c.removed_at.is_(None))
        .group_by(attendees.c.id, attendees.c.joined_at)
    )
    return {row.id: row.at or row.joined_at for row in await db.execute(query)}


async def load_mine(db: AsyncConnection, person: Person) -> Mine:
    voted = (
        select(literal("votes").label("kind"), votes.c.topic_id.label("id"), topics.c.title.label("title"))
        .join(topics, topics.c.id == votes.c.topic_id)
        .where(votes.c.attendee_id == person.id)
    )
    said = (
        select(case((goings.c.goes.is_(True), "goes"), else_="skips"), goings.c.topic_id, topics.c.title)
        .join(topics, topics.c.id == goings.c.topic_id)
        .where(goings.c.attendee_id == person.id)
    )
    pitched = select(literal("topics"), topics.c.id, topics.c.title).where(
        topics.c.host_id == person.id, topics.c.withdrawn_at.is_(None), topics.c.repeat_of.is_(None)
    )
    helped = (
        select(literal("cohosted"), topics.c.id, topics.c.title)
        .join(topics, topics.c.id == cohosts.c.topic_id)
        .where(cohosts.c.attendee_id == person.id, topics.c.withdrawn_at.is_(None))
    )
    written = select(literal("notes"), notes.c.id, literal("")).where(
        notes.c.author_id == person.id, notes.c.withdrawn_at.is_(None)
    )
    offered = select(literal("offers"), offers.c.id, literal("")).where(
        offers.c.author_id == person.id, offers.c.withdrawn_at.is_(None)
    )
    joined = select(literal("joins"), offer_interests.c.offer_id, literal("")).where(
        offer_interests.c.attendee_id == person.id
    )
    agreed = select(literal("consent"), cast(consents.c.agreed, Integer), literal("")).where(
        consents.c.attendee_id == person.id
    )
    elsewhere = select(literal("online"), literal(1), literal("")).where(
        attendees.c.id == person.id, attendees.c.online
    )
    answered = select(literal("answered"), literal(1), literal("")).where(feedback_marks.c.attendee_id == person.id)
    found: dict[str, list[int]] = {kind: [] for kind in _KINDS}
    titles: dict[int, str] = {}
    for row in await db.execute(
        union_all(voted, said, pitched, helped, written, offered, joined, agreed, elsewhere, answered)
    ):
        found[row.kind].append(row.id)
        if row.title:
            titles[row.id] = row.title
    consent, online = found.pop("consent"), found.pop("online")
    return Mine(
        person,
        **{kind: tuple(sorted(ids)) for kind, ids in found.items() if kind != "answered"},
        consent=bool(consent[0]) if consent else None,
        online=bool(online),
        answered=bool(found["answered"]),
        titles=titles,
    )
