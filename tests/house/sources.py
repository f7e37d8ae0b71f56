"""The project's own Python, parsed."""

import ast
from functools import cache, lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "barcamp"


@lru_cache(maxsize=1)
def modules() -> dict[str, ast.Module]:
    """Path below the package → what stands in the file."""
    return {
        file.relative_to(PACKAGE).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
        for file in sorted(PACKAGE.rglob("*.py"))
        if not {"_templates", "_static"} & set(file.parts)
    }


@cache
def calls(tree: ast.Module) -> tuple[tuple[str, ast.Call], ...]:
    """Every call with the last part of the name that is called. Looked for once in each tree: many ask."""
    return tuple((name, node) for node in ast.walk(tree) if isinstance(node, ast.Call) for name in _called(node))


def _called(call: ast.Call) -> list[str]:
    if isinstance(call.func, ast.Attribute):
        return [call.func.attr]
    return [call.func.id] if isinstance(call.func, ast.Name) else []


def imports(tree: ast.AST) -> set[str]:
    """The first part of the name of everything that is imported."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
