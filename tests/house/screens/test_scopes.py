"""A class of one screen reaches no other: sheets apply below their own screen, and what two of them share has one
meaning."""

import re
from pathlib import Path

import pytest

from barcamp.rendering.assets import folder, load
from barcamp.rendering.scopes import ALONE, SCOPES, scoped, screens, selectors
from barcamp.rendering.styles import NotAList, joined, order
from tests.house.sources import ROOT

# The house's own: every screen may set them apart where they stand on it, and they mean the same on all of them.
SHARED = {"css/base/", "css/fonts/"}
TAKEN_HOME = {"css/reports/"}  # stands in files, with nothing beside it
ROOT_OF_SHEETS = folder("static")
# Of the base, what screens set apart: the same thing everywhere, and only a little different there.
OF_THE_HOUSE = {
    "announcement", "bar", "beside", "button", "choices", "edit", "eyebrow", "facts", "field", "field-error", "foot",
    "gauge", "hint", "icon", "language", "leaf", "legal", "link", "logos", "mark", "more", "narrow", "notice",
    "optional", "own-colour", "plate", "qr", "quiet-line", "secret", "stack", "status", "tabs", "tag", "tick", "top",
    "topic", "unseen", "wall-link",
}  # fmt: skip
# Of phones, what a wall sets apart: it stands on phones too.
OF_PHONES = {"cards", "note", "outgoing", "own", "phase", "top", "wall", "write-note", "writing"}


def every_sheet() -> list[str]:
    return sorted(each.relative_to(ROOT_OF_SHEETS).as_posix() for each in (ROOT_OF_SHEETS / "css").rglob("*.css"))


LISTS = [path for path in every_sheet() if order(ROOT_OF_SHEETS, path) != [path]]
SHEETS = [path for path in every_sheet() if path not in LISTS]
BY_THEMSELVES = {
    "css/own.css",
    "css/results.css",
    "css/base/simple.css",
    "css/base/exhibit.css",
    "css/base/keys.css",
    "css/base/one-by-one.css",
}
SCOPED = [path for path in SHEETS if screens(path)]


def sheet(path: str) -> str:
    return (ROOT_OF_SHEETS / path).read_text(encoding="utf-8")


def room(path: str) -> str:
    return f"{path.rpartition('/')[0]}/"


def classes(selector: str) -> set[str]:
    return set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", re.sub(r'"[^"]*"', "", selector)))


def bare(folder: str) -> set[str]:
    """Classes that the sheets of a room rule over wherever they stand."""
    of_room = [each for path in SHEETS if room(path) == folder for each in selectors(sheet(path))]
    return {found[1] for each in of_room if (found := re.match(r"\.([\w-]+)", each))} - {"js"}


def test_every_sheet_has_its_screens_or_is_shared():
    assert {room(path) if path not in SCOPES else path for path in SHEETS} == SCOPES.keys() | SHARED | TAKEN_HOME


def test_every_sheet_comes_to_a_page_and_lists_bring_nothing_twice():
    brought = {path for name in LISTS for path in order(ROOT_OF_SHEETS, name)}
    assert set(SHEETS) == brought | BY_THEMSELVES | {"css/reports/summary.css"}
    for name in LISTS:
        assert len(order(ROOT_OF_SHEETS, name)) == len(set(order(ROOT_OF_SHEETS, name))), name


def test_a_page_loads_what_all_share_and_one_sheet_of_its_own():
    """And phones, walls and the way in one alone."""
    for file in sorted((ROOT / "templates").rglob("*.html")):
        loaded = re.findall(r"static\('(css/[^']+)'", file.read_text(encoding="utf-8"))
        assert set(loaded) <= {*LISTS, *BY_THEMSELVES}, file
        assert len(loaded) <= 1 or file.name in ("frame.html", "error.html"), file


def test_a_list_has_no_rules_of_its_own(tmp_path: Path):
    (tmp_path / "own.css").write_text("a {}\n")
    (tmp_path / "list.css").write_text('/* What. */\n@import "./own.css";\n')
    (tmp_path / "both.css").write_text('@import "./own.css";\nb {}\n')
    assert order(tmp_path, "list.css") == ["own.css"]
    with pytest.raises(NotAList):
        order(tmp_path, "both.css")


def test_what_stands_in_one_layer_names_it_once(tmp_path: Path):
    for name, text in (("one", "@layer a { b {} }"), ("two", "@layer a { c {} } @media print { d {} }")):
        (tmp_path / f"{name}.css").write_text(text)
    (tmp_path / "list.css").write_text('@import "./one.css";\n@import "./two.css";\n')
    assert joined(tmp_path, "list.css") == "@layer a{b{}c{}}@media print{d{}}"


def test_every_screen_with_a_sheet_is_one():
    bodies = re.findall(
        r'block body_attributes %\} class="([\w -]+)"',
        "".join(file.read_text(encoding="utf-8") for file in (ROOT / "templates").rglob("*.html")),
    )
    known = {each for some in bodies for each in some.split()} | {"arrivals", "console", "phone", "projector"}
    assert {each for some in SCOPES.values() for each in some} - known == set()


@pytest.mark.parametrize("path", SCOPED)
def test_no_rule_leaves_its_screen(path: str):
    served = served_as(path)
    at_large = [
        each
        for each in selectors(served)
        if not classes(each) & set(screens(path)) and not re.match(r"html(?![\w-])\S*\Z", each)
    ]
    assert at_large == []
    assert len(selectors(served)) == len(selectors(sheet(path)))


def test_what_scripts_say_of_a_page_is_looked_for_on_its_body():
    scripts = "".join(file.read_text(encoding="utf-8") for file in (folder("static") / "js").rglob("*.js"))
    said = set(re.findall(r"document\.body\.toggleAttribute\(\s*\"(data-[a-z-]+)\"", scripts))
    assert {"data-arranges", "data-card", "data-picked"} <= said
    beside_others = [path for path in SCOPED if room(path) != "css/phone/"]
    bodiless = re.compile(rf":has\(> |\[(?:{'|'.join(sorted(said))})\]")
    assert [each for path in beside_others for each in selectors(sheet(path)) if bodiless.match(each)] == []


def served_as(path: str) -> str:
    found = load(path)
    assert found is not None, path
    return found.plain.decode()


def test_joined_sheets_stay_within_their_screens_as_well():
    assert "css/walls/result.css" in order(ROOT_OF_SHEETS, "css/notes.css")
    assert ":where(.notes) .keeper" in served_as("css/notes.css")


def test_what_phones_and_walls_share_is_kept_on_them_where_anything_else_stands_beside_it():
    at_large = re.compile(r"(?<=[{}])\.interest\{")
    assert [name for name in LISTS if at_large.search(served_as(name))] == sorted(ALONE)
    assert ":where(.phone,.notes,.patterns) .interest{" in served_as("css/card.css")


@pytest.mark.parametrize("name", LISTS)
def test_styles_are_made_small_without_another_meaning_of_any_selector(name: str):
    written = [each for path in order(ROOT_OF_SHEETS, name) for each in selectors(scoped(path, sheet(path), name))]
    served = selectors(served_as(name))
    assert len(served) > 50
    assert [tight(each) for each in served] == [tight(each) for each in written]


def tight(selector: str) -> str:
    """Without white space that means nothing: around combinators and commas, and within brackets at their ends."""
    tighter = re.sub(r"\s*([>+~,])\s*", r"\1", re.sub(r"\s+", " ", selector))
    return re.sub(r"(?<=\() | (?=\))", "", tighter).strip()


def test_what_a_screen_sets_apart_of_the_house_is_the_same_thing_there():
    apart = {name for path in SCOPED for each in selectors(sheet(path)) for name in classes(each) & bare("css/base/")}
    assert apart == OF_THE_HOUSE


def test_what_walls_set_apart_of_phones_is_the_same_thing_there():
    apart = {
        name
        for path in SHEETS
        if room(path) == "css/walls/"
        for each in selectors(sheet(path))
        for name in classes(each) & bare("css/phone/")
    }
    assert apart == OF_PHONES


@pytest.mark.parametrize(
    ("written", "served"),
    [
        (".title { color: red; }", ":where(.wide) .title { color: red; }"),
        ("a:is(.x, .y), b > c {}", ":where(.wide) a:is(.x, .y), :where(.wide) b > c {}"),
        (":root:not(.js) .edit {}", ":root:not(.js) :where(.wide) .edit {}"),
        (".js body[data-x] .edit {}", ".js body:where(.wide)[data-x] .edit {}"),
        ("body:has(> .a .b) .edit {}", "body:where(.wide):has(> .a .b) .edit {}"),
        ("html {} body {}", "html {} body:where(.wide) {}"),
        (".wide .top {} .wider {}", ".wide .top {} :where(.wide) .wider {}"),
        (
            "@media print { .top {} } @keyframes go { from {} 50% {} to {} }",
            "@media print { :where(.wide) .top {} } @keyframes go { from {} 50% {} to {} }",
        ),
    ],
)
def test_a_rule_is_set_below_its_screen_wherever_it_is_written(monkeypatch, written: str, served: str):
    monkeypatch.setitem(SCOPES, "css/wide.css", ("wide",))
    assert re.sub(r"\s+", "", scoped("css/wide.css", written)) == re.sub(r"\s+", "", served)
