"""The title of a wall whose subject has none of its own: that of the whole event."""

from collections.abc import Mapping
from typing import Annotated

from barcamp.domain.walls.wall import Wall, on_record, record
from barcamp.kernel.actor import Role
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

_WHOLE = Wall("e")


class NameWall(Editor):
    """Gives the wall of the whole event a title; an empty one restores what it is called in every language."""

    by = Role.ORGANISER
    title: Annotated[str, Line(120, least=0)] = ""

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        row = await on_record(turn, _WHOLE)
        return {"title": row.title if row is not None else ""}

    async def perform(self, turn: Turn) -> Done:
        await record(turn, _WHOLE, title=self.title)
        return Done.of(Changed.wall(str(_WHOLE)))
