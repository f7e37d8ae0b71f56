"""Counts the SQL statements of a block: those it asks for itself, and not what other tasks ask meanwhile."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

from litestar.types import ASGIApp, Receive, Scope, Send
from sqlalchemy import Engine, event

HEADER = "x-counted"
# The name of the block in which this task, or the one that began it, runs.
_block: ContextVar[str] = ContextVar("block", default="")


@asynccontextmanager
async def counted() -> AsyncIterator[list[str]]:
    """Every statement that a database was sent because of this block, in order; requests of its clients count too."""
    seen: list[str] = []
    name = secrets.token_hex(8)

    def note(connection, cursor, statement, parameters, context, many) -> None:
        if _block.get() == name:
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    before = _block.set(name)
    try:
        yield seen
    finally:
        _block.reset(before)
        event.remove(Engine, "before_cursor_execute", note)


async def say_block(request) -> None:
    """For clients: a request says in which block it was made."""
    if name := _block.get():
        request.headers[HEADER] = name


def in_its_block(app: ASGIApp) -> ASGIApp:
    """For servers: what a request asks for counts in the block in which it was made."""

    async def counting(scope: Scope, receive: Receive, send: Send) -> None:
        name = next((value for key, value in scope.get("headers", ()) if key == HEADER.encode()), b"")
        before = _block.set(name.decode())
        try:
            await app(scope, receive, send)
        finally:
            _block.reset(before)

    return counting
