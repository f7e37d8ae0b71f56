"""The result of a session: about three sentences, in Markdown, written by the note keeper or the hosts."""

from typing import Annotated

from barcamp.domain.walls.may_arrange import must_arrange
from barcamp.domain.walls.wall import on_record, open_wall, record
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused
from barcamp.kernel.strings import Text
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits


class WriteResult(Command):
    """Replaces the result that was `seen`, identified by its revision (0: none yet). A newer one is never overwritten:
    the refusal carries it (`current`, `revision`), so that both can stand side by side."""

    by = Role.ATTENDEE
    waits = Waits("Result", near="notes")
    wall: str
    text: Annotated[str, Text(2000, least=0)]
    seen: int = 0

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        await must_arrange(turn, wall)
        row = await on_record(turn, wall)
        revision, current = (row.revision, row.result) if row else (0, "")
        if self.text == current:
            return Done()
        if self.seen != revision:
            who = row.result_by if row else ""
            raise Refused("result.newer", who=who, current=current, revision=revision)
        await record(
            turn, wall, result=self.text, revision=revision + 1, result_at=turn.now,
            result_by=await turn.signature(),
        )  # fmt: skip
        return Done.of(Changed.wall(str(wall)))
