"""What can be said about plans: a key that names a sentence, and the facts that go into it.

Facts are words as people know them: titles, names of rooms, times such as 14:30, numbers. Sentences in which something
is counted have the fact `num`. Languages are not dealt with here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from barcamp.planner.board import Board, clock
from barcamp.planner.problem import Contradiction, Problem, Wish
from barcamp.planner.rules import Breach, Fact


@dataclass(frozen=True, slots=True)
class Reason:
    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])


@dataclass(frozen=True, slots=True)
class Settled:
    """Why some wishes cannot all be met, and without which of them the plan was made."""

    why: Reason
    without: Reason


BREACHES = {
    "known": "breach.known",
    "cell": "breach.cell",
    "host": "breach.host",
    "not_before": "breach.not_before",
    "not_after": "breach.not_after",
    "need": "breach.need",
    "online": "breach.online",
    "closed": "breach.closed",
    "pin": "breach.pin",
    "begun": "breach.begun",
}
CONTRADICTIONS = {
    "pin_topic": "contradiction.pin_topic",
    "pin_nowhere": "contradiction.pin_nowhere",
    "pin_begun": "contradiction.pin_begun",
    "pin_late": "contradiction.pin_late",
    "pin_closed": "contradiction.pin_closed",
    "pin_busy": "contradiction.pin_busy",
    "pin_cell": "contradiction.pin_cell",
    "pin_host": "contradiction.pin_host",
    "pin_need": "contradiction.pin_need",
    "pin_online": "contradiction.pin_online",
    "pin_not_before": "contradiction.pin_not_before",
    "pin_not_after": "contradiction.pin_not_after",
    "need": "contradiction.need",
    "online": "contradiction.online",
    "not_before": "contradiction.not_before",
    "not_after": "contradiction.not_after",
    "no_room": "contradiction.no_room",
    "no_room_online": "contradiction.no_room_online",
    "no_time": "contradiction.no_time",
    "no_cell": "contradiction.no_cell",
}
WITHOUT = {
    "pin": "contradiction.without_pin",
    "need": "contradiction.without_need",
    "online": "contradiction.without_online",
    "not_before": "contradiction.without_not_before",
    "not_after": "contradiction.without_not_after",
}


def forbidden(breach: Breach) -> Reason:
    """What a rule says against a plan."""
    return Reason(BREACHES[breach.rule], breach.facts)


def settled(problem: Problem, contradiction: Contradiction) -> Settled:
    board = Board(problem)
    given_up = contradiction.given_up
    facts: dict[str, Fact] = {"title": board.title(given_up.topic)}
    pin = problem.pins.get(given_up.topic)
    if pin is not None:
        facts |= {"room": board.room_name(pin.room), "time": board.time(pin.slot)}
    for wish in contradiction.wishes:
        if wish.topic != given_up.topic:
            facts["other"] = board.title(wish.topic)
        if wish.kind in ("not_before", "not_after"):
            facts[wish.kind] = _what(wish)
    needs = [_what(wish) for wish in contradiction.wishes if wish.kind == "need"]
    if needs:
        facts["what"] = ", ".join(needs)
    without = Reason(WITHOUT[given_up.kind], {"title": facts["title"], "what": _what(given_up)})
    return Settled(Reason(CONTRADICTIONS[contradiction.key], facts), without)


def _what(wish: Wish) -> str:
    if wish.kind in ("not_before", "not_after") and isinstance(wish.what, int | float):
        return clock(wish.what)
    return "" if wish.what is None else str(wish.what)
