"""The rooms of the house stay small, and a name stands in one of them."""

from collections import defaultdict
from pathlib import Path

from tests.house.sources import PACKAGE, ROOT

MOST_LOOSE, MOST_IN_A_ROOM = 8, 16  # files


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


def test_every_room_says_what_it_is_for():
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
