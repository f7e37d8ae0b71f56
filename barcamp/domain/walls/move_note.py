"""Moving cards: to another place, another section, into a group and out of it; and taking it back. Photos as well."""

import re
from itertools import count
from typing import Any

from sqlalchemy import select

from barcamp.domain.walls.lane import (
    ORDERED,
    Among,
    beside,
    changed,
    first,
    last,
    load_lane,
    note_moves,
    notes,
    put,
    write,
)
from barcamp.domain.walls.may_arrange import must_move
from barcamp.domain.walls.note import load_note
from barcamp.domain.walls.photos.hung import hung
from barcamp.domain.walls.photos.photo import load_photo
from barcamp.domain.walls.photos.table import as_card
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

_PLACE = re.compile(r"(first|last)|(before|after|onto)-(p?)([0-9]{1,9})")


class MoveNote(Command):
    """Puts a card at a `place` of a section, 0 for the one where it is: `first` or `last` among the cards without a
    group; `before-7`, `after-7`, into the group of that card, if it has one; `onto-7`, into a group with it. `p7` is
    photo 7 in place of a card.

    Of two who move a card the second does so after the first. A neighbour that is not there any more is no reason to
    refuse: then it is the last.
    """

    by = Role.ATTENDEE
    waits = Waits("Card moved", near="notes")
    note: int
    section: int = 0
    place: str = "last"

    async def perform(self, turn: Turn) -> Done:
        return await move_card(turn, await load_note(turn, self.note), self.section, self.place)


class MovePhoto(Command):
    """Puts a photo at a place among the cards, as `MoveNote` does with a card."""

    by = Role.ATTENDEE
    waits = Waits("Photo moved", near="notes")
    photo: int
    section: int = 0
    place: str = "last"

    async def perform(self, turn: Turn) -> Done:
        photo = await hung(turn, await load_photo(turn, self.photo))
        return await move_card(turn, photo, self.section, self.place)


class UndoMove(Command):
    """Takes back one's own last move of a card, as long as nobody else has moved it since."""

    by = Role.ATTENDEE
    waits = Waits("Card moved back", near="notes")
    note: int

    async def perform(self, turn: Turn) -> Done:
        return await take_card_back(turn, await load_note(turn, self.note))


class UndoMovePhoto(Command):
    """The same of a photo."""

    by = Role.ATTENDEE
    waits = Waits("Photo moved back", near="notes")
    photo: int

    async def perform(self, turn: Turn) -> Done:
        return await take_card_back(turn, await hung(turn, await load_photo(turn, self.photo)))


def place_at(place: str) -> tuple[str, int]:
    """`first`, `last`, or beside or onto which card or photo, by the number by which lanes know it. Raises Refused."""
    found = _PLACE.fullmatch(place)
    if found is None:
        raise BadRequest("move.place")
    number = int(found[4] or 0)
    return found[1] or found[2], as_card(number) if found[3] else number


async def move_card(turn: Turn, note: Any, wanted: int, place: str) -> Done:
    """Moves what a lane knows, a card or a photo, see `MoveNote`."""
    await must_move(turn, note)
    word, number = place_at(place)
    other = await _other(turn, note, number) if number else None
    section = await _section(turn, note, wanted, other)
    if other is not None and other.section_id != section:
        other = None
    if word == "onto":
        return await _together(turn, note, other)
    if other is None:
        return Done.of(*await put(turn, note, section, "", first if word == "first" else last))
    among = beside(0, other.id) if word == "before" else beside(other.id, 0)
    return Done.of(*await put(turn, note, section, other.grouped, among))


async def _section(turn: Turn, note: Any, wanted: int, other: Any) -> int | None:
    section: int | None = wanted or (note if other is None else other).section_id
    if section == note.section_id:
        return section
    return await section_for(turn, wall_named(note.wall), section or -1)  # nothing new comes among those without one


async def take_card_back(turn: Turn, note: Any) -> Done:
    """Raises Refused where there is no move of one's own to take back."""
    move = (await turn.db.execute(select(note_moves).where(note_moves.c.note_id == note.id))).first()
    if move is None or move.partner == ORDERED:
        raise Refused("move.nothing")
    if move.attendee_id != turn.actor.attendee_id:
        raise Refused("move.moved_since" if note.id > 0 else "move.photo_moved_since")
    section = move.section_id
    if section != note.section_id and section is not None:
        section = await section_for(turn, wall_named(note.wall), section)
    parted = await _part(turn, note, move.partner)
    among: Among = beside(move.behind, move.ahead) if move.behind or move.ahead else last
    return Done.of(*parted, *await put(turn, note, section, move.grouped, among, undoes=move))


async def _other(turn: Turn, note: Any, number: int) -> Any:
    """The card, or photo, beside which it goes; None where it is not on the wall any more, or the same."""
    if number < 0:
        return await _other_photo(turn, note, as_card(number))
    here = notes.c.barcamp_id == turn.barcamp.id, notes.c.wall == note.wall, notes.c.withdrawn_at.is_(None)
    query = select(notes).where(notes.c.id == number, notes.c.id != note.id, notes.c.hidden_at.is_(None), *here)
    return (await turn.db.execute(query)).first()


async def _other_photo(turn: Turn, note: Any, number: int) -> Any:
    try:
        photo = await load_photo(turn, number)
    except NotFound:
        return None
    gone = photo.hidden_at is not None or photo.wall != note.wall or as_card(photo.id) == note.id
    return None if gone else await hung(turn, photo)


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
    return Done.of(changed(note.wall, other.id), *moved)


def _unused(turn: Turn, names: set[str]) -> str:
    with speaking(turn.barcamp.language):
        return next(name for number in count(1) if (name := _("Group %(num)s") % {"num": number}) not in names)


async def _part(turn: Turn, note: Any, partner: int) -> list[Changed]:
    """The card with which it became a group stands alone again, unless others have come into the group."""
    lane = await load_lane(turn, note.wall, note.section_id) if partner and note.grouped else []
    if {card.id for card in lane if card.grouped == note.grouped} != {note.id, partner}:
        return []
    await write(turn, partner, grouped="")
    return [changed(note.wall, partner)]
