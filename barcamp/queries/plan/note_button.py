"""The button for a note on a phone: where it stands, and to which wall it leads."""

from collections.abc import Iterable
from dataclasses import dataclass

from barcamp.domain.walls.wall import Wall
from barcamp.queries.plan.plan import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteButton:
    """Where the button is: on these `tabs` of the phone, on none once the day is archived. `wall` is the one that
    everybody is at now, else that of the whole event; people with a session of their own now are led to its wall
    instead, which only their browser knows."""

    tabs: tuple[str, ...]
    wall: str


def note_button(*, phase: str, archived: bool, running: Iterable[Row]) -> NoteButton:
    walls = [wall for row in running for wall in row.walls]
    wall = walls[0] if len(walls) == 1 else str(Wall("e"))
    if archived:
        return NoteButton(tabs=(), wall=wall)
    return NoteButton(tabs=("now", "notes") if phase == "sessions" else ("notes",), wall=wall)
