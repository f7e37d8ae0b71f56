"""Photos of flipcharts, each on the wall of the session it shows. They arrive developed: upright, small, without
metadata."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any, ClassVar

from sqlalchemy import func, select, update

from barcamp.domain.walls.lane import next_position, part_with
from barcamp.domain.walls.may_arrange import must_arrange
from barcamp.domain.walls.photos.hung import hung
from barcamp.domain.walls.photos.table import photos
from barcamp.domain.walls.section import load_sections, sections_of
from barcamp.domain.walls.wall import open_wall, wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotAllowed, NotFound, Refused
from barcamp.kernel.strings import Line, Text
from barcamp.kernel.turn import Done, Turn

MOST_ON_WALL = 40
MOST_IN_EVENT = 300

Description = Annotated[str, Text(300, least=0)]


class AddPhoto(Command):
    """Adds a photo. `data` and `thumb` are JPEG files as images/ makes them, `sha256` is the hash of `data`. A
    `section` that is gone meanwhile is no reason to refuse it."""

    by = Role.ATTENDEE
    own_route: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"data", "thumb"})
    wall: str
    width: int
    height: int
    sha256: str
    data: bytes
    thumb: bytes
    description: Description = ""
    section: int = 0

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        await _refuse_a_flood(turn, str(wall))
        made = await turn.add(
            photos,
            barcamp_id=turn.barcamp.id,
            wall=str(wall),
            section_id=self.section if self.section in await _offered(turn, str(wall)) else None,
            position=await next_position(turn, str(wall)),
            author_id=turn.attendee_id,
            description=self.description,
            width=self.width,
            height=self.height,
            sha256=self.sha256,
            added_at=turn.now,
            data=self.data,
            thumb=self.thumb,
        )
        return Done.of(Changed.photos(str(wall)), made=made)


class DescribePhoto(Editor):
    """Describes what can be seen; the person who took it and those who arrange the wall may do so."""

    by = Role.ATTENDEE
    photo: int
    description: Description = ""

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        photo = await load_photo(turn, self.photo)
        if photo.author_id != turn.actor.attendee_id:
            await must_arrange(turn, wall_named(photo.wall))
        return {"description": photo.description}

    async def perform(self, turn: Turn) -> Done:
        photo = await load_photo(turn, self.photo)
        if photo.author_id != turn.actor.attendee_id:
            await must_arrange(turn, wall_named(photo.wall))
        if photo.description == self.description:
            return Done()
        await _change(turn, photo.id, description=self.description)
        return Done.of(Changed.photos(photo.wall))


class WithdrawPhoto(Command):
    """Takes a photo off its wall for good, with its file: one's own, or any as a moderator."""

    by = Role.ATTENDEE
    photo: int

    async def perform(self, turn: Turn) -> Done:
        photo = await load_photo(turn, self.photo)
        if turn.actor.role < Role.MODERATOR and photo.author_id != turn.attendee_id:
            raise NotAllowed("photo.not_yours")
        stay = await part_with(turn, await hung(turn, photo))
        emptied = {"description": "", "sha256": "", "data": b"", "thumb": b""}
        await _change(turn, photo.id, withdrawn_at=turn.now, **emptied)
        return Done.of(Changed.photos(photo.wall), *stay)


class HidePhoto(Command):
    """Hides a photo: only its author, with the reason, and moderators still see it."""

    by = Role.MODERATOR
    photo: int
    reason: Annotated[str, Line(200)]

    async def perform(self, turn: Turn) -> Done:
        photo = await load_photo(turn, self.photo)
        stay = await part_with(turn, await hung(turn, photo))
        await _change(turn, photo.id, hidden_at=turn.now, hidden_because=self.reason)
        return Done.of(Changed.photos(photo.wall), Changed.hidden(), *stay)


class ShowPhoto(Command):
    by = Role.MODERATOR
    photo: int

    async def perform(self, turn: Turn) -> Done:
        photo = await load_photo(turn, self.photo)
        if photo.hidden_at is None:
            return Done()
        await _change(turn, photo.id, hidden_at=None, hidden_because="")
        return Done.of(Changed.photos(photo.wall), Changed.hidden())


async def leave_section(turn: Turn, gone: Collection[int]) -> None:
    """Before these sections are removed."""
    await turn.db.execute(update(photos).where(photos.c.section_id.in_(gone)).values(section_id=None))


async def _offered(turn: Turn, wall: str) -> set[int]:
    return {each.id for each in sections_of(await load_sections(turn.db, turn.barcamp.id), wall)}


async def load_photo(turn: Turn, photo_id: int) -> Any:
    """A photo of this barcamp that has not been withdrawn, without its files. Raises Refused."""
    here = photos.c.id == photo_id, photos.c.barcamp_id == turn.barcamp.id, photos.c.withdrawn_at.is_(None)
    query = select(*(column for column in photos.c if column.name not in ("data", "thumb")))
    row = (await turn.db.execute(query.where(*here))).first()
    if row is None:
        raise NotFound("photo.gone")
    return row


async def _change(turn: Turn, photo_id: int, **values: object) -> None:
    await turn.db.execute(update(photos).where(photos.c.id == photo_id).values(**values))


async def _refuse_a_flood(turn: Turn, wall: str) -> None:
    per_wall = (
        select(photos.c.wall, func.count().label("number"))
        .where(photos.c.barcamp_id == turn.barcamp.id, photos.c.withdrawn_at.is_(None))
        .group_by(photos.c.wall)
    )
    numbers = {row.wall: row.number for row in await turn.db.execute(per_wall)}
    if numbers.get(wall, 0) >= MOST_ON_WALL:
        raise Refused("photo.too_many", most=MOST_ON_WALL)
    if sum(numbers.values()) >= MOST_IN_EVENT:
        raise Refused("photo.too_many_in_all", most=MOST_IN_EVENT)
