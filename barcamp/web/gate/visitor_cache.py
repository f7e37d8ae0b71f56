"""Whom the routes know already: events by code and people by device, looked up for many at once and kept for seconds.

When the Wi-Fi comes back, thousands arrive at the same moment; what can be shared between them is asked for once. The
desk says when an event or its people have changed; changes by other processes are noticed when an entry has aged.
"""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from barcamp.domain.event.barcamp import load_by_code
from barcamp.domain.event.code import look_alikes
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.db import Database
from barcamp.queries.people.identity import codes_among, people_with_badges
from barcamp.queries.people.people import Person

AGE = 2.0  # seconds until an entry is looked up again
MOST = 20_000  # entries of each kind
AT_ONCE = 500  # devices in one query
TOGETHER_S = 0.005  # that a query waits for others, while many arrive

Entry = TypeVar("Entry")


class VisitorCache:
    def __init__(self, db: Database, time: Callable[[], float] = monotonic) -> None:
        self._db = db
        self._time = time
        self._camps: dict[str, tuple[float, Barcamp]] = {}
        self._people: dict[int, dict[str, tuple[float, Person]]] = {}
        self._asked: dict[int, dict[str, asyncio.Future[Person | None]]] = {}
        self._forgotten = 0
        self._looking: set[asyncio.Task[None]] = set()

    async def camp(self, code: str) -> Barcamp | None:
        known = self._camps.get(code)
        if known and self._time() - known[0] < AGE:
            return known[1]
        forgotten = self._forgotten
        async with self._db.reading() as db:
            camp = await load_by_code(db, code)
        if camp and forgotten == self._forgotten:
            _keep(self._camps, code, (self._time(), camp))
        return camp

    async def alike(self, code: str) -> Barcamp | None:
        """The one event whose code may have been misread as this one; None if there are several."""
        candidates = look_alikes(code)
        if not candidates:
            return None
        async with self._db.reading() as db:
            found = await codes_among(db, candidates)
        return await self.camp(found[0]) if len(found) == 1 else None

    async def person(self, barcamp_id: int, device: str) -> Person | None:
        """The person of a device. That a device is nobody's is not remembered, so that people who join are known at
        once."""
        known = self._people.get(barcamp_id, {}).get(device)
        if known and self._time() - known[0] < AGE:
            return known[1]
        asked = self._asked.get(barcamp_id)
        if asked is None:
            asked = self._asked[barcamp_id] = {}
            task = asyncio.create_task(self._look_up(barcamp_id))
            self._looking.add(task)
            task.add_done_callback(self._looking.discard)
        if device not in asked:
            asked[device] = asyncio.get_running_loop().create_future()
        return await asyncio.shield(asked[device])

    def forget(self, barcamp_id: int) -> None:
        self._forgotten += 1
        self._people.pop(barcamp_id, None)
        for code in [code for code, (_, camp) in self._camps.items() if camp.id == barcamp_id]:
            del self._camps[code]

    async def _look_up(self, barcamp_id: int) -> None:
        """Looks people up with one query at a time: those who arrive while it runs share the next one."""
        await asyncio.sleep(0)
        while asked := self._asked[barcamp_id]:
            self._asked[barcamp_id] = {}
            forgotten = self._forgotten
            try:
                found = await self._query(barcamp_id, list(asked))
            except Exception as error:
                for answer in asked.values():
                    answer.set_exception(error)
                continue
            people = self._people.setdefault(barcamp_id, {}) if forgotten == self._forgotten else {}
            for device, answer in asked.items():
                if person := found.get(device):
                    _keep(people, device, (self._time(), person))
                answer.set_result(person)
            if self._asked[barcamp_id]:
                await asyncio.sleep(TOGETHER_S)
        del self._asked[barcamp_id]

    async def _query(self, barcamp_id: int, devices: list[str]) -> dict[str, Person]:
        found: dict[str, Person] = {}
        async with self._db.reading() as db:
            for start in range(0, len(devices), AT_ONCE):
                found |= await people_with_badges(db, barcamp_id, devices[start : start + AT_ONCE])
        return found


def _keep(entries: dict[str, Entry], name: str, entry: Entry) -> None:
    entries.pop(name, None)  # to the end: the longest unused come first
    entries[name] = entry
    if len(entries) > MOST:
        del entries[next(iter(entries))]
