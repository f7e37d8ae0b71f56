"""A process that writes files and ends: `python -m barcamp.exports.pack.worker`. The server hands it a Task and reads
how far it is; whatever it costs, the live pages are in another process, and it gives way to them."""

import os
import pickle
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from barcamp.exports.book.tree import Day
from barcamp.telemetry.discreet import told
from barcamp.text import i18n

if TYPE_CHECKING:  # brings half the server with it, and most tasks do without
    from barcamp.queries.transfer.record import Record

POLITE = 15


@dataclass(frozen=True, slots=True)
class Task:
    """What to write. `what` is pack.zip, archive.zip, pass-on.zip or the name of a download; the result is written to
    `file`."""

    what: str
    day: Day
    locale: str
    file: Path
    record: "Record | None" = None


def main() -> None:
    stand_back()
    task: Task = pickle.load(sys.stdin.buffer)  # from the server that started us, and nobody else
    try:
        with i18n.speaking(task.locale, task.day.event.dated):
            task.file.write_bytes(_written(task))
    except Exception as error:  # what it prints is logged
        sys.exit(told(error))


def stand_back() -> None:
    """Lowers the priority, even if the server was started with a real-time priority, which this process would share."""
    if hasattr(os, "sched_setscheduler"):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    if hasattr(os, "nice"):
        os.nice(POLITE)


def _written(task: Task) -> bytes:
    from barcamp.exports.pack import archive, pack
    from barcamp.exports.pack.downloads import DOWNLOADS

    if task.what == "pack.zip":
        return pack.write(task.day, _tell)
    if task.what in ("archive.zip", "pass-on.zip"):
        return archive.write(task.day, task.record, _tell)
    return DOWNLOADS[task.what].write(task.day)


def _tell(done: int, of: int, name: str) -> None:
    sys.stdout.buffer.write(f"{done} {of} {name}\n".encode())
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
