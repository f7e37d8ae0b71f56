"""Rule 17: commands say facts by their names; which regions show them, live/screens.py alone knows."""

import re
from pathlib import Path

import barcamp
from barcamp.kernel.facts import KINDS, Changed, read, written

HOUSE = Path(barcamp.__file__).parent
BY_TIME = {"moment", "date"}  # nobody's doing


def test_no_command_makes_up_a_fact_or_names_a_region():
    for file in sorted(HOUSE.glob("domain/**/*.py")):
        source = file.read_text(encoding="utf-8")
        assert not re.search(r"\bChanged\(", source), file.name
        assert "barcamp.live" not in source, file.name


def test_every_fact_is_said_by_some_command():
    source = "\n".join(
        file.read_text(encoding="utf-8") for room in ("domain", "kernel") for file in HOUSE.glob(f"{room}/**/*.py")
    )
    assert {kind for kind in KINDS if not re.search(rf"\bChanged\.{kind}\b", source)} == BY_TIME


def test_what_is_written_down_is_read_again():
    facts = {Changed.interest(7), Changed.note("t7", 12), Changed.grid()}
    assert written(facts) == "grid interest:7 note:t7-12"
    assert read(written(facts)) == facts
    assert read("") == frozenset()
