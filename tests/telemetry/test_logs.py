"""Logs tell what failed and where, never what people typed or which token they carry."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from sqlalchemy import Integer, func, insert, literal, select, text

from barcamp.domain.people.organiser import organisers
from barcamp.domain.topics.topic import topics
from barcamp.kernel import journal
from barcamp.kernel.db import Database
from barcamp.telemetry import logs
from barcamp.telemetry.discreet import in_one_line, told

NOW = datetime(2026, 6, 13, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _as_it_was():
    hook = sys.excepthook
    yield
    structlog.reset_defaults()
    sys.excepthook = hook
    logging.captureWarnings(False)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_failure_is_logged_with_its_place_but_without_values(form: str, capsys: pytest.CaptureFixture[str]):
    logs.configure(form)
    _fail("a-token-that-nobody-may-read")
    told = capsys.readouterr().err
    assert "it broke" in told
    assert "_fail" in told
    assert "ZeroDivisionError" in told
    assert "a-token-that-nobody-may-read" not in told


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]):
    logs.configure("json")
    structlog.get_logger("test").info("hallo", seats=3)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["seats"], line["level"]) == ("hallo", 3, "info")


def test_what_libraries_log_and_what_nobody_caught_is_json_too(capsys: pytest.CaptureFixture[str]):
    logs.configure("json")
    logs.configure("json")  # again changes nothing
    logging.getLogger("some.library").warning("Invalid %s", "request")
    try:
        _broken()
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["level"] for line in lines] == ["warning", "critical"]
    assert (lines[0]["event"], lines[0]["logger"]) == ("Invalid request", "some.library")
    assert "ZeroDivisionError" in lines[1]["exception"]


def _broken() -> float:
    return 1 / 0


SECRET = "Zauberwort"


async def break_everything(db: Database) -> list[Exception]:
    """What a database says no to, with the secret among the values."""
    row = {"id": 999_999, "name": SECRET, "password": SECRET}
    found: list[Exception] = []
    for query in (
        text("SELECT * FROM nowhere WHERE name = :name").bindparams(name=SECRET),
        insert(organisers).values([row, row]),
        insert(journal.lines).values(ledger_id=-5, seq=1, op=SECRET, at=NOW, command="x", payload=SECRET, touched=""),
        insert(topics).values(id=1, barcamp_id=None, title=SECRET),
        select(organisers.c.id).where(organisers.c.id == literal(SECRET, Integer)),
        select(func.length(organisers.c.name), literal(SECRET) + func.nothing_of_the_kind(SECRET)),
        text(f"SELECT CAST('{SECRET}' AS date) + 1 FROM organiser, nowhere"),
    ):
        try:
            async with db.writing() as writing:
                await writing.execute(query)
        except Exception as error:
            found.append(error)
    return found


@pytest.mark.parametrize("form", ["text", "json"])
async def test_what_a_database_refuses_is_logged_without_its_values(
    form: str, backend: str, capsys: pytest.CaptureFixture[str]
):
    db = Database(backend)
    logs.configure(form)
    errors = await break_everything(db)
    assert len(errors) >= 5
    for error in errors:
        structlog.get_logger("test").error("broken", error=in_one_line(error))
        structlog.get_logger("test").error("request failed", exc_info=error)
    said = capsys.readouterr().err
    assert said.count("break_everything") >= len(errors)
    assert "Error" in said
    assert SECRET not in said
    await db.close()


def test_what_other_packages_log_is_told_as_discreetly(capsys: pytest.CaptureFixture[str]):
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logs._Discreet("%(levelname)s %(name)s %(message)s"))
    for name in ("asyncio", "uvicorn.error"):
        record = logging.LogRecord(name, logging.ERROR, "", 0, "Task failed\nfuture: %s", (), None)
        record.msg, record.args = (f"Task failed\nfuture: {SECRET}" if name == "asyncio" else "Failed"), ()
        try:
            int(SECRET)
        except ValueError as error:
            record.exc_info = (ValueError, error, error.__traceback__)
        handler.handle(record)
    said = capsys.readouterr().err
    assert said.count("ValueError: invalid literal for int() with base 10: …") == 2
    assert "Task failed" in said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("(sqlite3.OperationalError) database is locked", "(sqlite3.OperationalError) database is locked"),
        ("UNIQUE constraint failed: vote.topic_id", "UNIQUE constraint failed: vote.topic_id"),
        ('violates unique constraint "ux_x"\nKey (name)=(Vera)', "violates unique constraint ux_x"),
        ("invalid input for argument $1: 'Vera' (an integer)", "invalid input for argument $1: … (an integer)"),
        ("cannot be: 'Vera and no end", "cannot be: …"),
        ("", "ValueError"),
    ],
)  # fmt: skip
def test_messages_lose_what_they_quote(said: str, logged: str):
    assert in_one_line(ValueError(said)) == logged


def test_what_led_to_an_error_is_told_before_it():
    error = LookupError("not there")
    with pytest.raises(LookupError):
        _fail_because(error)
    said = told(error)
    assert said.index("ValueError: invalid literal") < said.index("LookupError: not there")
    assert said.count("Traceback (most recent call last):") == 2


def test_the_example_for_fail2ban_finds_the_line(capsys: pytest.CaptureFixture[str]):
    logs.configure()
    structlog.get_logger("organiser").warning("sign-in refused", device="0123456789abcdef", address="203.0.113.9")
    structlog.get_logger("organiser").warning("sign-in refused", device="0123456789abcdef")
    lines = capsys.readouterr().err.splitlines()
    guide = (Path(__file__).parents[2] / "docs/operator.md").read_text(encoding="utf-8")
    pattern = re.search(r"^failregex = (.+)$", guide, re.MULTILINE)
    assert pattern is not None
    found = [re.search(pattern[1].replace("<ADDR>", r"([0-9a-f.:]+)"), line) for line in lines]
    assert [match[1] if match else "" for match in found] == ["203.0.113.9", ""]


def _fail(token: str) -> float:
    try:
        return len(token) / 0
    except ZeroDivisionError:
        structlog.get_logger("test").exception("it broke")
        return 0.0


def _fail_because(error: Exception) -> None:
    try:
        int(SECRET)
    except ValueError as why:
        raise error from why
