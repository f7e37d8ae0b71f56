"""The organiser's way from creating an event to its archive, and what of it has been ticked off by hand."""

from barcamp.domain.barcamp import change
from barcamp.domain.base import Done, Refused, Role, Turn, touched
from barcamp.domain.command import Command

STEPS = ("details", "rooms", "rules", "look", "moderators", "print", "rehearsal", "day", "archive")
# Whether these two are done, the event itself says.
BY_THEMSELVES = frozenset({"day", "archive"})


class TickStep(Command):
    """Ticks a step off, or takes that back."""

    by = Role.ORGANISER
    step: str
    done: bool = True

    async def perform(self, turn: Turn) -> Done:
        if self.step not in STEPS or self.step in BY_THEMSELVES:
            raise Refused("step.unknown")
        ticked = set(turn.barcamp.ticked.split())
        ticked = ticked | {self.step} if self.done else ticked - {self.step}
        await change(turn, ticked=" ".join(step for step in STEPS if step in ticked))
        return touched()
