"""Structured logs, configured by us: lines for people, or JSON for machines."""

import logging
import sys
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import Processor

from barcamp.telemetry.discreet import told


def configure(form: str = "text", level: int = logging.INFO) -> None:
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if form == "json":
        finish: list[Processor] = [
            structlog.processors.ExceptionRenderer(_told),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        # The pretty formatter prints every local variable, and all print what errors quote, names and tokens included.
        finish = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=_write)]
    structlog.configure(
        processors=[*shared, *finish],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    _bring_in_others(form, shared, finish)


class _OfOthers(logging.StreamHandler[TextIO]):
    """Takes what libraries log, including uvicorn and Python's warnings. Writes to whatever standard error is at that
    time."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr


def _bring_in_others(form: str, shared: list[Processor], finish: list[Processor]) -> None:
    root = logging.getLogger()
    for earlier in [each for each in root.handlers if isinstance(each, _OfOthers)]:
        root.removeHandler(earlier)
    handler = _OfOthers()
    handler.setFormatter(_Discreet("%(levelname)s %(name)s %(message)s"))
    if form == "json":
        remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
        named = [*shared, structlog.stdlib.add_logger_name]
        handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=named, processors=[remove, *finish]))
        logging.captureWarnings(True)
        sys.excepthook = _tell
    root.addHandler(handler)
    root.setLevel(logging.WARNING)


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Reports an error that nobody caught and that ends the process, in the form of all other lines."""
    if isinstance(error, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        structlog.get_logger("barcamp").critical("ended by an error", exc_info=(kind, error, trace))


_Info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def _told(exc_info: _Info) -> str:
    return told(exc_info[1]) if exc_info[1] is not None else ""


def _write(out: TextIO, info: _Info) -> None:
    out.write("\n" + _told(info))


class _Discreet(logging.Formatter):
    """For what other packages log: errors in our form and, of asyncio's messages, only the first line, since the others
    quote tasks and their results."""

    def formatException(self, ei: _Info) -> str:
        return _told(ei)

    def formatMessage(self, record: logging.LogRecord) -> str:
        if record.name == "asyncio":
            record.message = record.message.splitlines()[0]
        return super().formatMessage(record)
