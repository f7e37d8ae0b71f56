"""One simulated device: reads pages and socket of a barcamp, sends its forms, and tries again if that fails.

It knows only what the server has shown it.
"""

import asyncio
import html
import random
import re
import secrets
from functools import cache, lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from http.cookies import SimpleCookie
from ssl import SSLContext

import httpx
import structlog
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidHandshake, WebSocketException
from websockets.typing import Origin

log = structlog.get_logger("phone")

SHORTEST_WAIT, LONGEST_WAIT = 0.5, 8.0  # seconds between two tries

_MARK = re.compile(r'data-mark="([^"]*)"')
_REGION = re.compile(r'id="(heading|announcement|phase|now|topics|topic_\d+|plan|wall_\w+|mine)"')
_STATE = re.compile(r'data-(phase|pitching|interest|archived)="([a-z]*)"')
_WALL = re.compile(r'/notes/([ts]\d+)"')


class Phone:
    """One device at `url`: its cookies, its page, its socket, and what it has seen so far.

    `heard` counts messages of the socket, `troubles` failures that were tried again. Close it when done.
    """

    def __init__(self, url: str, code: str, screen: str = "phone") -> None:
        self.url = url.rstrip("/")
        self.code = code
        self.screen = screen
        self.mark = ""
        self.heard = 0
        self.troubles = 0
        self.state: dict[str, str] = {}
        self.topics: dict[int, str] = {}
        self.walls: tuple[str, ...] = ()
        self._cookies: dict[str, str] = {}
        self._client = httpx.AsyncClient(
            base_url=self.url,
            headers={"Origin": self.url},
            # Cookies are carried by hand: a jar would not send secure cookies to a local address.
            cookies=httpx.Cookies(CookieJar(DefaultCookiePolicy(allowed_domains=[]))),
            timeout=10,
            trust_env=False,
            verify=_tls() if self.url.startswith("https") else False,
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def look(self) -> bool:
        """Loads the page and reads it. Returns whether it could be shown."""
        reply = await self.ask("GET", f"/{self.code}" if self.screen == "phone" else f"/{self.code}/{self.screen}")
        if reply.status_code != 200:
            return False
        mark = _MARK.search(reply.text)
        self.mark = mark[1] if mark else ""
        self._read(reply.text)
        return True

    async def join(self, name: str, organisation: str = "") -> None:
        await self.look()
        for _ in range(3):  # a lost answer took the cookie with it
            await self.ask("POST", f"/{self.code}/join", name=name, organisation=organisation)
            if await self.look() and self.mark:
                return

    async def follow(self, path: str, name: str = "") -> None:
        """Follows an invitation or a personal link, given as its path."""
        await self.ask("POST", path, name=name)

    async def give(self, verb: str, **fields: object) -> bool:
        """Sends one command. Returns whether it was accepted; failures of the network are tried again under the same
        op."""
        reply = await self.ask("POST", f"/{self.code}/{verb}", **fields)
        return reply.status_code < 400

    async def ask(self, method: str, path: str, **form: object) -> httpx.Response:
        """The server's final answer; only a refusal (4xx) counts as one besides success."""
        data = {**{name: str(value) for name, value in form.items()}, "op": secrets.token_urlsafe(16)}
        wait = SHORTEST_WAIT
        while True:
            try:
                reply = await self._client.request(
                    method, path, data=data if method == "POST" else None, headers=self._cookie_header()
                )
                if reply.status_code < 500:
                    self._keep_cookies(reply)
                    return reply
                self._note_trouble(f"answer {reply.status_code}")
            except httpx.HTTPError as error:
                self._note_trouble(type(error).__name__)
            await asyncio.sleep(wait * random.uniform(0.7, 1.3))
            wait = min(wait * 2, LONGEST_WAIT)

    async def watch(self) -> None:
        """Keeps the socket open and reads it, forever; comes back after it dropped."""
        address = f"{self.url.replace('http', 'ws', 1)}/{self.code}/socket/{self.screen}"
        wait = SHORTEST_WAIT
        while True:
            try:
                async with connect(
                    f"{address}?mark={self.mark}", origin=Origin(self.url), additional_headers=self._cookie_header(),
                    compression=None, proxy=None, max_size=None, close_timeout=1,
                ) as socket:  # fmt: skip
                    async for message in socket:
                        wait = SHORTEST_WAIT
                        self._hear(message if isinstance(message, str) else message.decode())
            except (OSError, TimeoutError, InvalidHandshake, WebSocketException) as error:
                self._note_trouble(type(error).__name__)
            await asyncio.sleep(wait * random.uniform(0.7, 1.3))
            wait = min(wait * 2, LONGEST_WAIT)

    def is_open(self, what: str) -> bool:
        """Whether the page says that `pitching` or `interest` is open; if it says nothing, trying will tell."""
        return self.state.get(what, "open") == "open"

    def _hear(self, message: str) -> None:
        self.heard += 1
        self.mark, _, fragments = message.partition("\n")
        if fragments:
            self._read(fragments)

    def _read(self, text: str) -> None:
        seen = _regions(text)
        for name, content in seen.items():
            if name == "phase":
                self.state.update(_STATE.findall(content))
            elif name == "topics":
                self.topics = {key: words for key, words in self.topics.items() if f"topic_{key}" in seen}
            elif name == "plan":
                self.walls = tuple(dict.fromkeys(_WALL.findall(content)))
        for name, content in seen.items():
            if name.startswith("topic_"):
                self.topics[int(name[6:])] = content

    def _cookie_header(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())} if self._cookies else {}

    def _keep_cookies(self, reply: httpx.Response) -> None:
        for line in reply.headers.get_list("set-cookie"):
            self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})

    def _note_trouble(self, what: str) -> None:
        self.troubles += 1
        _warn_once(self.url, self.code)
        log.debug("trying again", why=what)


@lru_cache(maxsize=64)
def _regions(text: str) -> dict[str, str]:
    """Maps each region in a page or a message to its HTML, entities resolved, up to the next region.

    All phones of a room get the same messages, so each is taken apart once.
    """
    found = list(_REGION.finditer(text))
    ends = [*(match.start() for match in found), len(text)][1:]
    return {match[1]: html.unescape(text[match.end() : end]) for match, end in zip(found, ends, strict=True)}


@cache
def _tls() -> SSLContext:
    return httpx.create_ssl_context()


@cache
def _warn_once(url: str, code: str) -> None:
    log.warning("a simulated phone has to try again", url=url, code=code)
