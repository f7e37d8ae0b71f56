"""A class of one screen reaches no other: sheets rule below their own screen, and what two share has one meaning."""

import re

import pytest

from barcamp.rendering.assets import JOINED, folder, load
from barcamp.rendering.scopes import SCOPES, scoped, selectors
from tests.house.sources import ROOT

# The house's own: every screen may set them apart where they stand on it, and they mean the same on all of them.
SHARED = {"css/base.css", "css/fonts.css", "css/fonts-phone.css", "css/pages.css", "css/phone.css", "css/simple.css"}
ALONE = {"css/summary.css"}  # stands in files that are taken home, with nothing beside it
# Of the base, what screens set apart: the same thing everywhere, and only a little different there.
OF_THE_HOUSE = {
    "announcement", "bar", "beside", "button", "choices", "edit", "eyebrow", "facts", "field", "field-error", "foot",
    "gauge", "hint", "icon", "language", "leaf", "legal", "link", "logos", "mark", "more", "narrow", "notice",
    "optional", "own-colour", "plate", "qr", "quiet-line", "secret", "stack", "status", "tabs", "tag", "tick", "top",
    "topic", "unseen", "wall-link",
}  # fmt: skip
# Of phones, what a wall sets apart: it stands on phones too.
OF_PHONES = {"cards", "note", "outgoing", "own", "phase", "wall", "write-note", "writing"}


def sheet(path: str) -> str:
    return (folder("static") / path).read_text(encoding="utf-8")


def classes(selector: str) -> set[str]:
    return set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", re.sub(r'"[^"]*"', "", selector)))


def bare(path: str) -> set[str]:
    """Classes that a sheet rules over wherever they stand."""
    return {found[1] for each in selectors(sheet(path)) if (found := re.match(r"\.([\w-]+)", each))} - {"js"}


def test_every_sheet_has_its_screens_or_is_shared():
    there = {f"css/{file.name}" for file in (folder("static") / "css").glob("*.css")}
    assert there == SCOPES.keys() | SHARED | ALONE


def test_every_screen_with_a_sheet_is_one():
    bodies = re.findall(
        r'block body_attributes %\} class="([\w -]+)"',
        "".join(file.read_text(encoding="utf-8") for file in (ROOT / "templates").rglob("*.html")),
    )
    known = {each for some in bodies for each in some.split()} | {"console", "projector"}
    assert {each for some in SCOPES.values() for each in some} - known == set()


@pytest.mark.parametrize("path", sorted(SCOPES))
def test_no_rule_leaves_its_screen(path: str):
    served = served_as(path)
    at_large = [each for each in selectors(served) if not classes(each) & set(SCOPES[path]) and each != "html"]
    assert at_large == []
    assert len(selectors(served)) == len(selectors(sheet(path)))


def test_what_scripts_say_of_a_page_is_looked_for_on_its_body():
    scripts = "".join(file.read_text(encoding="utf-8") for file in (folder("static") / "js").rglob("*.js"))
    said = set(re.findall(r"document\.body\.toggleAttribute\(\s*\"(data-[a-z-]+)\"", scripts))
    assert {"data-arranges", "data-card", "data-picked"} <= said
    bodiless = re.compile(rf":has\(> |\[(?:{'|'.join(sorted(said))})\]")
    assert [each for path in SCOPES for each in selectors(sheet(path)) if bodiless.match(each)] == []


def served_as(path: str) -> str:
    found = load(path)
    assert found is not None, path
    return found.plain.decode()


def test_joined_sheets_stay_within_their_screens_as_well():
    assert "css/wall.css" in JOINED["css/of-notes.css"]
    assert ":where(.notes) .keeper" in served_as("css/of-notes.css")


@pytest.mark.parametrize("name", [name for name in JOINED if name.endswith(".css")])
def test_styles_are_made_small_without_another_meaning_of_any_selector(name: str):
    written = [each for path in JOINED[name] for each in selectors(scoped(path, sheet(path)))]
    served = selectors(served_as(name))
    assert len(served) > 100
    assert [tight(each) for each in served] == [tight(each) for each in written]


def tight(selector: str) -> str:
    """Without white space that means nothing: around combinators and commas, and within brackets at their ends."""
    tighter = re.sub(r"\s*([>+~,])\s*", r"\1", re.sub(r"\s+", " ", selector))
    return re.sub(r"(?<=\() | (?=\))", "", tighter).strip()


def test_what_a_screen_sets_apart_of_the_house_is_the_same_thing_there():
    apart = {
        name
        for path in SCOPES.keys() | {"css/phone.css"}
        for each in selectors(sheet(path))
        for name in classes(each) & (bare("css/base.css") | bare("css/pages.css"))
    }
    assert apart == OF_THE_HOUSE


def test_what_walls_set_apart_of_phones_is_the_same_thing_there():
    apart = {
        name
        for path in ("css/wall.css", "css/photos.css")
        for each in selectors(sheet(path))
        for name in classes(each) & bare("css/phone.css")
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
