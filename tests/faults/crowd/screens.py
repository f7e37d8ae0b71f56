"""A screen as its browser keeps it: it listens, comes back with its mark, and lays what it is told over what it has."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.cast import Member
from tests.live.applying import Showing


@dataclass(slots=True)
class Screen:
    """Of this barcamp, the projector unless said otherwise. `closes` are the codes with which it was closed."""

    url: str
    code: str
    screen: str = "projector"
    who: Member | None = None
    showing: Showing = Showing()
    closes: list[int] = field(default_factory=list)
    sittings: int = 0
    open: bool = False

    @property
    def mark(self) -> str:
        return self.showing.mark

    @property
    def regions(self) -> dict[str, str]:
        return self.showing.regions

    async def load(self) -> None:
        """The page as it is now, and its mark."""
        self._take(await self._asked(""))

    async def watch(self) -> None:
        """For ever; whenever the line is lost, it comes back with its mark."""
        while True:
            try:
                async with self._connect() as line:
                    self.sittings += 1
                    self.open = True
                    await self._listen(line)
            except (OSError, InvalidHandshake, EOFError, TimeoutError):
                pass
            finally:
                self.open = False
            await asyncio.sleep(0.1)

    async def is_right(self, seconds: float = 300) -> None:
        """Waits until it shows what a fresh page shows, and fails when it never does."""
        fresh: dict[str, str] = {}
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    fresh = fresh_page(await self._asked("")).regions
                    if fresh == self.regions:
                        return
                    await asyncio.sleep(0.1)
        assert self.regions == fresh

    async def shows(self, words: str, seconds: float = 300) -> None:
        await self.waits(lambda: words in "".join(self.regions.values()), seconds)

    async def waits(self, holds: Callable[[], bool], seconds: float = 300) -> None:
        async with asyncio.timeout(seconds):
            while not holds():  # noqa: ASYNC110 (what is waited for tells nobody)
                await asyncio.sleep(0.01)

    def _connect(self) -> connect:
        cookies = "; ".join(f"{name}={value}" for name, value in (self.who.cookies if self.who else {}).items())
        return connect(
            f"{self.url.replace('http', 'ws', 1)}/{self.code}/socket/{self.screen}?mark={self.mark}",
            origin=self.url,  # type: ignore[arg-type]
            additional_headers={"cookie": cookies} if cookies else {},
            proxy=None,
            max_size=None,
            open_timeout=300,
            ping_interval=None,
        )

    async def _listen(self, line: ClientConnection) -> None:
        try:
            async for message in line:
                assert isinstance(message, str)
                self._take(message)
            self.closes.append(line.close_code or 0)
        except ConnectionClosed as closed:
            self.closes.append(closed.rcvd.code if closed.rcvd else 1006)

    def _take(self, message: str) -> None:
        if "\n" not in message:  # a sign of life
            return
        told = self.showing.after(message)
        assert told is not None, f"{message[:40]} is not for {self.mark}"
        self.showing = told

    async def _asked(self, mark: str) -> str:
        cookies = self.who.cookies if self.who else {}
        async with httpx.AsyncClient(
            base_url=self.url, cookies=cookies, trust_env=False, verify=False, timeout=300
        ) as client:
            answer = await client.get(f"/{self.code}/look/{self.screen}", params={"mark": mark})
        assert answer.status_code == 200, answer.text
        return answer.text


def fresh_page(message: str) -> Showing:
    found = Showing().after(message)
    assert found is not None
    return found
