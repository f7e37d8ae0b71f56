"""How an event looks: the one accent colour that its organiser chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from barcamp.domain.event.accent import chosen
from barcamp.domain.event.barcamp import change
from barcamp.kernel.actor import Role
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

# Ready-made choices, all readable on every paper. The first is the house's own.
READY = {
    "petrol": "#14555a",
    "gentian": "#1d4f9c",
    "slate": "#44546a",
    "forest": "#2c6134",
    "olive": "#5c5a12",
    "copper": "#8f4a14",
    "brick": "#a5301f",
    "raspberry": "#8f2352",
    "plum": "#5f3a8c",
}


@dataclass(frozen=True, slots=True)
class Colour(Line):
    """A colour that can be read on paper; empty for the house's own."""

    def clean(self, typed: str) -> str:
        colour = chosen(typed)
        return "" if colour == READY["petrol"] else colour


class ChooseAccent(Editor):
    by = Role.ORGANISER
    colour: Annotated[str, Colour(7, least=0)] = ""

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        return {"colour": turn.barcamp.accent}

    async def perform(self, turn: Turn) -> Done:
        await change(turn, accent=self.colour)
        return Done.of(Changed.appearance())
