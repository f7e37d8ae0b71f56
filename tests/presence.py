"""What tests need beside Python: PostgreSQL, Redis, a browser. Absent ones are skipped with a reason, or demanded."""

import os
from typing import NoReturn

import pytest

POSTGRES = os.environ.get("BARCAMP_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("BARCAMP_TEST_REDIS", "redis://127.0.0.1:6379/0")


def absent(what: str, why: str) -> NoReturn:
    """Skips the test, or fails it where BARCAMP_TEST_REQUIRE contains `what`: postgres, redis, browser, firefox, axe,
    compiler and the like."""
    if what in os.environ.get("BARCAMP_TEST_REQUIRE", "").replace(",", " ").split():
        pytest.fail(f"{why} BARCAMP_TEST_REQUIRE demands {what}.", pytrace=False)
    pytest.skip(why)


def says(error: BaseException) -> str:
    """An error in one line, also one without words."""
    return (str(error) or type(error).__name__).splitlines()[0].rstrip(".")
