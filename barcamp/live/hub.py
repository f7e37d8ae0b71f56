"""All broadcasts of this process: woken by the bell, each at its own beat, and looking for changes now and then in any
case."""

import asyncio
from collections.abc import Callable
from time import perf_counter

import structlog
from jinja2 import Environment

from barcamp.domain.people.organiser import sign_ins_that_hold
from barcamp.kernel.actor import Role
from barcamp.kernel.db import Database, is_outage
from barcamp.kernel.journal import SERVER
from barcamp.live.audience import Group, Seat
from barcamp.live.bell import Bell
from barcamp.live.broadcast import Broadcast, Clock, Gone
from barcamp.live.view import Page
from barcamp.telemetry import metrics
from barcamp.telemetry.discreet import in_one_line

log = structlog.get_logger("hub")

LOOK_EVERY = 3.0  # seconds; a lost ring delays a change by no more than this
BEATS_AT_ONCE = 4  # broadcasts that look at the database together; there are connections for more than that
TYPING = 1.0  # seconds between two counts of who writes
IDLE_LOOKS = 20  # looks after which a broadcast without an audience is taken down


class Hub:
    """Holds the broadcasts. `beat` and `heartbeat` in seconds. `forget` is told of an event in which somebody has lost
    a right."""

    def __init__(self, db: Database, bell: Bell, env: Environment, clock: Clock, beat: float, heartbeat: float) -> None:
        self.broadcasts: dict[int, Broadcast] = {}
        self.forget: Callable[[int], None] = lambda barcamp_id: None
        self.unexpected = 0  # messages from screens, which have nothing to say
        self._unexpected_told = 0
        self._db = db
        self._bell = bell
        self._env = env
        self._clock = clock
        self._beat = beat
        self._heartbeat = heartbeat
        self._dirty: set[int] = set()
        self._beating: set[int] = set()
        self._wake = asyncio.Event()
        self._typed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def open(self) -> None:
        self._tasks = [
            asyncio.create_task(self._bell.run(self._ring, self._gap, self._overhear), name="bell"),
            asyncio.create_task(self._keep_beating(), name="beat"),
            asyncio.create_task(self._keep_looking(), name="look"),
            asyncio.create_task(self._keep_alive(), name="heartbeat"),
            asyncio.create_task(self._keep_counting(), name="typing"),
        ]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def broadcast(self, barcamp_id: int) -> Broadcast:
        broadcast = self.broadcasts.get(barcamp_id)
        if broadcast is None:
            broadcast = self.broadcasts[barcamp_id] = Broadcast(
                barcamp_id, self._db, self._env, self._clock, self.forget
            )
        return broadcast

    async def page(self, barcamp_id: int, group: Group, *, short: bool = False) -> Page:
        broadcast = self.broadcast(barcamp_id)
        page = await (broadcast.first_page(group) if short else broadcast.page(group))
        if broadcast.audience.anyone_due:
            self._ring(barcamp_id)
        return page

    async def look(self, barcamp_id: int, group: Group, mark: str) -> str:
        """The message for a screen without a socket: what has changed since `mark`, empty if nothing has."""
        broadcast = self.broadcast(barcamp_id)
        message = await broadcast.look(group, mark)
        if broadcast.audience.anyone_due:
            self._ring(barcamp_id)
        return message

    def enter(self, barcamp_id: int, seat: Seat) -> None:
        if self.broadcast(barcamp_id).enter(seat):
            self._ring(barcamp_id)

    def leave(self, barcamp_id: int, seat: Seat) -> None:
        broadcast = self.broadcasts.get(barcamp_id)
        if broadcast is not None:
            broadcast.audience.leave(seat)

    def set_behind(self, barcamp_id: int, seat: Seat, behind: bool) -> None:
        self.broadcast(barcamp_id).audience.set_behind(seat, behind)
        if not behind:
            self._ring(barcamp_id)

    def note_writing(self, barcamp_id: int, wall: str, person: int, lane: int) -> None:
        """Somebody writes in a lane of a wall, and that is said in every process."""
        self._bell.mention(f"{barcamp_id} {wall} {person} {lane}")

    def _overhear(self, words: str) -> None:
        event, wall, person, lane = (*words.split(" "), "", "", "")[:4]
        if not (event.isdigit() and person.isdigit() and lane.isdigit()):
            return  # of another version of the program
        if broadcast := self.broadcasts.get(int(event)):
            broadcast.typing.note(wall, int(person), int(lane))
            self._typed.set()

    def present(self, barcamp_id: int) -> set[int]:
        """The moderators who have a screen open, as far as this process knows."""
        broadcast = self.broadcasts.get(barcamp_id)
        seats = broadcast.audience.seats() if broadcast else ()
        return {seat.person for seat in seats if seat.role >= Role.MODERATOR}

    def end_broadcast(self, barcamp_id: int) -> None:
        """Closes the broadcast of an event that is gone. Screens that are still there ask again at once, and say so."""
        if broadcast := self.broadcasts.pop(barcamp_id, None):
            broadcast.audience.let_go_of_all()

    def measure(self) -> None:
        """Passes on the present state and what was done since the last time; both are counted in any case."""
        seats = [seat for broadcast in self.broadcasts.values() for seat in broadcast.audience.seats()]
        metrics.SEATS.set(len(seats))
        metrics.BEHIND.set(sum(seat.behind for seat in seats))
        metrics.BACKLOG.set(max((seat.line.backlog for seat in seats), default=0))
        metrics.STAGES.set(len(self.broadcasts))
        for broadcast in self.broadcasts.values():
            broadcast.measure()
        metrics.UNEXPECTED.inc(self.unexpected - self._unexpected_told)
        self._unexpected_told = self.unexpected

    def _ring(self, ledger_id: int) -> None:
        if ledger_id == SERVER:
            self._dirty.add(SERVER)
            self._wake.set()
        if broadcast := self.broadcasts.get(ledger_id):
            broadcast.ring()
            self._dirty.add(ledger_id)
            self._wake.set()

    def _gap(self) -> None:
        for ledger_id in self.broadcasts:
            self._ring(ledger_id)

    async def _keep_beating(self) -> None:
        """Each broadcast in a step of its own: whoever has a full room to write to holds up nobody else."""
        some = asyncio.Semaphore(BEATS_AT_ONCE)
        async with asyncio.TaskGroup() as beats:
            while True:
                await self._wake.wait()
                self._wake.clear()
                ready = self._dirty - self._beating
                self._dirty -= ready
                self._beating |= ready
                for ledger_id in ready:
                    beats.create_task(self._take_step(ledger_id, some))

    async def _take_step(self, ledger_id: int, some: asyncio.Semaphore) -> None:
        """A beat, and the pause after it."""
        async with some:
            await self._beat_once(ledger_id)
        await asyncio.sleep(self._beat)
        self._beating.discard(ledger_id)
        if ledger_id in self._dirty:
            self._wake.set()

    async def _beat_once(self, ledger_id: int) -> None:
        try:
            if ledger_id == SERVER:
                await self._end_sign_ins()
            elif broadcast := self.broadcasts.get(ledger_id):
                began = perf_counter()
                await broadcast.beat()
                metrics.BEAT.observe(perf_counter() - began)
        except Gone:
            self.end_broadcast(ledger_id)
        except Exception as error:
            if is_outage(error):
                log.error("database outage", barcamp=ledger_id, error=in_one_line(error))
            else:
                log.exception("beat failed, trying again", barcamp=ledger_id)
            asyncio.get_running_loop().call_later(1.0, self._ring, ledger_id)

    async def _end_sign_ins(self) -> None:
        """Closes the screens of people who signed out, here or elsewhere, or whose time is over."""
        there = {token for broadcast in self.broadcasts.values() for token in broadcast.audience.sign_ins()}
        if there:
            async with self._db.reading() as db:
                hold = await sign_ins_that_hold(db, there, self._clock())
            for broadcast in self.broadcasts.values():
                broadcast.audience.let_go_of_signed_out(hold | (broadcast.audience.sign_ins() - there))

    async def _keep_looking(self) -> None:
        """Makes up for lost rings, and for what only the passing of time changed."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            self.measure()
            self._ring(SERVER)
            for ledger_id, broadcast in list(self.broadcasts.items()):
                if len(broadcast.audience):
                    broadcast.idle = 0
                    self._ring(ledger_id)
                elif broadcast.idle < IDLE_LOOKS:
                    broadcast.idle += 1
                elif ledger_id not in self._dirty | self._beating:
                    del self.broadcasts[ledger_id]  # the next request for a page sets it up anew

    async def _keep_counting(self) -> None:
        """Says how many write, where that has changed; asleep while nobody does."""
        while True:
            await self._typed.wait()
            self._typed.clear()
            for broadcast in list(self.broadcasts.values()):
                if broadcast.typing.anybody:
                    await broadcast.say_who_writes()
                    self._typed.set()
            await asyncio.sleep(TYPING)

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(self._heartbeat)
            for broadcast in list(self.broadcasts.values()):
                await broadcast.sign_of_life()
