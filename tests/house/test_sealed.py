"""Sealed cards stand in a table of their own, which only a few modules know: nothing else can tell what is in it."""

import ast
import re

from barcamp.domain.transfer.format import LEFT
from barcamp.domain.walls.silence.lanes import sealed
from tests.house.sources import PACKAGE, modules

# They write cards there, change, reveal, count and forget them, or show people their own.
KNOW = {
    "domain/privacy/erasure.py",
    "domain/walls/note.py",
    "domain/walls/silence/lanes.py",
    "domain/walls/silence/sealed.py",
    "queries/walls/silence.py",
}
# By its name alone: what erasing takes names out of, whom that is not shown to beforehand, what stays behind.
NAME = {"domain/privacy/traces.py", "queries/privacy/mentions.py", "domain/transfer/format.py"}


def test_only_a_few_modules_know_the_table_of_sealed_cards():
    from_there = {
        path
        for path, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("silence.lanes")
        if any(alias.name in ("sealed", "waiting", "*") for alias in node.names)
    }
    assert from_there | {"domain/walls/silence/lanes.py"} == KNOW
    named = {path for path in modules() if re.search(rf"\b{sealed.name}\b", (PACKAGE / path).read_text("utf-8"))}
    assert {path for path in named if not path.startswith("migrations/")} == {*NAME, "domain/walls/silence/lanes.py"}


def test_of_those_that_read_it_only_people_s_own_cards_have_words():
    """Whatever else asks counts, or asks where: the words of the table are named for their authors alone."""
    source = (PACKAGE / "queries/walls/silence.py").read_text("utf-8")
    functions = {
        each.name: ast.unparse(each)
        for each in ast.parse(source).body
        if isinstance(each, ast.AsyncFunctionDef | ast.FunctionDef)
    }
    words = re.compile(r"sealed\.c\.(?:text|who|due|until)\b|select\(sealed[,)]")
    assert {name for name, code in functions.items() if words.search(code)} == {"own_sealed"}
    assert "sealed.c.author_id == person_id" in functions["own_sealed"]


def test_archives_leave_sealed_cards_behind():
    assert {"sealed_note", "silent_lane", "time_wish"} <= LEFT.keys()
