"""Notes on walls. Every session and every plenary item has a wall; anybody adds short cards."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, func, select, update
from sqlalchemy import Text as LongText

from barcamp.db import UTCDateTime, metadata
from barcamp.domain.base import Done, Refused, Role, Turn, touched
from barcamp.domain.command import Command
from barcamp.domain.grid import slots
from barcamp.domain.text import Text
from barcamp.domain.topic import load_topic

MOST_NOTES = 500

notes = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", ForeignKey("barcamp.id"), nullable=False),
    Column("wall", String(16), nullable=False),
    Column("author_id", ForeignKey("attendee.id"), nullable=False, index=True),
    Column("text", LongText, nullable=False),
    Column("written_at", UTCDateTime, nullable=False),
    Column("withdrawn_at", UTCDateTime),
    Index("ix_note_wall", "barcamp_id", "wall"),
)


@dataclass(frozen=True, slots=True)
class Wall:
    """`t7` is the wall of topic 7, `s3` that of the plenary item in slot 3."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}{self.id}"


def wall_named(name: str) -> Wall:
    """Raises Refused for a name that no wall can have."""
    kind, number = name[:1], name[1:]
    if kind not in ("t", "s") or not (number.isascii() and number.isdigit()) or len(number) > 9:
        raise Refused("wall.gone")
    return Wall(kind, int(number))


class WriteNote(Command):
    by = Role.ATTENDEE
    light: ClassVar[bool] = True
    wall: str
    text: Annotated[str, Text(500)]

    async def perform(self, turn: Turn) -> Done:
        wall = wall_named(self.wall)
        await _check_wall(turn, wall)
        on_wall = select(func.count()).where(notes.c.barcamp_id == turn.barcamp.id, notes.c.wall == str(wall))
        if (await turn.db.scalar(on_wall) or 0) >= MOST_NOTES:
            raise Refused("note.too_many", most=MOST_NOTES)
        made = await turn.add(
            notes,
            barcamp_id=turn.barcamp.id,
            wall=str(wall),
            author_id=turn.attendee_id,
            text=self.text,
            written_at=turn.now,
        )
        return touched(f"wall_{wall}", made=made)


class WithdrawNote(Command):
    """Takes a note off its wall: one's own, or any as a moderator."""

    by = Role.ATTENDEE
    light: ClassVar[bool] = True
    note: int

    async def perform(self, turn: Turn) -> Done:
        row = (
            await turn.db.execute(
                select(notes.c.wall, notes.c.author_id).where(
                    notes.c.id == self.note,
                    notes.c.barcamp_id == turn.barcamp.id,
                    notes.c.withdrawn_at.is_(None),
                )
            )
        ).first()
        if row is None:
            raise Refused("note.gone")
        if turn.actor.role < Role.MODERATOR and row.author_id != turn.attendee_id:
            raise Refused("note.not_yours")
        await turn.db.execute(update(notes).where(notes.c.id == self.note).values(withdrawn_at=turn.now))
        return touched(f"wall_{row.wall}")


async def _check_wall(turn: Turn, wall: Wall) -> None:
    if wall.kind == "t":
        await load_topic(turn, wall.id)
        return
    plenary = select(slots.c.id).where(
        slots.c.id == wall.id, slots.c.barcamp_id == turn.barcamp.id, slots.c.title != ""
    )
    if await turn.db.scalar(plenary) is None:
        raise Refused("wall.gone")
