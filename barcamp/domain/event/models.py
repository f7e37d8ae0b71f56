"""The models an organiser starts from: rooms and the rows of the day, ready to be changed. They stand beside the
catalogues, one file for each language that has its own: `text/locale/de.toml`."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from barcamp.kernel.night import DAY
from barcamp.text import catalogues

SESSION_SECTIONS = tuple(("", kind, "") for kind in ("about", "insights", "questions", "next", "links"))


@dataclass(frozen=True, slots=True)
class Model:
    """What an event begins with. `rooms`: name, capacity, features. `days`: the slots of each day, with start and end
    in minutes since its midnight and a title (empty: sessions).

    `sections`: which walls they are for, kind, title (empty: what the kind is called); see section.py. `points` and
    `blind`: the rules of interest; see rules.py. `held`: see barcamp.py.
    """

    tone: str
    rooms: tuple[tuple[str, int, str], ...] = ()
    days: tuple[tuple[tuple[int, int, str], ...], ...] = ((),)
    sections: tuple[tuple[str, str, str], ...] = SESSION_SECTIONS
    points: int = 0
    blind: bool = False
    held: str = "site"

    @property
    def slots(self) -> list[tuple[int, int, int, str]]:
        """All of them, each with its day, 0 for the first, and its times in minutes since midnight of the first day."""
        return [
            (day, day * DAY + starts, day * DAY + ends, title)
            for day, rows in enumerate(self.days)
            for starts, ends, title in rows
        ]


@lru_cache(maxsize=8)
def models(language: str) -> dict[str, Model]:
    """The models in a language, or in English if it has none of its own."""
    import tomllib

    file = catalogues.FOLDER / f"{language}.toml"
    if not file.is_file():
        return models("en")
    return {name: _model(**told) for name, told in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def _model(*, rooms: Any = (), slots: Any = (), days: Any = (), lanes: Any = (), **told: Any) -> Model:
    return Model(
        rooms=tuple((name, seats, features) for name, seats, features in rooms),
        days=tuple(tuple((_at(start), _at(end), title) for start, end, title in day) for day in days or [slots]),
        sections=SESSION_SECTIONS + tuple(_own(lanes)),
        **told,
    )


def _own(lanes: list[str]) -> list[tuple[str, str, str]]:
    """The sections of plenary items and of the whole event: the lanes, and then the next steps."""
    each = [*(("own", lane) for lane in lanes), ("next", "")] if lanes else []
    return [(wall, kind, title) for wall in "se" for kind, title in each]


def _at(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
