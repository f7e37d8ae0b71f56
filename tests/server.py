"""The real server in the test's own loop, on a port of its own, with clients that are somebody."""

import dataclasses
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import httpx
import uvicorn
from litestar import Litestar
from websockets.asyncio.client import connect

from barcamp.app import make_app
from barcamp.serving import uvicorn_options
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from tests.cast import Cast, Member
from tests.counting import in_its_block, say_block

# Seconds that a client waits: more than anything takes on the busiest machine, since no test is about time.
PATIENCE = 300

# One for all clients, without the certificates of the machine, which plain HTTP has no use for.
_NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

_idle: dict[tuple[object, ...], list[Litestar]] = defaultdict(list)


@dataclass(slots=True)
class Server:
    """`server.client(cast.kim)` is an httpx client with Kim's cookies, `server.socket(path, cast.kim)` her websocket:
    `async with server.socket(f"/{cast.code}/socket/phone", cast.kim) as socket: await socket.recv()`.
    Without a person it is somebody whom the server has never seen. Clients are closed by the fixture.
    """

    url: str
    ctx: AppContext
    cast: Cast
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    def client(self, person: Member | None = None, **options) -> httpx.AsyncClient:
        """Sends forms as the app's own pages do; redirects are not followed, unless asked for in `options`."""
        made = httpx.AsyncClient(
            base_url=self.url,
            cookies=person.cookies if person else {},
            **{
                "headers": {"origin": self.url},
                "timeout": PATIENCE,
                "trust_env": False,
                "verify": _NO_CERTIFICATES,
                "event_hooks": {"request": [say_block]},
                **options,
            },
        )
        self._open.push_async_callback(made.aclose)
        return made

    def socket(self, path: str, person: Member | None = None, **options) -> connect:
        cookies = "; ".join(f"{name}={value}" for name, value in (person.cookies if person else {}).items())
        return connect(
            self.url.replace("http", "ws", 1) + path,
            **{
                "origin": self.url,
                "additional_headers": {"cookie": cookies} if cookies else {},
                "compression": None,
                "proxy": None,
                **options,
            },
        )


@asynccontextmanager
async def running(cast: Cast, **changes: object) -> AsyncIterator[Server]:
    """The app of the cast's parts, served; `changes` are settings for this server alone."""
    settings = dataclasses.replace(cast.ctx.settings, **changes)  # type: ignore[arg-type]
    ctx = dataclasses.replace(cast.ctx, settings=settings)
    options = {**uvicorn_options(settings), "log_level": "error"}
    app = _app_with(ctx)
    config = uvicorn.Config(in_its_block(app), host="127.0.0.1", port=0, **options)
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    try:
        await server.startup()
    except SystemExit as ended:  # which would take the loop and all further tests of this process with it
        raise RuntimeError("the server did not start: what is logged says why") from ended
    await server.on_tick(0)
    port = server.servers[0].sockets[0].getsockname()[1]
    found = Server(f"http://127.0.0.1:{port}", ctx, cast)
    try:
        yield found
    finally:
        await found._open.aclose()
        await _stop(server)
        _idle[_routes_of(settings)].append(app)


def _app_with(ctx: AppContext) -> Litestar:
    """One of an earlier test, if there is: to make all routes takes a tenth of a second."""
    idle = _idle[_routes_of(ctx.settings)]
    if not idle:
        return make_app(ctx)
    app = idle.pop()
    app.state["ctx"] = ctx
    return app


def _routes_of(settings: Settings) -> tuple[object, ...]:
    """What the routes themselves know of the settings."""
    return settings.public_url, settings.body_limit_kb


async def _stop(server: uvicorn.Server) -> None:
    """As uvicorn does, but without its pauses for visitors on their way."""
    for listener in server.servers:
        listener.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    await server.lifespan.shutdown()
