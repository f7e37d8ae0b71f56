"""Sealed cards: writing one, changing it, taking it back, and revealing them. The journal keeps none of their words."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from sqlalchemy import select, update

from barcamp.domain.walls.lane import FURTHEST, GAP, next_position, notes
from barcamp.domain.walls.note import EditNote, WithdrawNote, Words
from barcamp.domain.walls.silence.lanes import end_silence, sealed, silent_lanes, waiting
from barcamp.domain.walls.wall import on_record, open_wall, wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits
from barcamp.text.until import read_until, written_until


class EditSealed(Editor):
    """Changes one's own sealed card; once it is revealed, the card on the wall."""

    by = Role.ATTENDEE
    waits = Waits("Note changed", near="notes")
    secret: ClassVar[frozenset[str]] = frozenset({"seen", "text", "who", "until"})
    card: int
    text: Words
    who: Annotated[str | None, Line(120, least=0)] = None
    until: Annotated[str | None, Line(60, least=0)] = None

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        card = await _own(turn, self.card)
        if card.note_id is not None:
            return await self._on_the_wall(card).stands(turn)
        return {"text": card.text, "who": card.who, "until": written_until(card.until, card.due)}

    async def perform(self, turn: Turn) -> Done:
        card = await _own(turn, self.card)
        if card.note_id is not None:
            return await self._on_the_wall(card).perform(turn)
        values: dict[str, object] = {"text": self.text}
        if self.who is not None:
            values["who"] = self.who
        if self.until is not None:
            values["until"], values["due"] = read_until(self.until, turn.barcamp.day)
        await turn.db.execute(update(sealed).where(sealed.c.id == card.id).values(**values))
        return Done()

    def _on_the_wall(self, card: Any) -> EditNote:
        return EditNote(note=card.note_id, text=self.text, who=self.who, until=self.until)


class WithdrawSealed(Command):
    """Takes one's own sealed card back; once it is revealed, the card on the wall."""

    by = Role.ATTENDEE
    waits = Waits("Note taken back", near="notes")
    card: int

    async def perform(self, turn: Turn) -> Done:
        card = await _own(turn, self.card)
        if card.note_id is not None:
            return await WithdrawNote(note=card.note_id).perform(turn)
        gone = {"withdrawn_at": turn.now, "text": "", "who": "", "due": "", "until": None}
        await turn.db.execute(update(sealed).where(sealed.c.id == card.id).values(**gone))
        return Done.of(Changed.silence(card.wall))


class RevealCards(Command):
    """Reveals what was written in a silent section, 0 for all of the wall, and ends the silence there. Cards that come
    later are seen at once."""

    by = Role.MODERATOR
    waits = Waits("Cards revealed", near="notes")
    wall: str
    section: int = 0

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        return Done.of(*await _reveal(turn, str(wall), self.section))


async def reveal_everything(turn: Turn) -> list[Changed]:
    """On all walls of the event, those of topics that are gone included; what changed."""
    camp = turn.barcamp.id
    silent = select(silent_lanes.c.wall).where(silent_lanes.c.barcamp_id == camp)
    written = select(sealed.c.wall).where(sealed.c.barcamp_id == camp, waiting)
    walls = sorted(set(await turn.db.scalars(silent.union(written))))
    return [fact for wall in walls for fact in await _reveal(turn, wall, 0)]


async def _reveal(turn: Turn, wall: str, section: int) -> list[Changed]:
    """They come last in their sections, in the order in which they were written. For a vote with points that was closed
    in the meantime they are as new as they look: nobody could give them any."""
    lane = [] if not section else [sealed.c.section_id == section]
    here = sealed.c.barcamp_id == turn.barcamp.id, sealed.c.wall == wall, waiting
    cards = (await turn.db.execute(select(sealed).where(*here, *lane).order_by(sealed.c.id))).all()
    record = await on_record(turn, wall_named(wall))
    counted = record.dots_closed_at if record is not None else None
    first = await next_position(turn, wall)
    for place, card in enumerate(cards):
        made = await turn.add(
            notes, barcamp_id=card.barcamp_id, wall=wall, section_id=card.section_id, author_id=card.author_id,
            text=card.text, who=card.who, until=card.until, due=card.due,
            written_at=turn.now if counted and card.written_at <= counted else card.written_at,
            position=min(first + place * GAP, FURTHEST),
        )  # fmt: skip
        emptied = {"text": "", "who": "", "due": "", "until": None, "note_id": made}
        await turn.db.execute(update(sealed).where(sealed.c.id == card.id).values(**emptied))
    ended = await end_silence(turn, wall, section)
    if not cards and not ended:
        return []
    return [Changed.silence(wall), *([Changed.cards(wall)] if cards else [])]


async def _own(turn: Turn, card_id: int) -> Any:
    """One's own; a card of somebody else is refused as if it did not exist."""
    query = select(sealed).where(
        sealed.c.id == card_id, sealed.c.barcamp_id == turn.barcamp.id, sealed.c.withdrawn_at.is_(None)
    )
    row = (await turn.db.execute(query.where(sealed.c.author_id == turn.attendee_id))).first()
    if row is None:
        raise NotFound("note.gone")
    return row
