"""Where a phone has the button for a note, and to which wall it leads."""

import pytest

from barcamp.domain.event.phases import PHASES
from barcamp.queries.plan.note_button import NoteButton, note_button
from barcamp.queries.plan.plan import Cell, Room, Row
from barcamp.queries.topics.topics import TopicCard

_ROOM = Room(1, "Saal", 30, "", "", False, "Saal")


def _session(topic: int, repeat_of: int | None = None) -> Cell:
    return Cell(_ROOM, TopicCard(topic, "Brot", "", 1, "Kim", "", 0, repeat_of=repeat_of))


def _row(slot: int, title: str = "", *cells: Cell) -> Row:
    return Row(slot, 600, 660, title, cells)


_FREE = Cell(_ROOM, None)
WELCOME, COFFEE = _row(1, "Begrüßung"), _row(2, "Kaffeepause")
NOTHING, ONE, TWO = _row(3, "", _FREE), _row(4, "", _FREE, _session(7)), _row(5, "", _session(7), _session(8))
REPEAT = _row(6, "", _session(9, repeat_of=7))


@pytest.mark.parametrize("phase", PHASES)
def test_it_stands_beside_the_walls_and_while_sessions_run_beside_what_is_on(phase: str):
    tabs = ("now", "notes") if phase == "sessions" else ("notes",)
    assert note_button(phase=phase, archived=False, running=()) == NoteButton(tabs=tabs, wall="e")
    assert note_button(phase=phase, archived=True, running=()).tabs == ()


@pytest.mark.parametrize(
    ("running", "wall"),
    [
        ((), "e"), ((WELCOME,), "s1"), ((COFFEE,), "e"), ((NOTHING,), "e"), ((ONE,), "t7"), ((TWO,), "e"),
        ((REPEAT,), "t7"), ((ONE, REPEAT), "e"), ((WELCOME, ONE), "e"), ((COFFEE, ONE), "t7"),
        ((WELCOME, COFFEE), "s1"),
    ],
)  # fmt: skip
def test_it_leads_to_the_one_wall_that_everybody_is_at_and_else_to_that_of_the_event(
    running: tuple[Row, ...], wall: str
):
    assert note_button(phase="sessions", archived=False, running=running).wall == wall
