"""Photos: what is on the walls, and the files themselves, one at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import LargeBinary, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.attendee import attendees
from barcamp.domain.walls.photo import AddPhoto, photos
from barcamp.kernel import journal
from barcamp.kernel.rows import AnySelect, all_as, first_as
from barcamp.queries.walls.notes import WholeWall

THUMB_EDGE = 480  # pixels of a thumbnail's longer side
EVIDENCE = 16  # hex digits of the hash, by which an address proves that it was shown to somebody


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo. `width` and `height` are pixels of the JPEG file `data`, which is empty unless it was asked for. A photo
    that a moderator hid has the `reason`."""

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
        )
        .join(attendees, attendees.c.id == photos.c.author_id)
        .where(photos.c.barcamp_id == barcamp_id, photos.c.withdrawn_at.is_(None))
        .order_by(photos.c.id)
    )  # fmt: skip


def hung(wall: WholeWall, given: Iterable[Photo]) -> dict[int, tuple[Photo, ...]]:
    """The photos by the sections in which they hang; those that are in none of this wall's hang where a new card would
    come. 0 where it has no sections."""
    offered = [section for section in wall.sections if section.offered]
    usual = min(offered, key=lambda each: (each.kind != "insights", each.kind == "next"), default=None)
    there, found = {section.id for section in offered}, dict[int, list[Photo]]()
    for photo in given:
        section = photo.section_id if photo.section_id in there else None
        found.setdefault(section or (usual.id if usual else 0), []).append(photo)
    return {section: tuple(some) for section, some in found.items()}


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
