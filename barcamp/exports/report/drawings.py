"""What the report draws: each chart with its title, a sentence for people who cannot see it, and all its numbers."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from barcamp.exports.book.tree import Charts
from barcamp.exports.charset import in_one_line
from barcamp.exports.report import charts
from barcamp.exports.report.blocks import Block, Chart, Heading, Table
from barcamp.exports.report.richtext import line
from barcamp.text.i18n import clock, ngettext, number
from barcamp.text.i18n import gettext as _

MOST_BARS, MOST_PAIRS = 15, 6
FEWEST_POINTS = 4  # fewer are no course of a day
_SHORT = 44  # characters
_HEAD = re.compile(r"(.{8,}?)(?::|(?<=\?)) ")


def drawings(data: Charts) -> Iterator[Block]:
    """A heading and a chart for each of the four that has something to show."""
    for anchor, chart in (
        ("interest", _per_topic(data)),
        ("interest-over-the-day", _over_day(data)),
        ("together", _together(data)),
        ("rooms", _rooms(data)),
    ):
        if chart:
            yield Heading(3, chart.title, f"chart-{anchor}")
            yield chart


def _per_topic(data: Charts) -> Chart | None:
    rows = [(in_one_line(title), many) for title, many in data.per_topic]
    if not any(many for _title, many in rows):
        return None
    title, says = _("Interest per topic"), _("Most people were interested in %(topics)s.") % {"topics": _best(rows)}
    if len(rows) > MOST_BARS:
        says += " " + _("The drawing shows the first %(shown)s of %(all)s topics.") % {
            "shown": MOST_BARS, "all": len(rows),
        }  # fmt: skip
    cells = tuple((line(topic), line(number(many))) for topic, many in rows)
    table = Table(title, (_("Topic"), _("Interest")), cells, (80, 20), frozenset({1}))
    return _chart(title, says, table, partial(charts.bars, title, says, rows[:MOST_BARS]))


def _over_day(data: Charts) -> Chart | None:
    points = data.over_day
    if len(points) < FEWEST_POINTS or not any(many for _minute, many in points):
        return None
    title = _("Interest over the day")
    span = {
        "first": clock(points[0][0]), "few": number(points[0][1]),
        "last": clock(points[-1][0]), "many": number(points[-1][1]),
    }  # fmt: skip
    if points[0][1]:
        says = _("At %(first)s interest had been shown %(few)s times, by %(last)s %(many)s times.") % span
    else:
        says = _("Between %(first)s and %(last)s interest was shown %(many)s times.") % span
    cells = tuple((line(clock(minute)), line(number(many))) for minute, many in points)
    table = Table(title, (_("Time"), _("Interest shown so far")), cells, (50, 50), frozenset({1}))
    return _chart(title, says, table, partial(charts.course, title, says, points))


def _together(data: Charts) -> Chart | None:
    rows = [(f"{short(one)}\n+ {short(other)}", many) for one, other, many in data.together]
    if not rows:
        return None
    title = _("Who wanted what together")
    says = _("Most often the same people wanted %(topics)s.") % {"topics": _pair(data.together[0])}
    heads = (_("Topic"), _("and topic"), _("People who wanted both"))
    cells = tuple((line(one), line(other), line(number(many))) for one, other, many in data.together)
    table = Table(title, heads, cells, (40, 40, 20), frozenset({2}))
    return _chart(title, says, table, partial(charts.bars, title, says, rows[:MOST_PAIRS], words=340))


def short(title: str) -> str:
    """The part of a long title before a colon or a question mark; the tables have all of it."""
    said = in_one_line(title)
    if len(said) <= _SHORT:
        return said
    head = _HEAD.match(said)
    return head[1] if head else said


def _rooms(data: Charts) -> Chart | None:
    if not any(there for _name, _held, there, _seats, _people in data.rooms):
        return None
    title = _("Use of rooms")
    said = [_use(held, there, seats, people) for _name, held, there, seats, people in data.rooms]
    says = "; ".join(f"{in_one_line(row[0])}: {use}" for row, use in zip(data.rooms, said, strict=True)) + "."
    rows = [(row[0], row[1], row[2], use) for row, use in zip(data.rooms, said, strict=True)]
    heads = (_("Room"), _("Sessions"), _("Time slots"), _("Seats"), _("People on average"))
    cells = tuple(
        (line(name), *(line(number(figure) if figure else "–") for figure in figures)) for name, *figures in data.rooms
    )
    table = Table(title, heads, cells, (32, 17, 17, 17, 17), frozenset((1, 2, 3, 4)))
    return _chart(title, says, table, partial(charts.use, title, says, rows))


def _chart(title: str, says: str, table: Table, drawn: Callable[..., tuple[str, int]]) -> Chart:
    """The chart drawn twice from the same rows: for paper and wide screens, and for phones."""
    svg, height = drawn()
    return Chart(title, svg, charts.WIDTH, height, says, table, drawn(wide=charts.NARROW)[0])


def _use(held: int, there: int, seats: int, people: float | None) -> str:
    said = ngettext("%(held)s of %(there)s time slot", "%(held)s of %(there)s time slots", there)
    said %= {"held": number(held), "there": number(there)}
    if not people:
        return said
    many = int(people + 0.5)  # a half is rounded up; round() would take the even number
    came = ngettext("about %(people)s person", "about %(people)s people", many) % {"people": number(many)}
    if not seats:
        return f"{said}, {came}"
    places = ngettext("%(people)s on %(seats)s seat", "%(people)s on %(seats)s seats", seats)
    return f"{said}, {places % {'people': came, 'seats': number(seats)}}"


def _pair(row: tuple[str, str, int]) -> str:
    quoted = _("“%(title)s”")
    return f"{quoted % {'title': in_one_line(row[0])}} + {quoted % {'title': in_one_line(row[1])}} ({number(row[2])})"


def _best(rows: list[tuple[str, int]]) -> str:
    return ", ".join(f"{_('“%(title)s”') % {'title': title}} ({number(many)})" for title, many in rows[:3])
