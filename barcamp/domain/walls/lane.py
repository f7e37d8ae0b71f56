"""Cards as they stand: the table, and the order of the cards within a lane, which is one section of one wall.

In a lane those come first that are in no group, then the groups in the order of their first cards. Positions are
numbers with gaps between them, so that a move writes one row; only where a gap is used up the lane is numbered anew.
Photos stand among the cards; numbers below 0 are theirs (see photos/table.py).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    bindparam,
    delete,
    false,
    func,
    insert,
    select,
    update,
)  # fmt: skip
from sqlalchemy import Text as LongText

from barcamp.domain.walls.photos.hung import hung_in
from barcamp.domain.walls.photos.table import FURTHEST, as_card, photos, standing
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.turn import Turn

GAP = 2**16
ORDERED = -1  # the partner of a card that was put in order with all others, see order_lane.py

notes = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False),
    Column("wall", String(16), nullable=False),
    Column("section_id", Integer, ForeignKey("section.id", name="fk_note_section_id_section"), index=True),
    Column("author_id", Integer, ForeignKey("attendee.id"), nullable=False, index=True),
    Column("text", LongText, nullable=False),
    Column("who", String(120), nullable=False, server_default=""),
    Column("until", Date),
    Column("due", String(60), nullable=False, server_default=""),  # what was typed instead of a day
    Column("grouped", String(60), nullable=False, server_default=""),  # the name of its group
    Column("position", Integer, nullable=False, server_default="0"),  # equal ones stand in the order of writing
    Column("key", Boolean, nullable=False, server_default=false()),
    Column("written_at", UTCDateTime, nullable=False),
    Column("withdrawn_at", UTCDateTime),
    Column("hidden_at", UTCDateTime),
    Column("hidden_because", String(200), nullable=False, server_default=""),
    Index("ix_note_wall", "barcamp_id", "wall"),
)

# Of every card and photo that was moved: who did it last (none: the organiser, without a name), and where it stood
# before: behind one card of its group, or of those without a group, and ahead of another; 0 for none. `partner` is the
# card with which it became a group, or ORDERED. What has no FOREIGN KEY names cards and photos.
note_moves = Table(
    "note_move",
    metadata,
    Column("note_id", Integer, primary_key=True, autoincrement=False),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("attendee_id", Integer, ForeignKey("attendee.id"), index=True),
    Column("section_id", Integer),
    Column("grouped", String(60), nullable=False),
    Column("behind", Integer, nullable=False),
    Column("ahead", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("partner", Integer, nullable=False),
)

# Where among these cards, which stand in their order, another one goes.
Among = Callable[[Sequence[int]], int]


class Card(NamedTuple):
    id: int
    grouped: str
    position: int


def changed(wall: str, number: int) -> Changed:
    return Changed.note(wall, number) if number > 0 else Changed.photos(wall)


def first(cards: Sequence[int]) -> int:
    return 0


def last(cards: Sequence[int]) -> int:
    return len(cards)


def beside(behind: int, ahead: int) -> Among:
    """Behind the one card, else ahead of the other; last where both are gone."""

    def among(cards: Sequence[int]) -> int:
        if behind in cards:
            return cards.index(behind) + 1
        return cards.index(ahead) if ahead in cards else len(cards)

    return among


async def put(
    turn: Turn, note: Any, section_id: int | None, group: str, among: Among, partner: int = 0, undoes: Any = None
) -> list[Changed]:
    """Puts a card among those of this group, or of none, in that section of its wall; whoever does it can take it back
    until somebody moves it again. `partner` stands there alone, and comes into that group as well; `undoes` is the move
    that is taken back. What changed; nothing where it stood there."""
    left = await load_lane(turn, note.wall, note.section_id)
    there = left if section_id == note.section_id else await load_lane(turn, note.wall, section_id)
    before = _pile(left, note.grouped)
    if partner:
        await write(turn, partner, grouped=group)
        joined = _in_order(card._replace(grouped=group) if card.id == partner else card for card in there)
        left, there = joined if there is left else left, joined
    others = [number for number in _pile(there, group) if number != note.id]
    at = among(others)
    after = [*others[:at], note.id, *others[at:]]
    if (section_id, group) == (note.section_id, note.grouped) and before == after:
        return []
    anew = await _settle(turn, note.wall, [card for card in left if card.id != note.id]) if there is not left else []
    stood = undoes.position if undoes else None
    rest = [card for card in there if card.id != note.id]
    anew += await _insert(turn, note, section_id, group, rest, after, stood)
    await turn.db.execute(delete(note_moves).where(note_moves.c.note_id == note.id))
    if undoes is None:
        await _remember(turn, note, before, partner)
    return [changed(note.wall, note.id), *anew]


async def part_with(turn: Turn, note: Any) -> list[Changed]:
    """Before a card goes out of sight: the groups of its lane will stay in their order also without it."""
    if not note.grouped:
        return []
    lane = await load_lane(turn, note.wall, note.section_id)
    rest = [card for card in lane if card.id != note.id]
    if _in_order(rest) == rest:
        return []
    return await _number(turn, note.wall, lane)


async def write(turn: Turn, number: int, **values: object) -> None:
    """Into the row of a card or a photo."""
    table, row = (notes, number) if number > 0 else (photos, as_card(number))
    await turn.db.execute(update(table).where(table.c.id == row).values(**values))


async def next_position(turn: Turn, wall: str) -> int:
    """Of what is new on the wall: behind everything that is there."""
    both = [
        select(func.coalesce(func.max(table.c.position), 0))
        .where(table.c.barcamp_id == turn.barcamp.id, table.c.wall == wall)
        .scalar_subquery()
        for table in (notes, photos)
    ]
    return min(max((await turn.db.execute(select(*both))).one()) + GAP, FURTHEST)


async def load_lane(turn: Turn, wall: str, section_id: int | None) -> list[Card]:
    """In order, hidden cards among the others: they may come back."""
    query = select(notes.c.id, notes.c.grouped, notes.c.position).where(
        notes.c.barcamp_id == turn.barcamp.id,
        notes.c.wall == wall,
        notes.c.section_id == section_id,
        notes.c.withdrawn_at.is_(None),
    )
    cards = [Card(*row) for row in await turn.db.execute(query)]
    hung = [Card(photo.id, photo.grouped, photo.position) for photo in await hung_in(turn, wall, section_id)]
    return _in_order([*cards, *hung])


def _in_order(cards: Iterable[Card]) -> list[Card]:
    groups: dict[str, list[Card]] = {"": []}
    for card in sorted(cards, key=lambda each: standing(each.position, each.id)):
        groups.setdefault(card.grouped, []).append(card)
    return [card for group in groups.values() for card in group]


def _pile(lane: Iterable[Card], group: str) -> list[int]:
    return [card.id for card in lane if card.grouped == group]


async def _settle(turn: Turn, wall: str, lane: list[Card]) -> list[Changed]:
    """After one card left it: the groups stay in their order, also where the first card of one is another now."""
    return [] if _in_order(lane) == lane else await _number(turn, wall, lane)


async def _insert(
    turn: Turn, note: Any, to: int | None, group: str, lane: list[Card], wanted: Sequence[int], stood: int | None
) -> list[Changed]:
    """What changes where the lane had to be numbered anew for it. A group that is not there is the last, or where it
    `stood`."""
    known = {card.id: card for card in lane}
    at = wanted.index(note.id)
    pile = [known[number] for number in wanted if number != note.id]
    if at < len(pile):
        spot = lane.index(pile[at])
    elif pile:
        spot = lane.index(pile[-1]) + 1
    else:
        spot = _place_of_group(lane, stood) if group else 0
    low, high = _around(lane, pile, at, spot)
    card = Card(note.id, group, stood if stood is not None and _fits(low, stood, high) else _between(low, high))
    row = [*lane[:spot], card, *lane[spot:]]
    fits = abs(card.position) <= FURTHEST and _in_order(row) == row
    await write(turn, note.id, section_id=to, grouped=group, position=card.position if fits else 0)
    return [] if fits else await _number(turn, note.wall, row)


def _place_of_group(lane: Sequence[Card], stood: int | None) -> int:
    if stood is None:
        return len(lane)
    seen = {""}
    for place, card in enumerate(lane):
        if card.grouped not in seen and card.position > stood:
            return place
        seen.add(card.grouped)
    return len(lane)


def _around(lane: Sequence[Card], pile: Sequence[Card], at: int, place: int) -> tuple[int | None, int | None]:
    """Between which positions its own has to be, at this place of its group and of the lane."""
    low = None
    if at:
        low = pile[at - 1].position
    elif place and (group := lane[place - 1].grouped):  # the first of a group, behind the first of the one before
        low = next(card.position for card in lane if card.grouped == group)
    return low, pile[at].position if at < len(pile) else None


def _fits(low: int | None, position: int, high: int | None) -> bool:
    return (low is None or low < position) and (high is None or position < high)


def _between(low: int | None, high: int | None) -> int:
    """It may not do where there is no gap."""
    if high is None:
        return 0 if low is None else low + GAP
    return high - GAP if low is None else (low + high) // 2


async def _number(turn: Turn, wall: str, lane: Iterable[Card]) -> list[Changed]:
    return await place(turn, wall, {card.id: at * GAP for at, card in enumerate(lane, 1)})


async def place(turn: Turn, wall: str, places: Mapping[int, int]) -> list[Changed]:
    """Gives cards and photos their positions, each its own; what changes with them."""
    said: list[Changed] = []
    for table, fact in ((notes, Changed.cards(wall)), (photos, Changed.photos(wall))):
        mine = {number: to for number, to in places.items() if (number > 0) == (table is notes)}
        rows = [{"of": number if number > 0 else as_card(number), "to": to} for number, to in mine.items()]
        if rows:
            query = update(table).where(table.c.id == bindparam("of")).values(position=bindparam("to"))
            await turn.db.execute(query, rows)
            said.append(fact)
    return said


async def _remember(turn: Turn, note: Any, before: Sequence[int], partner: int) -> None:
    around = [0, *before, 0]
    at = around.index(note.id)
    await turn.db.execute(
        insert(note_moves).values(
            note_id=note.id, barcamp_id=turn.barcamp.id, attendee_id=turn.actor.attendee_id,
            section_id=note.section_id, grouped=note.grouped, behind=around[at - 1], ahead=around[at + 1],
            position=note.position, partner=partner,
        )
    )  # fmt: skip
