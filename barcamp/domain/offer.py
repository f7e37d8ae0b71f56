"""Offers: what somebody brings to the day for others, and who would like to hear more of it."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, func, insert, select, update
from sqlalchemy import Text as LongText

from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotAllowed, NotFound, Refused
from barcamp.kernel.strings import Line, Text
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

MOST_OFFERS = 200
MOST_BY_ONE = 10

# An offer without an author is the organiser's.
offers = Table(
    "offer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("author_id", Integer, ForeignKey("attendee.id"), index=True),
    Column("title", String(140), nullable=False),
    Column("what", LongText, nullable=False),
    Column("contact", String(200), nullable=False),
    Column("link", String(400), nullable=False),
    Column("put_up_at", UTCDateTime, nullable=False),
    Column("withdrawn_at", UTCDateTime),
)

# Holds a contact only if the person agreed that offerer and organiser may see it.
offer_interests = Table(
    "offer_interest",
    metadata,
    Column("offer_id", Integer, ForeignKey("offer.id"), primary_key=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True, index=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("contact", String(200), nullable=False),
    Column("shown_at", UTCDateTime, nullable=False),
)

Title = Annotated[str, Line(140)]
What = Annotated[str, Text(800, least=0)]
Contact = Annotated[str, Line(200, least=0)]
Link = Annotated[str, Line(400, least=0)]


class PutUpOffer(Command):
    by = Role.ATTENDEE
    waits = Waits("Offer", new=True)
    title: Title
    what: What = ""
    contact: Contact = ""
    link: Link = ""

    async def perform(self, turn: Turn) -> Done:
        _check_link(self.link)
        await _refuse_a_flood(turn)
        made = await turn.add(
            offers,
            barcamp_id=turn.barcamp.id,
            author_id=turn.actor.attendee_id,
            title=self.title,
            what=self.what,
            contact=self.contact,
            link=self.link,
            put_up_at=turn.now,
        )
        return Done.of(Changed.offers(), made=made)


class EditOffer(Editor):
    """Changes one's own offer, or any as a moderator."""

    by = Role.ATTENDEE
    offer: int
    title: Title
    what: What = ""
    contact: Contact = ""
    link: Link = ""

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        offer = await _own_offer(turn, self.offer)
        return {"title": offer.title, "what": offer.what, "contact": offer.contact, "link": offer.link}

    async def perform(self, turn: Turn) -> Done:
        _check_link(self.link)
        await _own_offer(turn, self.offer)
        await turn.db.execute(
            update(offers)
            .where(offers.c.id == self.offer)
            .values(title=self.title, what=self.what, contact=self.contact, link=self.link)
        )
        return Done.of(Changed.offers())


class WithdrawOffer(Command):
    """Takes an offer back: one's own, or any as a moderator. Contacts that were left for it are deleted."""

    by = Role.ATTENDEE
    offer: int

    async def perform(self, turn: Turn) -> Done:
        await _own_offer(turn, self.offer)
        await turn.db.execute(update(offers).where(offers.c.id == self.offer).values(withdrawn_at=turn.now))
        await turn.db.execute(delete(offer_interests).where(offer_interests.c.offer_id == self.offer))
        return Done.of(Changed.offers())


class ShowInterestInOffer(Command):
    """Shows interest in an offer. `agreed` lets offerer and organiser see name and contact; without it only the number
    grows."""

    by = Role.ATTENDEE
    # A contact left for one person is not for readers of the journal.
    secret: ClassVar[frozenset[str]] = frozenset({"contact"})
    offer: int
    contact: Contact = ""
    agreed: bool = False

    async def perform(self, turn: Turn) -> Done:
        await load_offer(turn, self.offer)
        if self.contact and not self.agreed:
            raise Refused("offer.agree_first")
        if self.agreed and not self.contact:
            raise Refused("offer.contact_first")
        await _take_back(turn, self.offer)
        await turn.db.execute(
            insert(offer_interests).values(
                offer_id=self.offer, attendee_id=turn.attendee_id, barcamp_id=turn.barcamp.id,
                contact=self.contact, shown_at=turn.now,
            )
        )  # fmt: skip
        return Done.of(Changed.offers())


class TakeBackInterestInOffer(Command):
    """Takes the interest back and deletes the contact; so it works for as long as the event exists."""

    by = Role.ATTENDEE
    even_archived: ClassVar[bool] = True
    offer: int

    async def perform(self, turn: Turn) -> Done:
        here = select(offers.c.id).where(offers.c.id == self.offer, offers.c.barcamp_id == turn.barcamp.id)
        if await turn.db.scalar(here) is None:
            raise NotFound("offer.gone")
        return Done.of(Changed.offers()) if await _take_back(turn, self.offer) else Done()


async def load_offer(turn: Turn, offer_id: int) -> Any:
    """The row of an offer of this barcamp that has not been withdrawn. Raises Refused."""
    query = select(offers).where(
        offers.c.id == offer_id, offers.c.barcamp_id == turn.barcamp.id, offers.c.withdrawn_at.is_(None)
    )
    row = (await turn.db.execute(query)).first()
    if row is None:
        raise NotFound("offer.gone")
    return row


async def _own_offer(turn: Turn, offer_id: int) -> Any:
    offer = await load_offer(turn, offer_id)
    if turn.actor.role < Role.MODERATOR and offer.author_id != turn.attendee_id:
        raise NotAllowed("offer.not_yours")
    return offer


async def _take_back(turn: Turn, offer_id: int) -> bool:
    found = await turn.db.execute(
        delete(offer_interests).where(
            offer_interests.c.offer_id == offer_id,
            offer_interests.c.attendee_id == turn.attendee_id,
            offer_interests.c.barcamp_id == turn.barcamp.id,
        )
    )
    return bool(found.rowcount)


def _check_link(link: str) -> None:
    if link and not link.startswith(("https://", "http://")):
        raise Refused("offer.link")


async def _refuse_a_flood(turn: Turn) -> None:
    row = (
        await turn.db.execute(
            select(func.count(), func.count().filter(offers.c.author_id == turn.actor.attendee_id)).where(
                offers.c.barcamp_id == turn.barcamp.id, offers.c.withdrawn_at.is_(None)
            )
        )
    ).one()
    if row[0] >= MOST_OFFERS:
        raise Refused("offer.too_many", most=MOST_OFFERS)
    if row[1] >= MOST_BY_ONE and turn.actor.role < Role.MODERATOR:
        raise Refused("offer.too_many_by_one", most=MOST_BY_ONE)
