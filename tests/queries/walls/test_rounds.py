"""What a projector shows of a results round."""

from datetime import UTC, datetime

import pytest

from barcamp.domain.moderation.projector import REST
from barcamp.queries.walls.notes import Note, WallSection, WholeWall
from barcamp.queries.walls.rounds import Page, Round, Stop

AT = datetime(2026, 6, 13, 8, tzinfo=UTC)
KEY = Note(1, "t1", "Brot", 1, "Kim", AT, key=True)
CARD, STEP, ANOTHER = (Note(n, "t1", "Brot", 1, "Kim", AT) for n in (2, 3, 4))


def _wall(result: str = "", cards: tuple[Note, ...] = (), steps: tuple[Note, ...] = (), name: str = "t1") -> WholeWall:
    sections = WallSection(1, "insights", "", cards), WallSection(2, "next", "", steps)
    return WholeWall(name, "Brot", sections, result=result)


@pytest.mark.parametrize(
    ("wall", "begins", "halved"),
    [
        (_wall("Gut"), "result", False),
        (_wall(cards=(CARD,)), "result", False),
        (_wall("Gut", (KEY,), (STEP,)), "result", True),
        (_wall("Gut", (KEY,)), "result", False),
        (_wall(cards=(CARD, KEY)), "key", False),
        (_wall(cards=(KEY,), steps=(STEP,)), "key", True),
        (_wall(steps=(STEP,)), "next steps", False),
        (_wall(steps=(STEP, ANOTHER)), "next steps", True),
    ],
)
def test_a_page_begins_with_what_matters_most(wall: WholeWall, begins: str, halved: bool):
    page = Page(wall, 1)
    assert (page.begins, page.halved) == (begins, halved)


ONE, TWO = _wall("Gut", name="t1"), _wall("Besser", name="t2")
SILENT = _wall(name="t3")
LEFT = Stop("t3", "Salz", 600)


@pytest.mark.parametrize(
    ("said", "shown", "left"),
    [
        (Round((ONE, TWO), (LEFT,)), [(ONE, 1), (TWO, 2)], (LEFT,)),
        (Round((ONE, TWO), (LEFT,), "t2", TWO), [(TWO, 2)], ()),
        (Round((ONE, TWO), (LEFT,), "t3", SILENT), [(SILENT, 0)], ()),
        (Round((ONE, TWO), (LEFT,), REST), [], (LEFT,)),
        (Round((ONE, TWO), (), REST), [(ONE, 1), (TWO, 2)], ()),
        (Round((), (LEFT,)), [], ()),
        (Round((), ()), [], ()),
    ],
)
def test_a_round_shows_all_walls_or_the_one_at_which_it_stays(said: Round, shown: list[object], left: tuple[Stop, ...]):
    assert [(page.wall, page.number) for page in said.shown] == shown
    assert said.left == left
