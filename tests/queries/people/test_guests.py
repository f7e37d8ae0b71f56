"""The figures at the entrance."""

from barcamp.queries.people.guests import Arrived, Guest, arrived


def test_whoever_is_not_here_is_not_counted_as_here_with_or_without_registration():
    def guest(number: int, walked_in: bool, here: bool) -> Guest:
        return Guest(number, "Kim", "", "", online=False, walked_in=walked_in, here=here, joined=True, badged=False)

    some = [guest(1, False, True), guest(2, False, False), guest(3, True, True), guest(4, True, False)]
    assert arrived(some) == Arrived(2, 1, 1)
