"""Closing the day for good."""

from typing import ClassVar

from barcamp.domain.event.barcamp import change, uncovered
from barcamp.domain.event.results import open_results
from barcamp.domain.walls.silence.sealed import reveal_everything
from barcamp.domain.walls.wall import close_votes
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import WrongRole
from barcamp.kernel.turn import Done, Turn


class ArchiveBarcamp(Command):
    """Closes the day. Afterwards nothing can be changed except who may see the results. Sealed cards are revealed:
    nobody could do so later.

    `results` is one of OPENINGS and is the organiser's to decide; if it is not given, it stays as it is.
    """

    by = Role.MODERATOR
    freezes: ClassVar[bool] = True
    results: str = ""

    async def perform(self, turn: Turn) -> Done:
        hidden = turn.barcamp.interest_hidden
        if self.results:
            if turn.actor.role < Role.ORGANISER:
                raise WrongRole("role.organiser")
            await open_results(turn, self.results)
        await change(turn, archived_at=turn.now, pitching_open=False, interest_open=False)
        await change(turn, on_stage=None, stage_until=None)
        revealed = await reveal_everything(turn)
        return Done.of(Changed.archived(), *uncovered(turn, hidden), *revealed, *await close_votes(turn))
