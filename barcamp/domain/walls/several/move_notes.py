"""Moving several cards and photos to one place, and taking that back in one step: each of them remembers where it
stood, as after a move of its own."""

from sqlalchemy import delete

from barcamp.domain.walls.lane import note_moves
from barcamp.domain.walls.may_arrange import must_move
from barcamp.domain.walls.move_note import move_card, place_at, take_card_back
from barcamp.domain.walls.photos.table import as_card
from barcamp.domain.walls.several.chosen import CARDS_PER_COMMAND, Chosen, load_card, load_chosen, numbers_of
from barcamp.domain.walls.wall import open_wall
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits


class MoveNotes(Command):
    """Puts cards one behind the other at a `place` of a section, in the order in which they are named; places are those
    of `MoveNote`. `onto-7` makes one group of them with card 7, which may be one of them.

    Those that are gone meanwhile are left out. One that must not be moved keeps all of them where they are.
    """

    by = Role.ATTENDEE
    waits = Waits("Cards moved", near="notes")
    wall: str
    cards: Chosen
    section: int = 0
    place: str = "last"

    @property
    def heft(self) -> int:
        return 1 + len(self.cards.split()) // CARDS_PER_COMMAND

    async def perform(self, turn: Turn) -> Done:
        numbers = numbers_of(self.cards)
        word, beside = place_at(self.place)
        found = await load_chosen(turn, self.wall, numbers)
        for card in found:
            await must_move(turn, card)
        there = [card.id for card in found]
        # Of one that stands there already, taking back would take an earlier move back.
        own = note_moves.c.attendee_id == turn.attendee_id
        await turn.db.execute(delete(note_moves).where(note_moves.c.note_id.in_(there), own))
        if word == "onto":
            return await _together(turn, there, beside if beside in there or beside not in numbers else there[0])
        changed: set[Changed] = set()
        place = self.place
        for number in there:
            if (card := await load_card(turn, number)) is not None:
                changed |= (await move_card(turn, card, self.section, place)).changed
                if place != "last":
                    place = f"after-{_named(number)}"
        return Done(frozenset(changed))


class UndoMoves(Command):
    """Takes back one's own last move of each of these cards, the last of them first. Those that somebody else has moved
    since stay where they are, and so do those whose section is gone."""

    by = Role.ATTENDEE
    waits = Waits("Cards moved back", near="notes")
    wall: str
    cards: Chosen

    @property
    def heft(self) -> int:
        return 1 + len(self.cards.split()) // CARDS_PER_COMMAND

    async def perform(self, turn: Turn) -> Done:
        await open_wall(turn, self.wall)
        changed, back = set[Changed](), 0
        why: Refused = NotFound("cards.gone")
        for number in reversed(numbers_of(self.cards)):
            card = await load_card(turn, number)
            if card is None or card.wall != self.wall:
                continue
            try:
                changed |= (await take_card_back(turn, card)).changed
                back += 1
            except Refused as refused:
                why = refused
        if not back:
            raise why
        return Done(frozenset(changed))


async def _together(turn: Turn, numbers: list[int], onto: int) -> Done:
    rest = [number for number in numbers if number != onto]
    if not rest:
        raise NotFound("cards.gone")
    changed: set[Changed] = set()
    for number in rest:
        if (card := await load_card(turn, number)) is not None:
            changed |= (await move_card(turn, card, 0, f"onto-{_named(onto)}")).changed
    return Done(frozenset(changed))


def _named(number: int) -> str:
    return str(number) if number > 0 else f"p{as_card(number)}"
