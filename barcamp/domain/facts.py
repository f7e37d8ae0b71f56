"""Facts about an event that papers name: who invites, how to reach them, and who pays for it."""

from collections.abc import Mapping
from typing import Annotated

from barcamp.domain.barcamp import change
from barcamp.domain.base import Done, Role, Turn, touched
from barcamp.domain.editing import Editor
from barcamp.domain.text import Line


class StateFacts(Editor):
    by = Role.ORGANISER
    organiser_name: Annotated[str, Line(160, least=0)] = ""
    contact: Annotated[str, Line(200, least=0)] = ""
    funding: Annotated[str, Line(300, least=0)] = ""

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        return {name: getattr(turn.barcamp, name) for name in ("organiser_name", "contact", "funding")}

    async def perform(self, turn: Turn) -> Done:
        await change(turn, organiser_name=self.organiser_name, contact=self.contact, funding=self.funding)
        return touched("heading")
