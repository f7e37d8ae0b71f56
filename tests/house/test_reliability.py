"""docs/reliability.md is of all faults that are tried, and is found."""

import re

import pytest

from tests.faults.calamities import CALAMITIES
from tests.house.sources import ROOT

PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")


def test_the_page_has_the_figures_of_every_fault_and_says_what_it_is():
    rows = re.findall(r"^\| ([a-z-]+) \| [\d.]+ s \|", PAGE, re.MULTILINE)
    told = re.findall(r"^- \*\*([a-z-]+)\*\* \((.*?)\): (.*)\.$", PAGE, re.MULTILINE)
    assert rows == [each.name for each in CALAMITIES]
    assert told == [(each.name, each.stands, each.happens) for each in CALAMITIES]


def test_the_page_says_what_was_not_tried():
    assert PAGE.partition("## What was not tried")[2].count("\n- **") >= 5


@pytest.mark.parametrize("page", ["README.md", "docs/operator.md"])
def test_whoever_looks_for_it_finds_it(page: str):
    assert "reliability.md" in (ROOT / page).read_text(encoding="utf-8")
