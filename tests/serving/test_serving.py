"""How the server begins and ends: what it says first, where it listens, what it bears with, and when it gives up."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import uvicorn
from structlog.testing import capture_logs

from barcamp import migrations, serving
from barcamp.desk.desk import Desk
from barcamp.domain.people.organiser import SetUpOrganiser
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.db import Database
from barcamp.serving import CannotListen, uvicorn_options
from barcamp.settings import Settings
from barcamp.web.gate.tokens import hashed
from tests.ports import held_port

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


def test_a_port_that_is_taken_is_told_with_what_to_do():
    with held_port() as port, socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(CannotListen, match=rf"^Port {port} is taken; choose another one with --port\.$"):
            serving.listen(Settings(host="127.0.0.1", port=port))


def test_an_address_of_another_machine_is_told_with_what_to_do():
    with pytest.raises(CannotListen, match=r"^Cannot listen on 192\.0\.2\.1, port 0 \(.+\); choose with --host and"):
        serving.listen(Settings(host="192.0.2.1", port=0))


def test_what_is_hardly_meant_is_told():
    with capture_logs() as said:
        serving.tell_doubts(Settings(proxy="10.0.0.1"), {"BARCAMP_PROT": "80", "BARCAMP_XYZ": "", "BARCAMP_PORT": "80"})
    assert [{name: line[name] for name in line if name not in ("log_level", "event")} for line in said] == [
        {"variable": "BARCAMP_PROT", "meant": "BARCAMP_PORT"},
        {"variable": "BARCAMP_XYZ"},
        {"set": "BARCAMP_PUBLIC_URL"},
    ]
    with capture_logs() as said:
        serving.tell_doubts(Settings(proxy="10.0.0.1", public_url="https://camp.example.org"), {"BARCAMP_PORT": "80"})
    assert said == []


def greeting(settings: Settings, capsys: pytest.CaptureFixture[str]) -> list[str]:
    serving.greet_first_organiser(settings)
    return capsys.readouterr().out.splitlines()


async def set_up(settings: Settings, link: str) -> None:
    """What whoever opens the link does; refused where it is no key."""
    database = Database(settings.database)
    desk = Desk(database, lambda ledger_id: None)
    key = SetUpOrganiser(token=hashed(link.rpartition("/")[2]), name="Ada", password_hash="x")
    try:
        await desk.carry_out(key, Actor(Role.ANYONE))
    finally:
        await desk.close()
        await database.close()


def test_the_first_organiser_gets_a_link_until_there_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    settings = Settings(data=tmp_path, public_url="https://camp.example.org")
    asyncio.run(migrations.upgrade(settings.database))
    words, link, listening = greeting(settings, capsys)
    assert "set a name and a password" in words
    assert link.startswith("organiser: https://camp.example.org/organiser/key/")
    assert listening == "listening: https://camp.example.org"
    asyncio.run(set_up(settings, link))
    assert greeting(settings, capsys) == ["listening: https://camp.example.org"]


def test_where_logs_are_json_the_link_is_a_line_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    settings = Settings(data=tmp_path, public_url="https://camp.example.org", log="json")
    asyncio.run(migrations.upgrade(settings.database))
    with capture_logs() as said:
        assert greeting(settings, capsys) == []
    first, second = said
    assert str(first["organiser"]).startswith("https://camp.example.org/organiser/key/")
    assert second["address"] == "https://camp.example.org"


def alone(script: str) -> str:
    """What it prints, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=300, check=True)
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_more_phones_are_let_in_than_some_systems_begin_with():
    said = alone("""
import resource
from barcamp import serving
most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (64, most))
serving.let_many_in()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0], most)
""")
    soft, most = map(int, said.split())
    assert soft == (serving.MANY_FILES if most < 0 else min(most, serving.MANY_FILES))


def test_what_never_ends_by_itself_is_ended():
    assert (
        alone("""
import threading
from barcamp import serving
threading.Thread(target=threading.Event().wait).start()
serving.end_within(0.1)
print("ends")
""")
        == "ends"
    )
