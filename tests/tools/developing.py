"""`make dev` as a process, for tests of it."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Dev:
    """`links` by label, as they were printed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.links: dict[str, str] = {}
        self._process = process

    async def told(self, wanted: str) -> None:
        """Reads on until a line begins like this."""
        assert self._process.stdout is not None
        while line := (await asyncio.wait_for(self._process.stdout.readline(), 300)).decode():
            label, _, rest = line.strip().partition(": ")
            self.links[label] = rest
            if line.startswith(wanted):
                return
        raise AssertionError(f"ended before {wanted!r}; said: {self.links}")


@asynccontextmanager
async def started(*options: str) -> AsyncIterator[Dev]:
    """Ends it with all that it began, and sees that nothing is left. By SIGTERM: where tests run in the background of a
    shell, SIGINT is ignored, also by whatever they begin."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BARCAMP_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tools.dev", "--port", "0", *options,
        cwd=ROOT, env=environ, stdout=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        dev = Dev(process)
        await dev.told("listening")
        yield dev
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), 300)


def change() -> None:
    """A file is newer than it was, and nothing else."""
    (ROOT / "templates" / "frame.html").touch()
