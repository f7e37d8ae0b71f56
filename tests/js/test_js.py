"""Modules of static/js by themselves, each file under Node's own runner: no browser, no framework."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.presence import absent

HERE = Path(__file__).parent
FILES = sorted(each.name for each in HERE.glob("*.test.js"))


def test_there_are_tests():
    assert {"entries.test.js", "outbox.test.js", "clock.test.js", "items.test.js"} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_modules_do_what_they_say(name: str):
    node = shutil.which("node") or absent("node", "There is no node.")
    done = subprocess.run(
        [node, "--test", "--test-reporter=spec", name], cwd=HERE, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
