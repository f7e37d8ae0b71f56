"""The words every noun uses: roles, who acts, a turn at the database, what came of it, and the ways of saying no."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from barcamp.domain.barcamp import Barcamp


class Role(IntEnum):
    """Whoever may do something as an attendee may do it as a moderator, and so on upwards."""

    ANYONE = 0
    ATTENDEE = 1
    MODERATOR = 2
    ORGANISER = 3


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives a command. `barcamp_id` is where the role holds; None for an organiser between barcamps."""

    role: Role
    barcamp_id: int | None = None
    attendee_id: int | None = None
    organiser_id: int | None = None
    address: str = ""  # under which they reach the server
    sign_in: str = ""  # the hash of the token by which an organiser acts; empty: nobody looks whether it still holds


class Refused(Exception):
    """A rule of the barcamp says no. Carries a key and facts for the sentence, never a sentence, and the field that it
    is about, if there is one."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
        self.field = ""

    def beside(self, field: str) -> "Refused":
        self.field = field
        return self


class Invalid(Exception):
    """What was typed cannot be taken. `fields` gives, per field name, the refusal that stands beside it."""

    def __init__(self, fields: Mapping[str, Refused]) -> None:
        super().__init__(", ".join(f"{name}: {why.key}" for name, why in fields.items()))
        self.fields = dict(fields)


@dataclass(slots=True)
class Turn:
    """One command's turn at the database, inside a transaction that the desk began and will commit."""

    db: AsyncConnection
    actor: Actor
    now: datetime
    _barcamp: "Barcamp | None" = None

    @property
    def barcamp(self) -> "Barcamp":
        if self._barcamp is None:
            raise LookupError("this command stands outside every barcamp")
        return self._barcamp

    @barcamp.setter
    def barcamp(self, changed: "Barcamp") -> None:
        self._barcamp = changed

    @property
    def attendee_id(self) -> int:
        """The person who acts; organisers who did not join have none."""
        if self.actor.attendee_id is None:
            raise Refused("attendee.join_first")
        return self.actor.attendee_id

    async def add(self, table: Table, **values: object) -> int:
        """Inserts one row and returns its id."""
        row = await self.db.execute(insert(table).values(**values))
        assert row.inserted_primary_key is not None
        return row.inserted_primary_key[0]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command changed: the regions of screens that look different now, and the id of what it made, if any."""

    touched: frozenset[str] = frozenset()
    made: int | None = None


# Touched where somebody may do less from now on: no region, but a matter of all who watch. In the server's own ledger:
# an organiser's sign-in has ended.
RIGHTS = "rights"


def touched(*regions: str, made: int | None = None) -> Done:
    return Done(frozenset(regions), made)
