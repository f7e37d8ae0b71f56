"""Files that take a while are written by processes of their own, one at a time for each event.

People who want the same file share it; people who want another wait. A finished file is kept for a minute, so that the
download after the progress bar has it at once; one that many people come for is kept longer.
"""

import asyncio
import contextlib
import itertools
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from barcamp.kernel.refused import Refused

if TYPE_CHECKING:  # what is read of a day, and who writes it, is loaded with the first file
    from barcamp.exports.book.tree import Day
    from barcamp.queries.transfer.record import Record

log = structlog.get_logger("export_jobs")

KEPT_S = 60
LONGEST_S = 300
AT_ONCE = 2
PREFIX = "barcamp-passing-"  # of folders for work in progress, and of no others: these are swept
ABANDONED_S = 3600  # nothing takes or is kept as long as this

# What a job is for, and all that its file depends on: the event, what is wanted, how it was chosen, the language,
# the event's journal number, and the address that it names.
Key = tuple[int, str, tuple[bool, ...], str, int, str]
Load = Callable[[], Awaitable[tuple["Day", "Record | None"]]]


@dataclass(slots=True)
class Job:
    """Work on a file. `done` of `of` steps; `file` is set once it is finished."""

    file: Path
    done: int = 0
    of: int = 0
    name: str = ""
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    finished: asyncio.Task[None] | None = None

    @property
    def made(self) -> bool:
        done = self.finished is not None and self.finished.done() and not self.finished.cancelled()
        return done and self.finished is not None and self.finished.exception() is None

    def tell(self, done: int, of: int, name: str) -> None:
        self.done, self.of, self.name = done, of, name
        self.moved.set()
        self.moved = asyncio.Event()


class ExportJobs:
    def __init__(self) -> None:
        self._jobs: dict[Key, Job] = {}
        self._locks: dict[int, asyncio.Lock] = {}
        self._places = asyncio.Semaphore(AT_ONCE)
        self._folder: Path | None = None
        self._numbers = itertools.count(1)

    def job(self, key: Key, load: Load, kept: float = KEPT_S) -> Job:
        """The job for this key: one that is running or has just finished, or a new one, kept for so many seconds."""
        known = self._jobs.get(key)
        if known is not None:
            return known
        job = self._jobs[key] = Job(self._new_file())
        job.finished = asyncio.create_task(self._run(key, job, load))
        job.finished.add_done_callback(lambda done: self._put_away(key, job, done, kept))
        return job

    def forget(self, barcamp_id: int) -> None:
        """Throws away what is finished for this event, but only in a minute, however long it was to be kept: somebody
        may be reading it."""
        for key, job in self._jobs.items():
            if key[0] == barcamp_id and job.finished is not None and job.finished.done():
                asyncio.get_running_loop().call_later(KEPT_S, self._forget, key, job)

    def throw_away(self, barcamp_id: int) -> None:
        """Throws away all files that were made before somebody was erased, or everything, and ends what is
        being made."""
        for key, job in list(self._jobs.items()):
            if key[0] == barcamp_id and job.finished is not None:
                job.finished.cancel()
                self._forget(key, job)

    async def file(self, job: Job) -> Path:
        """The finished file; waits for the job. Raises Refused if it failed."""
        assert job.finished is not None
        await asyncio.wait({job.finished})
        if job.finished.cancelled():
            raise Refused("pack.failed")
        job.finished.result()
        return job.file

    async def progress(self, job: Job) -> AsyncIterator[Job]:
        """Yields whenever something has moved, until it is finished."""
        assert job.finished is not None
        while not job.finished.done():
            yield job
            moved = asyncio.create_task(job.moved.wait())
            await asyncio.wait({moved, job.finished}, return_when=asyncio.FIRST_COMPLETED)
            moved.cancel()

    async def close(self) -> None:
        """Ends what is running, and leaves nothing behind."""
        running = [job.finished for job in self._jobs.values() if job.finished and not job.finished.done()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        if self._folder is not None:
            await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    @staticmethod
    def sweep() -> None:
        """Removes what killed servers left behind."""
        before = time.time() - ABANDONED_S
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/"):
            for inside, _, names in os.walk(folder):  # unlike `rglob`, it copes with folders that vanish meanwhile
                for file in (Path(inside, name) for name in names):
                    with contextlib.suppress(OSError):  # belongs to another account, or is gone by now
                        if file.is_file() and not file.is_symlink() and file.stat().st_mtime < before:
                            file.unlink()

    async def _run(self, key: Key, job: Job, load: Load) -> None:
        from barcamp.exports.pack.worker import Task

        async with self._locks.setdefault(key[0], asyncio.Lock()), self._places:
            day, record = await load()
            task = Task(key[1], day, key[3], job.file, record)
            given = await asyncio.to_thread(pickle.dumps, task, pickle.HIGHEST_PROTOCOL)
            desk = job.file.with_suffix(".desk")
            desk.mkdir()
            try:
                async with asyncio.timeout(LONGEST_S):
                    await _work(given, job, desk)
            except TimeoutError:
                log.error("export took too long", what=key[1])
                raise Refused("pack.failed") from None
            finally:
                shutil.rmtree(desk, ignore_errors=True)

    def _new_file(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        return self._folder / f"{next(self._numbers)}.part"

    def _put_away(self, key: Key, job: Job, done: asyncio.Task[None], kept: float) -> None:
        failed = done.cancelled() or done.exception() is not None
        asyncio.get_running_loop().call_later(0 if failed else kept, self._forget, key, job)

    def _forget(self, key: Key, job: Job) -> None:
        if self._jobs.get(key) is job:
            del self._jobs[key]
        with contextlib.suppress(OSError):  # somebody may still be reading it
            job.file.unlink(missing_ok=True)


async def _work(given: bytes, job: Job, desk: Path) -> None:
    """Does the work. `desk` is the folder for what it needs in between, removed however it ends."""
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "barcamp.exports.pack.worker",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(desk)},
    )  # fmt: skip
    assert worker.stdin is not None
    assert worker.stdout is not None
    assert worker.stderr is not None
    said = asyncio.create_task(worker.stderr.read())
    try:
        worker.stdin.write(given)
        await worker.stdin.drain()
        worker.stdin.close()
        async for line in worker.stdout:
            done, of, *name = line.decode().split()
            job.tell(int(done), int(of), " ".join(name))
        failed = await worker.wait()
    except (BrokenPipeError, ConnectionResetError):
        failed = await worker.wait() or 1
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()
            job.file.unlink(missing_ok=True)
        why = (await said).decode(errors="replace")
    if failed:
        log.error("export failed", why=why[-4000:])
        raise Refused("pack.failed")
