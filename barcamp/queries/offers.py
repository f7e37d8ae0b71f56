"""Offers as everybody sees them, and who is interested, which only offerer and organiser see."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.offer import offer_interests, offers
from barcamp.domain.people.attendee import attendees
from barcamp.kernel.rows import all_as


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer. `author_id` is None and `by` empty for an offer of the organiser's. `count` is how many are
    interested."""

    id: int
    title: str
    what: str
    contact: str
    link: str
    author_id: int | None
    by: str
    organisation: str
    count: int


@dataclass(frozen=True, slots=True)
class Interested:
    """Somebody who left a contact for this offer and agreed that it is passed on."""

    offer_id: int
    attendee_id: int
    name: str
    organisation: str
    contact: str


async def load_offers(db: AsyncConnection, barcamp_id: int) -> list[Offer]:
    """All offers in the order in which they were put up, without withdrawn ones."""
    interest = (
        select(offer_interests.c.offer_id, func.count().label("number"))
        .where(offer_interests.c.barcamp_id == barcamp_id)
        .group_by(offer_interests.c.offer_id)
        .subquery()
    )
    query = (
        select(
            offers.c.id, offers.c.title, offers.c.what, offers.c.contact, offers.c.link, offers.c.author_id,
            func.coalesce(attendees.c.name, "").label("by"),
            func.coalesce(attendees.c.organisation, "").label("organisation"),
            func.coalesce(interest.c.number, 0).label("count"),
        )
        .outerjoin(attendees, attendees.c.id == offers.c.author_id)
        .outerjoin(interest, interest.c.offer_id == offers.c.id)
        .where(offers.c.barcamp_id == barcamp_id, offers.c.withdrawn_at.is_(None))
        .order_by(offers.c.id)
    )  # fmt: skip
    return await all_as(Offer, db, query)


async def load_interested(db: AsyncConnection, barcamp_id: int) -> list[Interested]:
    """The people interested in all offers of the event, in order of time. Only for people who may see them."""
    query = (
        select(
            offer_interests.c.offer_id, offer_interests.c.attendee_id,
            attendees.c.name, attendees.c.organisation, offer_interests.c.contact,
        )
        .join(attendees, attendees.c.id == offer_interests.c.attendee_id)
        .where(offer_interests.c.barcamp_id == barcamp_id, offer_interests.c.contact != "")
        .order_by(offer_interests.c.offer_id, offer_interests.c.shown_at, attendees.c.id)
    )  # fmt: skip
    return await all_as(Interested, db, query)
