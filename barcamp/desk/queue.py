"""Who waits for the next common commit, each ledger in a line of its own: no event waits behind another's crowd."""

from collections import deque
from collections.abc import Iterable, Iterator

from barcamp.desk.batch import Order


class Queue:
    def __init__(self) -> None:
        self._lines: dict[int, deque[Order]] = {}

    def __bool__(self) -> bool:
        return bool(self._lines)

    def __iter__(self) -> Iterator[Order]:
        for line in self._lines.values():
            yield from line

    def add(self, order: Order) -> None:
        self._lines.setdefault(order.ledger, deque()).append(order)

    def take(self, most: int) -> list[Order]:
        """The next ones, of each ledger in their order; at most `most`, or one of each ledger where these are more.

        Ledgers where few wait come first and whole; what they leave of their share is for the others.
        """
        taken: list[Order] = []
        lines = sorted(self._lines.items(), key=lambda line: len(line[1]))
        for number, (ledger, line) in enumerate(lines):
            share = max(1, (most - len(taken)) // (len(lines) - number))
            taken += [line.popleft() for _ in range(min(share, len(line)))]
            if not line:
                del self._lines[ledger]
        return taken

    def give_back(self, orders: Iterable[Order]) -> None:
        """Where they were before they were taken."""
        for order in reversed([*orders]):
            self._lines.setdefault(order.ledger, deque()).appendleft(order)
