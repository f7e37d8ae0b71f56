"""The colours that all screens agree on: readable in every theme, and the same wherever they are written down."""

import re
from itertools import pairwise
from typing import Any

import pytest

from barcamp.domain.event.accent import DARK_GROUNDS, LEAST, LIGHT_GROUNDS, MORE, contrast
from barcamp.rendering.assets import folder
from barcamp.rendering.templating import environment

SHEET = (folder("static") / "css" / "base" / "tokens.css").read_text(encoding="utf-8")
TOKENS = SHEET[SHEET.index("@layer tokens {") :]
PLAIN, REST = TOKENS.split("@supports", 1)
BOTH, WANTING_MORE = REST.split("@media (prefers-contrast: more)", 1)
GROUNDS = ("paper", "card", "sunk")


def pairs(text: str) -> dict[str, tuple[str, str]]:
    """Token → its light and its dark face."""
    found = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", text)
    return {name: (light, dark) for name, light, dark in found}


def faces(wanting_more: bool) -> list[dict[str, str]]:
    """What light and dark look like."""
    named = {**pairs(BOTH), **(pairs(WANTING_MORE) if wanting_more else {})}
    return [{name: both[face] for name, both in named.items()} for face in (0, 1)]


@pytest.mark.parametrize("wanting_more", [False, True])
def test_every_ink_can_be_read_on_everything_it_is_written_on(wanting_more: bool):
    least = MORE if wanting_more else LEAST
    for face in faces(wanting_more):
        for ink in ("ink", "soft-ink", "accent", "warm", "good", "bad"):
            for ground in GROUNDS:
                assert contrast(face[ink], face[ground]) >= least, (ink, ground)
        for ink, ground in (("accent-ink", "accent"), ("card", "bad")):
            assert contrast(face[ink], face[ground]) >= least, (ink, ground)
        for ink in ("accent", "warm", "good", "bad"):
            assert contrast(face[ink], face[f"{ink}-soft"]) >= LEAST, ink
            assert contrast(face["ink"], face[f"{ink}-soft"]) >= LEAST, ink


@pytest.mark.parametrize("wanting_more", [False, True])
def test_where_a_control_ends_and_what_has_the_focus_can_be_seen(wanting_more: bool):
    """WCAG 2.2, 1.4.11: 3 to 1."""
    for face in faces(wanting_more):
        for ground in GROUNDS:
            assert contrast(face["edge"], face[ground]) >= 3, ground
            assert contrast(face["focus"], face[ground]) >= 3, ground


def test_browsers_that_know_no_second_face_show_the_light_one():
    plain = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", PLAIN))
    assert plain == {name: light for name, (light, _) in pairs(BOTH).items()}
    assert len(plain) >= 18


def test_the_arithmetic_of_accents_knows_these_papers():
    light, dark = faces(wanting_more=False)
    assert tuple(light[ground] for ground in GROUNDS) == LIGHT_GROUNDS
    assert tuple(dark[ground] for ground in GROUNDS) == DARK_GROUNDS


def test_no_style_sheet_asks_for_a_token_that_nobody_gives():
    sheets = {file.name: file.read_text(encoding="utf-8") for file in (folder("static") / "css").rglob("*.css")}
    given = set(re.findall(r"(--[a-z0-9-]+):", "".join(sheets.values())))
    for name, sheet in sheets.items():
        assert set(re.findall(r"var\((--[a-z0-9-]+)\)", sheet)) <= given, name


def test_sizes_of_type_and_space_grow():
    for names in (("text-s", "text", "text-l"), ("title-s", "title", "title-l"), [f"space-{n}" for n in range(1, 7)]):
        sizes = [float(re.findall(rf"--{name}: ([0-9.]+)rem", PLAIN)[0]) for name in names]
        assert all(smaller < larger for smaller, larger in pairwise(sizes)), names


def test_icons_are_one_set():
    """Drawn on one square, without colours or sizes of their own, hidden from screen readers."""
    module: Any = environment().get_template("macros/icon.html").module
    assert len(module.shapes) >= 24
    for name, shape in module.shapes.items():
        drawn = str(module.icon(name))
        assert drawn.startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">'), name
        assert set(re.findall(r"<(\w+)", shape)) <= {"path", "circle", "rect"}, name
        assert not re.search(r"fill=|stroke|style|id=|#", shape), name
