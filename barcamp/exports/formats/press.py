"""Facts for a press release: what is known is filled in, what people must write is a gap, nothing is invented."""

from collections.abc import Iterator

from barcamp.exports.book.tree import Day
from barcamp.exports.charset import in_one_line
from barcamp.exports.formats import docx, markdown
from barcamp.exports.report.blocks import Block, Bullets, Document, Heading, Item, Paragraph, Span
from barcamp.exports.report.captions import printed
from barcamp.exports.report.chapters import by
from barcamp.exports.report.report import interim
from barcamp.exports.report.richtext import line, lines
from barcamp.exports.report.richtext import markdown as rich
from barcamp.exports.report.tint import tinted
from barcamp.text.i18n import days, ngettext, number
from barcamp.text.i18n import gettext as _


def write_markdown(day: Day) -> bytes:
    return markdown.render(compose(day)).encode()


def write_docx(day: Day) -> bytes:
    return docx.render(compose(day))


def compose(day: Day) -> Document:
    event = day.event
    document = Document(
        title=_("[Heading]"),
        subject=_("Press release"),
        author=in_one_line(event.organiser),
        made_at=day.made_at,
        facts=(),
        marks=() if day.final else (interim(day),),
        logos=tuple(map(printed, event.logos)),
        funding="",
        blocks=tuple(_blocks(day)),
        contents=False,
    )
    return tinted(document, event.accent)


def _blocks(day: Day) -> Iterator[Block]:
    yield Paragraph((Span(_("[Place, date of publication]")), Span(" – "), Span(_lead(day))), "lead")
    yield _gap(_("[One or two sentences: why it matters]"))
    yield from _topics(day)
    yield _gap(_("[Quote: first name, surname, office]"))
    yield from _results(day)
    yield from _steps(day)
    yield _gap(_("[Quote of somebody who took part]"))
    yield from _closing(day)


def _lead(day: Day) -> str:
    event, figures = day.event, day.figures
    who = ngettext("%(num)s person", "%(num)s people", figures.people) % {"num": number(figures.people)}
    if figures.organisations:
        where = ngettext("%(num)s organisation", "%(num)s organisations", figures.organisations)
        where %= {"num": number(figures.organisations)}
        who = _("%(people)s from %(organisations)s") % {"people": who, "organisations": where}
    said = ngettext("“%(name)s”: %(people)s came on %(day)s. Place: %(place)s. Invited by: %(organiser)s.",
                    "“%(name)s”: %(people)s came together on %(day)s. Place: %(place)s. Invited by: %(organiser)s.",
                    figures.people)  # fmt: skip
    return said % {
        "name": in_one_line(event.name) or _("[name]"),
        "people": who if figures.people else _("[number] people"),
        "day": days(event.day, event.last_day),
        "place": in_one_line(event.place) or _("[place]"),
        "organiser": in_one_line(event.organiser) or _("[who invited]"),
    }


def _topics(day: Day) -> Iterator[Block]:
    titles = list(dict.fromkeys(in_one_line(c.title) for c in day.chapters if c.kind == "session" and c.title.strip()))
    yield Heading(2, _("Topics"))
    if not titles:
        yield _gap(_("[Topics]"))
        return
    many = day.figures.topics
    said = ngettext("%(num)s topic was suggested", "%(num)s topics were suggested", many) % {"num": number(many)}
    held = (
        ngettext("%(num)s session was held", "%(num)s sessions were held", day.figures.sessions)
        if day.final
        else ngettext("%(num)s session is on the plan", "%(num)s sessions are on the plan", day.figures.sessions)
    )
    yield Paragraph(line(f"{said}, {held % {'num': number(day.figures.sessions)}}:"))
    yield Bullets(tuple(Item(line(title)) for title in titles))


def _results(day: Day) -> Iterator[Block]:
    told = [chapter for chapter in day.chapters if chapter.result.strip()]
    yield Heading(2, _("Results"))
    if not told:
        yield _gap(_("[Results]"))
    for chapter in told:
        yield Heading(3, in_one_line(chapter.title) or _("Without a title"))
        yield from rich(chapter.result)


def _steps(day: Day) -> Iterator[Block]:
    yield Heading(2, _("Next steps"))
    if not day.next_steps:
        yield _gap(_("[Next steps]"))
        return
    yield Bullets(
        tuple(
            Item(lines(step.text), " · ".join(part for part in (in_one_line(step.who), by(step)) if part))
            for step in day.next_steps
        )
    )


def _closing(day: Day) -> Iterator[Block]:
    event = day.event
    yield Heading(2, _("Funding"))
    yield Paragraph(line(event.funding)) if event.funding.strip() else _gap(_("[Funding line, if there is one]"))
    yield Heading(2, _("Contact"))
    if event.organiser.strip():
        yield Paragraph(line(event.organiser))
    yield Paragraph(line(event.contact)) if event.contact.strip() else _gap(_("[Contact for questions]"))
    if event.url:
        yield Paragraph(line(event.url))


def _gap(words: str) -> Paragraph:
    return Paragraph((Span(words),), "gap")
