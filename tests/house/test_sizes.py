"""Folders that can be taken in at a glance, and style sheets that fit in the head, beside the package as well."""

from collections import defaultdict

from tests.house.sources import ROOT

MOST_IN_A_ROOM, MOST_LINES = 16, 300


def test_rooms_of_templates_sheets_scripts_and_tests_stay_small():
    """Regions are not counted: however many a screen has, each is a file in the screen's room (rule 4)."""
    here = defaultdict(list)
    for folder in ("templates", "static", "tests"):
        for each in (ROOT / folder).rglob("*.*"):
            region = folder == "templates" and each.name.startswith("_")
            if each.is_file() and not region and "__pycache__" not in each.parts:
                here[each.parent.relative_to(ROOT).as_posix()].append(each.name)
    assert {"templates/forms/topics", "static/css/phone", "tests/journeys/plan"} <= here.keys()
    assert {room: len(files) for room, files in here.items() if len(files) > MOST_IN_A_ROOM} == {}


def test_sheets_of_styles_fit_in_the_head():
    lines = {
        each.relative_to(ROOT).as_posix(): each.read_text(encoding="utf-8").count("\n")
        for each in (ROOT / "static" / "css").rglob("*.css")
    }
    assert "static/css/phone/topics.css" in lines
    assert {sheet: count for sheet, count in lines.items() if count > MOST_LINES} == {}
