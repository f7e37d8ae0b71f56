"""A workshop to measure in: five full lanes, and people who write and move cards while every screen waits for them."""

import asyncio
import http.client
import random
import re
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter, time
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection
from websockets.asyncio.client import connect
from websockets.typing import Origin

from barcamp.app import build
from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.walls.lane import GAP, notes
from barcamp.domain.walls.section import sections
from barcamp.kernel.actor import Actor, Role
from barcamp.queries.people.identity import people_with_badges
from barcamp.settings import Settings
from barcamp.web.gate.tokens import hashed
from bench.findings import Plan
from bench.parts.renderings import somebody
from bench.room import DEVICE, Room
from bench.servers import Server
from bench.sixty import sixty_topics

WALL = "e"
LANES = ("Zielgruppen", "Maßnahmen", "Was es schon gibt", "Wer noch fehlt", "Nächste Schritte")
MOVED_EVERY = 5  # deeds
# A card that came: its words; a card that moved: put behind another one, or drawn anew elsewhere.
SEEN = re.compile(r'Karte (\d+-\d+) |^\+(note_e-\d+) |id="(note_e-\d+)"', re.MULTILINE)


@dataclass(slots=True)
class Told:
    """When a deed was sent, and after how many milliseconds each screen has heard of it; times are of the wall clock,
    which browsers share with us."""

    sent: dict[str, float] = field(default_factory=dict)
    heard: dict[str, list[float]] = field(default_factory=dict)
    refused: int = 0

    def hears(self, screen: int, words: str, seen: set[tuple[int, str]]) -> None:
        now = time()
        for groups in SEEN.findall(words):
            deed = next(filter(None, groups))
            if deed in self.sent and (screen, deed) not in seen:
                seen.add((screen, deed))
                self.heard.setdefault(deed, []).append((now - self.sent[deed]) * 1000)

    def waits(self, *, moves: bool) -> list[float]:
        return sorted(wait for deed, waits in self.heard.items() if deed.startswith("note") == moves for wait in waits)

    def missing(self, screens: int) -> int:
        return sum(screens - len(self.heard.get(deed, [])) for deed in self.sent)


@dataclass(frozen=True, slots=True)
class Workshop:
    """`own` are the cards of each writer, by their number."""

    room: Room
    lanes: tuple[int, ...]
    own: dict[int, list[int]]


@contextmanager
def furnished(plan: Plan, folder: Path, cards: int, writers: int) -> Iterator[Workshop]:
    """A copy of the room whose wall has five lanes of so many cards, written by turns by everybody who writes."""
    data = folder / "workshop"
    shutil.copytree(plan.room.folder, data)
    lanes, own = asyncio.run(_fill(plan, data, cards, writers))
    try:
        yield Workshop(replace(plan.room, folder=data), lanes, own)
    finally:
        shutil.rmtree(data)


async def _fill(plan: Plan, data: Path, cards: int, writers: int) -> tuple[tuple[int, ...], dict[int, list[int]]]:
    ctx = build(Settings(data=data))
    try:
        moderator = Actor(Role.MODERATOR, plan.room.camp_id, await somebody(ctx, plan, 0))
        for phase in ("planning", "sessions"):
            await ctx.desk.carry_out(MoveToPhase(phase=phase), moderator)
        devices = [hashed(f"{DEVICE}{number:06d}") for number in range(writers)]
        async with ctx.db.reading() as db:
            people = await people_with_badges(db, plan.room.camp_id, devices)
        authors = [people[device].id for device in devices]
        texts = [f"{title}. {words}" for title, words in sixty_topics()]
        async with ctx.db.writing() as db:
            lanes = []
            for position, title in enumerate(LANES, 1):
                row = {"barcamp_id": plan.room.camp_id, "wall_kind": WALL, "wall": WALL, "kind": "own"}
                lanes.append(await _added(db, sections, **row, title=title, position=position))
            own: dict[int, list[int]] = {number: [] for number in range(writers)}
            for number in range(cards * len(lanes)):
                row = {"barcamp_id": plan.room.camp_id, "wall": WALL, "author_id": authors[number % writers]}
                row |= {"section_id": lanes[number // cards], "position": (number % cards + 1) * GAP}
                row |= {"text": f"{texts[number % len(texts)]} ({number})", "written_at": ctx.clock()}
                own[number % writers].append(await _added(db, notes, **row))
        return tuple(lanes), own
    finally:
        await ctx.desk.close()
        await ctx.db.close()


async def _added(db: AsyncConnection, table: Table, **values: Any) -> int:
    made = await db.execute(insert(table).values(**values))
    assert made.inserted_primary_key
    return made.inserted_primary_key[0]


async def work(shop: Workshop, server: Server, writers: int, per_minute: float, seconds: float) -> Told:
    """Everybody writes at their own moments, and moves a card of their own now and then; everybody's screen listens."""
    told, begun = Told(), asyncio.Event()
    async with listening(server, f"/{shop.room.code}/socket/notes/{WALL}?mark=", writers, told):
        async with asyncio.TaskGroup() as group:
            for number in range(writers):
                group.create_task(_writer(shop, server, number, per_minute, seconds, told, begun))
            begun.set()
        await asyncio.sleep(2)  # until the last of them has arrived
    return told


@asynccontextmanager
async def listening(server: Server, path: str, screens: int, told: Told) -> AsyncIterator[None]:
    seen: set[tuple[int, str]] = set()
    async with AsyncExitStack() as stack:
        tasks = []
        for number in range(screens):
            url, cookie = f"ws://{server.host}:{server.port}{path}", {"Cookie": f"barcamp_device={DEVICE}{number:06d}"}
            line = await stack.enter_async_context(
                connect(
                    url, origin=Origin(f"http://{server.host}:{server.port}"), additional_headers=cookie, max_size=None
                )
            )

            async def hear(line=line, number=number) -> None:
                async for words in line:
                    told.hears(number, words if isinstance(words, str) else words.decode(), seen)

            tasks.append(asyncio.create_task(hear()))
        await asyncio.sleep(1)  # all have the whole page
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _writer(
    shop: Workshop, server: Server, number: int, per_minute: float, seconds: float, told: Told, begun: asyncio.Event
) -> None:
    chance, texts = random.Random(number), sixty_topics()
    own, deeds = iter(shop.own[number]), max(1, round(per_minute * seconds / 60))
    post = _poster(server, f"/{shop.room.code}", number)
    await begun.wait()
    began = perf_counter()
    for each, due in enumerate(sorted(chance.uniform(0, seconds) for _ in range(deeds))):
        await asyncio.sleep(max(0, due - (perf_counter() - began)))
        lane = str(chance.choice(shop.lanes))
        card = next(own, None) if each % MOVED_EVERY == MOVED_EVERY - 1 else None
        if card is None:
            deed, verb = f"{number}-{each}", "write-note"
            fields = {"wall": WALL, "section": lane, "text": f"Karte {deed} {texts[each % len(texts)][0]}"}
        else:
            deed, verb = f"note_{WALL}-{card}", "move-note"
            fields = {"note": str(card), "section": lane, "place": "first"}
        told.sent[deed] = time()
        if await asyncio.to_thread(post, verb, {"op": f"wall-{number}-{each}", **fields}) >= 400:
            told.refused += 1
            del told.sent[deed]


def _poster(server: Server, path: str, number: int) -> Callable[[str, dict[str, str]], int]:
    """Sends forms over one line that stays open, as browsers do."""
    line = http.client.HTTPConnection(server.host, server.port, timeout=20)
    head = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"barcamp_device={DEVICE}{number:06d}"}

    def post(verb: str, fields: dict[str, str]) -> int:
        line.request("POST", f"{path}/{verb}", urlencode(fields), head)
        reply = line.getresponse()
        reply.read()
        return reply.status

    return post
