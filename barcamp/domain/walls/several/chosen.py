"""Which cards and photos of a wall somebody chose: `7 12 p3` are two cards and photo 3."""

import re
from collections.abc import Iterable
from typing import Annotated, Any

from barcamp.domain.walls.note import load_note
from barcamp.domain.walls.photos.hung import hung
from barcamp.domain.walls.photos.photo import load_photo
from barcamp.domain.walls.photos.table import as_card
from barcamp.domain.walls.wall import open_wall
from barcamp.kernel.refused import BadRequest, NotFound, Refused
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Turn

MOST_CHOSEN = 50
CARDS_PER_COMMAND = 5  # of what one device may send: fifty cards count as eleven commands
Chosen = Annotated[str, Line(2_000)]

_CARD = re.compile(r"(p?)([0-9]{1,9})")


def numbers_of(chosen: str) -> list[int]:
    """The numbers by which lanes know them, each once. Raises Refused where there are too many."""
    found: dict[int, None] = {}
    for word in chosen.split():
        card = _CARD.fullmatch(word)
        if card is None:
            raise BadRequest("cards.unreadable")
        found[as_card(int(card[2])) if card[1] else int(card[2])] = None
    if len(found) > MOST_CHOSEN:
        raise Refused("cards.too_many", most=MOST_CHOSEN, number=len(found))
    return list(found)


async def load_chosen(turn: Turn, wall: str, numbers: Iterable[int], *, hidden: bool = False) -> list[Any]:
    """Those that are still there, `hidden` cards only if asked for. Raises Refused where none is, or where one hangs on
    another wall."""
    await open_wall(turn, wall)
    found = [card for number in numbers if (card := await load_card(turn, number, hidden=hidden)) is not None]
    if not found:
        raise NotFound("cards.gone")
    if any(card.wall != wall for card in found):
        raise BadRequest("cards.elsewhere")
    return found


async def load_card(turn: Turn, number: int, *, hidden: bool = False) -> Any:
    """A card, or a photo as it hangs in its lane; None where it is not on its wall any more."""
    try:
        if number > 0:
            return await load_note(turn, number, hidden=hidden)
        return await hung(turn, await load_photo(turn, as_card(number)))
    except NotFound:
        return None
