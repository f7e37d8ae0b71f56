"""Which screen shows which of the touched regions."""

import pytest

from barcamp.live.audience import Group
from barcamp.live.regions import LOADERS, NESTED, SCREENS, shown_by, whole
from tests.live.stagecraft import CONSOLE, PHONE, PROJECTOR

WALL = Group("notes", "de", "t7")


@pytest.mark.parametrize(
    ("touched", "phone", "console", "projector"),
    [
        ({"topic_7", "ranking"}, ["topic_7"], ["topic_7"], ["ranking"]),
        ({"topics", "ranking"}, ["topics"], ["topics"], ["ranking"]),
        ({"topic_7", "topics"}, ["topics"], ["topics"], []),
        ({"topic_7", "topic_12"}, ["topic_12", "topic_7"], ["topic_12", "topic_7"], []),
        ({"people"}, [], ["people"], ["people"]),
        ({"plan", "now"}, ["now", "plan"], ["plan"], ["now", "plan"]),
        ({"wall_t7"}, [], [], []),
        (set(), [], [], []),
    ],
)
def test_a_screen_shows_what_is_touched_of_its_own(touched, phone, console, projector):
    shown = [shown_by(group, frozenset(touched)) for group in (PHONE, CONSOLE, PROJECTOR)]
    assert shown == [phone, console, projector]


def test_a_notes_screen_shows_its_own_wall_alone():
    assert shown_by(WALL, frozenset({"wall_t7", "wall_t8", "wall_s7", "plan"})) == ["wall_t7"]


def test_a_page_is_all_regions_of_its_screen():
    assert whole(PROJECTOR) == list(SCREENS["projector"])
    assert "wall" in SCREENS["notes"]
    assert whole(WALL) == [{"wall": "wall_t7"}.get(kind, kind) for kind in SCREENS["notes"]]


def test_every_region_of_a_screen_has_a_loader():
    kinds = {kind for regions in SCREENS.values() for kind in regions} | set(NESTED)
    assert kinds == set(LOADERS)
