"""The button for a note on a phone: where it stands, and to which wall it leads."""

from collections.abc import Iterable
from dataclasses import dataclass

from barcamp.domain.walls.wall import Wall
from barcamp.queries.plan.plan import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteButton:
    """`tabs` of the phone have it, none of an archived day. `wall` is the one that everybody is at now, else that of
    the whole event; whoever has a session of their own now is led to its wall instead, as only their browser knows."""

    tabs: tuple[str, ...]
    wall: str


def note_button(*, phase: str, archived: bool, running: Iterable[Row]) -> NoteButton:
    walls = [wall for row in running for wall in row.walls]
    wall = walls[0] if len(walls) == 1 else str(Wall("e"))
    if archived:
        return NoteButton(tabs=(), wall=wall)
    return NoteButton(tabs=("now", "notes") if phase == "sessions" else ("notes",), wall=wall)
