"""The rooms of the house stay small, and what they are called means one thing."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.house.sources import PACKAGE, ROOT
from tests.house.sources import modules as sources

MOST_LOOSE, MOST_IN_A_ROOM = 8, 16  # files
# Words that meant several things, and what each of them is called now.
RETIRED = {
    "arrangement": "plan_change", "arrangers": "may_arrange", "arranging": "groups", "arrivals": "importing",
    "arrival": "importer", "attempts": "login_throttle", "around": "neighbourhood", "bare": "strip",
    "caretaker": "housekeeping", "carried": "format", "carrying": "transfer", "coverage": "glyphs",
    "customs": "checks", "darkroom": "images", "deed": "history", "door": "door_signs", "everything": "event_json",
    "filling": "construct", "hiding": "hide_note", "letters": "charset", "naming": "original_names",
    "out_of_sight": "hide_topic", "pace": "rate_limit", "page": "html", "papers": "downloads, printables",
    "partition": "edit_sections", "parts": "context", "presence": "people_counter", "printshop": "export_jobs",
    "pursuit": "search_driver", "reach": "apply_target", "regulars": "visitor_cache", "returning": "pictures",
    "rooming": "assign_rooms", "sequel": "series", "sheets": "xlsx", "sight": "snapshot",
    "stage": "pitch_round, broadcast", "steps": "revisions, setup",
    "theatre": "hub", "wordings": "docx_xml", "wordparts": "docx_parts",
}  # fmt: skip
# The same for scripts.
RETIRED_SCRIPTS = {
    "courier": "upload", "letters": "entries", "shelf": "photostore", "stageclock": "countdown", "stagetime": "time",
    "turn": "pages",
}  # fmt: skip
# And for templates and sheets of styles, with their rooms.
RETIRED_TEMPLATES = {"door": "door_sign", "doors": "door_signs", "papers": "printables"}
# What such a thing was called as a class.
RETIRED_CLASSES = {
    "Attempts", "Caretaker", "Darkroom", "Pace", "Parts", "Presence", "Printshop", "Regulars", "Sight", "Theatre",
}  # fmt: skip


def modules(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*.py") if each.name != "__init__.py" and "versions" not in each.parts]


def test_rooms_stay_small():
    here = defaultdict(list)
    for each in modules(PACKAGE):
        here[each.parent].append(each.stem)
    assert len(here[PACKAGE]) <= MOST_LOOSE, sorted(here[PACKAGE])
    assert {room.name: sorted(files) for room, files in here.items() if len(files) > MOST_IN_A_ROOM} == {}


def test_the_rooms_of_scripts_stay_small():
    here = defaultdict(list)
    for each in (ROOT / "static" / "js").rglob("*.js"):
        here[each.parent.name].append(each.stem)
    assert {"core", "outbox", "phone", "wall", "console", "projector"} <= set(here)
    assert {room: sorted(files) for room, files in here.items() if len(files) > MOST_IN_A_ROOM} == {}


def test_every_room_says_at_its_door_what_it_is_for():
    rooms = {each.parent for each in modules(PACKAGE)}
    assert len(rooms) > 30
    assert [
        str(room) for room in rooms if not (room / "__init__.py").read_text(encoding="utf-8").startswith('"""')
    ] == []


def test_a_name_stands_in_one_room_or_in_the_same_room_of_several_floors():
    rooms = defaultdict(set)
    for floor in ("domain", "queries"):
        for each in modules(PACKAGE / floor):
            rooms[each.stem].add(each.parent.name if each.parent.name != floor else "")
    assert len(rooms["series"]) == 1
    assert {name: sorted(found) for name, found in rooms.items() if len(found) > 1} == {}


def test_a_word_that_was_retired_does_not_come_back():
    found = {each.relative_to(PACKAGE).as_posix(): RETIRED.get(each.stem) for each in modules(PACKAGE)}
    assert "domain/topics/vote.py" in found
    assert {path: say for path, say in found.items() if say} == {}
    scripts = {each.stem for each in (ROOT / "static" / "js").rglob("*.js")}
    assert "outbox" in scripts
    assert scripts & RETIRED_SCRIPTS.keys() == set()
    templates = {
        name
        for root in (ROOT / "templates", ROOT / "static" / "css")
        for each in root.rglob("*.*")
        for name in (each.stem, *each.relative_to(root).parts[:-1])
    }
    assert {"printables", "poster", "console"} <= templates
    assert templates & RETIRED_TEMPLATES.keys() == set()
    classes = {node.name for tree in sources().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    assert "CastVote" in classes
    assert classes & RETIRED_CLASSES == set()
