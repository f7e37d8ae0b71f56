"""Charts as SVG: valid with any words, within their frame, and true."""

import re

import pytest
from lxml import etree

from barcamp.exports.book.tree import Charts
from barcamp.exports.report import charts
from barcamp.exports.report.blocks import Chart
from barcamp.exports.report.drawings import drawings
from barcamp.text import i18n
from tests.exports.days import full_day, hostile_day
from tests.exports.naughty import NAUGHTY

SVG = "{http://www.w3.org/2000/svg}"


def sizes(found: list[Chart]) -> list[tuple[Chart, tuple[str, int]]]:
    both = [((chart.svg, charts.WIDTH), (chart.narrow, charts.NARROW)) for chart in found]
    return [(chart, size) for chart, pair in zip(found, both, strict=True) for size in pair]


def drawn(data: Charts) -> list[Chart]:
    with i18n.speaking("de"):
        return [block for block in drawings(data) if isinstance(block, Chart)]


@pytest.mark.parametrize("day", [full_day, hostile_day])
def test_every_drawing_is_valid_says_what_it_is_and_runs_nothing(day):
    found = drawn(day().charts)
    assert len(found) == 4
    for chart, (svg, wide) in sizes(found):
        root = etree.fromstring(svg.encode())
        assert (root[0].tag, root[1].tag) == (f"{SVG}title", f"{SVG}desc")
        assert root[0].text == chart.title
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
            "svg",
            "title",
            "desc",
            "text",
            "path",
            "rect",
            "circle",
        }
        assert root.get("viewBox") == f"0 0 {wide} {root.get('height')}"
        assert wide != chart.width or int(root.get("height", "")) == chart.height


@pytest.mark.parametrize("day", [full_day, hostile_day])
def test_nothing_is_drawn_outside_of_the_frame(day):
    for _chart, (svg, wide) in sizes(drawn(day().charts)):
        root = etree.fromstring(svg.encode())
        for each in root.iter(f"{SVG}text", f"{SVG}rect", f"{SVG}circle"):
            across, down = float(each.get("x") or each.get("cx", "")), float(each.get("y") or each.get("cy", ""))
            assert 0 <= across + float(each.get("width") or 0) <= wide
            assert 0 <= down <= float(root.get("height", ""))


def test_the_narrow_drawing_says_the_same_numbers_and_leaves_its_words_room():
    for chart in drawn(full_day().charts):
        numbers = [re.findall(r'font-weight="700">([^<]+)<', svg) for svg in (chart.svg, chart.narrow)]
        assert numbers[0] == numbers[1]
        words = etree.fromstring(chart.narrow.encode()).iter(f"{SVG}text")
        starts = [(float(each.get("x", "")), each.text) for each in words if each.get("text-anchor") == "start"]
        assert [text for x, text in starts if x + charts._long(text, 13) > charts.NARROW] == []


def test_bars_are_as_long_as_their_numbers():
    svg, _height = charts.bars("t", "s", [("a", 40), ("b", 20), ("c", 10)])
    lengths = [float(length) for length in re.findall(r"h([\d.]+)v14", svg)]
    assert [round(length / lengths[2], 2) for length in lengths] == [4.0, 2.0, 1.0]
    assert re.findall(r'font-weight="700">(\d+)<', svg) == ["40", "20", "10"]


def test_a_room_has_a_box_for_each_slot_filled_where_it_was_used():
    svg, _height = charts.use("t", "s", [("Saal", 2, 5, "2 von 5")])
    boxes = etree.fromstring(svg.encode()).findall(f"{SVG}rect")
    assert [box.get("fill") != "#fff" for box in boxes] == [True, True, False, False, False]


def test_the_course_of_the_day_ends_at_its_last_number():
    svg, _height = charts.course("t", "s", [(540, 0), (600, 5), (660, 1234)])
    with i18n.speaking("de"):
        assert "1.234" in charts.course("t", "s", [(540, 0), (660, 1234)])[0]
    assert (
        re.findall(r">(\d\d:\d\d)<", svg)
        == ["09:00", "09:15", "09:30", "09:45", "10:00", "10:15", "10:30", "10:45", "11:00"][::2]
    )


@pytest.mark.parametrize("most", [1, 2, 5, 7])
def test_the_line_in_the_middle_of_the_course_stands_at_the_number_it_says(most: int):
    svg, _height = charts.course("t", "s", [(600, 0), (660, most)])
    low, middle, high = [int(each) for each in re.findall(r'text-anchor="end"[^>]*>(\d+)<', svg)]
    assert (low, 2 * middle) == (0, high)
    assert most <= high <= most + 1


def test_a_half_of_a_person_is_one_more():
    [rooms] = drawn(Charts(rooms=(("Saal", 2, 4, 10, 2.5),)))
    assert "etwa 3 Personen" in rooms.svg.replace("\xa0", " ")


@pytest.mark.parametrize("text", NAUGHTY)
@pytest.mark.parametrize("most", [1, 2])
def test_words_are_folded_into_so_many_lines_that_fit(text: str, most: int):
    lines = charts.folded(text, 200, most)
    assert 1 <= len(lines) <= most
    assert max(charts._long(line, 13) for line in lines) <= 200


def test_a_long_word_is_broken_and_ends_in_dots_where_it_does_not_fit():
    assert charts.folded("Kurz", 200, 2) == ["Kurz"]
    assert charts.folded("Wirtschaftsförderung und Tourismus", 150, 2) == ["Wirtschaftsförderung", "und Tourismus"]
    assert charts.folded("W" * 100, 150, 1) == ["W" * 12 + "…"]


def test_without_votes_only_the_rooms_are_drawn():
    assert [chart.title for chart in drawn(Charts(rooms=full_day().charts.rooms))] == ["Nutzung der Räume"]
    assert drawn(Charts()) == []


def test_all_numbers_are_in_the_table_even_where_the_drawing_has_only_the_first():
    chart = drawn(full_day().charts)[0]
    assert len(chart.table.rows) == 45
    assert chart.svg.count("font-weight") == 15
    assert "die ersten 15 von 45 Themen" in chart.says
