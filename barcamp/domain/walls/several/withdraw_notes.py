"""Withdrawing several cards and photos at once."""

from barcamp.domain.walls.note import WithdrawNote
from barcamp.domain.walls.photos.photo import WithdrawPhoto
from barcamp.domain.walls.photos.table import as_card
from barcamp.domain.walls.several.chosen import CARDS_PER_COMMAND, Chosen, load_chosen, numbers_of
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits


class WithdrawNotes(Command):
    """Takes cards and photos off their wall: one's own, or any as a moderator. Those that are gone already are left
    out; one that must not be withdrawn keeps all of them."""

    by = Role.ATTENDEE
    waits = Waits("Cards taken back", near="notes")
    wall: str
    cards: Chosen

    @property
    def heft(self) -> int:
        return 1 + len(self.cards.split()) // CARDS_PER_COMMAND

    async def perform(self, turn: Turn) -> Done:
        changed: set[Changed] = set()
        for card in await load_chosen(turn, self.wall, numbers_of(self.cards), hidden=True):
            each = WithdrawNote(note=card.id) if card.id > 0 else WithdrawPhoto(photo=as_card(card.id))
            changed |= (await each.perform(turn)).changed
        return Done(frozenset(changed))
