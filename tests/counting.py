"""Counts the SQL statements of a block."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Engine, event


@asynccontextmanager
async def counted() -> AsyncIterator[list[str]]:
    """Every statement that any database was sent, in order."""
    seen: list[str] = []

    def note(connection, cursor, statement, parameters, context, many) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
