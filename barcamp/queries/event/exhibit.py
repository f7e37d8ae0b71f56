"""What everybody is asked to look at, as it is by now."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.exhibit import Exhibit
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.facts import Changed
from barcamp.queries.walls.notes import Note, WallSection, WholeWall, load_notes, wall_title
from barcamp.queries.walls.photos import Photo, hung, piles

# Facts about walls in general, which may mean this one.
_ALL = frozenset({"sections", "grid", "everything"})


@dataclass(frozen=True, slots=True)
class Exhibited:
    """A card in its lane, or a lane with its cards; of the wall only what it says about itself."""

    wall: WholeWall
    section: WallSection
    note: Note | None = None
    pictures: tuple[Photo, ...] = ()  # of a lane

    @property
    def place(self) -> str:
        """The id of what is shown, on the page of its wall."""
        return f"note_{self.wall.name}-{self.note.id}" if self.note else f"section_{self.wall.name}-{self.section.id}"


def exhibited(wall: WholeWall, exhibit: Exhibit, photos: Iterable[Photo] = ()) -> Exhibited | None:
    """None if it is not there, or not for everybody to see."""
    for section in wall.sections if wall.title is not None else ():
        if exhibit.section and section.id == exhibit.section:
            of_lane = (each for pile in piles(section, hung(wall, photos)) for each in pile.of)
            return Exhibited(wall.head, section, pictures=tuple(each for each in of_lane if isinstance(each, Photo)))
        for note in section.cards:
            if note.id == exhibit.note:
                return Exhibited(wall.head, WallSection(section.id, section.kind, section.title), note)
    return None


async def is_there(db: AsyncConnection, barcamp_id: int, exhibit: Exhibit) -> bool:
    """Whether it can still be shown: a card that was hidden, withdrawn, erased or taken to another wall cannot."""
    if await wall_title(db, barcamp_id, wall_named(exhibit.wall)) is None:
        return False
    if exhibit.note:
        return bool(await load_notes(db, barcamp_id, exhibit.wall, [exhibit.note]))
    return any(each.id == exhibit.section for each in await load_sections(db, barcamp_id))


def concerns(exhibit: Exhibit, facts: Iterable[Changed]) -> bool:
    """Whether one of the facts may be about what is shown."""
    return bool(exhibit) and any(_concerns(exhibit, fact.kind, fact.key) for fact in facts)


def _concerns(exhibit: Exhibit, kind: str, key: str) -> bool:
    if kind == "note":
        wall, _, number = key.partition("-")
        return wall == exhibit.wall and exhibit.note in (0, int(number))
    if kind == "photos":
        return bool(exhibit.section) and key in ("", exhibit.wall)
    if kind in ("cards", "wall"):
        return key in ("", exhibit.wall)
    if kind in ("topics", "topic"):
        return exhibit.wall[:1] == "t" and key in ("", exhibit.wall[1:])
    return kind in _ALL
