"""Which screen shows which of the touched regions."""

import pytest

from barcamp.live.audience import Group
from barcamp.live.regions import LOADERS, shown_by, whole
from barcamp.live.screens import NESTED, OF_SUBJECT, SCREENS
from tests.live.broadcasts import CONSOLE, PHONE, PROJECTOR

WALL = Group("notes", "de", "t7")


@pytest.mark.parametrize(
    ("touched", "phone", "console", "projector"),
    [
        ({"topic_7", "ranking"}, ["topic_7"], ["topic_7"], ["ranking"]),
        ({"topics", "ranking"}, ["topics"], ["next", "stage", "topics"], ["ranking"]),
        ({"topic_7", "topics"}, ["topics"], ["next", "stage", "topics"], []),
        ({"topic_7", "topic_12"}, ["topic_12", "topic_7"], ["topic_12", "topic_7"], []),
        ({"people"}, [], ["next", "people"], ["people"]),
        (
            {"plan", "now"},
            ["news", "now", "plan", "walls"],
            ["check", "clock", "next", "plan", "scene", "stage"],
            ["now", "plan", "scene"],
        ),
        ({"heads"}, [], ["check", "plan"], []),
        ({"wall_t7"}, [], ["scene"], ["scene"]),
        ({"note_t7-3"}, [], ["scene"], ["scene"]),
        (set(), [], [], []),
    ],
)
def test_a_screen_shows_what_is_touched_of_its_own(touched, phone, console, projector):
    shown = [shown_by(group, frozenset(touched)) for group in (PHONE, CONSOLE, PROJECTOR)]
    assert shown == [phone, console, projector]


def test_a_notes_screen_shows_its_own_wall_alone():
    assert shown_by(WALL, frozenset({"wall_t7", "wall_t8", "wall_s7", "plan"})) == ["wall_t7"]


def test_a_wall_that_is_drawn_anew_holds_its_parts_and_cards():
    touched = {"part_t7-1", "note_t7-3", "note_t8-4", "part_t8-1"}
    assert shown_by(WALL, frozenset(touched)) == ["note_t7-3", "part_t7-1"]
    assert shown_by(WALL, frozenset({*touched, "wall_t7"})) == ["wall_t7"]


def test_a_page_is_all_regions_of_its_screen():
    assert whole(PROJECTOR) == list(SCREENS["projector"])
    assert "wall" in SCREENS["notes"]
    assert whole(WALL) == [f"{kind}_t7" if kind in OF_SUBJECT else kind for kind in SCREENS["notes"]]


def test_every_region_of_a_screen_has_a_loader():
    kinds = {kind for regions in SCREENS.values() for kind in regions} | set(NESTED)
    assert kinds == set(LOADERS)
