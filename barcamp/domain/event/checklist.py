"""The organiser's steps from creating an event to archiving it, and which of them are ticked off: by hand, or because
they have happened."""

from typing import ClassVar

from barcamp.domain.event.barcamp import change
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn

STEPS = ("details", "rooms", "rules", "look", "moderators", "print", "rehearsal", "day", "archive")
# The event itself says whether these two are done.
BY_THEMSELVES = frozenset({"day", "archive"})


# Steps that count as done once somebody opens a page, begins a rehearsal or downloads a file.
HAPPEN = frozenset({"print", "rehearsal", "archive"})


class TickStep(Command):
    """Ticks a step off, or takes the tick back."""

    by = Role.ORGANISER
    step: str
    done: bool = True

    async def perform(self, turn: Turn) -> Done:
        if self.step not in STEPS or self.step in BY_THEMSELVES:
            raise Refused("step.unknown")
        ticked = set(turn.barcamp.ticked.split())
        ticked = ticked | {self.step} if self.done else ticked - {self.step}
        await change(turn, ticked=" ".join(step for step in STEPS if step in ticked))
        return Done()


class RecordStep(Command):
    """Ticks a step off because of what was done elsewhere: a poster opened, a rehearsal begun, the archive fetched."""

    by = Role.MODERATOR
    own_route: ClassVar[bool] = True
    even_archived: ClassVar[bool] = True
    step: str

    async def perform(self, turn: Turn) -> Done:
        if self.step not in HAPPEN:
            raise Refused("step.unknown")
        ticked = {self.step, *turn.barcamp.ticked.split()}
        await change(turn, ticked=" ".join(step for step in STEPS if step in ticked))
        return Done()
