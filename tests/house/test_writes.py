"""Rule 2: every write goes through the desk; nobody else begins or commits a transaction."""

import ast

from tests.house.sources import calls, modules

WRITING = {"commit", "begin", "writing"}
MAY = {"kernel/db.py", "desk/desk.py"}


def test_only_the_desk_and_migrations_write():
    writers = {
        f"{path}:{call.lineno} {name}"
        for path, tree in modules().items()
        for name, call in calls(tree)
        if name in WRITING and not (name == "begin" and call in _left_alone(tree))
    }
    allowed = {place for place in writers if place.partition(":")[0] in MAY or place.startswith("migrations/")}
    assert {place.partition(":")[0] for place in allowed} == {*MAY, "migrations/__init__.py"}
    assert writers - allowed == set()


def _left_alone(tree: ast.AST) -> set[ast.expr]:
    """Calls whose result nobody takes: what so begins is no transaction, which is entered or awaited."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
