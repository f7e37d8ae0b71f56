"""The desk carries out commands: turn, permission, perform, journal, commit, ring. Every write goes through here.

Orders that arrive while one transaction is being written go into the next one together, and are answered after the
common commit (batch.py). On SQLite there is one queue, from which each ledger gets its share of a commit; on PostgreSQL
one per ledger, and the ledger's row lock keeps processes apart. So the journal of a ledger has no gaps that a reader
could slip past.
"""

import asyncio
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from time import perf_counter

import structlog

from barcamp.desk.batch import Answer, Order, write
from barcamp.desk.queue import Queue
from barcamp.desk.rights import check_role
from barcamp.desk.sweeping import Sweeper
from barcamp.kernel import journal
from barcamp.kernel.actor import Actor
from barcamp.kernel.command import Command
from barcamp.kernel.db import Database, is_outage
from barcamp.kernel.refused import Refused
from barcamp.telemetry import metrics
from barcamp.telemetry.discreet import in_one_line

__all__ = ["Answer", "Desk", "new_op"]

log = structlog.get_logger("desk")

MOST_IN_ONE_COMMIT = 200


class Desk:
    """Carries out commands. `ring(ledger_id)` is called after each commit that touched a barcamp, `changed` when the
    event itself or who its people are has changed, `erased` when somebody or all of it was erased."""

    def __init__(
        self,
        db: Database,
        ring: Callable[[int], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        changed: Callable[[int], None] = lambda ledger_id: None,
        erased: Callable[[int], None] = lambda ledger_id: None,
    ) -> None:
        self._db = db
        self._ring = ring
        self._clock = clock
        self._changed = changed
        self._erased = erased
        self._waiting: dict[int, Queue] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._sweeper = Sweeper(db)

    async def carry_out(self, command: Command, actor: Actor, op: str | None = None) -> Answer:
        """Carries a command out; returns once the change is committed. Raises Refused, having changed nothing.

        The same `op` again gives the same answer and changes nothing. Without one, each call is a command of its own.
        """
        order = Order(command, actor, op or new_op(), asyncio.get_running_loop().create_future())
        check_role(command, actor)
        queue = 0 if self._db.one_writer else order.ledger
        waiting = self._waiting.get(queue)
        if waiting is None:
            waiting = self._waiting[queue] = Queue()
            worker = asyncio.create_task(self._work_off(queue, waiting))
            self._workers.add(worker)
            worker.add_done_callback(partial(self._ended, queue, waiting))
        waiting.add(order)
        # A visitor who hangs up must not cancel what others wait for in the same transaction.
        return await asyncio.shield(order.answer)

    async def close(self) -> None:
        """Waits for what is under way."""
        while self._workers:
            await self._sweeper.close()
            await asyncio.wait(self._workers, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(0)
        await self._sweeper.close()

    async def _work_off(self, queue: int, waiting: Queue) -> None:
        await asyncio.sleep(0)
        while waiting:
            group = waiting.take(MOST_IN_ONE_COMMIT)
            try:
                await self._write(group)
            except Exception as error:
                _fail(group, error)
            except asyncio.CancelledError:
                waiting.give_back(group)
                raise
        del self._waiting[queue]

    def _ended(self, queue: int, waiting: Queue, worker: asyncio.Task[None]) -> None:
        """Notes that a worker has ended; before its time only if the process ends: those who still wait then get no
        answer, and will ask again."""
        self._workers.discard(worker)
        if worker.cancelled() and self._waiting.get(queue) is waiting:
            del self._waiting[queue]
            for order in waiting:
                order.answer.cancel()

    async def _write(self, group: list[Order]) -> None:
        began = perf_counter()
        async with self._db.writing() as db:
            ledgers, results = await write(db, group, self._clock())
            if erased := {of for order, result in results if (of := _erased_in(order, result))}:
                await self._db.mark_traces(db)
        metrics.COMMIT.observe(perf_counter() - began)
        for ledger in ledgers:
            if any(line["touched"] for line in ledger.lines):
                self._ring(ledger.id)
        anew = {order.ledger for order, result in results if isinstance(result, Answer) and result.anew}
        for ledger_id in anew - {journal.SERVER}:
            self._changed(ledger_id)
        for ledger_id in erased:
            self._erased(ledger_id)
        later = [(order, result) for order, result in results if _erased_in(order, result)]
        for order, result in results:
            if (order, result) not in later:
                _answer(order, result)
        if later:
            task = asyncio.create_task(self._answer_swept(later))
            self._workers.add(task)
            task.add_done_callback(self._workers.discard)

    async def _answer_swept(self, results: list[tuple[Order, Answer | Exception]]) -> None:
        await self._sweeper.swept()
        for order, result in results:
            _answer(order, result)


def _erased_in(order: Order, result: Answer | Exception) -> int | None:
    """The event in which something was erased."""
    if not order.command.erases or not isinstance(result, Answer) or result.repeated:
        return None
    return result.made if order.command.outside else order.ledger


def new_op() -> str:
    return secrets.token_urlsafe(16)


def _answer(order: Order, result: Answer | Exception) -> None:
    if order.answer.done():
        return
    if isinstance(result, Answer):
        order.answer.set_result(result)
    else:
        order.answer.set_exception(result)


def _fail(group: list[Order], error: Exception) -> None:
    if isinstance(error, Refused):
        reason: Exception = error
    elif is_outage(error):
        log.error("database outage", error=in_one_line(error))
        reason = Refused("desk.outage").answered(503)
    else:
        log.error("transaction failed", exc_info=error)
        reason = error
    for order in group:
        _answer(order, reason)
