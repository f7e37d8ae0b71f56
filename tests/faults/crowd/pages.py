"""Pages that come back as static/js/core/live.js does: a socket with growing pauses, requests in its place meanwhile,
and the whole page for whoever missed something. Many of them show the same, which is read once for all.
"""

import asyncio
import contextlib
import difflib
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidHandshake

from tests.faults.crowd.screens import Screen, fresh_page
from tests.live.applying import Showing

# Of live.js, in seconds.
POLL, SLOWEST, BLOCKED, PATIENCE = 4.0, 8.0, 30.0, 10.0
STOPPED = (4403, 4404)
# Looked at anew with every vote on a fresh page, but not on open ones: see tests/house/screens/test_screens.py.
WEIGHED = "check"


@dataclass(slots=True)
class Page(Screen):
    """`screen` may name a subject too (notes/t7). `seen` is when it came to be how far; `reached` is called whenever
    the server was reached again."""

    seen: list[tuple[float, int]] = field(default_factory=list)
    reached: Callable[[], None] = lambda: None
    mine: str = ""
    stopped: bool = False
    client: httpx.AsyncClient = field(init=False)
    _failures: int = 0
    _hurry: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.client = httpx.AsyncClient(
            base_url=self.url, cookies=self.who.cookies if self.who else {}, headers={"origin": self.url},
            trust_env=False, verify=False, timeout=PATIENCE, limits=httpx.Limits(max_keepalive_connections=1),
        )  # fmt: skip

    @property
    def seq(self) -> int:
        return _seq(self.mark)

    async def watch(self) -> None:
        """Until it is told that it may not."""
        polling: asyncio.Task[None] | None = None
        try:
            while not self.stopped:
                opened = await self._sits(polling)
                self._failures += 1
                if polling is None or polling.done():
                    polling = asyncio.create_task(self._poll(0 if self._failures > 1 else 1.5))
                blocked = not opened and self._failures >= 3
                await self._pause(BLOCKED if blocked else min(SLOWEST, 0.5 * 2 ** min(self._failures, 5)))
        finally:
            if polling is not None:
                polling.cancel()

    def right_after(self, seq: int) -> float | None:
        """When it first showed all up to this line of the journal."""
        return next((at for at, reached in self.seen if reached >= seq), None)

    def differs(self, fresh: Showing) -> list[str]:
        """Regions in which it shows something else than somebody sees who opens it now."""
        return [
            f"{self.screen}: {name}"
            for name, html in fresh.regions.items()
            if name != WEIGHED and self.regions[name] != html
        ]

    def difference(self, fresh: Showing) -> str:
        """Where exactly, for whoever has to find out why."""
        lines = [f"{self.screen} at {self.mark}, should be at {fresh.mark}"]
        for region in self.differs(fresh):
            name = region.rpartition(" ")[2]
            told = difflib.unified_diff(_lines(self.regions[name]), _lines(fresh.regions[name]), "shown", "true", n=1)
            lines += [region, *told]
        return "\n".join(lines)

    async def fresh(self) -> Showing:
        answer = await self.client.get(f"/{self.code}/look/{self.screen}", timeout=300)
        assert answer.status_code == 200, answer.text
        return fresh_page(answer.text)

    def follow(self, other: "Page") -> None:
        """Shows the same, without having asked for it."""
        self.showing = other.showing

    async def _sits(self, polling: asyncio.Task[None] | None) -> bool:
        """Whether the socket was open at all."""
        opened = False
        with contextlib.suppress(OSError, InvalidHandshake, EOFError, TimeoutError):
            async with self._connect() as line:
                opened = self.open = True
                self.sittings += 1
                if polling is not None:
                    polling.cancel()
                if self._failures:
                    asyncio.ensure_future(self._refresh_mine())  # noqa: RUF006 (as the page's, nobody waits for it)
                self._failures = 0
                self.reached()
                await self._listen(line)
        self.open = False
        self.stopped = self.stopped or (opened and self.closes[-1:] != [] and self.closes[-1] in STOPPED)
        return opened

    async def _pause(self, seconds: float) -> None:
        self._hurry.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._hurry.wait(), seconds * random.uniform(0.7, 1.3))

    async def _poll(self, first: float) -> None:
        before, wait = True, first
        while not self.stopped:
            await asyncio.sleep(wait)
            there = await self._look()
            if there and not before:
                self._failures = 1
                self._hurry.set()
                self.reached()
            before, wait = there, POLL * random.uniform(0.8, 1.2)

    async def _look(self) -> bool:
        try:
            path, how_far = f"/{self.code}/look/{self.screen}", {"mark": self.mark}
            answer = await self.client.get(path, params=how_far, headers={"hx-request": "true"})
        except httpx.HTTPError:
            return False
        if answer.status_code == 403 and "<hx-partial" in answer.text:
            self.stopped = True
        if answer.status_code == 200:
            if self.mark == how_far["mark"]:  # else the socket was faster, and tells all that there is
                self._take(answer.text)
            await self._refresh_mine()
        return answer.is_success

    async def _refresh_mine(self) -> None:
        if self.screen != "phone":
            return
        with contextlib.suppress(httpx.HTTPError):
            answer = await self.client.get(f"/{self.code}/mine")
            if answer.is_success:
                self.mine = answer.text

    def _take(self, message: str) -> None:
        told = self.showing.after(message) if "\n" in message else None
        if told is None:
            mark = message.partition("\n")[0].rpartition(" ")[2]
            if mark != self.mark and _seq(mark) >= self.seq:  # else it was asked for meanwhile
                asyncio.ensure_future(self._look())  # noqa: RUF006 (something was missed)
            return
        self.showing = told
        self.seen.append((asyncio.get_running_loop().time(), self.seq))

    def _connect(self) -> connect:
        cookies = "; ".join(f"{name}={value}" for name, value in (self.who.cookies if self.who else {}).items())
        return connect(
            f"{self.url.replace('http', 'ws', 1)}/{self.code}/socket/{self.screen}?mark={self.mark}",
            origin=self.url,  # type: ignore[arg-type]
            additional_headers={"cookie": cookies} if cookies else {},
            proxy=None, max_size=None, open_timeout=300, ping_interval=None, compression=None, close_timeout=1,
        )  # fmt: skip


def _lines(html: str) -> list[str]:
    return html.replace("<", "\n<").splitlines()


def _seq(mark: str) -> int:
    return int(mark.partition("_")[0] or 0)
