"""The silent round of a wall as everybody may know it: where people write unseen, until when, and how many cards there
are from how many people. What is on the cards nobody asks here but their authors."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, literal, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.walls.section import sections
from barcamp.domain.walls.silence.lanes import sealed, silent_lanes, time_wishes, waiting
from barcamp.domain.walls.wall import Wall
from barcamp.queries.walls.notes import name_of_kind

FEW = 3  # of fewer people it is not said how many they are: the number would tell who has written


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many cards wait to be revealed, and from how many people; 0 if these are too few to say."""

    cards: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class SilentLane:
    """A section, 0 for the cards of none. `silent`: what is written there is sealed; else there are only cards left
    that were."""

    section_id: int
    silent: bool
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Silence:
    """`until` when, if a clock runs; `wishes`: how many ask for more time."""

    wall: str
    lanes: tuple[SilentLane, ...] = ()
    sealed: Sealed = Sealed()
    until: datetime | None = None
    wishes: int = 0

    @property
    def silent(self) -> tuple[int, ...]:
        return tuple(lane.section_id for lane in self.lanes if lane.silent)

    def lane(self, section_id: int) -> SilentLane | None:
        return next((lane for lane in self.lanes if lane.section_id == section_id), None)


@dataclass(frozen=True, slots=True)
class OwnSealed:
    """A card of one's own that nobody else sees yet. `until` is a day, `due` what was typed instead of one."""

    id: int
    wall: str
    section_id: int
    kind: str
    title: str
    text: str
    who: str = ""
    until: date | None = None
    due: str = ""

    @property
    def section(self) -> str:
        """Its section's title, or the name of its kind in the current language."""
        return self.title or name_of_kind(self.kind)


async def load_silence(db: AsyncConnection, barcamp_id: int, wall: Wall) -> Silence:
    """Two queries, however many cards there are."""
    lanes = select(silent_lanes.c.section_id, silent_lanes.c.until).where(
        silent_lanes.c.barcamp_id == barcamp_id, silent_lanes.c.wall == str(wall)
    )
    silent: dict[int, datetime | None] = {row.section_id or 0: row.until for row in await db.execute(lanes)}
    here = sealed.c.barcamp_id == barcamp_id, sealed.c.wall == str(wall), waiting
    people = func.count(sealed.c.author_id.distinct()).label("people")
    wish = time_wishes.c.barcamp_id == barcamp_id, time_wishes.c.wall == str(wall)
    counted = union_all(
        select(literal("lane").label("of"), sealed.c.section_id, func.count().label("cards"), people)
        .where(*here)
        .group_by(sealed.c.section_id),
        select(literal("wall"), null(), func.count(), people).where(*here),
        select(literal("wishes"), null(), func.count(), literal(0)).where(*wish),
    )
    rows = list(await db.execute(counted))
    kept = {row.section_id or 0: _told(row.cards, row.people) for row in rows if row.of == "lane"}
    total = next(row for row in rows if row.of == "wall")
    return Silence(
        str(wall),
        tuple(SilentLane(each, each in silent, kept.get(each, Sealed())) for each in sorted({*silent, *kept})),
        _told(total.cards, total.people),
        max(filter(None, silent.values()), default=None),
        next(row.cards for row in rows if row.of == "wishes"),
    )


def _told(cards: int, people: int) -> Sealed:
    return Sealed(cards, people if people >= FEW else 0)


@dataclass(frozen=True, slots=True)
class Silent:
    """Where something is silent or sealed in an event."""

    walls: frozenset[str]
    sections: frozenset[int]


async def load_silent(db: AsyncConnection, barcamp_id: int) -> Silent:
    silent = select(silent_lanes.c.wall, silent_lanes.c.section_id).where(silent_lanes.c.barcamp_id == barcamp_id)
    kept = select(sealed.c.wall, sealed.c.section_id).where(sealed.c.barcamp_id == barcamp_id, waiting)
    rows = list(await db.execute(silent.union(kept)))
    return Silent(frozenset(row.wall for row in rows), frozenset(row.section_id for row in rows if row.section_id))


async def count_sealed(db: AsyncConnection, barcamp_id: int) -> int:
    """The cards of an event that wait to be revealed."""
    return await db.scalar(select(func.count()).where(sealed.c.barcamp_id == barcamp_id, waiting)) or 0


async def own_sealed(db: AsyncConnection, person_id: int) -> tuple[OwnSealed, ...]:
    """One's own, oldest first."""
    query = (
        select(sealed, sections.c.kind, sections.c.title)
        .outerjoin(sections, sections.c.id == sealed.c.section_id)
        .where(sealed.c.author_id == person_id, waiting)
        .order_by(sealed.c.id)
    )
    return tuple(
        OwnSealed(
            row.id, row.wall, row.section_id or 0, row.kind or "", row.title or "", row.text, row.who, row.until,
            row.due,
        )
        for row in await db.execute(query)
    )  # fmt: skip


async def revealed_as(db: AsyncConnection, person_id: int, card: int) -> int | None:
    """The note that a sealed card of one's own has become."""
    return await db.scalar(select(sealed.c.note_id).where(sealed.c.id == card, sealed.c.author_id == person_id))


async def wishes_of(db: AsyncConnection, person_id: int) -> tuple[str, ...]:
    """The walls on which somebody has asked for more time."""
    query = select(time_wishes.c.wall).where(time_wishes.c.attendee_id == person_id).order_by(time_wishes.c.wall)
    return tuple(await db.scalars(query))
