"""Figures of a wall and of its sections beside each other, at one moment and at any two: no sum and no difference of
them tells of one or two people."""

from collections.abc import Iterable
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from barcamp.domain.walls.breadth.figure import NOTHING, UNTOLD, Figure, Told, latest, numbers, shown, told_now, written

PEOPLE, LANES = range(17), ("insights", "questions", "links")
WALL = "wall"
# Each step is one turn: some people come, go, write in a section or take back what they wrote there; a silent round
# that is revealed is many of them at once.
DEEDS = st.tuples(st.sampled_from(("comes", "goes", "writes", "takes back")), st.sampled_from(PEOPLE),
                  st.sampled_from(LANES))  # fmt: skip
WALLS = st.lists(st.lists(DEEDS, min_size=1, max_size=8), max_size=40)
Wall = list[list[tuple[str, int, str]]]

everybody_comes = [("comes", who, "insights") for who in PEOPLE]


def some_write(lane: str, *people: int) -> list[tuple[str, int, str]]:
    return [("writes", who, lane) for who in people]


def moments(wall: Wall) -> list[dict[str, Figure]]:
    """What is read after each step, of the wall and of each section."""
    there, wrote = set[int](), {lane: set[int]() for lane in LANES}
    told: dict[str, Told] = dict.fromkeys((*LANES, WALL), UNTOLD)
    found = list[dict[str, Figure]]()
    for step in wall:
        for what, who, lane in step:
            if what in ("comes", "goes"):
                (there.add if what == "comes" else there.discard)(who)
            else:
                (wrote[lane].add if what == "writes" else wrote[lane].discard)(who)
        counts = {lane: len(who & there) for lane, who in wrote.items()}
        counts[WALL] = len(set[int]().union(*wrote.values()) & there)
        for place, some in counts.items():
            beside = [numbers(each) for other, each in told.items() if other != place]
            told[place] = told_now(told[place], some, len(there), beside)
        found.append({place: latest(written(each)) for place, each in told.items()})
    return found


def reckoned(numbers: dict[str, set[int]]) -> Iterable[int]:
    """Everything that follows by adding and subtracting one number of each place, or none."""
    signed = [{0, *some, *(-each for each in some)} for some in numbers.values()]
    return {sum(each) for each in product(*signed)}


@settings(max_examples=400, deadline=None)
@given(WALLS)
@example([everybody_comes, some_write("insights", 0, 1, 2), some_write("links", 3, 4), some_write("links", 5)])
@example([everybody_comes, some_write("insights", *range(6)), some_write("links", *PEOPLE)])
@example([everybody_comes, some_write("insights", *PEOPLE), some_write("links", *range(9))])
@example([everybody_comes, some_write("insights", *PEOPLE), some_write("questions", *range(7)),
          some_write("links", *range(7, 15))])  # fmt: skip
def test_nothing_that_can_be_reckoned_from_a_wall_and_its_sections_is_one_or_two_people(wall: Wall):
    ever: dict[str, set[int]] = {}
    for moment in moments(wall):
        for place, figure in moment.items():
            if figure:
                ever.setdefault(place, set()).add(figure.some)
                assert figure.rest == 0 or figure.rest >= 3
    assert [each for each in reckoned(ever) if abs(each) in (1, 2)] == []
    for numbers_of_one in ever.values():
        assert all(abs(one - other) not in (1, 2) for one in numbers_of_one for other in numbers_of_one)


def test_what_the_wall_has_beyond_a_section_is_not_told_where_it_is_two():
    """Three in one section and two in another, revealed at once: five on the wall less three would be these two."""
    found = moments([everybody_comes, [*some_write("insights", 0, 1, 2), *some_write("links", 3, 4)]])[-1]
    assert (found[WALL], found["insights"], found["links"]) == (Figure(3, 17), Figure(3, 17), NOTHING)


def test_that_it_is_all_of_them_is_told_where_nothing_else_would_follow():
    steps = [everybody_comes, some_write("insights", *range(6)), some_write("insights", *PEOPLE)]
    found = moments(steps)[-1]
    assert (found[WALL], found["insights"]) == (Figure(17, 17), Figure(17, 17))
    # Not beside sections of which less was told: 17 less 6 less 9 would be two.
    parts = [*some_write("insights", *range(6)), *some_write("links", *range(6, 15))]
    steps = [everybody_comes, some_write("insights", 0, 1, 2), parts, some_write("links", 15, 16)]
    found = moments(steps)[-1]
    assert (found[WALL], found["insights"], found["links"]) == (Figure(3, 17), Figure(6, 17), Figure(9, 17))


def test_what_is_read_is_never_more_than_what_is_true():
    told = told_now(UNTOLD, 8, 20)
    assert shown(told, told[-1]) == Figure(6, 20)
    told = told_now(told, 10, 20)
    assert shown(told, told[-1]) == Figure(6, 20)
    told = told_now(told, 11, 20)
    assert shown(told, told[-1]) == Figure(9, 20)
