"""Turning rows into values: each becomes one `kind`, whose fields are named like the query's columns."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncConnection

Value = TypeVar("Value")
AnySelect = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]
# Values for the `bindparam`s of a query that is made once: to put one together takes longer than to run it, which is
# worth it for those of each beat.
Given = Mapping[str, Any]


def named(row: AnyRow) -> dict[str, Any]:
    """The columns of a row, by name."""
    return dict(row._mapping)  # pyright: ignore[reportPrivateUsage]  (so documented; the name leaves room for columns)


async def all_as(
    kind: Callable[..., Value], db: AsyncConnection, query: AnySelect, given: Given | None = None
) -> list[Value]:
    """In the query's order. `given` is what it has been made without."""
    return [kind(**row) for row in (await db.execute(query, given)).mappings()]


async def first_as(
    kind: Callable[..., Value], db: AsyncConnection, query: AnySelect, given: Given | None = None
) -> Value | None:
    """None where there is no row."""
    row = (await db.execute(query, given)).mappings().first()
    return None if row is None else kind(**row)
