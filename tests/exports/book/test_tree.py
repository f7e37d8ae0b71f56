"""The tree and the figures of its charts, without a database."""

from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barcamp.exports.book.gathering import most_wanted_together
from barcamp.exports.book.measures import over_day
from barcamp.exports.book.tree import Card, Chapter, Day, Event, Section
from tests.cast import DAY


@pytest.mark.parametrize(
    ("minutes", "points"),
    [
        ((), ()),
        ((541,), ((540, 0), (545, 1))),
        ((541, 544, 552), ((540, 0), (545, 2), (550, 2), (555, 3))),
    ],
)
def test_interest_over_the_day_starts_at_nothing_and_ends_with_all(minutes: tuple[int, ...], points: tuple):
    assert over_day(minutes) == points


def test_interest_of_other_days_counts_from_midnight_and_a_long_day_has_wider_steps():
    points = over_day((-3000, 541, 9999))
    assert (points[0], points[1], points[-1]) == ((0, 0), (25, 1), (1440, 3))
    assert len(points) == 59


@given(st.dictionaries(st.integers(1, 40), st.sets(st.sampled_from("abcdefg"), min_size=1)))
def test_topics_wanted_together_are_the_ten_pairs_with_the_most_people(voters: dict[int, set[str]]):
    pairs = [(one, other, len(voters[one] & voters[other])) for one, other in combinations(sorted(voters), 2)]
    wanted = sorted((pair for pair in pairs if pair[2] > 1), key=lambda pair: (-pair[2], *pair[:2]))
    assert most_wanted_together(voters) == tuple(wanted[:10])


def test_key_insights_stand_before_the_other_cards_and_no_section_stays_empty():
    at = datetime(2026, 6, 13, 8, tzinfo=UTC)
    key, other = Card(1, "Brot", "", at, key=True), Card(2, "Salz", "", at)
    about, links = Section("about", "Worum", (key,)), Section("links", "Links", (key, other))
    chapter = Chapter("session", "t1", "Brot", sections=(about, links))
    assert chapter.keys == (key, key)
    assert chapter.others == (Section("links", "Links", (other,)),)


def test_a_link_to_a_wall_leads_to_the_first_chapter_that_tells_of_it():
    silent, first, again = (Chapter("session", "t1", "Brot", result=result) for result in ("", "Gut", "Besser"))
    empty = Chapter("session", "t2", "Salz")
    event = Event("k7m4", "Brot", DAY, "Europe/Berlin", "de", "du")
    day = Day(event, datetime(2026, 6, 13, 8, tzinfo=UTC), final=False, chapters=(silent, first, empty, again))
    assert day.told == (first, again)
    assert day.opening == {"t1": first}
