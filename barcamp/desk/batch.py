"""One common commit: many orders in one transaction, each in a savepoint of its own, journaled without gaps."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.desk.rights import Rights, by_now, read_rights
from barcamp.domain.event import barcamp as barcamps
from barcamp.domain.event.exhibit import Exhibit
from barcamp.domain.people.attendee import name_of
from barcamp.domain.setup.deletion import DeleteBarcamp
from barcamp.domain.setup.frozen import freeze
from barcamp.domain.walls.breadth.counted import count_again
from barcamp.kernel import facts, journal
from barcamp.kernel.actor import Actor
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.command import Command
from barcamp.kernel.db import is_outage
from barcamp.kernel.facts import Changed, read, written
from barcamp.kernel.refused import Invalid, NotAllowed, NotFound, Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.queries.event.exhibit import concerns, is_there
from barcamp.queries.setup.frozen import series_before

log = structlog.get_logger("desk")


@dataclass(frozen=True, slots=True)
class Answer:
    """The command is accepted and on disk, as journal line `seq`. `made` is the id of what the command made, if
    anything. `anew`: the event, or who its people are, has changed."""

    seq: int
    made: int | None
    changed: frozenset[Changed]
    repeated: bool = False
    anew: bool = False


@dataclass(slots=True)
class Order:
    command: Command
    actor: Actor
    op: str
    answer: asyncio.Future[Answer]

    @property
    def ledger(self) -> int:
        return journal.SERVER if self.command.outside else (self.actor.barcamp_id or journal.SERVER)


@dataclass(slots=True)
class Ledger:
    """What one transaction knows of one ledger: the next number, the barcamp as it now is, the ops seen before."""

    id: int
    seq: int
    barcamp: Barcamp | None
    seen: dict[str, Answer] = field(default_factory=dict[str, Answer])
    owners: dict[str, tuple[int | None, int | None, str]] = field(
        default_factory=dict[str, tuple[int | None, int | None, str]]
    )
    lines: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    written: int = 0  # how many of the lines are in the database already


Result = tuple[Order, Answer | Exception]


async def write(db: AsyncConnection, orders: list[Order], now: datetime) -> tuple[list[Ledger], list[Result]]:
    """Carries the orders out in order. Returns the ledgers they grew, and what came of each order."""
    ledgers: dict[int, Ledger] = {}
    for ledger_id in sorted({order.ledger for order in orders}):
        ops = [order.op for order in orders if order.ledger == ledger_id]
        if ledger := await _open(db, ledger_id, ops):
            ledgers[ledger_id] = ledger
    results: list[Result] = []
    rights = await read_rights(db, (order.actor for order in orders), now)
    stale = False
    for run in _runs(orders):
        ledger = ledgers.get(run[0].ledger)
        if stale:
            rights = await read_rights(db, (order.actor for order in orders), now)
        if ledger is None:
            results += [(order, NotFound("barcamp.gone")) for order in run]
        elif len(run) > 1:
            results += await _perform_together(db, ledger, run, rights, now)
        else:
            results.append((run[0], await _perform(db, ledger, run[0], rights, now)))
            if isinstance(run[0].command, DeleteBarcamp) and isinstance(results[-1][1], Answer):
                ledgers.pop(run[0].command.barcamp, None)
        stale = any(isinstance(result, Answer) and result.anew for _, result in results[-len(run) :])
    for ledger in ledgers.values():
        await _close(db, ledger)
    return list(ledgers.values()), results


def _runs(orders: list[Order]) -> Iterator[list[Order]]:
    """Splits the orders into runs that can be carried out together; the same op never occurs twice in one run."""
    run: list[Order] = []
    ops: set[str] = set()
    for order in orders:
        joins = (
            run
            and order.command.together is not None
            and order.command.together is run[0].command.together
            and order.ledger == run[0].ledger
            and order.op not in ops
        )
        if run and not joins:
            yield run
            run, ops = [], set()
        run.append(order)
        ops.add(order.op)
    if run:
        yield run


async def _perform_together(
    db: AsyncConnection, ledger: Ledger, run: list[Order], rights: Rights, now: datetime
) -> list[Result]:
    """Carries out a run as if one by one, in a few statements for all. If that fails, doing it one by one shows whose
    fault it is."""
    results: dict[int, Answer | Exception] = {}
    fresh: list[Order] = []
    turns: list[tuple[Command, Turn]] = []
    for order in run:
        if known := _known(ledger, order):
            results[id(order)] = known
            continue
        try:
            actor = by_now(order.command, order.actor, ledger.id, ledger.barcamp, rights)
        except Refused as why:
            results[id(order)] = why
        else:
            fresh.append(order)
            turns.append((order.command, Turn(db, actor, now, name_of, ledger.barcamp)))
    together = run[0].command.together
    assert together is not None
    if fresh:
        try:
            async with db.begin_nested():
                done = await together(turns)
        except Exception as error:
            if is_outage(error):
                raise
            return [(order, await _perform(db, ledger, order, rights, now)) for order in run]
        for order, result in zip(fresh, done, strict=True):
            results[id(order)] = result if isinstance(result, Refused) else _note_down(ledger, order, result, now)
    return [(order, results[id(order)]) for order in run]


async def _open(db: AsyncConnection, ledger_id: int, ops: list[str]) -> Ledger | None:
    ledgers, lines = journal.ledgers, journal.lines
    seq = await db.scalar(select(ledgers.c.seq).where(ledgers.c.id == ledger_id).with_for_update())
    if seq is None:
        return None
    known = await barcamps.load(db, ledger_id) if ledger_id != journal.SERVER else None
    ledger = Ledger(ledger_id, seq, known)
    for row in await db.execute(
        select(
            lines.c.op, lines.c.seq, lines.c.made, lines.c.touched,
            lines.c.attendee_id, lines.c.organiser_id, lines.c.command,
        ).where(lines.c.ledger_id == ledger_id, lines.c.op.in_(ops))
    ):  # fmt: skip
        ledger.seen[row.op] = Answer(row.seq, row.made, read(row.touched), repeated=True)
        ledger.owners[row.op] = (row.attendee_id, row.organiser_id, row.command)
    return ledger


async def _perform(
    db: AsyncConnection, ledger: Ledger, order: Order, rights: Rights, now: datetime
) -> Answer | Exception:
    if known := _known(ledger, order):
        return known
    command = order.command
    try:
        turn = Turn(
            db, by_now(order.command, order.actor, ledger.id, ledger.barcamp, rights), now, name_of, ledger.barcamp
        )
    except Refused as why:
        return why
    if command.rewrites:
        await _close(db, ledger)
    try:
        async with db.begin_nested():
            done = await command.performed(turn)
            if command.freezes:
                await _freeze(turn, done)
            if not command.outside:
                done = replace(done, changed=done.changed | await _besides(turn, done, ledger.seq + 1))
    except (Refused, Invalid) as why:
        return why
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("command failed", command=command.verb, ledger=ledger.id)
        return error
    anew = command.raises or any(fact.kind in facts.OF_PEOPLE for fact in done.changed)
    if not command.outside:
        anew |= ledger.barcamp is not None and not turn.barcamp.alike(ledger.barcamp)
        ledger.barcamp = turn.barcamp
    return replace(_note_down(ledger, order, done, now), anew=anew)


async def _freeze(turn: Turn, done: Done) -> None:
    """Freezes the report of an event that was closed, or came in closed."""
    camp = await barcamps.load(turn.db, done.made or turn.barcamp.id)
    if camp is not None and camp.archived:
        await freeze(turn, camp, *await series_before(turn.db, camp))


async def _besides(turn: Turn, done: Done, line: int) -> set[Changed]:
    """What follows from it, whichever command it was."""
    lost = {Changed.scene()} if await _lost_from_view(turn, done) else set[Changed]()
    return {*lost, *await count_again(turn, done.changed, line)}


async def _lost_from_view(turn: Turn, done: Done) -> bool:
    """Ends what everybody is asked to look at if this took it away, whichever command did."""
    look = Exhibit.read(turn.barcamp.exhibit)
    if not concerns(look, done.changed) or await is_there(turn.db, turn.barcamp.id, look):
        return False
    await barcamps.change(turn, exhibit="")
    return True


def _known(ledger: Ledger, order: Order) -> Answer | Refused | None:
    """The answer that needs no performing: given before, or no in any case."""
    command = order.command
    if order.op in ledger.seen:
        return ledger.seen[order.op] if ledger.owners[order.op] == _owner(order) else NotAllowed("op.not_yours")
    if ledger.barcamp and ledger.barcamp.archived and not command.even_archived:
        return Refused("barcamp.archived")
    return None


def _note_down(ledger: Ledger, order: Order, done: Done, now: datetime) -> Answer:
    ledger.seq += 1
    attendee, organiser, verb = owner = _owner(order)
    ledger.lines.append(
        {
            "ledger_id": ledger.id,
            "seq": ledger.seq,
            "op": order.op,
            "at": now,
            "attendee_id": attendee,
            "organiser_id": organiser,
            "command": verb,
            "payload": order.command.for_journal(done.secret),
            "touched": written(done.changed),
            "made": done.made,
        }
    )
    answer = Answer(ledger.seq, done.made, done.changed)
    ledger.seen[order.op] = Answer(ledger.seq, done.made, done.changed, repeated=True)
    ledger.owners[order.op] = owner
    return answer


def _owner(order: Order) -> tuple[int | None, int | None, str]:
    """The person who gave it, as the journal records it; nobody for an anonymous command."""
    if order.command.anonymous:
        return None, None, order.command.verb
    return order.actor.attendee_id, order.actor.organiser_id, order.command.verb


async def _close(db: AsyncConnection, ledger: Ledger) -> None:
    """Writes down the lines that have not been written yet."""
    if fresh := ledger.lines[ledger.written :]:
        await db.execute(insert(journal.lines), fresh)
        await db.execute(update(journal.ledgers).where(journal.ledgers.c.id == ledger.id).values(seq=ledger.seq))
        ledger.written = len(ledger.lines)
