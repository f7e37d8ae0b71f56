"""A disk that is full for one server: none of its files may grow."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.breaking.processes import Process


@contextmanager
def full(server: Process, folder: Path) -> Iterator[None]:
    """No file of the server grows beyond what the largest of its database is now."""
    largest = max(file.stat().st_size for file in folder.glob("barcamp.db*") if not file.name.endswith("-shm"))
    before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, before)
