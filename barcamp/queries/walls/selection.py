"""A selection of cards that stands for everybody who gave points, and why each card is in it."""

import asyncio
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.walls.dots import dots
from barcamp.queries.walls import equal_shares
from barcamp.queries.walls.notes import Note, WholeWall
from barcamp.queries.walls.voting import ranking_of

FEW = 3  # a smaller number of people is not told: it could be known who they are


@dataclass(frozen=True, slots=True)
class Selected:
    """A card of the selection. `people` gave it points; `newly` of them had given none to a card chosen before. Both
    are 0 where they are too few to be told. `place` is the one it has by points. `filled`: no share paid for it."""

    note: Note
    people: int
    newly: int
    place: int
    filled: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """`voters` gave points on this wall, to cards that are still there; `without` of them gave none to a selected card.
    None where these, or the others, are too few to be told."""

    cards: tuple[Selected, ...]
    voters: int
    without: int | None


Given = tuple[tuple[int, int, int], ...]  # card, person, points


async def load_selection(db: AsyncConnection, barcamp_id: int, wall: WholeWall) -> Selection | None:
    """None unless there is a ranking with more cards than are to be selected. One query."""
    ranking = ranking_of(wall)
    if not wall.selected or ranking is None or len(ranking.ranks) <= wall.selected:
        return None
    places = {rank.note.id: rank for rank in ranking.ranks}
    query = select(dots.c.note_id, dots.c.attendee_id, dots.c.number).where(dots.c.barcamp_id == barcamp_id)
    rows = await db.execute(query.order_by(dots.c.note_id, dots.c.attendee_id))
    given: Given = tuple((row[0], row[1], row[2]) for row in rows if row[0] in places)
    chosen = await asyncio.to_thread(_chosen, given, wall.selected)
    people = {card: frozenset(voter for voter, _ in voters) for card, voters in _by_card(given).items()}
    cards: list[Selected] = []
    met: frozenset[int] = frozenset()
    for each in chosen:
        rank = places[each.card]
        newly = people[each.card] - met
        cards.append(
            Selected(rank.note, _told(len(people[each.card])), _part(newly, people[each.card]), rank.place, each.filled)
        )
        met |= newly
    voters = len({voter for of_card in people.values() for voter in of_card})
    return Selection(tuple(cards), voters, _without(voters, voters - len(met)))


@lru_cache(64)
def _chosen(given: Given, number: int) -> tuple[equal_shares.Chosen, ...]:
    return tuple(equal_shares.select({card: dict(voters) for card, voters in _by_card(given).items()}, number))


def _by_card(given: Given) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for card, voter, points in given:
        found.setdefault(card, []).append((voter, points))
    return found


def _told(number: int) -> int:
    return number if number >= FEW else 0


def _part(some: frozenset[int], of: frozenset[int]) -> int:
    """How many of them; 0 if these, or the others, are too few to be told."""
    return len(some) if len(some) >= FEW and (some == of or len(of - some) >= FEW) else 0


def _without(voters: int, number: int) -> int | None:
    return number if number == 0 or FEW <= number <= voters - FEW else None
