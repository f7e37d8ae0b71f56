"""docs/reliability.md describes the faults that exist, and says what was not tried."""

import re
from pathlib import Path

from tests.faults.calamities import CALAMITIES

DOCS = Path(__file__).parents[2] / "docs"


def parts_of_page() -> dict[str, str]:
    """The page's parts, by heading."""
    _, *parts = re.split(r"^##? ", (DOCS / "reliability.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def test_every_fault_has_its_row():
    rows = re.findall(r"^\| ([a-z-]+) \|", parts_of_page()["What breaks, and what is lost"], re.MULTILINE)
    assert [name for name in rows if name != "fault"] == [each.name for each in CALAMITIES]


def test_what_was_tried_is_what_is_tried():
    said = re.findall(r"^- \*\*(.+?)\*\* \((.+?)\): (.+)\.$", parts_of_page()["What was tried"], re.MULTILINE)
    assert said == [(each.name, each.stands, each.happens) for each in CALAMITIES]


def test_what_was_not_tried_is_said():
    assert parts_of_page()["What was not tried"].count("\n- **") >= 5


def test_whoever_runs_or_chooses_it_is_led_there():
    for page in (DOCS / "operator.md", DOCS.parent / "README.md"):
        assert "reliability.md)" in page.read_text(encoding="utf-8"), page.name
