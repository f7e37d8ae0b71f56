"""The simulated phones of rehearsals that this process has started, in one process for each rehearsal."""

import asyncio
import contextlib
import sys
from importlib.util import find_spec

import structlog

from barcamp.kernel.refused import Refused

log = structlog.get_logger("rehearsal")

MOST_PEOPLE = 60
MINUTES = 60  # after which the phones leave; the rehearsal itself lasts longer, see domain/setup/rehearsal.py
AT_ONCE = 3  # rehearsals with phones, per server process


class Rehearsals:
    def __init__(self) -> None:
        self._running: dict[str, asyncio.subprocess.Process] = {}

    def running(self, code: str) -> bool:
        """Whether this rehearsal has phones at the moment."""
        process = self._running.get(code)
        return process is not None and process.returncode is None

    async def start(self, code: str, url: str, people: int) -> None:
        """Sends phones to the rehearsal with this code, at most `MOST_PEOPLE`. Raises Refused if too many are playing
        already, or if there are none on this server."""
        if find_spec("websockets") is None:
            raise Refused("rehearsal.no_phones")
        if sum(self.running(each) for each in self._running) >= AT_ONCE:
            raise Refused("rehearsal.too_many")
        self._running[code] = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "barcamp", "rehearsing-phones", url, code,
            "--attendees", str(max(1, min(people, MOST_PEOPLE))), "--minutes", str(MINUTES),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        log.info("phones come to a rehearsal", code=code, people=people)

    async def end(self, code: str) -> None:
        process = self._running.pop(code, None)
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(5):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    async def close(self) -> None:
        await asyncio.gather(*(self.end(code) for code in list(self._running)))
