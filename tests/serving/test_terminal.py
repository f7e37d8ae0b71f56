"""The command line on consoles that cannot show everything: German Windows, a service without a language."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from barcamp import terminal
from barcamp.cli import main
from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.people.organiser import organisers
from barcamp.transfer import cli
from tests.cast import Cast, Clock

NAME = "Barcamp 🚀 „Südwestfalen“ → Łódź"
CONSOLES = ["cp1252", "cp850", "ascii"]


def run(console: str, *words: object) -> Result:
    return CliRunner(charset=console).invoke(main, [str(word) for word in words])


@pytest.fixture(autouse=True)
def day_of_the_cast(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    monkeypatch.setattr(cli, "now", clock)


@pytest.fixture
async def named(cast: Cast) -> tuple[str, str]:
    """The code of an event whose name no such console can show, and one of the organisers."""
    async with cast.ctx.db.writing() as db:
        await db.execute(update(barcamps).where(barcamps.c.id == cast.id).values(name=NAME))
    [organiser, *_] = await cast.rows(organisers)
    return cast.code, organiser.name


@pytest.mark.parametrize("console", CONSOLES)
def test_an_event_goes_out_and_comes_in_on_any_console(named: tuple[str, str], tmp_path: Path, console: str):
    code, organiser = named
    file, elsewhere = tmp_path / "Überblick 🚀.zip", tmp_path / "elsewhere"
    elsewhere.mkdir()
    out = run(console, "export", code, "--format", "archive.zip", "--out", file, "--data", tmp_path)
    assert (out.exit_code, out.exception, out.output.startswith("written: ")) == (0, None, True)
    told = run(console, "verify", file)
    assert (told.exit_code, told.exception) == (0, None)
    assert told.output.startswith("sound: Barcamp ")
    saved = run(console, "backup", elsewhere / "barcamp.db", "--data", tmp_path)
    assert (saved.exit_code, saved.exception) == (0, None)
    again = run(console, "import", file, "--organiser", organiser, "--data", elsewhere)
    assert (again.exit_code, type(again.exception)) == (6, SystemExit)
    there = run(console, "import", file, "--again", "--organiser", organiser, "--data", elsewhere)
    assert (there.exit_code, there.exception) == (0, None), there.output
    assert there.output.startswith("imported: Barcamp ")
    missing = run(console, "verify", tmp_path / "fort 🚀.zip")
    assert (missing.exit_code, type(missing.exception)) == (6, SystemExit)


@pytest.mark.parametrize("console", CONSOLES)
@pytest.mark.parametrize("command", [(), *[(name,) for name in main.commands]], ids=lambda words: "".join(words))
def test_every_command_explains_itself_on_any_console(command: tuple[str, ...], console: str):
    helped = run(console, *command, "--help")
    assert (helped.exit_code, helped.exception) == (0, None)
    assert helped.output.startswith("Usage: ")


def test_a_process_of_its_own_on_such_a_console_ends_well(tmp_path: Path):
    told = subprocess.run(
        [sys.executable, "-m", "barcamp", "verify", str(tmp_path / "fort 🚀.zip")],
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True, check=False,
    )  # fmt: skip
    assert told.returncode == 6
    assert b"Traceback" not in told.stderr


def test_a_drawing_is_left_out_where_its_blocks_cannot_be_shown(monkeypatch: pytest.MonkeyPatch):
    for console, shown in (("utf-8", True), ("cp850", True), ("cp1252", False), ("ascii", False)):
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=console))
        assert terminal.can_show("▀▄█ ") is shown
