"""The sessions in the report, one after the other: facts, result, cards, next steps, photos."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from barcamp.exports.book.outcome import Outcome, Ranked
from barcamp.exports.book.tree import Card, Chapter, Day, NextStep
from barcamp.exports.charset import in_one_line
from barcamp.exports.report import captions
from barcamp.exports.report.blocks import Block, Bullets, Heading, Item, Paragraph, Photos
from barcamp.exports.report.richtext import line, lines, markdown
from barcamp.text.i18n import by_when, ngettext, number, span
from barcamp.text.i18n import gettext as _


def sessions(day: Day, anchors: list[str]) -> Iterator[Block]:
    told = [(chapter, anchor) for chapter, anchor in zip(day.chapters, anchors, strict=True) if not chapter.empty]
    if told:
        yield Heading(2, _("Sessions"), "sessions")
    for chapter, anchor in told:
        yield from _chapter(chapter, anchor)


def _chapter(chapter: Chapter, anchor: str) -> Iterator[Block]:
    yield Heading(3, in_one_line(chapter.title) or _("Without a title"), anchor)
    if said := " · ".join(_facts_of(chapter)):
        yield Paragraph(line(said), "facts")
    if chapter.description.strip():
        yield Paragraph(lines(chapter.description))
    if chapter.result.strip():
        yield Heading(4, _("Result"))
        for piece in markdown(chapter.result):
            yield replace(piece, tone="result") if isinstance(piece, Paragraph) else piece
    if chapter.breadth:
        yield Paragraph(line(in_one_line(" ".join(chapter.breadth))), "facts")
    if chapter.outcome:
        yield from _outcome(chapter.outcome)
    for section in chapter.sections:
        if section.cards:
            yield Heading(4, in_one_line(section.title) or _("Notes"))
            if asked := in_one_line(section.question):
                yield Paragraph(line(asked), "facts")
            tied = _tied(section.cards)
            yield Bullets(
                tuple(
                    Item(lines(card.text), _aside(card, card.dots in tied), _("Key insight") * card.key)
                    for card in sorted(section.cards, key=lambda card: -(card.dots or 0))
                )
            )
    if chapter.next_steps:
        yield Heading(4, _("Next steps"))
        yield Bullets(
            tuple(
                Item(lines(step.text), " · ".join(part for part in (in_one_line(step.who), by(step)) if part))
                for step in chapter.next_steps
            )
        )
    if chapter.pictures:
        yield Heading(4, _("Photo") if len(chapter.pictures) == 1 else _("Photos"))
        yield Photos(tuple(map(captions.printed, chapter.pictures)))


def _outcome(outcome: Outcome) -> Iterator[Block]:
    """The first of the ranking, as all cards stand below with their points; then the selection beside it."""
    yield Heading(4, _("Most points"))
    if outcome.givers:
        yield Paragraph(line(in_one_line(outcome.givers)), "facts")
    yield Bullets(tuple(Item(lines(rank.text), _place(rank)) for rank in outcome.first))
    if outcome.selection:
        yield Heading(4, _("A selection that stands for everybody"))
        yield Paragraph(line(outcome.says), "facts")
        yield Bullets(tuple(Item(lines(each.text), in_one_line(each.why)) for each in outcome.selection))


def _place(rank: Ranked) -> str:
    place = _("Place %(place)s") % {"place": rank.place}
    return " · ".join(filter(None, (place, _points(rank.points) + _told_tied(rank.tied), in_one_line(rank.givers))))


def _points(many: int) -> str:
    return ngettext("%(num)s point", "%(num)s points", many) % {"num": many}


def _told_tied(tied: bool) -> str:
    return f" ({_('tied')})" * tied


def _facts_of(chapter: Chapter) -> Iterator[str]:
    if chapter.starts is not None and chapter.ends is not None:
        yield span(chapter.starts, chapter.ends)
    if chapter.room:
        yield in_one_line(chapter.room)
    hosts = ", ".join(filter(None, map(in_one_line, chapter.hosts)))
    organisation = in_one_line(chapter.organisation)
    yield from filter(None, [f"{hosts} ({organisation})" if hosts and organisation else hosts or organisation])
    if chapter.interest is not None and chapter.kind == "session":
        yield interest(chapter.interest)
    if chapter.heads is not None:
        yield ngettext("%(num)s person counted", "%(num)s people counted", chapter.heads) % {"num": chapter.heads}
    if chapter.repeat:
        yield _("Repeat")
    if chapter.keeper:
        yield _("Notes kept by %(name)s") % {"name": in_one_line(chapter.keeper)}


def _tied(cards: Iterable[Card]) -> set[int]:
    """Points that several of these cards have."""
    given = Counter(card.dots for card in cards if card.dots)
    return {dots for dots, cards_with_them in given.items() if cards_with_them > 1}


def _aside(card: Card, tied: bool) -> str:
    supported = _("supported by %(num)s") % {"num": card.support} if card.support else ""
    dots = (_points(card.dots) if card.dots is not None else "") + _told_tied(tied)
    return " · ".join(part for part in (in_one_line(card.group), in_one_line(card.author), dots, supported) if part)


def interest(many: int) -> str:
    return f"{_('Interest')}: {number(many)}"


def by(step: NextStep) -> str:
    """Until when, in a sentence; `due` says it below the heading of a column."""
    return by_when(step.until, in_one_line(step.due))
