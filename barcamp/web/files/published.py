"""What anybody with the code is shown: put together once for all who come at the same moment, and as new as their
request."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from barcamp.web.files.export_jobs import ExportJobs, Job
from barcamp.web.gate.rate_limit import RateLimit

if TYPE_CHECKING:  # what is read of a day, and who writes it, is loaded with the first file
    from barcamp.exports.book.threads import Thread
    from barcamp.exports.book.tree import Day

MOST_DAYS = 64  # kept at the same time, one for each kind
Kind = tuple[int, str, str, str]  # an event, a file (none for the page), a language, and the address it names, if any


@dataclass(frozen=True, slots=True)
class Results:
    """What the results page shows: the day, and what ran through it."""

    day: "Day"
    threads: tuple["Thread", ...]


@dataclass(slots=True)
class _Report:
    """A report. `asked_at` is when work on it began: anybody who came before that may have it."""

    asked_at: float
    job: Job


class Published:
    """Days by the journal number at which they were read, and the last report of each kind; one is made at a time, and
    only once for all who wait for it."""

    def __init__(self) -> None:
        self.per_device = RateLimit(burst=20, per_second=0.2)
        self.per_event = RateLimit(burst=400, per_second=5)
        self._days: dict[Kind, tuple[int, Results]] = {}
        self._reports: dict[Kind, _Report] = {}
        self._locks: defaultdict[tuple[str, Kind], asyncio.Lock] = defaultdict(asyncio.Lock)

    def keep_pace(self, barcamp_id: int, device: str | None) -> None:
        """Raises Refused if too many are asked for. People without a device of their own share the event's limit: a
        hall has one address."""
        if device is not None:
            self.per_device.keep(device)
        self.per_event.keep(str(barcamp_id))

    def forget(self, barcamp_id: int) -> None:
        """Forgets everything about an event that has changed, or whose people have, or that is gone."""
        for kept in (self._days, self._reports):
            for kind in [kind for kind in kept if kind[0] == barcamp_id]:
                del kept[kind]

    async def results(self, kind: Kind, seq: int, load: Callable[[], Awaitable[Results]]) -> Results:
        async with self._locks["day", kind]:
            known = self._days.get(kind)
            if known is not None and known[0] == seq:
                return known[1]
            results = await load()
            self._days.pop(kind, None)  # to the end: the longest unused come first
            self._days[kind] = (seq, results)
            if len(self._days) > MOST_DAYS:
                del self._days[next(iter(self._days))]
            return results

    async def report(self, kind: Kind, shop: ExportJobs, order: Callable[[], Awaitable[Job]]) -> Path:
        """The file of a report that was begun after this request arrived. Raises Refused if it could not be made."""
        came = monotonic()
        async with self._locks["report", kind]:
            last = self._reports.get(kind)
            if last is None or last.asked_at < came or not last.job.file.exists():
                last = _Report(monotonic(), await order())
                self._reports.pop(kind, None)
                await shop.file(last.job)
                self._reports[kind] = last
                if len(self._reports) > MOST_DAYS:
                    del self._reports[next(iter(self._reports))]
            return last.job.file
