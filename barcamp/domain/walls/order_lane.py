"""Putting the cards of a section in the order of their support, or of their points once a vote is over: when somebody
says so, since nothing moves on a wall by itself; and taking that back.

Each card remembers where it stood, as after a move of its own (`note_move`, see lane.py), with ORDERED for its partner:
it is taken back with the others alone, and not if somebody has moved it since.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, insert, select

from barcamp.domain.walls.dots import dots
from barcamp.domain.walls.lane import GAP, ORDERED, Card, load_lane, note_moves, place
from barcamp.domain.walls.may_arrange import must_arrange
from barcamp.domain.walls.section import section_for
from barcamp.domain.walls.support import supports
from barcamp.domain.walls.wall import Wall, on_record, open_wall
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.refused import NotAllowed, Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

Given = tuple[int, int]  # points, and how many support it


class OrderLane(Command):
    """Puts the cards with the most support first, those of a group within it, and the groups by what their cards have
    together. Once a vote is over, points come before support. Cards with as much stay in their order. Photos, to which
    nothing can be given, come behind the cards of their group, or of those without one, as they stood."""

    by = Role.ATTENDEE
    waits = Waits("Cards put in order", near="notes")
    wall: str
    section: int = 0

    async def perform(self, turn: Turn) -> Done:
        wall = await _arranged(turn, self.wall)
        section = self.section or None
        lane = await load_lane(turn, str(wall), section)
        if not lane:
            if section:
                await section_for(turn, wall, section)
            return Done()
        given = await _given(turn, wall, [card.id for card in lane if card.id > 0])
        wanted = by_what_was_given(lane, given)
        facts = await place(turn, str(wall), {card.id: at * GAP for at, card in enumerate(wanted, 1)})
        await turn.db.execute(delete(note_moves).where(note_moves.c.note_id.in_([card.id for card in lane])))
        await turn.db.execute(
            insert(note_moves),
            [
                {
                    "note_id": card.id, "barcamp_id": turn.barcamp.id, "attendee_id": turn.actor.attendee_id,
                    "section_id": section, "grouped": card.grouped, "behind": 0, "ahead": 0,
                    "position": card.position, "partner": ORDERED,
                }
                for card in lane
            ],
        )  # fmt: skip
        return Done.of(*facts)


class UndoOrder(Command):
    """Puts the cards of a section back to where they stood before one put them in order. Those that were moved since
    then stay where they are, and new ones come last."""

    by = Role.ATTENDEE
    waits = Waits("Order taken back", near="notes")
    wall: str
    section: int = 0

    async def perform(self, turn: Turn) -> Done:
        wall = await _arranged(turn, self.wall)
        lane = await load_lane(turn, str(wall), self.section or None)
        here = note_moves.c.note_id.in_([card.id for card in lane])
        query = select(note_moves.c.note_id, note_moves.c.position, note_moves.c.attendee_id)
        found = list(await turn.db.execute(query.where(here, note_moves.c.partner == ORDERED)))
        if not found:
            raise Refused("order.nothing")
        if {row.attendee_id for row in found} != {turn.actor.attendee_id}:
            raise NotAllowed("order.not_yours")
        facts = await place(turn, str(wall), {row.note_id: row.position for row in found})
        await turn.db.execute(delete(note_moves).where(here, note_moves.c.partner == ORDERED))
        return Done.of(*facts)


async def _arranged(turn: Turn, name: str) -> Wall:
    """The wall of this name, for somebody who may arrange it now."""
    wall = await open_wall(turn, name)
    await must_arrange(turn, wall)
    return wall


def by_what_was_given(lane: Sequence[Card], given: Mapping[int, Given]) -> list[Card]:
    """The cards of a lane, which are in order, by the points and the support of each."""
    groups: dict[str, list[Card]] = {"": []}
    for card in lane:
        groups.setdefault(card.grouped, []).append(card)
    loose = groups.pop("")

    def rank(cards: Sequence[Card]) -> tuple[int, int]:
        found = [given.get(card.id, (0, 0)) for card in cards]
        return -sum(points for points, _ in found), -sum(support for _, support in found)

    together = sorted(groups.values(), key=rank)
    alone = [sorted(cards, key=lambda each: (each.id < 0, rank([each]))) for cards in (loose, *together)]
    return [card for cards in alone for card in cards]


async def _given(turn: Turn, wall: Wall, cards: Sequence[int]) -> dict[int, Given]:
    """To each of them, if anything was. Points are none of it before the vote is closed."""
    counted = select(supports.c.note_id, func.count()).where(supports.c.note_id.in_(cards))
    support = {row[0]: row[1] for row in await turn.db.execute(counted.group_by(supports.c.note_id))}
    points: dict[int, int] = {}
    row = await on_record(turn, wall)
    if row is not None and row.points and row.dots_closed_at is not None:
        summed = select(dots.c.note_id, func.sum(dots.c.number)).where(dots.c.note_id.in_(cards))
        points = {row[0]: row[1] for row in await turn.db.execute(summed.group_by(dots.c.note_id))}
    return {card: (points.get(card, 0), support.get(card, 0)) for card in cards}
