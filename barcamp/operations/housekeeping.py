"""Carries out what falls due on its own: events are deleted on their day, rehearsals after some hours. It looks at
start and once an hour. With a clock that has leapt, or that is behind what was done already, it deletes nothing.

If there are several processes, each one looks; the one that comes second finds the event gone.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from barcamp.desk.desk import Desk
from barcamp.domain.setup.deletion import DeleteBarcamp, DoubtClock
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.db import Database
from barcamp.kernel.refused import Refused
from barcamp.queries.setup.deletion import clock_in_doubt, due_for_deletion, rehearsals_over
from barcamp.telemetry.discreet import in_one_line

log = structlog.get_logger("housekeeping")

EVERY = 3600.0  # seconds
SERVER = Actor(Role.ORGANISER)


class Housekeeping:
    """Deletes what is due. `gone(barcamp_id)` is called after each deletion."""

    def __init__(
        self, db: Database, desk: Desk, clock: Callable[[], datetime], gone: Callable[[int], None], every: float = EVERY
    ) -> None:
        self._db = db
        self._desk = desk
        self._clock = clock
        self._gone = gone
        self._every = every
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        self._task = asyncio.create_task(self._keep_looking(), name="housekeeping")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look(self) -> list[int]:
        """Deletes what is due, and makes sure that nothing of it is left in the files. Returns the events that it
        deleted."""
        await self._db.leave_no_trace()
        async with self._db.reading() as db:
            due = {*await due_for_deletion(db, self._clock()), *await rehearsals_over(db, self._clock())}
            doubt = await clock_in_doubt(db, self._clock()) if due else ""
        if doubt:
            await self._doubt(doubt, len(due))
            return []
        deleted: list[int] = []
        for barcamp_id in sorted(due):
            try:
                await self._desk.carry_out(DeleteBarcamp(barcamp=barcamp_id), SERVER)
            except Refused as why:
                log.info("not deleted", barcamp=barcamp_id, why=why.key)
                continue
            self._gone(barcamp_id)
            log.info("deleted when it was due", barcamp=barcamp_id)
            deleted.append(barcamp_id)
        return deleted

    async def _doubt(self, doubt: str, due: int) -> None:
        """Whether to doubt the clock: nothing brings back what is deleted, and clocks are wrong more often than a
        server is quiet for a month."""
        now = self._clock()
        if doubt == "ahead":
            await self._desk.carry_out(DoubtClock(), SERVER, f"doubt-clock-{now:%Y-%m-%d}")
        log.warning("nothing is deleted: the clock cannot be right", clock=doubt, now=f"{now:%Y-%m-%d %H:%M}", due=due)

    async def _keep_looking(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as error:
                log.error("could not look for events to delete", error=in_one_line(error))
            await asyncio.sleep(self._every)
