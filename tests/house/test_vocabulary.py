"""Words that meant several things are retired: no module, script or name comes back to one of them."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePath

from tests.house.sources import ROOT, modules

# What modules were called, and what each of them is called now.
RETIRED = {
    "around": "neighbourhood",
    "arrangement": "plan_change",
    "arrangers": "may_arrange",
    "arranging": "groups",
    "arrival": "importer",
    "arrivals": "importing",
    "attempts": "login_throttle",
    "bare": "strip",
    "caretaker": "housekeeping",
    "carried": "format",
    "carrying": "transfer",
    "coverage": "glyphs",
    "customs": "checks",
    "darkroom": "images",
    "deed": "history",
    "direction": "moderator",
    "door": "door_signs",
    "everything": "event_json",
    "filling": "construct",
    "gleaning": "extras",
    "harvest": "content/walls",
    "hiding": "hide_note",
    "leaving": "contributions",
    "letters": "charset",
    "lived": "whole_day",
    "naming": "original_names",
    "out_of_sight": "hide_topic",
    "pace": "rate_limit",
    "page": "html",
    "papers": "downloads, printables",
    "partition": "edit_sections",
    "parts": "context",
    "plenary": "content/event",
    "presence": "counter",
    "printshop": "export_jobs",
    "pursuit": "search_driver",
    "reach": "apply_target",
    "regie": "moderator",
    "regulars": "visitor_cache",
    "returning": "pictures",
    "rooming": "assign_rooms",
    "script": "content/topics",
    "sequel": "series",
    "sheets": "xlsx",
    "show": "running",
    "sight": "snapshot",
    "stage": "pitch_round, broadcast",
    "steps": "revisions, setup",
    "theatre": "hub",
    "wordings": "docx_xml",
    "wordparts": "docx_parts",
}
# The same for scripts.
RETIRED_SCRIPTS = {
    "courier": "upload",
    "letters": "entries",
    "shelf": "photostore",
    "stageclock": "countdown",
    "stagetime": "time",
    "turn": "pages",
}
# And for templates and sheets of styles, with their rooms.
RETIRED_TEMPLATES = {
    "_part": "_section",
    "_steps": "_revisions",
    "door": "door_sign",
    "doors": "door_signs",
    "papers": "printables",
}
# The same for classes and for what a module keeps under a name of its own.
RETIRED_NAMES = {
    "Around": "Neighbourhood",
    "Attempts": "LoginThrottle",
    "Caretaker": "Housekeeping",
    "Darkroom": "Images",
    "Deed": "Command",
    "Door": "Route",
    "DOORS": "ROUTES",
    "FeedbackSight": "FeedbackSums",
    "Harvest": "Written",
    "Letter": "Entry",
    "LinkSight": "Invitation",
    "OpenLinkSight": "UsableLink",
    "Pace": "RateLimit",
    "Paper": "Document, Download",
    "PAPERS": "DOWNLOADS",
    "Parts": "AppContext",
    "Presence": "PeopleCounter",
    "Printshop": "ExportJobs",
    "Pursuit": "SearchDriver",
    "Regulars": "VisitorCache",
    "SectionSight": "WallSection",
    "Sight": "Snapshot",
    "Theatre": "Hub",
    "WallSight": "WholeWall",
}
# And for attributes, functions and arguments: a turn is a command's, neither a lock nor a topic's place in a queue.
RETIRED_ATTRIBUTES = {
    "_turn": "_lock",
    "_turn_back": "_restore_alike",
    "_turned": "_marked",
    "_turns": "_locks",
    "close_stage": "end_broadcast",
    "had_turn": "been_on_stage",
    "presence": "counter",
}
RETIRED_IN_SCRIPTS = re.compile(r"\bdeeds?\b")
# A door has a sign with a code: what opens with a phase has none, nor has a row of links. What walls are divided into
# are sections, and whoever does a next step takes none of the plan.
RETIRED_IN_PAGES = re.compile(
    r"data-(?:door|steps)\b|class=\"[^\"]*\b(?:doors?|parts?)(?=[ \"])"
    r"|\.(?:doors?|parts) \{|dataset\.door\b|barcamp:turned"
)


def test_no_module_is_called_by_a_retired_word():
    found = {path: RETIRED.get(path.stem) for path in map(PurePath, modules())}
    assert PurePath("domain/topics/vote.py") in found
    assert {path.as_posix(): say for path, say in found.items() if say} == {}


def test_no_script_is_called_by_a_retired_word():
    scripts = {each.stem for each in (ROOT / "static" / "js").rglob("*.js")}
    assert "outbox" in scripts
    assert scripts & RETIRED_SCRIPTS.keys() == set()


def test_no_template_or_sheet_is_called_by_a_retired_word():
    found = {
        name
        for root in (ROOT / "templates", ROOT / "static" / "css")
        for each in root.rglob("*.*")
        for name in (each.stem, *each.relative_to(root).parts[:-1])
    }
    assert {"printables", "poster", "console"} <= found
    assert found & RETIRED_TEMPLATES.keys() == set()


def test_nothing_is_called_by_a_retired_name():
    found = {(path, name): RETIRED_NAMES.get(name) for path, tree in _everything() for name in _names(tree)}
    assert ("barcamp/domain/topics/vote.py", "CastVote") in found
    assert ("barcamp/exports/pack/downloads.py", "DOWNLOADS") in found
    assert {place: say for place, say in found.items() if say} == {}


def test_no_attribute_is_called_by_a_retired_word():
    found = {(path, name) for path, tree in modules().items() for name in _attributes(tree)}
    assert {("live/broadcast.py", "_lock"), ("queries/topics/topics.py", "been_on_stage")} <= found
    assert {(path, name): RETIRED_ATTRIBUTES[name] for path, name in found if name in RETIRED_ATTRIBUTES} == {}


def test_no_script_calls_anything_by_a_retired_word():
    found = [
        f"{file.relative_to(ROOT).as_posix()}: {word}"
        for file in sorted((ROOT / "static" / "js").rglob("*.js"))
        for word in RETIRED_IN_SCRIPTS.findall(file.read_text(encoding="utf-8"))
    ]
    assert RETIRED_IN_SCRIPTS.findall("statusline.deed(); // two deeds") == ["deed", "deeds"]
    assert found == []


def test_no_page_calls_anything_by_a_retired_word():
    found = [
        f"{file.relative_to(ROOT).as_posix()}: {word}"
        for folder, ending in (("templates", "html"), ("static/css", "css"), ("static/js", "js"))
        for file in sorted((ROOT / folder).rglob(f"*.{ending}"))
        for word in RETIRED_IN_PAGES.findall(file.read_text(encoding="utf-8"))
    ]
    tried = '<p class="soft doors" data-door="x">, .doors {}, papers/doors, data-part, class="part"'
    assert RETIRED_IN_PAGES.findall(tried) == ['class="soft doors', "data-door", ".doors {", 'class="part']
    assert found == []


def _everything() -> Iterator[tuple[str, ast.Module]]:
    """The package, and what tests, measures and builds it."""
    yield from ((f"barcamp/{path}", tree) for path, tree in modules().items())
    for room in ("bench", "tests", "tools"):
        for file in sorted((ROOT / room).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def _names(tree: ast.Module) -> Iterator[str]:
    """Of its classes, and of what stands in the module itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name
    for node in tree.body:
        for target in node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]:
            if isinstance(target, ast.Name):
                yield target.id


def _attributes(tree: ast.Module) -> Iterator[str]:
    """Whatever is read or written of a value, and the names of functions, arguments and fields."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.arg(arg=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
