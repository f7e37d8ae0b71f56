"""What the charts of a report are drawn from: counted from what was gathered."""

from collections import Counter
from itertools import accumulate

from barcamp.exports.book.gathering import Gathered
from barcamp.exports.book.tree import Charts
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.night import DAY
from barcamp.queries.topics.topics import TopicCard, pitched, ranked

MOST_POINTS = 60


def charts(found: Gathered, barcamp: Barcamp, *, votes: bool) -> Charts:
    """The charts. Without votes only the use of rooms is left, with the people who were counted."""
    titles = {card.id: card.title for card in found.cards}
    return Charts(
        per_topic=tuple((card.title, card.interest) for card in ranked(pitched(found.cards))) if votes else (),
        over_day=over_day(found.cast, barcamp.days) if votes else (),
        together=tuple((titles[one], titles[other], people) for one, other, people in found.together) if votes else (),
        rooms=tuple(_rooms(found, votes)),
    )


def over_day(cast: tuple[int, ...], days: int = 1) -> tuple[tuple[int, int], ...]:
    """Minutes of the days and how much interest had been shown by then, every five minutes or a multiple of them.

    Interest from before or after counts as shown at the first or the last minute of them.
    """
    minutes = [min(max(minute, 0), days * DAY - 1) for minute in cast]
    if not minutes:
        return ()
    span = max(minutes) - min(minutes)
    step = 5 * max(1, -(-span // (5 * MOST_POINTS)))
    first, last = min(minutes) // step * step, max(minutes) // step * step + step
    per_step = Counter(minute // step * step + step for minute in minutes)
    marks = range(first, last + step, step)
    sums = accumulate(per_step[mark] for mark in marks)
    return tuple((min(mark, days * DAY), many) for mark, many in zip(marks, sums, strict=True))


def _rooms(found: Gathered, votes: bool) -> list[tuple[str, int, int, int, float | None]]:
    there = sum(1 for row in found.plan.rows if not (row.plenary or row.programme))
    rooms: list[tuple[str, int, int, int, float | None]] = []
    called = found.plan.called
    for n, room in enumerate(found.plan.rooms):
        held = [cell.topic for row in found.plan.rows if row.cells for cell in (row.cells[n],) if cell.topic]
        people = [many for card in held if (many := _people(found, card, votes)) is not None]
        mean = round(sum(people) / len(people), 1) if people else None
        rooms.append((called[room.id], len(held), there, room.capacity, mean))
    return rooms


def _people(found: Gathered, card: TopicCard, votes: bool) -> int | None:
    """The people who were counted, else those who had wanted to come; for a repeat the latter are not known."""
    heads = found.heads.get(card.id)
    if heads and heads.best is not None:
        return heads.best
    if not votes or found.plan.firsts.get(card.root_id) != card.id:
        return None
    return next((root.interest for root in found.cards if root.id == card.root_id), None)
