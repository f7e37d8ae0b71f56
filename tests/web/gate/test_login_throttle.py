"""Patience against guessing passwords."""

from datetime import UTC, datetime, timedelta

import pytest

from barcamp.kernel.refused import Refused
from barcamp.web.gate import login_throttle
from barcamp.web.gate.login_throttle import MOST_ATTEMPTS, WITHIN, LoginThrottle

NOON = datetime(2026, 6, 13, 12, tzinfo=UTC)


def tried(name: str = "Ada") -> LoginThrottle:
    made = LoginThrottle()
    for _ in range(MOST_ATTEMPTS):
        made.count(name, NOON)
    return made


def test_one_too_many_is_refused_with_the_minutes_to_wait():
    with pytest.raises(Refused) as caught:
        tried().count("Ada", NOON)
    assert (caught.value.key, caught.value.facts) == ("password.wait", {"minutes": 10})


def test_another_name_does_not_wait():
    tried().count("Eve", NOON)


def test_time_and_the_right_password_forgive():
    made = tried()
    with pytest.raises(Refused):
        made.count("Ada", NOON + WITHIN - timedelta(seconds=1))
    made.count("Ada", NOON + WITHIN)
    made = tried()
    made.forget("Ada")
    made.count("Ada", NOON)


def test_many_names_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(login_throttle, "MOST_NAMES", 3)
    made = tried()
    for name in ("b", "c", "d" * 500):
        made.count(name, NOON)
    assert list(made._times) == ["b", "c", "d" * 80]
