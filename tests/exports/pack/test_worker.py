"""The process that writes files begins quickly, and stands back for the live pages."""

import os
import subprocess
import sys

import pytest

from barcamp.exports.pack.worker import POLITE

ASK = (
    "import os; from barcamp.exports.pack import worker; "
    "worker.stand_back(); print(os.sched_getscheduler(0), os.nice(0))"
)


@pytest.mark.skipif(not hasattr(os, "sched_setscheduler"), reason="this system has no such priorities")
@pytest.mark.parametrize("real_time", [False, True])
def test_it_stands_back_even_from_a_server_with_real_time_priority(real_time: bool):
    def before() -> None:
        if real_time:
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))

    try:
        asked = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, preexec_fn=before)
    except subprocess.SubprocessError:
        pytest.skip("this user may not ask for real-time priority")
    kind, nice = map(int, asked.stdout.split())
    assert (kind, nice >= POLITE) == (os.SCHED_BATCH, True)


def test_it_begins_without_the_database_of_which_it_needs_nothing():
    loads = "import sys; from barcamp.exports.pack import archive, pack, worker; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True).stdout.split()
    assert "barcamp.exports.pack.archive" in loaded
    assert [each for each in loaded if each in ("sqlalchemy", "barcamp.domain", "barcamp.queries")] == []
