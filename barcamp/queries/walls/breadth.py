"""What is told of how many people and organisations stand behind a wall, its sections and its cards; and in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.walls.breadth.counted import breadths
from barcamp.domain.walls.breadth.figure import NOTHING, Figure, latest
from barcamp.text.i18n import ngettext


@dataclass(frozen=True, slots=True)
class Behind:
    """`people` who have written a card there, organisations that `support` any."""

    people: Figure = NOTHING
    support: Figure = NOTHING

    @property
    def says_who_wrote(self) -> str:
        return says_who_wrote(self.people)

    @property
    def in_short(self) -> list[str]:
        """The same where there is little room; nothing of what all have done, or may not be told."""
        wrote, support = self.people, self.support
        said = [
            _short(wrote.rest, wrote,
                   ngettext("%(num)s of %(all)s without a card", "%(num)s of %(all)s without a card", wrote.rest)),
            _short(support.some, support,
                   ngettext("+1 from %(num)s of %(all)s organisations",
                            "+1 from %(num)s of %(all)s organisations", support.some)),
        ]  # fmt: skip
        return [each for each in said if each]

    @property
    def says_how_many_wrote(self) -> str:
        return says_how_many_wrote(self.people)

    @property
    def says_who_supports(self) -> str:
        return says_who_supports(self.support)


@dataclass(frozen=True, slots=True)
class Givers:
    """Organisations that gave points to one card."""

    organisations: Figure = NOTHING

    @property
    def says(self) -> str:
        return says_where_from(self.organisations)


@dataclass(frozen=True, slots=True)
class Breadth:
    """Of a wall and its sections; organisations that gave `points` on the wall, and to each of its cards."""

    whole: Behind = Behind()
    lanes: Mapping[int, Behind] = field(default_factory=dict[int, Behind])
    points: Figure = NOTHING
    cards: Mapping[int, Figure] = field(default_factory=dict[int, Figure])

    def lane(self, section_id: int) -> Behind:
        return self.lanes.get(section_id, Behind())

    def card(self, note_id: int) -> Givers:
        return Givers(self.cards.get(note_id, NOTHING))

    @property
    def says_whose_points(self) -> str:
        return says_whose_points(self.points)


async def load_breadth(db: AsyncConnection, barcamp_id: int, wall: str) -> Breadth:
    """One query."""
    return (await _load(db, barcamp_id, wall)).get(wall, Breadth())


async def load_breadths(db: AsyncConnection, barcamp_id: int) -> dict[str, Breadth]:
    """Of all walls of which something was ever told, by their names. One query."""
    return await _load(db, barcamp_id)


async def _load(db: AsyncConnection, barcamp_id: int, wall: str | None = None) -> dict[str, Breadth]:
    query = select(breadths).where(breadths.c.barcamp_id == barcamp_id).order_by(breadths.c.id)
    told: dict[str, dict[tuple[str, int | None, int | None], Figure]] = {}
    for row in await db.execute(query if wall is None else query.where(breadths.c.wall == wall)):
        told.setdefault(row.wall, {})[row.subject, row.section_id, row.note_id] = latest(row.told)
    return {name: _breadth(figures) for name, figures in told.items()}


def _breadth(told: Mapping[tuple[str, int | None, int | None], Figure]) -> Breadth:
    def behind(section: int | None) -> Behind:
        return Behind(told.get(("people", section, None), NOTHING), told.get(("support", section, None), NOTHING))

    return Breadth(
        behind(None),
        {section: behind(section) for section in sorted({key[1] for key in told if key[1] is not None})},
        told.get(("points", None, None), NOTHING),
        {key[2]: figure for key, figure in told.items() if key[2] is not None},
    )


def says_who_wrote(people: Figure) -> str:
    """Looking at those who have not."""
    if not people.rest:
        return says_how_many_wrote(people)
    said = ngettext("%(num)s of %(all)s people has not written anything here yet.",
                    "%(num)s of %(all)s people have not written anything here yet.", people.rest)  # fmt: skip
    return said % {"num": people.rest, "all": people.all}


def says_how_many_wrote(people: Figure) -> str:
    if people and not people.rest:
        said = ngettext("%(num)s person has written something here.",
                        "All %(num)s people have written something here.", people.some)  # fmt: skip
    else:
        said = ngettext("%(num)s of %(all)s people has written something here.",
                        "%(num)s of %(all)s people have written something here.", people.some)  # fmt: skip
    return _said(said, people)


def says_who_supports(organisations: Figure) -> str:
    if organisations and not organisations.rest:
        said = ngettext("Support comes from %(num)s organisation.",
                        "Support comes from all %(num)s organisations.", organisations.some)  # fmt: skip
    else:
        said = ngettext("Support comes from %(num)s of %(all)s organisations.",
                        "Support comes from %(num)s of %(all)s organisations.", organisations.some)  # fmt: skip
    return _said(said, organisations)


def says_whose_points(organisations: Figure) -> str:
    if organisations and not organisations.rest:
        said = ngettext("The points came from %(num)s organisation.",
                        "The points came from all %(num)s organisations.", organisations.some)  # fmt: skip
    else:
        said = ngettext("The points came from %(num)s of %(all)s organisations.",
                        "The points came from %(num)s of %(all)s organisations.", organisations.some)  # fmt: skip
    return _said(said, organisations)


def says_where_from(organisations: Figure) -> str:
    if organisations and not organisations.rest:
        said = ngettext("people from %(num)s organisation",
                        "people from all %(num)s organisations", organisations.some)  # fmt: skip
    else:
        said = ngettext("people from %(num)s of %(all)s organisations",
                        "people from %(num)s of %(all)s organisations", organisations.some)  # fmt: skip
    return _said(said, organisations)


def _short(number: int, figure: Figure, words: str) -> str:
    return words % {"num": number, "all": figure.all} if figure and number else ""


def _said(words: str, figure: Figure) -> str:
    return words % {"num": figure.some, "all": figure.all} if figure else ""
