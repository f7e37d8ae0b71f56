"""Leaving no trace of what was erased: one sweep for everybody who erases in the meantime, and a rest after each.

A sweep rewrites SQLite's file, during which nobody else can write. So somebody who erases again and again holds up the
others for only a small part of the time, and waits for the next sweep.
"""

import asyncio
from time import monotonic

import structlog

from barcamp.kernel.db import Database
from barcamp.telemetry.discreet import in_one_line

log = structlog.get_logger("desk")

REST = 20.0  # this many times as long as the last sweep took
PATIENCE = 5.0  # seconds that somebody who erased waits; what is marked is swept all the same


class Sweeper:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._asked: asyncio.Future[None] | None = None  # for the sweep that has not begun yet
        self._rests_until = 0.0
        self._task: asyncio.Task[None] | None = None

    async def swept(self) -> None:
        """Waits for a sweep that begins after this call; returns after it, or when patience runs out."""
        if self._asked is None:
            self._asked = asyncio.get_running_loop().create_future()
        asked = self._asked
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())
        await asyncio.wait([asked], timeout=PATIENCE)

    async def close(self) -> None:
        """Sweeps at once for those who still wait."""
        self._rests_until = 0.0
        if self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._asked is not None:
            await self._sweep()

    async def _work(self) -> None:
        while self._asked is not None:
            await asyncio.sleep(self._rests_until - monotonic())
            await self._sweep()

    async def _sweep(self) -> None:
        asked, self._asked, began = self._asked, None, monotonic()
        try:
            if not await self._db.leave_no_trace():
                log.warning("what was erased is still in the files: somebody reads them, or the disk is full")
        except Exception as error:  # housekeeping will see to it
            log.error("leaving no trace failed", error=in_one_line(error))
        self._rests_until = monotonic() + REST * (monotonic() - began)
        if asked is not None and not asked.done():
            asked.set_result(None)
