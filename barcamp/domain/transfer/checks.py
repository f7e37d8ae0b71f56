"""Checking what an archive brings in as strictly as what strangers type: rows that no command would have written are
refused."""

import unicodedata
from collections.abc import Callable
from hashlib import sha256
from zoneinfo import available_timezones

import msgspec
from sqlalchemy import Table

from barcamp.domain import feedback
from barcamp.domain.event import accent
from barcamp.domain.event.barcamp import HELD
from barcamp.domain.event.logo import MOST as MOST_LOGOS
from barcamp.domain.event.phases import PHASES
from barcamp.domain.event.results import OPENINGS
from barcamp.domain.moderation.projector import LOOKS
from barcamp.domain.plan.ending.changeover import MOST_CHANGEOVER
from barcamp.domain.plan.publication import Change, Session
from barcamp.domain.plan.room import MOST_ROOMS
from barcamp.domain.setup.days import MOST_DAYS
from barcamp.domain.setup.programme.told import MOST
from barcamp.domain.setup.slot import MOST_SLOTS
from barcamp.domain.topics import hands, rules
from barcamp.domain.topics.topic import ANGLES, FIXED
from barcamp.domain.walls import dots, heads, lane, section
from barcamp.domain.walls.photos.photo import MOST_IN_EVENT
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import Refused
from barcamp.text import languages
from barcamp.text.pasted_address import address_in

Row = dict[str, object]

LOGO_KINDS = ("image/png", "image/jpeg", "image/svg+xml")
_LARGEST = 10_000  # pixels of one side, and anything else that people count
_MIDNIGHTS = 9 * 24 * 60  # minutes after the day began that any of its clocks may show
_MOST_ROWS = {
    "room": MOST_ROOMS * 2,
    "slot": MOST_SLOTS * 2 + MOST,  # those of a fixed programme
    "logo": MOST_LOGOS,
    "photo": MOST_IN_EVENT * 4,
    "frozen_report": 1,
    "frozen_edition": 9999,
}
_FIGURES = ("people", "organisations", "topics", "interests", "sessions", "notes")
_ONE_OF = {
    ("topic", "angle"): ANGLES,
    ("topic", "fixed"): FIXED,
    ("section", "kind"): section.KINDS,
    ("lane_template", "kind"): section.KINDS,
    ("section", "wall_kind"): section.WALL_KINDS,
    ("logo", "media_type"): LOGO_KINDS,
    ("barcamp", "language"): languages.of_events(),
    ("barcamp", "tone"): languages.TONES,
    ("barcamp", "held"): HELD,
    ("barcamp", "phase"): PHASES,
    ("barcamp", "projector_look"): LOOKS,
    ("barcamp", "results_for"): ("", *OPENINGS),
    ("barcamp", "rehearses"): ("",),  # a rehearsal is discarded automatically, and takes the place of another event's
    ("barcamp", "clock_shift"): (0,),
}
_BETWEEN = {
    ("room", "capacity"): (0, _LARGEST),
    ("slot", "starts"): (0, _MIDNIGHTS),
    ("slot", "ends"): (0, _MIDNIGHTS),
    ("topic", "not_before"): (0, _MIDNIGHTS),
    ("topic", "not_after"): (0, _MIDNIGHTS),
    ("topic", "hands"): (0, hands.MOST_HANDS),
    ("topic", "glances"): (0, _LARGEST),
    ("head_count", "heads"): (0, heads.MOST_HEADS),
    ("feedback_count", "question"): (0, len(feedback.QUESTIONS)),
    ("feedback_count", "value"): (1, 5),
    ("feedback_count", "number"): (0, 2**31 - 1),
    ("dot", "number"): (0, dots.MOST_POINTS),
    ("past_dot", "number"): (0, dots.MOST_POINTS),
    ("past_vote", "points"): (0, dots.MOST_POINTS),
    ("note", "position"): (-lane.FURTHEST, lane.FURTHEST),
    ("photo", "position"): (-lane.FURTHEST, lane.FURTHEST),
    ("wall", "points"): (0, dots.MOST_POINTS),
    ("barcamp", "points"): (0, rules.MOST_POINTS),
    ("barcamp", "changeover"): (0, MOST_CHANGEOVER),
    ("placement", "extra"): (-_MIDNIGHTS, _MIDNIGHTS),
    ("barcamp", "days"): (1, MOST_DAYS),
    ("slot", "day"): (0, MOST_DAYS - 1),
    ("frozen_edition", "number"): (1, 9999),
    **{("frozen_edition", figure): (0, 2**31 - 1) for figure in _FIGURES},
    **{(table, side): (1, _LARGEST) for table in ("logo", "photo") for side in ("width", "height")},
}
_ADDRESSES = {("offer", "link")}
_VIDEO_LINKS = {("room", "video_link"), ("barcamp", "video_link")}
_TREES: dict[tuple[str, str], object] = {
    ("plan_version", "cells"): list[Session],
    ("plan_version", "changes"): list[Change],
}


def check_rows(table: Table, rows: list[Row]) -> None:
    """Raises Refused if a row could not have been written by a command."""
    if len(rows) > _MOST_ROWS.get(table.name, 1_000_000):
        raise Refused("archive.broken", where=table.name)
    for row in rows:
        check_row(table.name, row)
        if table.name == "attendee":
            row["role"] = min(int(str(row["role"])), int(Role.MODERATOR))


def check_row(table: str, row: Row) -> None:
    """Raises Refused, naming the column."""
    for column, value in row.items():
        name = (table, column)
        if value is not None and not all(check(name, value) for check in _CHECKS):
            raise Refused("archive.broken", where=f"{table}.{column}")
    if isinstance(data := row.get("data"), bytes) and data and row["sha256"] != sha256(data).hexdigest():
        raise Refused("archive.broken", where=f"{table}.sha256")


def check_event(values: Row) -> None:
    check_row("barcamp", values)
    if values["timezone"] not in available_timezones():
        raise Refused("archive.broken", where="barcamp.timezone")
    colour = str(values.get("accent", ""))
    try:
        fits = accent.chosen(colour) == colour
    except Refused:
        fits = False
    if not fits:
        raise Refused("archive.broken", where="barcamp.accent")


def readable(text: str) -> bool:
    """The text without characters that control machines instead of being read; lines and tabs may stay."""
    return not any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in text)


def _can_be_read(name: tuple[str, str], value: object) -> bool:
    return not isinstance(value, str) or readable(value)


def _is_one_of(name: tuple[str, str], value: object) -> bool:
    return name not in _ONE_OF or value in _ONE_OF[name]


def _is_between(name: tuple[str, str], value: object) -> bool:
    least, most = _BETWEEN.get(name, (None, None))
    return least is None or most is None or (isinstance(value, int) and least <= value <= most)


def _is_an_address(name: tuple[str, str], value: object) -> bool:
    return name not in _ADDRESSES or not value or str(value).startswith(("https://", "http://"))


def _is_a_video_link(name: tuple[str, str], value: object) -> bool:
    return name not in _VIDEO_LINKS or not value or address_in(str(value)) == value


def _is_a_tree(name: tuple[str, str], value: object) -> bool:
    if name not in _TREES:
        return True
    try:
        msgspec.json.decode(str(value).encode(), type=_TREES[name])
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
        return False
    return True


_CHECKS: tuple[Callable[[tuple[str, str], object], bool], ...] = (
    _can_be_read, _is_one_of, _is_between, _is_an_address, _is_a_video_link, _is_a_tree,
)  # fmt: skip
