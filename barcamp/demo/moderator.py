"""The simulated moderator: leads the demo day from arrival to closing over HTTP, and leaves once a person leads."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import or_, select

from barcamp.demo.content.topics import ANNOUNCEMENTS
from barcamp.demo.phone import Phone
from barcamp.kernel.db import Database
from barcamp.kernel.journal import lines
from barcamp.queries.history import last_seq
from barcamp.queries.plan.plan import Plan, load_plan
from barcamp.queries.topics.topics import TopicCard, ranked, topic_cards

log = structlog.get_logger("moderator")

# Seconds at pace 1 that the day stays in a phase before it moves on; sessions start after six and a half minutes.
LASTS = {"arrival": 20, "pitching": 130, "interest": 110, "planning": 130, "sessions": 300}
LOOK_EVERY = 0.5  # seconds of real time between two checks whether a person has taken over


class StepAside(Exception):
    """Somebody real has given a command; the day is theirs."""


@dataclass(slots=True)
class Lead:
    """The people who may take the day over: the moderator and the organiser whose links were printed."""

    db: Database
    barcamp_id: int
    moderator: int
    organiser: int
    seq: int = -1

    async def check(self) -> None:
        """Raises StepAside once one of them has given a command since the first call."""
        async with self.db.reading() as db:
            last = await last_seq(db, self.barcamp_id)
            query = select(lines.c.seq).where(
                lines.c.ledger_id == self.barcamp_id,
                lines.c.seq > self.seq,
                or_(lines.c.attendee_id == self.moderator, lines.c.organiser_id == self.organiser),
            )
            taken = self.seq >= 0 and await db.scalar(query.limit(1)) is not None
        if taken:
            raise StepAside
        self.seq = last

    async def situation(self) -> tuple[list[TopicCard], Plan]:
        async with self.db.reading() as db:
            cards = await topic_cards(db, self.barcamp_id)
            return cards, await load_plan(db, self.barcamp_id, cards)


async def direct(phone: Phone, lead: Lead, pace: float, topics: int) -> None:
    """Leads the day; `topics` is how many are to be expected. Returns when the day is over or a person leads."""
    try:
        await lead.check()
        await wait(lead, LASTS["arrival"] / pace)
        await move_on(phone, lead, "pitching")
        await wait(lead, LASTS["pitching"] / pace)
        await wait_for_topics(lead, topics)
        await move_on(phone, lead, "interest")
        await wait(lead, LASTS["interest"] / pace)
        await move_on(phone, lead, "planning")
        await _fill_the_grid(phone, lead, LASTS["planning"] / pace)
        await move_on(phone, lead, "sessions")
        await wait(lead, LASTS["sessions"] / pace)
        await move_on(phone, lead, "closing")
    except StepAside:
        log.info("somebody leads the day now; the simulated moderator steps aside")


def next_placement(cards: Sequence[TopicCard], plan: Plan) -> tuple[int, int, int] | None:
    """Topic, room and slot of the next session: most interest first into the largest rooms, spread over the slots,
    nobody hosting twice at the same time. None if nothing is left that fits."""
    free = sorted(
        ((cell.room, row) for row in plan.rows for cell in row.cells if cell.topic is None),
        key=lambda place: (-place[0].capacity, place[0].id, place[1].starts),
    )
    for card in ranked(card for card in cards if not card.placed):
        for room, row in free:
            hosts = {cell.topic.host_id for cell in row.cells if cell.topic is not None}
            if card.host_id is None or card.host_id not in hosts:
                return card.id, room.id, row.id
    return None


async def move_on(phone: Phone, lead: Lead, phase: str, says: str | None = None) -> None:
    """Moves on to the phase, and announces it."""
    await lead.check()
    await phone.give("move-to-phase", phase=phase)
    await phone.give("announce", text=ANNOUNCEMENTS.get(phase, "") if says is None else says)


async def _fill_the_grid(phone: Phone, lead: Lead, seconds: float) -> None:
    """Places one topic every few seconds, so that the room can watch the plan grow; then takes a better plan and
    publishes it."""
    _, plan = await lead.situation()
    cells = sum(1 for row in plan.rows for cell in row.cells if cell.topic is None)
    for _ in range(cells):
        await wait(lead, seconds / (cells + 2))
        found = next_placement(*await lead.situation())
        if found is None:
            break
        topic, room, slot = found
        await phone.give("place-topic", topic=topic, room=room, slot=slot, seen=0)
    await lead.check()
    if await phone.give("suggest-plan"):
        await wait(lead, seconds / (cells + 2))
        await phone.give("take-proposal")
    await phone.give("publish-plan")


async def wait_for_topics(lead: Lead, topics: int) -> None:
    """Waits until all topics are there, for ten seconds at most: a slow machine at a quick pace may lag behind."""
    for _ in range(20):
        cards, _ = await lead.situation()
        if len(cards) >= topics:
            return
        await wait(lead, LOOK_EVERY)


async def wait(lead: Lead, seconds: float) -> None:
    """Waits, and steps aside as soon as a person leads."""
    until = asyncio.get_running_loop().time() + seconds
    while (left := until - asyncio.get_running_loop().time()) > 0:
        await asyncio.sleep(min(left, LOOK_EVERY))
        await lead.check()
