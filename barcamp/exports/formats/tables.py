"""The day as tables: what stands in which column. The workbook and the CSV files are both written from these."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from barcamp.exports.book.tree import Chapter, Day, Figures
from barcamp.exports.report.richtext import plain
from barcamp.kernel.barcamp import last_of
from barcamp.text.i18n import gettext as _

Cell = str | int | float | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `name` is that of a file, `title` what people read. `columns` are (heading, width in characters)."""

    name: str
    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(day: Day) -> tuple[Table, ...]:
    """All tables, in the current language. Moments are clock times of the event's zone."""
    return (
        _figures(day),
        _topics(day),
        _sessions(day),
        _notes(day),
        _votes(day),
        _next_steps(day),
        _offers(day),
        _feedback(day),
        _left_out(day),
    )


def _figures(day: Day) -> Table:
    figures = day.figures
    rows: tuple[tuple[Cell, ...], ...] = (
        (_("Event"), day.event.name),
        (_("Date"), day.event.day),
        *([(_("Last day"), day.event.last_day)] if day.event.dated else []),
        (_("Place"), day.event.place),
        (_("As of"), _moment(day, day.made_at)),
        (_("State"), _("final") if day.final else _("interim")),
        (_("People"), figures.people),
        *_apart(figures),
        (_("Organisations"), figures.organisations),
        (_("Topics"), figures.topics),
        (_("Interest shown"), figures.interests),
        (_("Sessions"), figures.sessions),
        (_("Notes"), figures.notes),
        (_("Next steps"), figures.next_steps),
        (_("Photos"), figures.pictures),
    )
    return Table("figures", _("Figures"), ((_("What"), 24), (_("Value"), 40)), rows)


def _apart(figures: Figures) -> tuple[tuple[Cell, ...], ...]:
    """Those on site and those online, of a hybrid event."""
    if figures.online is None:
        return ()
    return (_("People on site"), figures.people - figures.online), (_("People online"), figures.online)


def _topics(day: Day) -> Table:
    columns = ((_("Topic"), 48), (_("Suggested by"), 26), (_("Interest"), 10), (_("What became of it"), 20),
               (_("Description"), 60))  # fmt: skip
    held: dict[str, Chapter] = {}
    for chapter in day.chapters:
        if chapter.kind == "session" and chapter.starts is not None:
            held.setdefault(chapter.wall, chapter)
    rows = [
        (chapter.title, ", ".join(chapter.hosts), chapter.interest, _("Session"), chapter.description)
        for chapter in held.values()
    ]
    rows += [
        (left.title, left.host, left.interest, _("parked") if left.parked else _("not held"), left.description)
        for left in day.leftovers
    ]
    return Table("topics", _("Topics"), columns, tuple(rows))


def _sessions(day: Day) -> Table:
    dated = day.event.dated is not None
    columns = (*([(_("Date"), 12)] if dated else []),
               (_("Begins"), 10), (_("Ends"), 10), (_("Room"), 22), (_("Session"), 48), (_("Hosts"), 26),
               (_("Interest"), 10), (_("People counted"), 16), (_("Notes"), 10), (_("Photos"), 10),
               (_("Repeat"), 14), (_("Result"), 80))  # fmt: skip
    rows = tuple(
        (
            *([last_of(day.event.day, chapter.day + 1)] if dated else []),
            _clock(chapter.starts), _clock(chapter.ends), chapter.room, chapter.title, ", ".join(chapter.hosts),
            chapter.interest, chapter.heads, chapter.cards, chapter.photos,
            _("yes") if chapter.repeat else "", plain(chapter.result),
        )
        for chapter in day.chapters if chapter.kind == "session" and chapter.starts is not None
    )  # fmt: skip
    return Table("sessions", _("Sessions"), columns, rows)


def _notes(day: Day) -> Table:
    columns = ((_("Wall"), 40), (_("Section"), 22), (_("Note"), 80), (_("Name"), 22), (_("Written"), 18),
               (_("Support"), 12), (_("Key insight"), 14), (_("Group"), 22), (_("Question"), 40))  # fmt: skip
    rows = tuple(
        (
            chapter.title, section.title, card.text, card.author, _moment(day, card.written_at), card.support,
            _("yes") if card.key else "", card.group, section.question,
        )
        for chapter in day.chapters for section in chapter.sections for card in section.cards
    )  # fmt: skip
    return Table("notes", _("Notes"), columns, rows)


def _votes(day: Day) -> Table:
    """What came of votes with points: every card that has some, and its place in the selection beside the ranking."""
    columns = ((_("Wall"), 40), (_("Rank"), 8), (_("Note"), 80), (_("Points"), 10), (_("Selection"), 12),
               (_("Why"), 70))  # fmt: skip
    return Table("votes", _("Votes with points"), columns, tuple(_ranked(day)))


def _ranked(day: Day) -> Iterator[tuple[Cell, ...]]:
    for chapter in day.chapters:
        if chapter.outcome:
            chosen = {each.id: (at, each.why) for at, each in enumerate(chapter.outcome.selection, 1)}
            for rank in chapter.outcome.ranks:
                at, why = chosen.get(rank.id, (None, ""))
                yield (chapter.title, rank.place, rank.text, rank.points, at, why)


def _next_steps(day: Day) -> Table:
    columns = ((_("Next step"), 70), (_("Who"), 26), (_("Until"), 14), (_("Until (in words)"), 24), (_("Session"), 48))
    rows = tuple((step.text, step.who, step.until, step.due, step.chapter) for step in day.next_steps)
    return Table("next-steps", _("Next steps"), columns, rows)


def _offers(day: Day) -> Table:
    columns = ((_("Offer"), 40), (_("Description"), 60), (_("By"), 22), (_("Contact"), 30), (_("Link"), 40),
               (_("Interested"), 12), (_("Who is interested"), 50))  # fmt: skip
    rows = tuple(
        (
            offer.title, offer.what, offer.by, offer.contact, offer.link, offer.count,
            "; ".join(f"{name} ({contact})" if contact else name for name, contact in offer.interested),
        )
        for offer in day.offers
    )  # fmt: skip
    return Table("offers", _("Offers"), columns, rows)


def _feedback(day: Day) -> Table:
    """Five columns for the five taps, then each sentence in a row of its own."""
    columns = ((_("Feedback"), 60), *((str(value), 8) for value in range(1, 6)), (_("Mean"), 8))
    return Table("feedback", _("Feedback"), columns, tuple(_answers(day)))


def _answers(day: Day) -> Iterator[tuple[Cell, ...]]:
    if day.feedback is None:
        return
    for answer in day.feedback.answers:
        given = sum(answer.counts)
        mean = sum(value * count for value, count in enumerate(answer.counts, 1)) / given if given else None
        yield (answer.question, *answer.counts, None if mean is None else round(mean, 2))
    for sentence in day.feedback.sentences:
        yield (sentence, None, None, None, None, None, None)


def _left_out(day: Day) -> Table:
    return Table("left-out", _("Left out"), ((_("What is left out, and why"), 100),), tuple((t,) for t in day.left_out))


def _moment(day: Day, at: datetime) -> datetime:
    """A moment on the event's clock, to the second: spreadsheets know no zones."""
    return at.astimezone(ZoneInfo(day.event.timezone)).replace(tzinfo=None, microsecond=0)


def _clock(minutes: int | None) -> time | None:
    return None if minutes is None else time(minutes // 60 % 24, minutes % 60)
