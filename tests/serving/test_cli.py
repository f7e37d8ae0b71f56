"""The command line: what it loads, how it ends, and what starting the app without it says."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from barcamp import __version__, terminal
from barcamp.cli import main
from barcamp.text.languages import LANGUAGES
from tests.ports import held_port

PYTHON = [sys.executable, "-m", "barcamp"]
SLOW = ("alembic", "sqlalchemy", "litestar", "structlog", "babel", "jinja2", "uvicorn")
# Imported where it is needed, within the function: each of them costs every start some hundredths of a second or more.
LATER = (
    "alembic", "argon2", "babel.messages", "docx", "highspy", "httpx", "icalendar", "markdown_it", "nh3", "numpy",
    "PIL", "pyphen", "qrcode", "tomllib", "typst", "websockets", "xlsxwriter", "zxcvbn", "barcamp.demo",
    "barcamp.exports.book.tree", "barcamp.exports.formats", "barcamp.images.logos", "barcamp.planner.process",
    "barcamp.transfer",
)  # fmt: skip


def test_the_version_is_told_without_loading_what_a_server_needs():
    told = subprocess.run(
        [sys.executable, "-X", "importtime", *PYTHON[1:], "--version"], capture_output=True, text=True
    )
    assert __version__ in told.stdout
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert "barcamp.cli" in loaded
    assert [each for each in SLOW if each in loaded] == []


def test_a_server_starts_without_what_only_few_requests_need(sqlite_url: str):
    """On a database that is up to date, as most starts find it."""
    code = "import asyncio, sys; from barcamp import migrations, serving; asyncio.run(migrations.upgrade(sys.argv[1]))"
    started = subprocess.run(
        [sys.executable, "-c", f"{code}; print(*sys.modules)", sqlite_url], capture_output=True, text=True
    )
    loaded = set(started.stdout.split())
    assert "barcamp.app" in loaded, started.stderr
    assert [each for each in LATER if each in loaded] == []


@pytest.mark.parametrize("words", [[], ["serve"], ["export"]])
def test_the_short_option_helps_as_well(words: list[str]):
    runner = CliRunner()
    short, long = runner.invoke(main, [*words, "-h"]), runner.invoke(main, [*words, "--help"])
    assert (short.exit_code, short.output) == (0, long.output)


def test_without_the_extra_the_demo_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(terminal, "find_spec", lambda name: None)
    for words in (["demo"], ["rehearse", "ABCDEF"]):
        told = CliRunner().invoke(main, words, env={"BARCAMP_DATA": str(tmp_path)})
        assert (told.exit_code, told.output) == (6, "Simulated phones are an extra: install barcamp[demo].\n")
    assert list(tmp_path.iterdir()) == []


def test_languages_are_those_there_are():
    [option] = [each for each in main.commands["plan"].params if each.name == "language"]
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == tuple(LANGUAGES)


def test_a_command_ends_with_a_code_for_the_kind(tmp_path: Path):
    runner = CliRunner()

    def code(*words: str, **environ: str) -> int:
        told = runner.invoke(main, list(words), env={"BARCAMP_DATA": str(tmp_path), **environ})
        assert len(told.output.splitlines()) == 1 or told.exit_code == 2, told.output
        return told.exit_code

    newer = tmp_path / "newer.db"
    with held_port() as port, closing(socket.socket()) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert code("serve", "--port", str(port)) == 5
    assert code("serve", "--nonsense") == 2
    assert code("export", "ABCDEF", "--format", "nonsense", "--out", "x") == 2
    assert code("serve", BARCAMP_PORT="web") == 3
    newer.write_text("no database at all")
    assert code("serve", BARCAMP_DATABASE_URL=f"sqlite+aiosqlite:///{newer}") == 4
    assert code("verify", str(newer)) == 6


def test_started_by_another_server_the_app_says_why_it_ends():
    command = [sys.executable, "-m", "uvicorn", "barcamp.app:from_environment", "--factory", "--port", "0"]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode != 0
    assert "Start it with: barcamp serve" in ended.stderr


async def test_every_line_of_a_json_log_is_json(tmp_path: Path):
    """What is told at start, what uvicorn says of a bad request, and what nobody caught."""
    settings = {"BARCAMP_LOG": "json", "BARCAMP_DATA": str(tmp_path), "BARCAMP_PUBLICURL": "x", "PYTHONUNBUFFERED": "1"}
    with held_port() as port:
        server = await asyncio.create_subprocess_exec(
            *PYTHON, "serve", "--port", str(port), env={**os.environ, **settings},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        assert server.stdout is not None
        lines: list[dict] = []
        try:
            async for line in server.stdout:
                lines.append(json.loads(line))
                if lines[-1]["event"] == "ready":
                    break
            async with asyncio.timeout(300):
                while not (there := await _connected(port)):  # noqa: ASYNC110 (it listens a moment after it is ready)
                    await asyncio.sleep(0.02)
            reader, writer = there
            writer.write(b"NONSENSE\r\n\r\n")
            await reader.read()
            writer.close()
        finally:
            server.terminate()
            lines += [json.loads(line) async for line in server.stdout]
            await server.wait()
    said = {line["event"]: line for line in lines}
    assert said["unknown setting"]["meant"] == "BARCAMP_PUBLIC_URL"
    assert said["listening"]["address"] == f"http://127.0.0.1:{port}"
    assert said["nobody organises here yet"]["organiser"].startswith(f"http://127.0.0.1:{port}/organiser/key/")
    assert said["Invalid HTTP request received."]["logger"] == "uvicorn.error"
    assert {*said} >= {"ready"}


async def _connected(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
    try:
        return await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return None


def test_a_setting_that_cannot_work_is_a_line_of_the_json_log():
    told = CliRunner().invoke(main, ["serve"], env={"BARCAMP_LOG": "json", "BARCAMP_PORT": "web"})
    line = json.loads(told.output)
    assert (line["level"], line["exit"], "BARCAMP_PORT" in line["event"]) == ("error", 3, True)
