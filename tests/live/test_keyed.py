"""Regions piece by piece: of a list only what differs is drawn and sent, and a page that takes it is the page anew."""

from dataclasses import dataclass
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from barcamp.live.difference import SHORT, longest_rise
from barcamp.live.keyed import Drawing, Shelf, Values
from barcamp.live.view import View
from tests.live.applying import apply
from tests.markup import Element, parse

Cards = dict[int, str]  # words by number, in order
Wall = dict[str, Cards]  # sections by name


def draw(wall: Wall, before: Shelf | None = None, title: str = "Wand") -> tuple[Shelf, int]:
    """The wall as a region, and how many of its pieces had to be drawn."""

    def piece(kind: str, name: str, values: Values) -> str:
        if kind == "card":
            return f'<li id="{name}"><b>{values["words"]}</b></li>'
        if kind == "count":
            return f'<i id="{name}">{values["number"]}</i>'
        cards = values["cards"]
        assert isinstance(cards, tuple)
        inside = "".join(drawing("card", number, words=words) for number, words in cards)
        count = drawing("count", name, number=len(cards))
        return f'<section id="{name}"><h3>{name} {count}</h3><ul id="in_{name}">\n{inside}\n</ul></section>'

    drawing = Drawing(piece, before)
    all_ = (Markup("\n") + drawing("section", name, cards=tuple(cards.items())) for name, cards in wall.items())
    html = f'<main id="wall"><h2>{title}</h2><div id="in_wall">{"".join(all_)}</div></main>'
    return drawing.shelf("wall", html), drawing.drawn


def one(cards: Cards) -> Wall:
    return {"a": cards}


def shown(view: View) -> Element:
    return parse(f'<body data-mark="{view.mark}">{view.page.regions["wall"]}</body>')


def seen(before: Wall, after: Wall, title: str = "Wand") -> tuple[str, int]:
    """The message between two states, taken by a page, which then is as one drawn anew; and how much was drawn."""
    view = View()
    first, _ = draw(before)
    view.become("1", {"wall": first})
    page = shown(view)
    second, drawn = draw(after, first, title)
    message = view.become("2", {"wall": second})
    apply(page, message)
    fresh = View()
    fresh.become("2", {"wall": draw(after, None, title)[0]})
    assert str(page) == str(shown(fresh))
    assert second.piece.html == fresh.page.regions["wall"]
    assert view.since("1") == message
    return message, drawn


MANY = {number: f"Karte {number}" for number in range(400)}


def test_one_card_among_many_is_one_card():
    message, drawn = seen(one(MANY), one({**MANY, 7: "Neu"}))
    assert (
        message
        == '1 2\n<hx-partial hx-target="#card_7" hx-swap="outerMorph"><li id="card_7"><b>Neu</b></li></hx-partial>'
    )
    assert drawn == 2  # the card, and what holds it


@pytest.mark.parametrize("many", [40, 400])
def test_a_new_card_is_put_behind_another_one_however_many_there_are(many: int):
    cards = dict.fromkeys(range(many), "x")
    message, drawn = seen(one(cards), one({**cards, 1000: "Neu"}))
    lines = message.split("\n")
    assert lines[:2] == ["1 2", f"+card_1000 li in_section_a card_{many - 1}"]
    assert lines[2].startswith(f"#in_section_a {many + 1} ")
    assert drawn == 3
    assert len(message) < 330


def test_the_first_of_a_list_is_put_in_front():
    message, _ = seen(one({1: "a", 2: "b"}), one({3: "c", 1: "a", 2: "b"}))
    assert message.split("\n")[1] == "+card_3 li in_section_a"


def test_a_move_is_one_line_and_nothing_is_drawn():
    moved = {number: words for number, words in MANY.items() if number != 3} | {3: MANY[3]}
    message, drawn = seen(one(MANY), one(moved))
    assert message.split("\n")[1] == "+card_3 li in_section_a card_399"
    assert "hx-partial" not in message
    assert drawn == 1


def test_a_card_that_goes_to_another_section_is_moved_and_not_made_anew():
    message, _ = seen({"a": {1: "x", 2: "y"}, "b": {3: "z"}}, {"a": {1: "x"}, "b": {3: "z", 2: "y"}})
    assert "+card_2 li in_section_b card_3" in message.split("\n")
    assert "-card_2" not in message


def test_a_section_that_goes_leaves_its_card_to_the_one_that_takes_it():
    message, _ = seen({"a": {1: "x", 2: "y"}, "b": {3: "z"}}, {"b": {3: "z", 2: "y"}})
    lines = message.split("\n")
    assert lines.index("+card_2 li in_section_b card_3") < lines.index("-section_a")


def test_a_card_that_goes_into_a_section_that_is_new_is_moved_and_not_made_anew():
    message, _ = seen({"a": {1: "x", 2: "y"}}, {"a": {1: "x"}, "b": {2: "y"}})
    lines = message.split("\n")
    assert "-card_2" not in lines
    assert lines.index("+section_b section in_wall section_a") < lines.index("+card_2 li section_b")


def test_a_list_that_is_emptied_and_filled_within_a_beat_is_sent_whole():
    message, _ = seen(one(dict.fromkeys(range(50), "x")), one(dict.fromkeys(range(100, 150), "y")))
    assert message.startswith('1 2\n<hx-partial hx-target="#section_a" hx-swap="outerMorph">')


def test_two_hundred_moves_are_sent_whole():
    message, _ = seen(one(MANY), one(dict(reversed(MANY.items()))))
    assert message.startswith('1 2\n<hx-partial hx-target="#section_a"')


def test_a_short_list_may_change_altogether():
    cards = dict.fromkeys(range(SHORT // 2), "x")
    message, _ = seen(one(cards), one(dict(reversed(cards.items()))))
    assert "+card" in message


def test_many_cards_among_many_more_in_a_few_sections_are_these_cards():
    """Forty people who write at once, on a wall of five lanes."""
    wall = {name: {number + 100 * at: "x" for number in range(100)} for at, name in enumerate("abcde")}
    more = {name: {**cards, 1000 + at: "y", 2000 + at: "y"} for at, (name, cards) in enumerate(wall.items())}
    message, _ = seen(wall, more)
    assert message.count("<hx-partial") == 15  # and the five counts
    assert len(message) < 2500


def test_what_stands_around_a_list_is_sent_with_it():
    message, _ = seen(one({1: "a"}), one({1: "a"}), title="Anders")
    assert message.startswith('1 2\n<hx-partial hx-target="#wall" hx-swap="outerMorph">')


def test_a_large_card_alone_passes():
    message, _ = seen(one(MANY), one({**MANY, 7: "x" * 200_000}))
    assert len(message) > 200_000


def test_pieces_that_share_their_element_are_refused():
    drawing = Drawing(lambda kind, name, values: f'<p id="{name}"></p>', None)
    two = drawing("a", 1) + drawing("a", 2)
    with pytest.raises(ValueError, match="an element of their own, with an id"):
        drawing.shelf("x", f'<div id="x"><h2>Titel</h2>{two}</div>')


def test_what_was_long_ago_is_not_known_any_more():
    view, shelf = View(), None
    for mark in range(1, 20):
        shelf, _ = draw(one({1: str(mark)}), shelf)
        view.become(str(mark), {"wall": shelf})
    assert view.since("3") is None
    assert view.since("18") is not None
    for unknown in ("3", "x", "3~"):
        assert view.frame_since(unknown) is view.page.frame
    assert view._since == {}
    assert view.frame_since("18") is view.frame_since("18")


numbers = st.integers(0, 30)
walls = st.dictionaries(
    st.sampled_from("abc"), st.dictionaries(numbers, st.sampled_from("xyz"), max_size=9), max_size=3
)


@st.composite
def two_walls(draw_: st.DrawFn) -> tuple[Wall, Wall]:
    """Of which each card hangs in one section."""
    return tuple(_once(draw_(walls)) for _ in range(2))  # type: ignore[return-value]


def _once(wall: Wall) -> Wall:
    used: set[int] = set()
    found: Wall = {}
    for name, cards in wall.items():
        found[name] = {number: words for number, words in cards.items() if number not in used}
        used |= cards.keys()
    return found


@given(two_walls())
def test_whatever_changes_a_page_that_takes_it_is_the_page_anew(both: tuple[Wall, Wall]):
    before, after = both
    seen(before, after)


@given(two_walls())
def test_a_message_that_comes_twice_does_no_harm(both: tuple[Wall, Wall]):
    view = View()
    first, _ = draw(both[0])
    view.become("1", {"wall": first})
    page = shown(view)
    message = view.become("2", {"wall": draw(both[1], first)[0]})
    apply(page, message)
    once = str(page)
    apply(page, message.replace("1 2\n", "2\n", 1))
    assert str(page) == once


@given(st.lists(numbers, max_size=8, unique=True))
def test_no_rise_is_longer(found: list[int]):
    rise = longest_rise(found)
    assert rise == sorted(rise)
    assert set(rise) <= set(found)
    longest = max(n for n in range(len(found) + 1) for some in combinations(found, n) if list(some) == sorted(some))
    assert len(rise) == longest


@dataclass(frozen=True)
class Thing:
    id: int
    words: str


def drawn_as_a_list(
    things: list[Thing], but: dict[object, Values], mood: str, before: Shelf | None
) -> tuple[Shelf, int]:
    """Each in two pieces: itself, and its words in it."""

    def piece(kind: str, name: str, values: Values) -> str:
        if kind == "words":
            return f'<b id="{name}">{values["words"]}</b>'
        thing = values["thing"]
        assert isinstance(thing, Thing)
        return f'<li id="{name}">{values["mood"]} {drawing("words", thing.id, words=thing.words)} {values["odd"]}</li>'

    drawing = Drawing(piece, before)
    run = drawing.each("thing", things, "thing", but, mood=mood, odd=False)
    return drawing.shelf("all", f'<ul id="all">{run}</ul>'), drawing.drawn


THINGS = st.lists(st.builds(Thing, st.integers(0, 5), st.sampled_from("ab")), unique_by=lambda thing: thing.id)
STATE = st.tuples(THINGS, st.sets(st.integers(0, 5), max_size=2), st.sampled_from("xy"))


@given(st.lists(STATE, max_size=8))
def test_a_long_list_is_what_it_would_be_drawn_anew(states: list[tuple[list[Thing], set[int], str]]):
    """Also where a thing is the very object that it was, and what is told of it beside is not."""
    pool = dict[Thing, Thing]()
    before: Shelf | None = None
    for things, odd, mood in states:
        these = [pool.setdefault(thing, thing) for thing in things]
        but: dict[object, Values] = {number: {"odd": True} for number in odd}
        before, _ = drawn_as_a_list(these, but, mood, before)
        fresh, _ = drawn_as_a_list(things, but, mood, None)
        assert before.piece == fresh.piece
        assert before.known == fresh.known
        assert drawn_as_a_list(these, but, mood, before)[1] == 0


def test_what_is_the_very_same_object_is_not_looked_at():
    read = list[int]()

    class Watched(Thing):
        @property
        def id(self) -> int:  # type: ignore[override]
            read.append(1)
            return int(self.words)

        def __init__(self, number: int) -> None:
            object.__setattr__(self, "words", str(number))

    things: list[Thing] = [Watched(number) for number in range(5)]
    shelf, _ = drawn_as_a_list(things, {}, "x", None)
    assert read
    read.clear()
    again, drawn = drawn_as_a_list([*things[1:], Thing(9, "b")], {}, "x", shelf)
    assert read == []
    assert drawn == 2  # the new one, and its words
    assert [piece.id for piece in again.piece.lists[0].pieces] == [
        "thing_1",
        "thing_2",
        "thing_3",
        "thing_4",
        "thing_9",
    ]
