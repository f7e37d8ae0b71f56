"""What this server does, in numbers that Prometheus and the like can read (extra `metrics`). Without the package
nothing is measured, and nobody is told anything.

Several processes write into files of one folder, so that whichever is asked reports for all of them.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any


def _library() -> Any:
    try:
        for module in ("exposition", "multiprocess"):
            import_module(f"prometheus_client.{module}")
        return import_module("prometheus_client")
    except ImportError:
        return None


prometheus = _library()
THERE = prometheus is not None
TOGETHER = "PROMETHEUS_MULTIPROC_DIR"  # a variable of the package, read when it is first imported
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class _Nothing:
    def labels(self, *_: str) -> "_Nothing":
        return self

    def observe(self, _: float) -> None: ...

    def inc(self, _: float = 1) -> None: ...

    def set(self, _: float) -> None: ...


def _made(kind: str, name: str, says: str, labels: tuple[str, ...] = (), **options: Any) -> Any:
    return getattr(prometheus, kind)(f"barcamp_{name}", says, labels, **options) if prometheus else _Nothing()


BEAT = _made("Histogram", "beat_seconds", "From a look at the journal to the last screen.", buckets=SECONDS)
COMMIT = _made("Histogram", "commit_seconds", "One transaction, with all commands in it.", buckets=SECONDS)
_ANSWER = _made("Histogram", "answer_seconds", "From a request to the end of its answer.", ("kind",), buckets=SECONDS)
PAGE, FORM = _ANSWER.labels("page"), _ANSWER.labels("form")

SEATS = _made("Gauge", "seats", "Open sockets of screens.", multiprocess_mode="livesum")
BEHIND = _made("Gauge", "seats_behind", "Screens that do not keep up.", multiprocess_mode="livesum")
BACKLOG = _made("Gauge", "backlog_bytes", "Waiting for the slowest screen.", multiprocess_mode="livemax")
STAGES = _made("Gauge", "stages", "Barcamps that somebody looked at lately.", multiprocess_mode="livesum")
DRAWINGS = _made("Counter", "drawings", "Regions drawn.")
FAILED = _made("Counter", "failed_regions", "Regions that could not be drawn.")
UNEXPECTED = _made("Counter", "unexpected_messages", "Messages of screens, which have none.")


def told(accept: str) -> tuple[bytes, str]:
    """All figures, in the accepted format, and its content type. Reads files if processes count together."""
    assert prometheus is not None
    registry = prometheus.REGISTRY
    if folder := os.environ.get(TOGETHER):
        _bury(Path(folder))
        registry = prometheus.CollectorRegistry()
        prometheus.multiprocess.MultiProcessCollector(registry)
    write, kind = prometheus.exposition.choose_encoder(accept)
    return write(registry), kind


@contextmanager
def together() -> Generator[None]:
    """Makes the processes that are started within it count together."""
    folder = tempfile.mkdtemp(prefix="barcamp-measures-")
    os.environ[TOGETHER] = folder
    try:
        yield
    finally:
        del os.environ[TOGETHER]
        shutil.rmtree(folder, ignore_errors=True)


def _bury(folder: Path) -> None:
    """Forgets the last present values of processes that have ended; what they counted stays."""
    for file in folder.glob("gauge_live*_*.db"):
        pid = int(file.stem.rpartition("_")[2])
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            with suppress(FileNotFoundError):  # another process is doing the same
                prometheus.multiprocess.mark_process_dead(pid, str(folder))
        except PermissionError:
            continue
