"""What is near to a change is found: by imports, by the name, and where it is named."""

import subprocess
from pathlib import Path

import pytest

from tools.near import changed, near


@pytest.mark.parametrize(
    ("path", "found", "far"),
    [
        ("barcamp/domain/topics/vote.py", "tests/domain/topics/test_vote.py", "tests/planner/test_solver.py"),
        ("barcamp/exports/qr.py", "tests/web/files/test_printables.py", "tests/domain/topics/test_vote.py"),
        ("tests/exports/calendars.py", "tests/exports/formats/test_ics.py", "tests/domain/topics/test_vote.py"),
        ("tests/domain/topics/test_vote.py", "tests/domain/topics/test_vote.py", "tests/domain/topics/test_topic.py"),
        ("static/js/outbox/outbox.js", "tests/journeys/outbox/test_outbox.py", "tests/domain/topics/test_vote.py"),
        ("templates/phone/calendar.html", "tests/web/files/test_calendars.py", "tests/domain/topics/test_vote.py"),
        ("README.md", "tests/house/test_docs.py", "tests/domain/topics/test_vote.py"),
        ("tools/near.py", "tests/tools/test_near.py", "tests/domain/topics/test_vote.py"),
    ],
)
def test_what_is_near_is_found_and_no_more(path: str, found: str, far: str):
    chosen = near([path])
    assert found in chosen
    assert far not in chosen


def test_all_stand_on_the_same_ground():
    assert near(["tests/conftest.py"]) > {"tests/domain/topics/test_vote.py", "tests/planner/test_solver.py"}


def test_nothing_is_near_to_nothing():
    assert near([]) == set()


def test_what_changed_is_what_is_new_other_or_gone(tmp_path: Path):
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True, capture_output=True)

    git("init", "--quiet")
    for name in ("same.py", "other.py", "gone.py", ".gitignore"):
        (tmp_path / name).write_text("ignored.py\n")
    git("add", ".")
    git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "--message", "Begin")
    assert changed(tmp_path) == set()
    (tmp_path / "gone.py").unlink()
    for name in ("other.py", "grün.py", "ignored.py"):
        (tmp_path / name).write_text("new")
    assert changed(tmp_path) == {"other.py", "gone.py", "grün.py"}
