"""The proposed plan beside the present one: where each topic would be, and what would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.plan.proposal import proposals, read_aim
from barcamp.queries.event.revisions import plan_number
from barcamp.queries.plan.plan import Plan, Room, Row
from barcamp.queries.topics.topics import TopicCard


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the grid, by the names of its room and time."""

    room: Room
    row: Row


@dataclass(frozen=True, slots=True)
class Proposed:
    """One session. `kind` is stays, moves, new, or drops for a session that would come off the plan. `pinned` ones
    stay, whatever is proposed."""

    topic: TopicCard
    kind: str
    was: Place | None
    now: Place | None

    @property
    def pinned(self) -> bool:
        return self.topic.pinned


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposal. `sessions` are the proposed ones in order of time and room, then those that would come off the
    plan. `outdated` if the plan has changed since it was computed. `left_out`: topics for which there is no place."""

    made_at: datetime
    made_by: str
    base: int
    outdated: bool
    figures: str
    sessions: tuple[Proposed, ...]
    left_out: tuple[TopicCard, ...]

    @property
    def changes(self) -> tuple[Proposed, ...]:
        return tuple(each for each in self.sessions if each.kind != "stays")

    @property
    def unled(self) -> list[TopicCard]:
        """What would be on the plan although nobody leads it yet."""
        return [each.topic for each in self.sessions if each.now and each.topic.unled]

    def at(self, room_id: int, slot_id: int) -> Proposed | None:
        """What is proposed for a cell."""
        return next(
            (each for each in self.sessions if each.now and (each.now.room.id, each.now.row.id) == (room_id, slot_id)),
            None,
        )


async def proposed(db: AsyncConnection, barcamp_id: int) -> Any | None:
    """As it was written down; None where nothing is proposed."""
    return (await db.execute(select(proposals).where(proposals.c.barcamp_id == barcamp_id))).first()


async def load_proposal(
    db: AsyncConnection, barcamp_id: int, row: Any, plan: Plan, cards: Iterable[TopicCard]
) -> Proposal:
    """`row` is what was `proposed`. Topics, rooms and slots that are gone by now are left out."""
    places = {(cell.room.id, row.id): Place(cell.room, row) for row in plan.rows for cell in row.cells}
    known = {card.id: card for card in cards if not card.parked}
    aim = {
        known[topic]: places.get(cell) if cell else None
        for topic, cell in read_aim(row.cells).items()
        if topic in known
    }
    sessions = [_proposed(card, places, place) for card, place in aim.items() if place or card.placed]
    return Proposal(
        made_at=row.made_at,
        made_by=row.made_by,
        base=row.base,
        outdated=row.base != await plan_number(db, barcamp_id),
        figures=row.figures,
        sessions=tuple(sorted(sessions, key=_by_time)),
        left_out=tuple(card for card, place in aim.items() if place is None),
    )


def _proposed(card: TopicCard, places: dict[tuple[int, int], Place], now: Place | None) -> Proposed:
    was = places.get((card.room_id, card.slot_id)) if card.room_id and card.slot_id else None
    if was == now:
        return Proposed(card, "stays", was, now)
    return Proposed(card, "drops" if now is None else "moves" if was else "new", was, now)


def _by_time(each: Proposed) -> tuple[bool, int, int, int]:
    place = each.now or each.was
    assert place is not None
    return each.now is None, place.row.starts, place.row.id, place.room.id
