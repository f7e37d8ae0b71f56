"""A selection of cards that stands for everybody who gave points, and why each card is in it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.walls.dots import dots
from barcamp.queries.walls import equal_shares
from barcamp.queries.walls.notes import Note, WholeWall
from barcamp.queries.walls.voting import Ranking, ranking_of
from barcamp.text.i18n import gettext as _
from barcamp.text.i18n import ngettext

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

    def why(self, at: int, of: int) -> str:
        """Why it is in the selection, as number `at` of so many: two sentences at most."""
        people = ngettext("%(num)s person gave it points.", "%(num)s people gave it points.", self.people)
        first = people % {"num": self.people} if self.people else _("It was given points.")
        return " ".join(filter(None, (first, self._besides(at, of))))

    def _besides(self, at: int, of: int) -> str:
        if self.filled:
            return _("It was added because of its points.")
        if self.place > of:
            return _("By points alone it would come in place %(place)s.") % {"place": self.place}
        if at == 1 or not self.newly:
            return ""
        if self.newly == self.people:
            return _("None of them had a card in the selection before.")
        said = ngettext("%(num)s of them had no card in the selection before.",
                        "%(num)s of them had no card in the selection before.", self.newly)  # fmt: skip
        return said % {"num": self.newly}


@dataclass(frozen=True, slots=True)
class Selection:
    """`voters` gave points on this wall, to cards that are still there; `without` of them gave none to a selected card.
    None where these, or the others, are too few to be told."""

    cards: tuple[Selected, ...]
    voters: int
    without: int | None

    @property
    def lead(self) -> str:
        """What it is, which it is not for the points of one or two people."""
        if self.voters < FEW:
            return _("Too few people gave points for a selection to stand for everybody.")
        return _(
            "Everybody’s points weigh the same here, so that whoever thinks differently from most is not left out."
        )

    @property
    def says(self) -> str:
        """Whom it stands for, where that can be told."""
        if self.voters < FEW:
            return ""
        if self.without == 0:
            return _("Everybody who gave points finds one of their cards among these.")
        if self.without is None:
            return ""
        said = ngettext("%(people)s of %(num)s person who gave points finds one of theirs among these.",
                        "%(people)s of %(num)s people who gave points find one of theirs among these.",
                        self.voters)  # fmt: skip
        return said % {"people": self.voters - self.without, "num": self.voters}


Given = tuple[tuple[int, int, int], ...]  # card, person, points


async def load_selection(db: AsyncConnection, barcamp_id: int, wall: WholeWall) -> Selection | None:
    """None unless there is a ranking with more cards than are to be selected. One query."""
    return (await load_selections(db, barcamp_id, [wall])).get(wall.name)


async def load_selections(db: AsyncConnection, barcamp_id: int, walls: Iterable[WholeWall]) -> dict[str, Selection]:
    """Those of these walls that have one, by their names. One query at most, however many there are."""
    ranked = [(wall, ranking_of(wall)) for wall in walls if wall.selected]
    wanted = [(wall, ranking) for wall, ranking in ranked if ranking and len(ranking.ranks) > wall.selected]
    if not wanted:
        return {}
    query = select(dots.c.note_id, dots.c.attendee_id, dots.c.number).where(dots.c.barcamp_id == barcamp_id)
    rows = await db.execute(query.order_by(dots.c.note_id, dots.c.attendee_id))
    given: Given = tuple((row[0], row[1], row[2]) for row in rows)
    return {wall.name: await _selection(given, ranking, wall.selected) for wall, ranking in wanted}


async def _selection(everything: Given, ranking: Ranking, number: int) -> Selection:
    places = {rank.note.id: rank for rank in ranking.ranks}
    given = tuple(each for each in everything if each[0] in places)
    chosen = await asyncio.to_thread(_chosen, given, number)
    people = {card: frozenset(voter for voter, _points in voters) for card, voters in _by_card(given).items()}
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
