"""The arithmetic of colours: whatever is chosen can be read on every paper, light and dark, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barcamp.domain.event.accent import (
    DARK_GROUNDS,
    LEAST,
    LIGHT_GROUNDS,
    MORE,
    chosen,
    contrast,
    faces,
    least_contrast,
    luminance,
    readable,
)
from barcamp.kernel.refused import Refused

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_what_wcag_says():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert round(contrast("#0000ff", "#ffffff"), 2) == 8.59
    assert contrast("#123456", "#123456") == 1


def test_the_worked_examples_of_the_arithmetic():
    assert luminance("#ffffff") == 1
    assert round(luminance("#ff0000"), 4) == 0.2126
    assert round(luminance("#808080"), 4) == 0.2159


@given(colours)
def test_contrast_is_symmetric_and_within_its_bounds(colour: str):
    assert contrast(colour, "#f7f4ed") == contrast("#f7f4ed", colour)
    assert 1 <= contrast(colour, "#f7f4ed") <= 21


@given(colours)
def test_a_colour_is_taken_as_it_is_or_refused_with_one_that_is_taken(colour: str):
    here = least_contrast(colour, LIGHT_GROUNDS)
    if here >= LEAST:
        assert chosen(colour) == colour
        return
    with pytest.raises(Refused, match=r"^accent\.unreadable$") as why:
        chosen(colour)
    facts = why.value.facts
    assert float(str(facts["contrast"])) <= here < LEAST  # also after rounding: 4.49 is not 4.5
    assert chosen(str(facts["nearest"])) == facts["nearest"]


@given(colours)
def test_every_face_of_every_colour_can_be_read(colour: str):
    both = faces(readable(colour, LIGHT_GROUNDS, LEAST))
    for face, grounds in ((both.light, LIGHT_GROUNDS), (both.dark, DARK_GROUNDS)):
        assert least_contrast(face.accent, (*grounds, face.soft)) >= LEAST
        assert contrast(face.ink, face.accent) >= LEAST
        assert least_contrast(face.more, grounds) >= MORE
        assert contrast(face.ink, face.more) >= LEAST


@given(colours)
def test_the_nearest_readable_colour_is_no_further_away_than_it_must_be(colour: str):
    """A little less of the way would not have been enough."""
    found = readable(colour, LIGHT_GROUNDS, LEAST)
    if found != colour:
        assert LEAST <= least_contrast(found, LIGHT_GROUNDS) < LEAST + 0.35


TYPED = {"": "", "  ": "", "#14555A": "#14555a", "036": "#003366", " 003366 ": "#003366"}
NO_COLOURS = (
    "red",
    "#12345",
    "#1234567",
    "#12345g",
    "url(x)",
    "#000;}*{display:none",
    "\x00",
    "#\uff10\uff10\uff10",
    "٣٣٣",
)


@pytest.mark.parametrize(("typed", "taken"), TYPED.items())
def test_colours_may_be_typed_as_people_type_them(typed: str, taken: str):
    assert chosen(typed) == taken


@pytest.mark.parametrize("typed", NO_COLOURS)
def test_what_is_no_colour_is_refused(typed: str):
    with pytest.raises(Refused) as why:
        chosen(typed)
    assert why.value.key == "accent.no_colour"


def test_white_is_refused_and_grey_proposed():
    with pytest.raises(Refused) as why:
        chosen("#ffffff")
    assert (why.value.key, why.value.facts) == ("accent.unreadable", {"contrast": 1.0, "nearest": "#6a6a6a"})
