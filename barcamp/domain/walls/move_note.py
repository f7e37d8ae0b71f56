"""Moving cards: to another place, another section, into a group and out of it; and taking it back."""

import re
from itertools import count
from typing import Any

from sqlalchemy import select, update

from barcamp.domain.walls.lane import ORDERED, Among, beside, first, last, load_lane, note_moves, notes, put
from barcamp.domain.walls.may_arrange import must_move
from barcamp.domain.walls.note import load_note
from barcamp.domain.walls.section import section_for
from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import BadRequest, NotAllowed, NotFound, Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits
from barcamp.text.i18n import gettext as _
from barcamp.text.i18n import speaking

_PLACE = re.compile(r"(first|last)|(before|after|onto)-([0-9]{1,9})")


class MoveNote(Command):
    """Puts a card at a `place` of a section, 0 for the one where it is: `first` or `last` among the cards without a
    group; `before-7`, `after-7`, into the group of that card, if it has one; `onto-7`, into a group with it.

    Of two who move a card the second does so after the first. A neighbour that is not there any more is no reason to
    refuse: then it is the last.
    """

    by = Role.ATTENDEE
    waits = Waits("Card moved", near="notes")
    note: int
    section: int = 0
    place: str = "last"

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        await must_move(turn, note)
        found = _PLACE.fullmatch(self.place)
        if found is None:
            raise BadRequest("move.place")
        word = found[1] or found[2]
        other = await _other(turn, note, int(found[3] or 0))
        section = await self._section(turn, note, other)
        if other is not None and other.section_id != section:
            other = None
        if word == "onto":
            return await _together(turn, note, other)
        if other is None:
            return Done.of(*await put(turn, note, section, "", first if word == "first" else last))
        among = beside(0, other.id) if word == "before" else beside(other.id, 0)
        return Done.of(*await put(turn, note, section, other.grouped, among))

    async def _section(self, turn: Turn, note: Any, other: Any) -> int | None:
        wanted = self.section or (note if other is None else other).section_id
        if wanted == note.section_id:
            return wanted
        return await section_for(turn, wall_named(note.wall), wanted or -1)  # nothing new comes among those without one


class UndoMove(Command):
    """Takes back one's own last move of a card, as long as nobody else has moved it since."""

    by = Role.ATTENDEE
    waits = Waits("Card moved back", near="notes")
    note: int

    async def perform(self, turn: Turn) -> Done:
        note = await load_note(turn, self.note)
        move = (await turn.db.execute(select(note_moves).where(note_moves.c.note_id == note.id))).first()
        if move is None or move.partner == ORDERED:
            raise Refused("move.nothing")
        if move.attendee_id != turn.actor.attendee_id:
            raise Refused("move.moved_since")
        section = move.section_id
        if section != note.section_id and section is not None:
            section = await section_for(turn, wall_named(note.wall), section)
        parted = await _part(turn, note, move.partner)
        among: Among = beside(move.behind, move.ahead) if move.behind or move.ahead else last
        return Done.of(*parted, *await put(turn, note, section, move.grouped, among, undoes=move))


async def _other(turn: Turn, note: Any, number: int) -> Any:
    """The card beside which it goes; None where it is not on the wall any more, or the same."""
    here = notes.c.barcamp_id == turn.barcamp.id, notes.c.wall == note.wall, notes.c.withdrawn_at.is_(None)
    query = select(notes).where(notes.c.id == number, notes.c.id != note.id, notes.c.hidden_at.is_(None), *here)
    return (await turn.db.execute(query)).first()


async def _together(turn: Turn, note: Any, other: Any) -> Done:
    if other is None:
        raise NotFound("move.partner_gone")
    if other.grouped:
        return Done.of(*await put(turn, note, other.section_id, other.grouped, last))
    try:
        await must_move(turn, other)
    except NotAllowed:
        raise NotAllowed("move.partner_not_yours") from None
    group = _unused(turn, {card.grouped for card in await load_lane(turn, note.wall, other.section_id)})
    moved = await put(turn, note, other.section_id, group, last, other.id)
    return Done.of(Changed.note(note.wall, other.id), *moved)


def _unused(turn: Turn, names: set[str]) -> str:
    with speaking(turn.barcamp.language):
        return next(name for number in count(1) if (name := _("Group %(num)s") % {"num": number}) not in names)


async def _part(turn: Turn, note: Any, partner: int) -> list[Changed]:
    """The card with which it became a group stands alone again, unless others have come into the group."""
    lane = await load_lane(turn, note.wall, note.section_id) if partner and note.grouped else []
    if {card.id for card in lane if card.grouped == note.grouped} != {note.id, partner}:
        return []
    await turn.db.execute(update(notes).where(notes.c.id == partner).values(grouped=""))
    return [Changed.note(note.wall, partner)]
