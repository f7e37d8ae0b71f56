"""The report: from the day's tree to the pieces of a document, in reading order. Every format prints these."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from barcamp.exports.book.threads import threads
from barcamp.exports.book.tree import Chapter, Day, Feedback, Leftover, NextStep, Offer
from barcamp.exports.charset import in_one_line, printable
from barcamp.exports.report import captions
from barcamp.exports.report.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Item,
    Numbers,
    Paragraph,
    Span,
    Table,
    Words,
)
from barcamp.exports.report.chapters import interest, sessions
from barcamp.exports.report.cutting import cut
from barcamp.exports.report.drawings import drawings
from barcamp.exports.report.richtext import line, lines
from barcamp.exports.report.richtext import plain as without_marks
from barcamp.exports.report.series import series
from barcamp.exports.report.tint import tinted
from barcamp.text.i18n import date_and_time, days, ngettext, number, short_day, span
from barcamp.text.i18n import gettext as _

MOST_INSIGHTS = 20
MOST_OF_A_CARD = 24  # words of it below a thread


def compose(day: Day) -> Document:
    """The report as a document, in the current language."""
    event = day.event
    anchors = _anchors(day.chapters)
    blocks = [
        Heading(2, _("At a glance"), "figures"), _numbers(day), *_insights(day.chapters, anchors),
        *_threads(day, anchors),
        *sessions(day, anchors),
        *_next_steps(day.next_steps),
        *_plan(day, anchors),
        *_leftovers(day.leftovers),
        *_offers(day.offers),
        *_feedback(day.feedback),
        *_organisations(day.organisations),
        Heading(2, _("Figures"), "charts"), *drawings(day.charts), *_counted(),
        *series(day),
        *_left_out(day.left_out),
    ]  # fmt: skip
    document = Document(
        title=in_one_line(event.name) or event.code,
        subject=_("Report of the day"),
        author=in_one_line(event.organiser),
        made_at=day.made_at,
        facts=tuple(facts(day)),
        marks=() if day.final else (interim(day),),
        logos=tuple(map(captions.printed, event.logos)),
        funding=in_one_line(event.funding),
        blocks=tuple(blocks),
    )
    return tinted(document, event.accent)


def facts(day: Day) -> Iterator[str]:
    """The lines under the title: day, place, who invited people, the series."""
    event = day.event
    yield ", ".join(part for part in (days(event.day, event.last_day), in_one_line(event.place)) if part)
    if event.organiser:
        yield _("Invited by: %(name)s") % {"name": in_one_line(event.organiser)}
    if event.series:
        yield _("Series: %(name)s") % {"name": in_one_line(event.series)}
    if event.contact:
        yield _("Contact: %(contact)s") % {"contact": in_one_line(event.contact)}


def interim(day: Day) -> str:
    """A note that this is not the final version, and of when it is."""
    now = date_and_time(day.made_at, day.event.timezone)
    return _("Interim state of %(moment)s: the day has not been closed yet.") % {"moment": now}


def due(step: NextStep) -> str:
    return short_day(step.until) if step.until else in_one_line(step.due)


def _anchors(chapters: Iterable[Chapter]) -> list[str]:
    """A name for each chapter in this document; a topic that is held twice has two."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for chapter in chapters:
        seen[chapter.wall] += 1
        found.append(chapter.wall if seen[chapter.wall] == 1 else f"{chapter.wall}-{seen[chapter.wall]}")
    return found


def _numbers(day: Day) -> Numbers:
    figures = day.figures
    counted = [
        (figures.people, _("Person"), _("People")),
        (figures.online, _("of them online"), _("of them online")),
        (figures.organisations, _("Organisation"), _("Organisations")),
        (figures.topics, _("Topic"), _("Topics")),
        (figures.interests, _("Interest"), _("Interest shown")),
        (figures.sessions, _("Session"), _("Sessions")),
        (figures.notes, _("Note"), _("Notes")),
        (figures.next_steps, _("Next step"), _("Next steps")),
        (figures.pictures, _("Photo"), _("Photos")),
    ]
    told = ((many, one, more) for many, one, more in counted if many is not None)
    return Numbers(tuple((one if many == 1 else more, number(many)) for many, one, more in told))


def _counted() -> Iterator[Block]:
    """The definition of queries/event/figures.py in words."""
    yield Heading(3, _("How it was counted"), "counted")
    yield Paragraph(
        line(
            _(
                "Counted are: as people, all who joined or were entered by name, but nobody who only moderated; as"
                " interest, every star and every raised hand for a topic; as notes, every card and every next step that"
                " everybody can read. A topic that was offered again counts as one topic and as several sessions."
            )
        )
    )


def _insights(chapters: Iterable[Chapter], anchors: Iterable[str]) -> Iterator[Block]:
    """What each wall marked as its key insight, and where to read on."""
    items = [
        Item((Span(in_one_line(chapter.title), bold=True, link=f"#{anchor}"), Span("\n"), *lines(card.text)))
        for chapter, anchor in zip(chapters, anchors, strict=True)
        for section in chapter.sections
        for card in section.cards
        if card.key and not chapter.repeat
    ]
    if items:
        yield Heading(3, _("Key insights"), "insights")
        yield Bullets(tuple(items[:MOST_INSIGHTS]))


def _threads(day: Day, anchors: list[str]) -> Iterator[Block]:
    """What came up in several sessions, with what was written about it in each."""
    anchor_of = {chapter.wall: anchor for chapter, anchor in reversed(list(zip(day.chapters, anchors, strict=True)))}
    titles = {chapter.wall: in_one_line(chapter.title) for chapter in day.chapters}
    items: list[Item] = []
    for thread in threads(day.chapters, day.event.language, day.event.name):
        words = (Span(thread.name, bold=True),)
        for quote in thread.quotes:
            said = in_one_line(quote.text if quote.card else without_marks(quote.text))
            title = titles[quote.wall] or _("Without a title")
            words += (
                Span("\n"),
                Span(title, link=f"#{anchor_of[quote.wall]}"),
                *line(f": {cut(said, MOST_OF_A_CARD)}"),
            )
        sessions_of = ngettext("%(num)s session", "%(num)s sessions", len(thread.walls)) % {"num": len(thread.walls)}
        items.append(Item(words, sessions_of))
    if items:
        yield Heading(3, _("Red threads: what came up in several sessions"), "threads")
        yield Bullets(tuple(items))


def _plan(day: Day, anchors: list[str]) -> Iterator[Block]:
    if not day.plan:
        return
    there = {
        (chapter.wall, chapter.starts): anchor
        for chapter, anchor in zip(day.chapters, anchors, strict=True)
        if not chapter.empty
    }
    again = day.repeats
    rows: list[tuple[Words, ...]] = []
    for row in day.plan:
        time = line(span(row.starts, row.ends))
        if row.title:
            rows.append((time, (), (Span(in_one_line(row.title), bold=True),), ()))
        for room, title, hosts, wall in row.sessions:
            anchor = there.get((wall, row.starts))
            words = (Span(in_one_line(title), link=f"#{anchor}" if anchor else ""),)
            if (wall, row.starts, room) in again:
                words += (Span(f" ({_('Repeat')})"),)
            rows.append((time, line(room), words, line(hosts)))
    heads = (_("Time"), _("Room"), _("Session"), _("Host"))
    yield Heading(2, _("Session plan"), "plan")
    yield Table(_("Session plan"), heads, tuple(rows), (16, 24, 44, 16))


def _next_steps(steps: Iterable[NextStep]) -> Iterator[Block]:
    """The next steps by person, then by date; what nobody took on comes last."""
    ordered = sorted(
        steps, key=lambda s: (not s.who.strip(), s.who.casefold(), s.until or date.max, s.due.casefold(), s.text)
    )
    if not ordered:
        return
    heads = (_("Who"), _("What"), _("Until"), _("Session"))
    rows = tuple((line(step.who or "–"), lines(step.text), line(due(step)), line(step.chapter)) for step in ordered)
    yield Heading(2, _("All next steps"), "next-steps")
    yield Table(_("All next steps"), heads, rows, (22, 36, 16, 26))


def _leftovers(leftovers: Iterable[Leftover]) -> Iterator[Block]:
    items: list[Item] = []
    for topic in leftovers:
        about = [in_one_line(topic.host), interest(topic.interest) if topic.interest is not None else ""]
        about.append(_("Parked for next time") if topic.parked else "")
        words = line(topic.title)
        if topic.description.strip():
            words += (Span("\n"), *lines(topic.description))
        items.append(Item(words, " · ".join(filter(None, about))))
    if items:
        yield Heading(2, _("Topics nobody got to"), "leftovers")
        yield Bullets(tuple(items))


def _offers(offers: Iterable[Offer]) -> Iterator[Block]:
    items: list[Item] = []
    for offer in offers:
        words = (Span(in_one_line(offer.title), bold=True),)
        for more in (offer.what, offer.contact, offer.link):
            if more.strip():
                words += (Span("\n"), *lines(more))
        count = ngettext("%(num)s person is interested", "%(num)s people are interested", offer.count)
        about = (in_one_line(offer.by), count % {"num": offer.count} if offer.count else "")
        items.append(Item(words, " · ".join(filter(None, about))))
        reached = (" · ".join(filter(None, map(in_one_line, one))) for one in offer.interested)
        items += [Item(line(one)) for one in reached if one]
    if items:
        yield Heading(2, _("Offers to join in"), "offers")
        yield Bullets(tuple(items))


def _feedback(feedback: Feedback | None) -> Iterator[Block]:
    if feedback is None or not (feedback.answers or feedback.sentences):
        return
    yield Heading(2, _("Feedback"), "feedback")
    people = ngettext("%(num)s person answered.", "%(num)s people answered.", feedback.people)
    yield Paragraph(line(people % {"num": feedback.people}), "leads on" if feedback.answers else "")
    if feedback.answers:
        heads = (_("Question"), _("1 (no)"), "2", "3", "4", _("5 (yes)"))
        rows = tuple((line(a.question), *(line(number(n)) for n in a.counts)) for a in feedback.answers)
        yield Table(_("Feedback"), heads, rows, (45, 11, 11, 11, 11, 11), frozenset(range(1, 6)))
    if feedback.sentences:
        yield Bullets(tuple(Item(lines(sentence)) for sentence in feedback.sentences))


def _organisations(names: Iterable[str]) -> Iterator[Block]:
    if said := ", ".join(filter(None, map(in_one_line, names))):
        yield Heading(2, _("Organisations that took part"), "organisations")
        yield Paragraph(line(said))


def _left_out(sentences: Iterable[str]) -> Iterator[Block]:
    items = tuple(Item(lines(sentence)) for sentence in sentences if printable(sentence).strip())
    if items:
        yield Heading(2, _("What is not in here, and why"), "left-out")
        yield Bullets(items)
