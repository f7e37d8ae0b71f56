"""Logs tell what failed and where, never what people typed or which token they carry."""

import json

import pytest
import structlog

from barcamp import logs


@pytest.fixture(autouse=True)
def _as_it_was():
    yield
    structlog.reset_defaults()


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


def _fail(token: str) -> float:
    try:
        return len(token) / 0
    except ZeroDivisionError:
        structlog.get_logger("test").exception("it broke")
        return 0.0
