"""Which test files are near to what has changed: `make test ARGS=--near` runs no others (tests/conftest.py).

Near is what imports it, what imports those that import it, and what shares its name; templates, sheets, scripts and
other files are near to whatever mentions them. That is a guess for while one works, not what a change has to pass.
"""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from grimp import ImportGraph, build_graph

ROOT = Path(__file__).parents[1]
PACKAGES = ("barcamp", "bench", "tests", "tools")
# Everything relies on these.
GROUND = ("pyproject.toml", "tests/conftest.py")
# What so many import tells nothing: whoever changes it wants all that is near to it, nobody else comes through it.
COMMON = 25
# Tests that look at screens, and so at regions, sheets and scripts by their bare names.
LOOKING = [("tests", room) for room in ("house", "journeys", "js", "live", "rendering", "web")]


def changed(root: Path = ROOT) -> set[str]:
    """Paths of what the working tree has changed since the last commit, new files included."""
    asked = ("git", "-C", str(root), "-c", "core.quotePath=false")
    since = subprocess.run([*asked, "diff", "--name-only", "--no-renames", "HEAD"], capture_output=True, check=True)
    new = subprocess.run([*asked, "ls-files", "--others", "--exclude-standard"], capture_output=True, check=True)
    return {*(since.stdout + new.stdout).decode().splitlines()}


def near(paths: Iterable[str], root: Path = ROOT) -> set[str]:
    """The near test files, as paths."""
    tests = {file.relative_to(root).as_posix() for file in root.glob("tests/**/test_*.py")}
    paths = set(paths)
    if paths & {*GROUND}:
        return tests
    graph = build_graph(*PACKAGES, cache_dir=None)
    code = {path for path in paths if path.endswith(".py")}
    named = {name for path in paths - code for name in _naming(path, root)}
    modules = {_module(path) for path in code} & graph.modules
    naming = {_module(path) for path in named} & graph.modules
    reached = _importers(graph, modules | naming | _using(graph, modules))
    alike = {path for path in tests if any(_mirrors(path, of) for of in code)}
    return tests & ({_path(module) for module in reached} | code | alike | named)


def _using(graph: ImportGraph, modules: set[str]) -> set[str]:
    """Modules of the product that import one of these, if they are few."""
    return {each for module in modules for each in _few(graph, module) if not each.startswith("tests.")}


def _importers(graph: ImportGraph, modules: set[str]) -> set[str]:
    """Tests that import one of these, directly or through a helper."""
    found: set[str] = set()
    waiting = {each for module in modules for each in graph.find_modules_that_directly_import(module)}
    while waiting:
        module = waiting.pop()
        if module.startswith("tests.") and module not in found:
            found.add(module)
            waiting |= _few(graph, module)
    return found


def _few(graph: ImportGraph, module: str) -> set[str]:
    importers = graph.find_modules_that_directly_import(module)
    return set() if len(importers) > COMMON else importers


def _mirrors(test: str, path: str) -> bool:
    """The pairs of mirrored files, such as tests/domain/topics/test_vote.py and barcamp/domain/topics/vote.py; a
    folder's own is its `__init__`."""
    of = PurePosixPath(path)
    if of.stem == "__init__":
        of = of.parent
    return PurePosixPath(test).stem == f"test_{of.stem}" and (
        of.parts[0] != "barcamp" or of.parts[1:2] == PurePosixPath(test).parts[1:2]
    )


def _naming(path: str, root: Path) -> Iterator[str]:
    """Python files that mention this file: by its path below the first folder, its name, or its stem as a word."""
    of = PurePosixPath(path)
    stem = of.stem.removeprefix("_")
    names = {of.name, "/".join(of.parts[1:]) or of.name, f"{of.parent.name}/{of.stem}"}
    words = re.compile("|".join(rf"(?<![\w/]){re.escape(name)}(?!\w)" for name in sorted(names)))
    shown = of.parts[0] in ("templates", "static")
    word = re.compile(rf"""["'/#_]{re.escape(stem)}["'._]""")
    for folder in (
        PACKAGES if shown else ("tests",)
    ):  # what shows a template is near to it, what refers to a document is not
        for file in root.glob(f"{folder}/**/*.py"):
            text = file.read_text(encoding="utf-8")
            about = file.name.startswith("test_") and stem in file.stem.split("_")
            here = file.relative_to(root)
            if about or words.search(text) or (shown and here.parts[:2] in LOOKING and word.search(text)):
                yield here.as_posix()


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _path(module: str) -> str:
    return module.replace(".", "/") + ".py"
