"""What is to be planned, and the result: plain frozen values.

Ids are whatever the caller uses (the database's integers, or strings in a file); they are never computed with. Times
are minutes on one clock, usually since midnight of the first day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Id = int | str


class Cell(NamedTuple):
    room: Id
    slot: Id


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic. `interest` holds the ids of the people who want it, `hands` counts raised hands of people without a
    phone. `going` are those who go there, if they are known to be others than those who want it: they are the heads to
    expect. A plan's value counts `interest`.

    `hosts` are all who must be there, including co-hosts. `needs` are features the room must have; `online` asks for a
    room with a video link. The session starts at `not_before` or later and ends by `not_after`, on whichever day.
    """

    id: Id
    title: str = ""
    interest: frozenset[Id] = frozenset()
    hands: int = 0
    hosts: frozenset[Id] = frozenset()
    needs: frozenset[str] = frozenset()
    online: bool = False
    not_before: int | None = None
    not_after: int | None = None
    going: frozenset[Id] | None = None

    @property
    def shown(self) -> int:
        """How much interest was shown: people and hands."""
        return len(self.interest) + self.hands


@dataclass(frozen=True, slots=True)
class Room:
    """A room. `closed` are the slots in which it is not available."""

    id: Id
    name: str = ""
    capacity: int = 20
    features: frozenset[str] = frozenset()
    video: bool = False
    closed: frozenset[Id] = frozenset()


@dataclass(frozen=True, slots=True)
class Slot:
    """A time for sessions; plenary rows are not slots here. In a slot that has `begun` everything stays as it is; so do
    slots of other days, if one day is planned alone.
    `midnight` is that of its day, from which the limits of topics count."""

    id: Id
    starts: int = 0
    ends: int = 0
    begun: bool = False
    midnight: int = 0

    def overlaps(self, other: "Slot") -> bool:
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class Problem:
    """A planning problem. `pins` are cells a moderator fixed. `present` is the published plan, or the present one;
    `stability` is how many attendable interests one move away from it must gain, 0 if the plan is free.

    `online` are the people who take part from elsewhere: they need no seat, but a room with a video link. A plan's
    value counts their interest like any other; it is the choice of rooms that tells them apart.

    `fairness` is how many of 100 attendable interests a plan may give up so that fewer people have at most one
    fulfilled slot; 0 asks for the best plan alone.

    `seconds` limits the search; a fair plan may take half as long again. With `rounds` the search counts steps instead
    of seconds, so that the same problem and `seed` give the same plan on any machine.
    """

    topics: tuple[Topic, ...] = ()
    rooms: tuple[Room, ...] = ()
    slots: tuple[Slot, ...] = ()
    pins: Mapping[Id, Cell] = field(default_factory=dict[Id, Cell])
    present: Mapping[Id, Cell] = field(default_factory=dict[Id, Cell])
    stability: int = 0
    online: frozenset[Id] = frozenset()
    fairness: int = 0
    seconds: float = 2.0
    seed: int = 0
    rounds: int | None = None

    @property
    def shown(self) -> int:
        """All interest shown, including raised hands: what a plan without any clash would reach."""
        return sum(topic.shown for topic in self.topics)


@dataclass(frozen=True, slots=True)
class Wish:
    """Something somebody asked for that a plan must respect.

    `kind` is pin, need, online, not_before, not_after or host; `what` says which one: a feature, a minute, an id.
    """

    kind: str
    topic: Id
    what: Id | float | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The smallest set of wishes that cannot all be met, and the weakest of them, which the plan gives up.

    `key` names the sentence: contradiction.<key>.
    """

    key: str
    wishes: tuple[Wish, ...]
    given_up: Wish


@dataclass(frozen=True, slots=True)
class Fairness:
    """What a fair plan does for people with at most one fulfilled slot: a slot with at least one topic they wanted.

    Only the `entitled` are counted, those who could have two: see `neglect`. The plan with the best objective, `best`,
    has `before` such people, this one `after`; no plan that gives up as little and places as many topics has fewer than
    `bound`.
    """

    entitled: int
    before: int
    after: int
    bound: int
    best: int
    proven_after: float | None = (
        None  # seconds until the proof that there are no fewer, those for the best plan included
    )

    @property
    def proven(self) -> bool:
        return self.bound >= self.after


@dataclass(frozen=True, slots=True)
class Solution:
    """A plan that breaks no hard rule of the problem, apart from the wishes that were given up.

    `value` counts attendable interests: over all slots the people who wanted at least one topic of that slot, and the
    raised hands of the topics placed. No plan with as many topics placed has more than `bound` (None: no bound is
    known). If `stability` is set, value and bound are those of the objective value − stability × moves.

    `fairness` is there if it was asked for. The plan then gives up some of its value, so it may not reach a bound that
    is proven to be reached by another one.
    """

    cells: Mapping[Id, Cell]
    value: int
    bound: int | None = None
    contradictions: tuple[Contradiction, ...] = ()
    left_out: tuple[Id, ...] = ()
    found_after: float = 0.0  # seconds until this plan was found
    proven_after: float | None = None  # seconds until its proof
    fewest: bool = False  # for a plan with few moves: none that is worth as much as was asked has fewer
    fairness: Fairness | None = None

    @property
    def proven(self) -> bool:
        return self.bound is not None and self.bound <= self.value

    @property
    def gap(self) -> float | None:
        """How much more could be possible at most, as a share of the value."""
        return None if self.bound is None else max(0.0, self.bound / max(1, self.value) - 1)
