"""Phones as their pages make them: what somebody does goes into an outbox (static/js/outbox/outbox.js) and is sent from
it in order, under the same op each try, until the server itself has said yes or no.
"""

import asyncio
import contextlib
import random
import secrets
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random

import httpx

from tests.faults.crowd.pages import Page

# Of outbox.js and answers.js, in seconds.
TIMEOUT, SEEN, SLOWEST, IMPATIENT, TRIES = 15.0, 4.0, 20.0, 3.0, 3
NOT_YET = {408, 412, 425, 429}

MOST = 6  # that somebody writes on top of what does not go out


@dataclass(slots=True)
class Entry:
    """One command. `answers` are the status codes, 0 for none; `accepted` is when the server said yes."""

    verb: str
    form: dict[str, object]
    written: float
    op: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    answers: list[int] = field(default_factory=list)
    foreign: int = 0
    accepted: float | None = None
    refused: bool = False


@dataclass(slots=True)
class Phone:
    """`entries` is all that was done on it, in order; `waiting` what has no definite answer yet."""

    page: Page
    number: int
    entries: list[Entry] = field(default_factory=list)
    waiting: deque[Entry] = field(default_factory=deque)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _reached: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.page.reached = self._reached.set

    async def acts(self, topics: Sequence[int], pause: float, over: asyncio.Event) -> None:
        """As somebody does who shows interest, takes it back, and writes on walls, whether or not it can be sent."""
        rng, wants = Random(self.number), dict.fromkeys(topics, False)
        for step in count():
            await self._rests(rng.uniform(0.5, 1.5) * pause, over)
            if over.is_set():
                return
            topic = rng.choice(topics)
            if len(self.waiting) >= MOST:
                continue
            if step % 3 == 2:
                self.write("write-note", wall=f"t{topic}", text=f"Notiz {step} von Gast {self.number}")
            elif not any(each.form.get("topic") == topic for each in self.waiting):  # taps that wait become one
                wants[topic] = not wants[topic]
                self.write("cast-vote" if wants[topic] else "withdraw-vote", topic=topic)

    def write(self, verb: str, **form: object) -> None:
        entry = Entry(verb, form, asyncio.get_running_loop().time())
        self.entries.append(entry)
        self.waiting.append(entry)
        self._news.set()

    async def sends(self) -> None:
        """For ever."""
        failures = 0
        while True:
            if not self.waiting:
                self._news.clear()
                await self._news.wait()
            if await self._send(self.waiting[0]):
                self.waiting.popleft()
                failures = 0
                continue
            slowest = IMPATIENT if self.page.open else SLOWEST
            await self._later(min(slowest, 2.0 ** min(failures, 5)) * random.uniform(0.7, 1.3))
            failures += 1

    async def _send(self, entry: Entry) -> bool:
        """Whether the answer was definite."""
        assert self.page.who is not None
        fields = {**entry.form, "back": "/", "op": entry.op, "writer": self.page.who.id}
        try:
            answer = await self.page.client.post(
                f"/{self.page.code}/{entry.verb}", data=fields, headers={"hx-request": "true"}, timeout=TIMEOUT
            )
        except httpx.HTTPError:
            entry.answers.append(0)
            return False
        status = answer.status_code
        entry.answers.append(status)
        if "<hx-partial" not in answer.text:
            return await self._steps_aside(entry)
        if status < 300:
            entry.accepted = asyncio.get_running_loop().time()
            return True
        entry.refused = (status < 500 and status not in NOT_YET) or (status == 500 and len(entry.answers) >= 4)
        return entry.refused

    async def _steps_aside(self, entry: Entry) -> bool:
        """Somebody in between has answered, for the third time on a line on which the server answers all else."""
        if entry.foreign < TRIES - 1 or await self._answers():
            entry.foreign += 1
        entry.refused = entry.foreign == TRIES
        return entry.refused

    async def _answers(self) -> bool:
        with contextlib.suppress(httpx.HTTPError):
            return "<hx-partial" in (await self.page.client.get(f"/{self.page.code}/mine", timeout=SEEN)).text
        return False

    async def _later(self, seconds: float) -> None:
        self._reached.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._reached.wait(), seconds)

    async def _rests(self, seconds: float, over: asyncio.Event) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), seconds)
