"""Many cards at once: a list that somebody brings along becomes cards, all of them or none."""

from typing import Annotated

from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused, Unreadable
from barcamp.kernel.strings import Text
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

MOST_AT_ONCE = 50
LONGEST = 500  # characters of one, as when it is written by itself
MOST_TYPED = 50_000
_CARDS_PER_COMMAND = 5  # of what one device may send: fifty cards count as ten commands


class WriteNotes(Command):
    """Puts one card for each line of `text` on a wall, in that order; empty lines are none. `section` 0 lets the wall
    decide."""

    by = Role.ATTENDEE
    waits = Waits("Cards", near="notes", new=True)
    wall: str
    text: Annotated[str, Text(MOST_TYPED)]
    section: int = 0

    @property
    def lines(self) -> list[str]:
        return [line for line in map(str.strip, self.text.split("\n")) if _can_be_read(line)]

    @property
    def heft(self) -> int:
        return 1 + len(self.lines) // _CARDS_PER_COMMAND

    @property
    def wrong(self) -> Refused | None:
        """Why these cannot become cards at once."""
        if len(self.lines) > MOST_AT_ONCE:
            return Unreadable("notes.too_many", most=MOST_AT_ONCE, number=len(self.lines)).beside("text")
        long = [str(number) for number, line in enumerate(self.lines, 1) if len(line) > LONGEST]
        return Unreadable("notes.long", most=LONGEST, lines=", ".join(long)).beside("text") if long else None

    async def perform(self, turn: Turn) -> Done:
        if why := self.wrong:
            raise why
        changed: set[Changed] = set()
        secret: set[str] = set()
        for line in self.lines:
            written = await WriteNote(wall=self.wall, text=line, section=self.section).perform(turn)
            changed |= written.changed
            secret |= written.secret
        return Done(frozenset(changed), secret=frozenset(secret))


def _can_be_read(line: str) -> bool:
    try:
        return bool(Text(MOST_TYPED).clean(line))
    except Unreadable:
        return False
