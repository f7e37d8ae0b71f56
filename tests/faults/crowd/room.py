"""A room full of phones that vote and write while something breaks, and the reckoning afterwards: what was promised,
what is kept, and when every screen was right again.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from barcamp import migrations
from barcamp.app import build
from barcamp.domain.topics.vote import votes
from barcamp.domain.walls.note import notes
from barcamp.queries.history import last_seq
from barcamp.settings import Settings
from tests.cast import Cast, Clock, gather_cast
from tests.faults.crowd.devices import crowd
from tests.faults.crowd.pages import Page
from tests.faults.crowd.phones import Entry, Phone
from tests.waiting import until

TOPICS = 12
PATIENCE = 300  # seconds; for what never comes


@dataclass(frozen=True, slots=True)
class Size:
    """How many phones, how many seconds between two commands of one, how long the fault lasts where we choose."""

    phones: int
    pause: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of one fault. Times are in seconds since whatever was broken was back."""

    lasted: float
    commands: int
    acknowledged: int
    resent: int
    lost: list[str]
    doubled: list[str]
    answers: dict[int, int]
    last_answer: float
    screens: int
    right: list[float]

    @property
    def kept(self) -> bool:
        """Whether all that was done was acknowledged and is there, once."""
        return self.acknowledged == self.commands and not self.lost and not self.doubled

    @property
    def median(self) -> float:
        return median(self.right)

    @property
    def worst(self) -> float:
        return max(self.right)


@dataclass(slots=True)
class Room:
    """`broke` and `back` are when, by the loop's clock."""

    cast: Cast
    url: str
    topics: list[int]
    size: Size
    phones: list[Phone] = field(default_factory=list)
    watchers: list[Page] = field(default_factory=list)
    broke: float = 0.0
    back: float = 0.0

    @property
    def pages(self) -> list[Page]:
        return [*(phone.page for phone in self.phones), *self.watchers]

    @property
    def entries(self) -> list[Entry]:
        return [entry for phone in self.phones for entry in phone.entries]

    async def suffers(self, strike: Callable[["Room"], Awaitable[None]]) -> Figures:
        """`strike` breaks something and returns once it is back. The room goes on meanwhile, and until all is well."""
        over, now = asyncio.Event(), asyncio.get_running_loop().time
        tasks = [asyncio.create_task(page.watch()) for page in self.pages]
        tasks += [asyncio.create_task(phone.sends()) for phone in self.phones]
        await until(lambda: all(page.open for page in self.pages), PATIENCE)
        acting = [asyncio.create_task(phone.acts(self.topics, self.size.pause, over)) for phone in self.phones]
        try:
            await self._does(2)
            self.broke = now()
            await strike(self)
            self.back = now()
            await self._catches_up()
            over.set()
            await asyncio.gather(*acting)
            # Whatever chance has written: the wall that is watched ends with a change of one of its parts.
            self.phones[0].write("write-note", wall=f"t{self.topics[0]}", text="Zum Schluss")
            await self._is_answered(self.entries)
            await self._is_right()
            return await self._reckoned()
        finally:
            for task in (*tasks, *acting):
                task.cancel()
            await asyncio.gather(*tasks, *acting, return_exceptions=True)

    async def holds_out(self) -> None:
        """As long as it shall last; however short that is, most phones meet it."""
        now = asyncio.get_running_loop().time
        end = now() + self.size.seconds
        await self._does(1)
        await until(lambda: now() >= end, PATIENCE)

    async def _does(self, times: int) -> None:
        """Until so many more commands were done for each phone, answered or not."""
        goal = len(self.entries) + times * len(self.phones)
        await until(lambda: len(self.entries) >= goal, PATIENCE)

    async def _catches_up(self) -> None:
        """All that was done before it was back is answered, and seen on every screen."""
        await self._is_answered([entry for entry in self.entries if entry.written <= self.back])
        seq = await self._last_seq()
        await self._comes(lambda: [page.screen for page in self.pages if page.seq < seq and not page.stopped])

    async def _is_answered(self, entries: list[Entry]) -> None:
        await self._comes(lambda: [each for each in entries if not each.accepted and not each.refused])

    async def _comes(self, missing: Callable[[], list[Any]]) -> None:
        """Until nothing is missing any more; fails with what is."""
        try:
            await until(lambda: not missing(), PATIENCE)
        except TimeoutError:
            raise AssertionError(f"for ever missing: {missing()}") from None

    async def _is_right(self) -> None:
        """Every screen shows what a page shows that is opened now, of which there is one of each kind."""
        seq, wrong, now = await self._last_seq(), list(self.pages), asyncio.get_running_loop().time
        end = now() + PATIENCE
        fresh: dict[str, Any] = {}
        while now() < end:
            kinds = {page.screen: page for page in wrong}
            fresh = {screen: await page.fresh() for screen, page in kinds.items()}
            wrong = [page for page in wrong if page.seq < seq or page.differs(fresh[page.screen])]
            if not wrong:
                return
            await asyncio.sleep(0.2)
        raise AssertionError(f"stay wrong: {[page.difference(fresh[page.screen]) for page in wrong]}")

    async def _last_seq(self) -> int:
        async with self.cast.ctx.db.reading() as db:
            return await last_seq(db, self.cast.id)

    async def _reckoned(self) -> Figures:
        entries, lines = self.entries, await self.cast.journal()
        seqs = {line.op: line.seq for line in lines}
        before = [each for each in entries if each.accepted and each.written <= self.back]
        seq = max(seqs.get(entry.op, 0) for entry in before)
        lost, doubled = await self._differences(lines)
        return Figures(
            lasted=self.back - self.broke,
            commands=len(entries),
            acknowledged=sum(entry.accepted is not None for entry in entries),
            resent=sum(len(entry.answers) > 1 for entry in entries),
            lost=lost,
            doubled=doubled,
            answers=dict(sorted(Counter(answer for entry in entries for answer in entry.answers).items())),
            last_answer=max(0.0, max((each.accepted or 0) - self.back for each in before)),
            screens=len(self.pages),
            right=[max(0.0, (page.right_after(seq) or float("inf")) - self.back) for page in self.pages],
        )

    async def _differences(self, lines: list) -> tuple[list[str], list[str]]:
        """What was acknowledged and is not there, and what is there twice: in the journal, on walls, among votes."""
        ops = Counter(line.op for line in lines)
        walls = Counter(row.text for row in await self.cast.rows(notes))
        kept = {(row.attendee_id, row.topic_id) for row in await self.cast.rows(votes)}
        lost, doubled = [], [f"{op} in the journal" for op, times in ops.items() if times > 1]
        for entry in self.entries:
            if entry.accepted and not ops[entry.op]:
                lost.append(f"{entry.verb} {entry.op}")
            if entry.verb == "write-note":
                there = walls[entry.form["text"]]
                lost += [str(entry.form["text"])] * bool(entry.accepted and not there)
                doubled += [str(entry.form["text"])] * (there > 1)
        meant = {vote for phone in self.phones for vote in _meant(phone)}
        lost += [f"vote {vote}" for vote in meant - kept]
        doubled += [f"vote {vote} that was taken back" for vote in kept - meant]
        if [line.seq for line in lines] != list(range(1, len(lines) + 1)):
            lost.append("a number of the journal")
        return lost, doubled


def _meant(phone: Phone) -> set[tuple[int, int]]:
    """The votes that somebody should have after all that they did, one after the other."""
    left: set[tuple[int, int]] = set()
    assert phone.page.who is not None
    for entry in phone.entries:
        if entry.accepted and entry.verb.endswith("-vote"):
            vote = (phone.page.who.id, int(str(entry.form["topic"])))
            (left.add if entry.verb == "cast-vote" else left.discard)(vote)
    return left


@asynccontextmanager
async def gathered(database_url: str) -> AsyncIterator[Cast]:
    """The cast in a new database."""
    await migrations.upgrade(database_url)
    clock = Clock()
    parts = build(Settings(database_url=database_url), clock)
    try:
        yield await gather_cast(parts, clock)
    finally:
        await parts.desk.close()
        await parts.db.close()


@asynccontextmanager
async def furnished(cast: Cast, url: str, size: Size) -> AsyncIterator[Room]:
    """The room at this address, its screens loaded: a phone for everybody, projector, console, and a wall."""
    people = await crowd(cast, size.phones)
    topics = [await cast.pitches(f"Thema {number}") for number in range(TOPICS)]
    room = Room(cast, url, topics, size)
    async with AsyncExitStack() as stack:
        kinds = (("projector", None), ("console", cast.max), (f"notes/t{topics[0]}", cast.kim), ("phone", cast.noor))
        for screen, who in kinds:
            room.watchers.append(Page(url, cast.code, screen, who))
            await room.watchers[-1].load()
        room.phones = [Phone(Page(url, cast.code, "phone", who), number) for number, who in enumerate(people)]
        for phone in room.phones:
            phone.page.follow(room.watchers[-1])
        for page in room.pages:
            stack.push_async_callback(page.client.aclose)
        yield room
