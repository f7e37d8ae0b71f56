"""How long the server holds a connection that says nothing, and bears with a process that is busy."""

import asyncio
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
import uvicorn

from barcamp import serving
from barcamp.serving import uvicorn_options
from barcamp.settings import Settings

NGINX_S, CADDY_S = 60, 120  # how long these keep an idle connection to a server


def test_idle_connections_outlast_those_of_proxies():
    kept = [
        uvicorn.Config("", **uvicorn_options(Settings(proxy=proxy))).timeout_keep_alive for proxy in ("", "10.0.0.1")
    ]
    assert [kept[0] > NGINX_S, kept[1] > CADDY_S] == [True, True]


def test_a_process_that_is_slow_to_start_is_not_taken_for_hung(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Uvicorn's own five seconds are less than several need that start at once on a small machine: each would be killed
    before it could answer, and started again, for ever."""
    made: list[uvicorn.Config] = []

    class Supervisor:
        def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]) -> None:
            made.append(config)
            sockets[0].close()

        def run(self) -> None: ...

    monkeypatch.setattr(serving, "Multiprocess", Supervisor)
    monkeypatch.setattr(serving, "greet_first_organiser", lambda config: None)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    serving.serve(Settings(data=tmp_path, port=0, processes=3, bell_url="redis://127.0.0.1:1/0"))
    assert made[0].timeout_worker_healthcheck == 60


async def test_what_is_under_way_ends_with_a_demo_and_is_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    begun = asyncio.Event()

    async def app(scope: dict, receive: Callable, send: Callable) -> None:
        if scope["type"] == "lifespan":
            for step in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{step}.complete"})
            return
        begun.set()
        await asyncio.Event().wait()

    settings = Settings(data=tmp_path, port=0)
    listener = serving.listen(settings)
    async with serving.open_house(app, settings, listener):
        _, writer = await asyncio.open_connection(*listener.getsockname())
        writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        await begun.wait()
    writer.close()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
