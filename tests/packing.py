"""Files to carry home, made in the tests' own process. Each begins otherwise with a process of its own, which begins
with what all of them begin with; that it does its work is seen in tests/exports/pack and tests/web/files."""

import asyncio
import pickle
from pathlib import Path

import pytest

from barcamp.exports.pack import worker
from barcamp.text import i18n
from barcamp.web.files import export_jobs
from barcamp.web.files.export_jobs import Job


def make_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_jobs, "_work", _work)
    monkeypatch.setattr(worker, "_tell", lambda *_: None)


async def _work(given: bytes, job: Job, _desk: Path) -> None:
    task: worker.Task = pickle.loads(given)

    def write() -> None:
        with i18n.speaking(task.locale):
            job.file.write_bytes(worker._written(task))

    await asyncio.to_thread(write)
