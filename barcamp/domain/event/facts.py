"""Facts about an event that documents name: who invites people to it, how to reach them, and who pays for it."""

from collections.abc import Mapping
from typing import Annotated

from barcamp.domain.event.barcamp import change
from barcamp.kernel.actor import Role
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn


class StateFacts(Editor):
    by = Role.ORGANISER
    organiser_name: Annotated[str, Line(160, least=0)] = ""
    contact: Annotated[str, Line(200, least=0)] = ""
    funding: Annotated[str, Line(300, least=0)] = ""

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        return {name: getattr(turn.barcamp, name) for name in ("organiser_name", "contact", "funding")}

    async def perform(self, turn: Turn) -> Done:
        await change(turn, organiser_name=self.organiser_name, contact=self.contact, funding=self.funding)
        return Done.of(Changed.event())
