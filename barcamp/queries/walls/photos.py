"""Photos: what is on the walls, and the files themselves, one at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import LargeBinary, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.attendee import attendees
from barcamp.domain.walls.photos.photo import AddPhoto
from barcamp.domain.walls.photos.table import as_card, photos, standing
from barcamp.domain.walls.section import usual_section
from barcamp.kernel import journal
from barcamp.kernel.rows import AnySelect, all_as, first_as
from barcamp.queries.walls.notes import CardGroup, Note, WallSection, WholeWall

THUMB_EDGE = 480  # pixels of a thumbnail's longer side
EVIDENCE = 16  # hex digits of the hash, by which an address proves that it was shown to somebody


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo. `width` and `height` are pixels of the JPEG file `data`, which is empty unless it was asked for. A photo
    that a moderator hid has the `reason`. Two that differ in `position` alone look the same."""

    id: int
    wall: str
    description: str
    author_id: int
    author: str
    width: int
    height: int
    sha256: str
    added_at: datetime
    reason: str = ""
    data: bytes = b""
    section_id: int | None = None
    group: str = ""
    position: int = field(default=0, compare=False)

    @property
    def version(self) -> str:
        return self.sha256[:EVIDENCE]

    @property
    def small(self) -> tuple[int, int]:
        """Width and height of its thumbnail, to within a pixel."""
        scale = min(1.0, THUMB_EDGE / max(self.width, self.height))
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


@dataclass(frozen=True, slots=True)
class PhotoFile:
    content: bytes
    sha256: str
    author_id: int
    hidden: bool


async def load_photos(
    db: AsyncConnection, barcamp_id: int, with_data: bool = False, wall: str | None = None
) -> list[Photo]:
    """All photos that are on walls, or on one wall, oldest first; without hidden and withdrawn ones."""
    query = _photos(barcamp_id, with_data).where(photos.c.hidden_at.is_(None))
    if wall is not None:
        query = query.where(photos.c.wall == wall)
    return await all_as(Photo, db, query)


async def load_hidden_photos(db: AsyncConnection, barcamp_id: int) -> list[Photo]:
    """What moderators have hidden, oldest first."""
    query = _photos(barcamp_id).where(photos.c.hidden_at.is_not(None))
    return await all_as(Photo, db, query)


async def load_photo(db: AsyncConnection, barcamp_id: int, photo_id: int) -> Photo | None:
    """One photo that has not been withdrawn, hidden or not, without its file."""
    return await first_as(Photo, db, _photos(barcamp_id).where(photos.c.id == photo_id))


def _photos(barcamp_id: int, with_data: bool = False) -> AnySelect:
    return (
        select(
            photos.c.id, photos.c.wall, photos.c.description, photos.c.author_id,
            attendees.c.name.label("author"), photos.c.width, photos.c.height, photos.c.sha256, photos.c.added_at,
            photos.c.hidden_because.label("reason"),
            photos.c.data if with_data else literal(b"", LargeBinary).label("data"), photos.c.section_id,
            photos.c.grouped.label("group"), photos.c.position,
        )
        .join(attendees, attendees.c.id == photos.c.author_id)
        .where(photos.c.barcamp_id == barcamp_id, photos.c.withdrawn_at.is_(None))
        .order_by(photos.c.id)
    )  # fmt: skip


def hung(wall: WholeWall, given: Iterable[Photo]) -> dict[int, tuple[Photo, ...]]:
    """The photos by the sections in which they hang, in their order; those that are in none of this wall's hang where a
    new card would come, in no group. 0 where it has no sections: then it is one lane."""
    offered = [section for section in wall.sections if section.offered]
    usual = usual_section(offered)
    there: set[int | None] = {section.id for section in offered} or {None}
    found = dict[int, list[Photo]]()
    for photo in sorted(given, key=lambda each: standing(each.position, as_card(each.id))):
        if photo.section_id in there:
            found.setdefault(photo.section_id or 0, []).append(photo)
        else:
            found.setdefault(usual.id if usual else 0, []).append(replace(photo, group="") if photo.group else photo)
    return {section: tuple(some) for section, some in found.items()}


def with_lane_of(wall: WholeWall, hanging: Mapping[int, Sequence[Photo]]) -> WholeWall:
    """The wall with a lane for the photos that are `hung` in none of its sections, where no card has made one."""
    if not hanging.get(0) or wall.section(0):
        return wall
    return replace(wall, sections=(WallSection(0, "own", "", offered=False), *wall.sections))


def as_they_hang(walls: Iterable[WholeWall], given: Iterable[Photo]) -> list[Photo]:
    """The photos of several walls in the order in which one reads these: by section, and within it as they stand."""
    by_wall: dict[str, list[Photo]] = {}
    for photo in given:
        by_wall.setdefault(photo.wall, []).append(photo)
    there = {wall.name: wall for wall in walls}
    return [photo for name, some in by_wall.items() for photo in (_read(there[name], some) if name in there else some)]


def _read(wall: WholeWall, given: Iterable[Photo]) -> list[Photo]:
    found = hung(wall, given)
    of_lanes = [pile for lane in with_lane_of(wall, found).sections for pile in piles(lane, found)]
    return [each for pile in of_lanes for each in pile.of if isinstance(each, Photo)]


Shown = tuple[Note, ...] | tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class Pile:
    """Cards and photos of a section that somebody put together, in their order; without a title, those that nobody has
    put together."""

    title: str
    of: tuple[Note | Photo, ...]

    @property
    def key(self) -> str:
        return CardGroup(self.title, ()).key

    @property
    def runs(self) -> list[tuple[str, Shown]]:
        """`note` with some cards, `photo` with some photos, and so on."""
        runs = groupby(self.of, lambda each: "photo" if isinstance(each, Photo) else "note")
        return [(kind, tuple(some)) for kind, some in runs]  # type: ignore[misc]


def piles(section: WallSection, hanging: Mapping[int, Sequence[Photo]]) -> list[Pile]:
    """What hangs in a section, cards and those of the photos: first what is in no group, then the groups in the order
    of what is first in them, as domain/walls/lane.py has it."""
    pictures = hanging.get(section.id, ())
    if not pictures:
        return [Pile(group.title, group.cards) for group in section.groups]
    found: dict[str, list[Note | Photo]] = {"": []}
    for each in sorted((*section.cards, *pictures), key=_stands):
        found.setdefault(each.group, []).append(each)
    return [Pile(title, tuple(some)) for title, some in found.items() if some]


def _stands(each: Note | Photo) -> tuple[int, bool, int]:
    return standing(each.position, as_card(each.id) if isinstance(each, Photo) else each.id)


async def load_file(db: AsyncConnection, barcamp_id: int, photo_id: int, small: bool) -> PhotoFile | None:
    """One photo's JPEG file, or that of its thumbnail; None if it is gone."""
    column = photos.c.thumb if small else photos.c.data
    query = select(column.label("content"), photos.c.sha256, photos.c.author_id, photos.c.hidden_at).where(
        photos.c.id == photo_id, photos.c.barcamp_id == barcamp_id, photos.c.withdrawn_at.is_(None)
    )
    row = (await db.execute(query)).first()
    if row is None or not row.content:
        return None
    return PhotoFile(bytes(row.content), row.sha256, row.author_id, row.hidden_at is not None)


async def was_added(db: AsyncConnection, barcamp_id: int, attendee_id: int, op: str) -> bool:
    """Whether this person's upload `op` is on the wall, so that it need not be developed again."""
    lines = journal.lines
    query = select(lines.c.seq).where(
        lines.c.ledger_id == barcamp_id,
        lines.c.op == op,
        lines.c.attendee_id == attendee_id,
        lines.c.command == AddPhoto.verb,
    )
    return await db.scalar(query) is not None
