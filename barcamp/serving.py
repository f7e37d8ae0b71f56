"""Runs the app under uvicorn, in this process or in several, and knows under which address people reach it."""

import asyncio
import errno
import logging
import os
import socket
import threading
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import click
import structlog
import uvicorn
from uvicorn.supervisors import Multiprocess

try:
    import resource
except ImportError:  # Windows
    resource = None

from barcamp import app as application
from barcamp import settings
from barcamp.addresses import address
from barcamp.desk.desk import Desk
from barcamp.domain.people.organiser import MakeKey, how_many
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.db import Database
from barcamp.live.http import LeanHTTP
from barcamp.live.websocket.protocol import Wire
from barcamp.settings import Settings, variable
from barcamp.telemetry import logs, metrics
from barcamp.web.gate.tokens import hashed, new_token

log = structlog.get_logger("serving")

# Proxies keep idle connections for 60 s (nginx, load balancers of clouds) or 120 s (Caddy). Ours last longer, so
# that no request ever meets one that is just being closed. Without a proxy, there is no need to wait that long.
KEEP_ALIVE_S, KEEP_ALIVE_BEHIND_PROXY_S = 75, 130
MANY_FILES = 65_536
# How long one of several processes may be too busy to answer before its supervisor considers it hung and kills
# it. Uvicorn's 5 s are less than a start takes on a small, busy machine: it would restart forever.
HUNG_AFTER_S = 60
SERVER = Actor(Role.ORGANISER)


def uvicorn_options(config: Settings) -> dict[str, Any]:
    """What all our servers have in common, including those of tests."""
    return {
        "http": LeanHTTP,
        "ws": Wire,  # as LeanHTTP makes it, without asking here
        "access_log": False,
        "log_level": "warning",
        "log_config": None,
        "server_header": False,
        "timeout_keep_alive": KEEP_ALIVE_BEHIND_PROXY_S if config.proxy else KEEP_ALIVE_S,
        "timeout_graceful_shutdown": 5,
        "proxy_headers": bool(config.proxy),
        "forwarded_allow_ips": config.proxy or None,
    }


def serve(config: Settings) -> None:
    """Serves until a signal ends it. Raises CannotListen."""
    let_many_in()
    listener = listen(config)
    config = config.with_(port=listener.getsockname()[1])
    greet_first_organiser(config)
    options = uvicorn_options(config)
    if config.processes == 1:
        app = application.ready_for_a_crowd(application.make_app(application.build(config)))
        server = uvicorn.Server(uvicorn.Config(app, **options))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
        return
    os.environ.update({variable(name): str(getattr(config, name)) for name in ("host", "port", "public_url", "data")})
    options["timeout_worker_healthcheck"] = HUNG_AFTER_S
    workers = uvicorn.Config("barcamp.serving:of_this_process", factory=True, workers=config.processes, **options)
    with metrics.together():
        Multiprocess(workers, [listener]).run()


def of_this_process() -> Any:
    """One process of several: makes its own app; the database has been upgraded before."""
    config = settings.read()
    logs.configure(config.log)
    return application.ready_for_a_crowd(application.make_app(application.build(config)))


def tell_doubts(config: Settings, environ: Mapping[str, str]) -> None:
    """Logs settings that work but are hardly intended."""
    for name, meant in settings.unknown(environ).items():
        log.warning("unknown setting", variable=name, **({"meant": meant} if meant else {}))
    if config.proxy and not config.public_url:
        log.warning("links and codes cannot name the address that people use", set=variable("public_url"))


def let_many_in() -> None:
    """Raises the limit of open files: a phone holds a file or two, and some systems begin with 256."""
    if resource is not None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MANY_FILES if hard == resource.RLIM_INFINITY else min(hard, MANY_FILES)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class CannotListen(Exception):
    """The address is taken or not ours; the message says so, and what to do, in one sentence."""


def listen(config: Settings) -> socket.socket:
    """A bound socket on host and port of the settings; port 0 takes a free one. Raises CannotListen."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # on Windows it would let two servers share one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((config.host, config.port))
    except OSError as why:
        listener.close()
        if why.errno == errno.EADDRINUSE:
            raise CannotListen(f"Port {config.port} is taken; choose another one with --port.") from why
        raise CannotListen(
            f"Cannot listen on {config.host}, port {config.port} ({why.strerror}); choose with --host and --port."
        ) from why
    return listener


@asynccontextmanager
async def open_house(app: Any, config: Settings, listener: socket.socket) -> AsyncGenerator[None]:
    """Serves in the running loop, from when it really answers until the block is left. Signals are the caller's
    business."""
    options = uvicorn_options(config)
    options["timeout_graceful_shutdown"] = 1
    server = _Guest(uvicorn.Config(app, **options))
    serving = asyncio.create_task(server.serve(sockets=[listener]), name="server")
    while not server.started and not serving.done():  # noqa: ASYNC110 (uvicorn tells by an attribute only)
        await asyncio.sleep(0.01)
    try:
        if serving.done():
            raise RuntimeError("the server did not start")
        yield
    finally:
        errors = logging.getLogger("uvicorn.error")
        errors.addFilter(_is_no_farewell)
        server.should_exit = True
        try:
            await serving
        finally:
            errors.removeFilter(_is_no_farewell)


def _is_no_farewell(record: logging.LogRecord) -> bool:
    """Drops the tracebacks of work that ends with a demo: whoever ends one knows that."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, asyncio.CancelledError) and "graceful shutdown exceeded" not in record.getMessage()


def end_within(seconds: float) -> None:
    """Ends this process if it has not ended on its own by then: threads and half-written files would be waited for, and
    what was committed is safe."""
    timer = threading.Timer(seconds, os._exit, (0,))
    timer.daemon = True
    timer.start()


class _Guest(uvicorn.Server):
    """Leaves signals alone: they belong to whoever opened the house."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def greet_first_organiser(config: Settings) -> None:
    """Greets on standard output; if logs are JSON, as lines of the log."""
    link = asyncio.run(make_setup_link(config)) if asyncio.run(_without_organiser(config)) else ""
    if config.log == "json":
        if link:
            log.info("nobody organises here yet", organiser=link)
        log.info("listening", address=address(config))
        return
    if link:
        click.echo("Nobody organises here yet. With this link, once, within two days, set a name and a password:")
        click.echo(f"organiser: {link}")
    click.echo(f"listening: {address(config)}")


async def make_setup_link(config: Settings) -> str:
    token = new_token()
    await _carry_out(config, MakeKey(token=hashed(token)))
    return f"{address(config)}/organiser/key/{token}"


async def _without_organiser(config: Settings) -> bool:
    db = Database(config.database)
    try:
        async with db.reading() as connection:
            return await how_many(connection) == 0
    finally:
        await db.close()


async def _carry_out(config: Settings, command: MakeKey) -> None:
    db = Database(config.database)
    desk = Desk(db, lambda ledger_id: None, lambda: datetime.now(UTC))
    try:
        await desk.carry_out(command, SERVER)
    finally:
        await desk.close()
        await db.close()
