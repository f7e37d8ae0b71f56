"""The phases of the day, what each of them opens, and the announcement on all screens."""

from typing import Annotated

from barcamp.domain.event.barcamp import change, change_noted, uncovered
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import Refused
from barcamp.kernel.strings import Text
from barcamp.kernel.turn import Done, Turn

# What a phase opens: pitching, interest. Both can be opened and closed by hand in any phase.
PHASES: dict[str, tuple[bool, bool]] = {
    "arrival": (False, False),
    "pitching": (True, True),
    "interest": (False, True),
    "planning": (False, False),
    "sessions": (False, False),
    "closing": (False, False),
}


class MoveToPhase(Command):
    """Moves the day to a phase, and opens or closes pitching and interest as that phase does. The projector follows."""

    by = Role.MODERATOR
    phase: str

    async def perform(self, turn: Turn) -> Done:
        if self.phase not in PHASES:
            raise Refused("phase.unknown")
        pitching, interest = PHASES[self.phase]
        hidden, changes = turn.barcamp.interest_hidden, Changes()
        stage = {} if interest else {"on_stage": None, "stage_until": None}
        await change_noted(turn, changes, phase=self.phase, pitching_open=pitching, interest_open=interest, **stage)
        await change(turn, scene="", scene_wall="", scene_until=None, exhibit="")
        facts = Changed.phase(), Changed.heads(), *uncovered(turn, hidden)
        return await remember(turn, "phase", changes, *facts, about=self.phase)


class SetPitching(Command):
    by = Role.MODERATOR
    open: bool

    async def perform(self, turn: Turn) -> Done:
        changes = Changes()
        await change_noted(turn, changes, pitching_open=self.open)
        return await remember(turn, "pitching", changes, Changed.openings(), about="open" if self.open else "closed")


class SetInterest(Command):
    by = Role.MODERATOR
    open: bool

    async def perform(self, turn: Turn) -> Done:
        hidden, changes = turn.barcamp.interest_hidden, Changes()
        await change_noted(turn, changes, interest_open=self.open)
        facts = Changed.openings(), Changed.heads(), *uncovered(turn, hidden)
        return await remember(turn, "interest", changes, *facts, about="open" if self.open else "closed")


class Announce(Command):
    """Puts one sentence on every screen; an empty one takes it down."""

    by = Role.MODERATOR
    text: Annotated[str, Text(200, least=0)] = ""

    async def perform(self, turn: Turn) -> Done:
        changes = Changes()
        await change_noted(turn, changes, announcement=self.text, announced_at=turn.now if self.text else None)
        return await remember(turn, "announce", changes, Changed.announcement(), about="" if self.text else "down")
