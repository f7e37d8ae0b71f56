"""The set of topics that would earn most in a slot, each topic at its price: tried by hand first, then searched for.

Prices and earnings are whole numbers of 1/1024 interest, so every sum is exact in 32-bit floats and the bound rests on
no tolerance. The search is branch and bound for a submodular gain less a price (Nemhauser and Wolsey 1981): no set
reached from S earns more than S plus the best gains over S that still have room.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

from barcamp.planner.model import Model, ones, union

try:
    import numpy as np
except ImportError:
    np: Any = None

UNIT = 1024
MOST = 1 << 21  # what a topic may cost at most; any price is valid, and below this everything is exact
WORTHIEST = MOST // UNIT  # interests in one topic beyond which nothing is proven
NOTHING = -4 * MOST


@dataclass
class Priced:
    """The result of pricing. No set earns more than `bound`; `sets` are those found that earn more than was asked, as
    bit masks, best first.

    `closed` says that the search came to its end, `cost` what it took in steps of about a microsecond.
    """

    bound: int
    sets: list[tuple[int, int]]
    cost: int
    closed: bool


class Layer(NamedTuple):
    """Some sets of one size: rows of the topics in them, topics that may join, people not reached (packed), what each
    earns, and what it could earn at most."""

    size: int
    chosen: Any
    joining: Any
    missing: Any
    earned: Any
    hope: Any


class _Children(NamedTuple):
    parent: Any
    topic: Any
    later: Any
    earned: Any
    hope: Any


class Pricer:
    """Prices the sets of topics for one class of slots, seen at its slot `s`."""

    def __init__(self, model: Model, s: int) -> None:
        self.model, self.s = model, s
        self.topics = [t for t in range(len(model.bits)) if model.fit[t][s]]
        self.size = min(model.size[s], len(self.topics))
        self.place = {t: i for i, t in enumerate(self.topics)}
        self.wants, self.weights = _crowd(model, s, self.topics)
        self.gains = np.ascontiguousarray((self.wants * self.weights * UNIT).T, dtype=np.float32)
        self.leaves = np.packbits(~self.wants.astype(bool), axis=1)
        self.bonus = np.array([model.bonus[t][s] * UNIT for t in self.topics], dtype=np.float32)
        self.friends = np.array(
            [[not model.foes[t] >> u & 1 and t != u for u in self.topics] for t in self.topics], dtype=bool
        ).reshape(len(self.topics), len(self.topics))
        self.halls = halls(model, s, self.topics, self.size)

    def exact(self, prices: list[int], above: int, limit: int, most: int = 64, enough: int = 1 << 30) -> Priced:
        """Searches for sets that earn more than `above`, expanding at most about `limit` of them.

        `prices[t]` is the price of topic t. The bound holds whenever the search ends. It keeps the best `most` sets of
        every batch: all of them if `most` is large. Once it has more than `enough` it gives up.
        """
        n, people = len(self.topics), len(self.weights)
        if not n or not self.size:
            return Priced(max(0, above), [], 0, True)
        net = self.bonus - np.array([min(MOST, max(-MOST, prices[t])) for t in self.topics], dtype=np.float32)
        found: dict[int, int] = {}
        nodes = cost = left = 0
        stack = [self._root(above)]
        while stack:
            layer = stack.pop()
            if nodes and (nodes >= limit or len(found) > enough):
                left = max(left, int(layer.hope.max()))
                continue
            born = self._branch(layer, net, above)
            nodes += len(layer.earned)
            cost += 250 + len(layer.earned) * (1 + n * people // 28_000) + len(born.parent) // 2
            good = np.nonzero(born.earned > above)[0]
            if len(good) > most:
                good = good[np.argsort(-born.earned[good], kind="stable")[:most]]
            for i in good:
                found[self._mask(layer.chosen[born.parent[i]], born.topic[i])] = int(born.earned[i])
            if layer.size + 1 < self.size and len(born.parent):
                stack += self._grown(layer, born)
        sets = sorted(found.items(), key=lambda one: (-one[1], one[0]))
        bound = max(0, above, left, sets[0][1] if sets else 0)
        sets = [one for one in sets if self.model.seated(self.s, one[0])]
        return Priced(bound, sets, cost + 5 * len(found), left == 0)

    def _root(self, above: int) -> Layer:
        n, people = len(self.topics), len(self.weights)
        everyone = np.packbits(np.ones((1, people), dtype=bool), axis=1)
        none = np.zeros(1, np.int32)
        return Layer(0, np.zeros((1, n), bool), np.ones((1, n), bool), everyone, none, none + above + 1)

    def _branch(self, layer: Layer, net: Any, above: int) -> _Children:
        """Each set with each topic that may join: the i-th best joins alone or with worse ones, so no set comes
        twice."""
        n, shift = len(self.topics), max(1, (len(self.topics) - 1).bit_length())
        gain = (self._gain(layer) + net).astype(np.int32 if shift <= 6 else np.int64)
        gain[~layer.joining] = NOTHING
        keys = (gain << shift) | np.arange(n, dtype=gain.dtype)
        keys.sort(axis=1)
        keys = keys[:, ::-1]
        gain = keys >> shift
        room = self.size - layer.size
        sums = np.zeros((len(gain), n + 1), gain.dtype)
        np.cumsum(np.maximum(gain, 0), axis=1, out=sums[:, 1:])
        ends = np.minimum(np.arange(n) + room, n)
        reach = layer.earned[:, None] + gain + sums[:, ends] - sums[:, 1:]
        parent, child = np.nonzero((reach > above) & (gain > NOTHING // 2))
        topic = keys[parent, child] & ((1 << shift) - 1)
        # topics that come later in the order of its parent may still join
        rank = np.empty(keys.shape, np.int16)
        np.put_along_axis(rank, keys & ((1 << shift) - 1), np.arange(n, dtype=np.int16)[None, :], axis=1)
        later = rank[parent] > child[:, None].astype(np.int16)
        return _Children(parent, topic, later, layer.earned[parent] + gain[parent, child], reach[parent, child])

    def _gain(self, layer: Layer) -> Any:
        """What each topic would add to each set by the people it reaches."""
        unmet = np.unpackbits(layer.missing, axis=1, count=len(self.weights)).astype(np.float32)
        return unmet @ self.gains

    def _grown(self, layer: Layer, born: _Children) -> list[Layer]:
        """The sets one topic larger, in batches, the most promising last."""
        batch = max(32, (1 << 17) // len(self.topics))
        layers: list[Layer] = []
        order = np.argsort(born.hope, kind="stable")
        for i in range(0, len(order), batch):
            some = order[i : i + batch]
            parent, topic = born.parent[some], born.topic[some]
            chosen = layer.chosen[parent]
            chosen[np.arange(len(some)), topic] = True
            joining = layer.joining[parent] & born.later[some] & self.friends[topic]
            for members, rooms in self.halls:
                full = (chosen & members).sum(axis=1) >= rooms
                joining &= ~(full[:, None] & members)
            missing = layer.missing[parent] & self.leaves[topic]
            earned = born.earned[some].astype(np.int32)
            layers.append(Layer(layer.size + 1, chosen, joining, missing, earned, born.hope[some]))
        return layers

    def _mask(self, row: Any, topic: int) -> int:
        return sum(1 << self.topics[int(i)] for i in np.nonzero(row)[0]) | 1 << self.topics[topic]


def _crowd(model: Model, s: int, topics: list[int]) -> tuple[Any, Any]:
    """Topics × kinds of people as 0 and 1, and how many there are of each kind: people who want the same count as one
    kind."""
    kinds: dict[int, int] = {}
    free = ~model.taken[s]
    everyone = 0
    for t in topics:
        everyone |= model.bits[t] & free
    for person in ones(everyone):
        wanted = sum(1 << i for i, t in enumerate(topics) if model.bits[t] >> person & 1)
        kinds[wanted] = kinds.get(wanted, 0) + 1
    wants = np.array([[kind >> i & 1 for kind in kinds] for i in range(len(topics))], dtype=np.float32)
    return wants.reshape(len(topics), len(kinds)), np.array(list(kinds.values()), dtype=np.float32)


def halls(model: Model, s: int, topics: list[int], size: int) -> list[tuple[Any, int]]:
    """Hall's conditions that can fail: these topics have only so many rooms between them."""
    masks = sorted({model.fit[t][s] for t in topics if model.fit[t][s] != model.free[s]})
    unions = {union(some) for k in range(1, min(4, len(masks)) + 1) for some in combinations(masks[:12], k)}
    found: list[tuple[Any, int]] = []
    for together in sorted(unions):
        members = np.array([model.fit[t][s] & ~together == 0 for t in topics], dtype=bool)
        rooms = together.bit_count()
        if rooms < size and members.sum() > rooms:
            found.append((members, rooms))
    return found
