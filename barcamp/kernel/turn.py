"""A turn at the database: what a command is given while it acts, and what came of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.kernel.actor import Actor
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Outside

# Finds the name under which somebody acts. People and accounts are nouns; whoever begins a turn knows where they stand.
NameOf = Callable[[AsyncConnection, Actor], Awaitable[str]]


@dataclass(slots=True)
class Turn:
    """One command's turn at the database, inside a transaction that the desk began and will commit."""

    db: AsyncConnection
    actor: Actor
    now: datetime
    name_of: NameOf
    _barcamp: Barcamp | None = None

    @property
    def barcamp(self) -> Barcamp:
        if self._barcamp is None:
            raise LookupError("this command stands outside every barcamp")
        return self._barcamp

    @barcamp.setter
    def barcamp(self, changed: Barcamp) -> None:
        self._barcamp = changed

    @property
    def attendee_id(self) -> int:
        """The person who acts. Raises Refused for an organiser who did not join."""
        if self.actor.attendee_id is None:
            raise Outside("attendee.join_first")
        return self.actor.attendee_id

    async def signature(self) -> str:
        """The name to record beside what is done now: of the person, or of an organiser's account. Raises Refused for
        somebody who is not here any more."""
        return await self.name_of(self.db, self.actor)

    async def add(self, table: Table, **values: object) -> int:
        """Inserts one row and returns its id."""
        row = await self.db.execute(insert(table).values(**values))
        assert row.inserted_primary_key is not None
        return row.inserted_primary_key[0]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command changed (nothing, if everything was already as it should be), and the id of what it made, if
    anything. `secret`: fields that the journal must not keep this time."""

    changed: frozenset[Changed] = frozenset()
    made: int | None = None
    secret: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *facts: Changed, made: int | None = None) -> "Done":
        return cls(frozenset(facts), made)
