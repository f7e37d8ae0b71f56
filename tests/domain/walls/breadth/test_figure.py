"""A figure that may be told: whatever happens, what differs between any two moments is due to three people or more."""

from itertools import combinations
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st

from barcamp.domain.walls.breadth.figure import (
    NOTHING,
    UNTOLD,
    Figure,
    Told,
    distinct,
    latest,
    read,
    shown,
    told_now,
    written,
)

PEOPLE = range(16)
# Who comes, goes, writes something, takes it back; and to which organisation each belongs.
HISTORIES = st.lists(
    st.tuples(st.sampled_from(("comes", "goes", "writes", "takes back")), st.sampled_from(PEOPLE)), max_size=120
)
ORGANISATIONS = st.lists(st.integers(0, 9), min_size=len(PEOPLE), max_size=len(PEOPLE))
ALONE = list(PEOPLE)  # each of an organisation of their own

History = list[tuple[str, int]]


class Moment(NamedTuple):
    """What is told, and the sets behind it: what the number counts, who counts there, and all."""

    figure: Figure
    some: frozenset[int]
    who: frozenset[int]
    all: frozenset[int]


def moments(history: History, of: list[int]) -> list[Moment]:
    """Each time that something else is told. Counted are the organisations `of` people."""
    there: set[int] = set()
    wrote: set[int] = set()
    told: Told = UNTOLD
    found = [Moment(NOTHING, frozenset(), frozenset(), frozenset())]
    for what, who in history:
        if what in ("comes", "goes"):
            (there.add if what == "comes" else there.discard)(who)
        else:
            (wrote.add if what == "writes" else wrote.discard)(who)
        now = frozenset(wrote & there)
        some, everybody = frozenset(of[each] for each in now), frozenset(of[each] for each in there)
        told = told_now(told, len(some), len(everybody))
        if told[-1] == found[-1].figure:
            continue
        counted_anew = told[-1].some == len(some)
        behind = (some, now) if counted_anew else (found[-1].some, found[-1].who)
        found.append(Moment(told[-1], *behind, everybody))
    return found


@settings(max_examples=500)
@given(HISTORIES, ORGANISATIONS)
@example(
    [("comes", n) for n in range(9)] + [("writes", n) for n in range(9)] + [("takes back", 8), ("writes", 8)], ALONE
)
def test_no_two_moments_tell_of_fewer_than_three_people(history: History, of: list[int]):
    found = moments(history, of)
    for figure in (moment.figure for moment in found):
        assert figure == NOTHING or figure.some >= 3
        assert figure.rest == 0 or figure.rest >= 3 or not figure
    for one, other in combinations(found, 2):
        if one.figure == other.figure:
            continue
        if one.figure.some == other.figure.some:
            assert len(one.all ^ other.all) >= 3
            continue
        differ = one.some ^ other.some
        assert len(differ) >= 3
        assert len({who for who in one.who | other.who if of[who] in differ}) >= 3


@settings(max_examples=200)
@given(HISTORIES, ORGANISATIONS)
def test_what_is_told_follows_from_the_numbers_alone_and_is_kept_as_a_line(history: History, of: list[int]):
    there: set[int] = set()
    told = UNTOLD
    for _, who in history:
        there.add(of[who])
        told = told_now(read(written(told)), len(there) - 1, len(there))
        assert set(read(written(told))) == set(told)
        assert latest(written(told)) == shown(told, told[-1])


def test_it_goes_on_by_threes_and_ends_with_all_of_them():
    told, said = UNTOLD, []
    for some in range(35):
        told = told_now(told, some, 34)
        if told[-1] not in said:
            said.append(told[-1])
    assert [figure.some for figure in said] == [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 34]


def test_whoever_takes_something_back_and_gives_it_again_is_not_seen():
    told = told_now(UNTOLD, 6, 20)
    for some in (5, 6, 5, 4, 5, 6, 7, 8, 7):
        assert told_now(told, some, 20)[-1] == Figure(6, 20)
        told = told_now(told, some, 20)
    assert told_now(told, 3, 20)[-1] == Figure(3, 20)


def test_a_number_close_to_an_earlier_one_is_not_told_either():
    """From 6 to 9 and back to 5: against the 6 of before it would be one person."""
    told = told_now(told_now(UNTOLD, 6, 20), 9, 20)
    assert told_now(told, 5, 20)[-1] == Figure(9, 20)
    assert told_now(told, 6, 20)[-1] == Figure(6, 20)


def test_those_who_come_later_are_told_once_they_are_three():
    told = told_now(UNTOLD, 6, 6)
    assert told_now(told, 6, 8)[-1] == Figure(6, 6)
    assert told_now(told, 7, 9)[-1] == Figure(6, 9)


def test_with_one_or_two_left_over_nothing_is_told_that_tells_of_them():
    for some, of in ((18, 20), (19, 20), (2, 2), (2, 20), (1, 1)):
        assert told_now(UNTOLD, some, of)[-1] == NOTHING


def test_organisations_are_counted_once_whatever_their_case():
    assert distinct(["Stadt A", " stadt a ", "", "  ", "KREIS B"]) == 2


def test_that_two_of_fourteen_are_missing_is_never_told():
    told, said = UNTOLD, list[Figure]()
    for some in range(15):
        told = told_now(told, some, 14)
        said.append(told[-1])
    assert Figure(9, 14) in said
    assert said[12:14] == [Figure(9, 14)] * 2
    assert said[14] == Figure(14, 14)
    assert told_now(UNTOLD, 12, 14) == UNTOLD
