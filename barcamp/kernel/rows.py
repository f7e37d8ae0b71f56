"""Turning rows into values: each becomes one `kind`, whose fields are named like the query's columns."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncConnection

Value = TypeVar("Value")
AnySelect = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]


def named(row: AnyRow) -> dict[str, Any]:
    """The columns of a row, by name."""
    return dict(row._mapping)  # pyright: ignore[reportPrivateUsage]  (so documented; the name leaves room for columns)


async def all_as(kind: Callable[..., Value], db: AsyncConnection, query: AnySelect) -> list[Value]:
    """All rows as values, in the query's order."""
    return [kind(**row) for row in (await db.execute(query)).mappings()]


async def first_as(kind: Callable[..., Value], db: AsyncConnection, query: AnySelect) -> Value | None:
    """The first row as a value, None if there is none."""
    row = (await db.execute(query)).mappings().first()
    return None if row is None else kind(**row)
