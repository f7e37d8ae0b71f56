"""Logs tell what failed and where, never what people typed or which token they carry."""

import json
import logging
import sys

import pytest
import structlog

from barcamp import logs


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


def _fail(token: str) -> float:
    try:
        return len(token) / 0
    except ZeroDivisionError:
        structlog.get_logger("test").exception("it broke")
        return 0.0
