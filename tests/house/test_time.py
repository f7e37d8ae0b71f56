"""No test depends on time, on a port that somebody else may take, or on how busy the machine is."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import ROOT, calls
from tests.server import PATIENCE

CLOCKS = {"perf_counter", "monotonic", "process_time", "getrusage", "perf_counter_ns", "monotonic_ns"}


def test_no_test_sleeps_where_it_should_wait():
    """A pause within `while` looks again whether something came about; any other hopes that it has by then."""
    hoping = [
        f"{name}:{call.lineno}"
        for name, tree in trees()
        for word, call in calls(tree)
        if word in ("sleep", "wait_for_timeout") and not _gives_way(call) and call not in _within_while(tree)
    ]
    assert hoping == []


def test_no_test_looks_at_the_clock():
    looking = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) in CLOCKS
    ]
    assert looking == []


def test_no_test_gives_up_before_a_busy_machine_would_be_done():
    """Limits are for what never comes."""
    impatient = [
        f"{name}:{call.lineno}"
        for name, tree in trees()
        for word, call in calls(tree)
        if any(limit is not None and limit < PATIENCE for limit in _limits(word, call))
    ]
    assert impatient == []


def test_ports_that_are_let_go_of_are_held_meanwhile():
    letting_go = [
        name
        for name, tree in trees()
        for word, call in calls(tree)
        if word == "bind" and name != "ports.py" and ast.unparse(call.args[0]).endswith(", 0)")
    ]
    assert letting_go == []


def _limits(word: str, call: ast.Call) -> Iterator[float | None]:
    """In seconds; browsers count in thousandths, which are more."""
    if word in ("timeout", "wait_for"):
        yield _number(call.args[word == "wait_for" :][:1])
    yield from (_number([each.value]) for each in call.keywords if each.arg == "timeout" and word != "wait")


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every file of the tests; taking pictures of a running day is none."""
    for file in sorted((ROOT / "tests").rglob("*.py")):
        name = file.relative_to(ROOT / "tests")
        if name.parts[0] != "shots" and file != Path(__file__):
            yield name.as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def _within_while(tree: ast.Module) -> set[ast.AST]:
    return {node for loop in ast.walk(tree) if isinstance(loop, ast.While) for node in ast.walk(loop)}


def _gives_way(call: ast.Call) -> bool:
    return _number(call.args[:1]) == 0


def _number(args: list[ast.expr]) -> float | None:
    return (
        args[0].value if args and isinstance(args[0], ast.Constant) and isinstance(args[0].value, int | float) else None
    )
