"""The day on one page, for those who were not there: figures, three results, three next steps, a photo, who paid.

It has at most MOST_WORDS words, counted as readers do; long ones count several times, so that the page is never full.
Results are those of the sessions that most people were interested in. What is cut ends in "…".
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from barcamp.exports.book.tree import Chapter, Day, NextStep, Picture
from barcamp.exports.charset import in_one_line
from barcamp.exports.report import captions
from barcamp.exports.report.blocks import Block, Bullets, Document, Heading, Item, Paragraph, Photos, Span, plain
from barcamp.exports.report.chapters import by
from barcamp.exports.report.cutting import cut, weight
from barcamp.exports.report.drawings import short
from barcamp.exports.report.report import interim
from barcamp.exports.report.richtext import line
from barcamp.exports.report.richtext import plain as without_marks
from barcamp.exports.report.tint import tinted
from barcamp.text.i18n import days, ngettext, number
from barcamp.text.i18n import gettext as _

MOST_WORDS = 180
MOST_EACH = 3  # results, and next steps
_TITLE, _FACT, _HEAD, _WHO, _CAPTION = 16, 12, 9, 6, 10  # words of each at most
_LEAST = 6  # words of a result or step, whatever else there is to say


def compose(day: Day) -> Document:
    """The page as a document, in the current language."""
    event = day.event
    found, steps = _best_results(day.chapters), _best_steps(day.next_steps)
    document = Document(
        title=cut(in_one_line(event.name), _TITLE) or event.code,
        subject=_("The day on one page"),
        author=in_one_line(event.organiser),
        made_at=day.made_at,
        facts=tuple(_facts(day)),
        marks=() if day.final else (interim(day),),
        logos=tuple(map(captions.printed, event.logos)),
        funding=in_one_line(event.funding),
        blocks=(),
        contents=False,
        one_page=True,
    )
    photo, chosen, contact = _photo(day.chapters, found), _chosen(day.chapters, len(found)), _contact(day)
    always = (document.title, document.subject, *document.facts, *document.marks, document.funding, *_figures(day))
    left = MOST_WORDS - weight(" ".join((*always, chosen, contact, _("Results"), _("Next steps"))))
    left -= weight(photo.description + " " + photo.author) if photo else 0
    told, todo = _told(found[:MOST_EACH]), steps[:MOST_EACH]
    asides = [_aside(step) for step in todo]
    left -= weight(" ".join((*(title for title, _text in told), *asides)))
    needs = [weight(text) for _title, text in told] + [weight(in_one_line(step.text)) for step in todo]
    shares = [max(_LEAST, share) for share in _shares(needs, left)]
    blocks = (
        *(Paragraph(line(sentence), "lead") for sentence in _figures(day)),
        *_results(told, shares),
        *((Paragraph(line(chosen), "facts"),) if chosen else ()),
        *_steps(todo, asides, shares[len(told) :]),
        *((Paragraph(line(contact), "facts"),) if contact else ()),
        *((Photos((photo,)),) if photo else ()),
    )
    return tinted(replace(document, blocks=blocks), event.accent)


def e_mail(document: Document) -> str:
    """The page as the text of a message: nothing in it needs more than letters."""
    lines = [document.title, *document.facts, ""]
    for mark in document.marks:
        lines += [mark, ""]
    for block in document.blocks:
        match block:
            case Heading(_level, text):
                lines += [text.upper(), ""]
            case Paragraph(words):
                lines += [plain(words), ""]
            case Bullets(items):
                for each in items:
                    lines += [
                        "- " + plain(each.words).replace("\n", "\r\n  ") + f" ({each.aside})" * bool(each.aside),
                        "",
                    ]
            case _:
                continue
    lines += [document.funding] if document.funding else []
    return "\r\n".join(lines).strip() + "\r\n"


def _facts(day: Day) -> Iterator[str]:
    event = day.event
    yield ", ".join(filter(None, (days(event.day, event.last_day), cut(in_one_line(event.place), _FACT))))
    if event.organiser:
        yield _("Invited by: %(name)s") % {"name": cut(in_one_line(event.organiser), _FACT)}


def _figures(day: Day) -> Iterator[str]:
    """Who came and how much there was to talk about; nothing that is not known or was none."""
    figures = day.figures
    counted: list[str] = []
    if figures.people:
        who = ngettext("%(num)s person", "%(num)s people", figures.people) % {"num": number(figures.people)}
        if figures.organisations:
            where = ngettext("%(num)s organisation", "%(num)s organisations", figures.organisations)
            where %= {"num": number(figures.organisations)}
            who = _("%(people)s from %(organisations)s") % {"people": who, "organisations": where}
        counted.append(who)
    if figures.topics:
        counted.append(ngettext("%(num)s topic", "%(num)s topics", figures.topics) % {"num": number(figures.topics)})
    if figures.sessions:
        told = ngettext("%(num)s session", "%(num)s sessions", figures.sessions)
        counted.append(told % {"num": number(figures.sessions)})
    if counted:
        yield " · ".join(counted)


def _best_results(chapters: Iterable[Chapter]) -> list[Chapter]:
    """What something came of, that first in which most people were interested; sessions before what is for all."""
    found = [chapter for chapter in chapters if not chapter.repeat and _came_of(chapter)]
    return sorted(found, key=lambda chapter: (-(chapter.interest or 0), chapter.kind != "session"))


def _told(chapters: Sequence[Chapter]) -> list[tuple[str, str]]:
    """What each was about, without what stands after a colon if that is clear, and what came of it."""
    heads = Counter(short(chapter.title) for chapter in chapters)
    return [(_head(chapter.title, several=heads[short(chapter.title)] > 1), _came_of(chapter)) for chapter in chapters]


def _head(title: str, *, several: bool) -> str:
    return cut(in_one_line(title), 2 * _HEAD) if several else cut(short(title), _HEAD) or _("Without a title")


def _came_of(chapter: Chapter) -> str:
    """Its result; else its key insights; else what got the most points."""
    said = in_one_line(without_marks(chapter.result))
    if any(map(str.isalnum, said)):
        return said
    cards = [card.text for card in chapter.keys] or [
        rank.text for rank in (chapter.outcome.first if chapter.outcome else ())
    ]
    return " ".join(_sentence(in_one_line(text)) for text in cards if in_one_line(text))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _shares(needs: Sequence[int], words: int) -> list[int]:
    """Words for each: whoever needs few has them all, the others share the rest alike."""
    shares = [0] * len(needs)
    left = words
    for nth, at in enumerate(sorted(range(len(needs)), key=lambda at: needs[at])):
        shares[at] = min(needs[at], left // (len(needs) - nth))
        left -= shares[at]
    return shares


def _results(told: Sequence[tuple[str, str]], shares: Iterable[int]) -> Iterator[Block]:
    if told:
        yield Heading(2, _("Results"))
        yield Bullets(
            tuple(
                Item((Span(title, bold=True), Span("\n"), *line(cut(text, share))))
                for (title, text), share in zip(told, shares, strict=False)
            )
        )


def _best_steps(steps: Iterable[NextStep]) -> list[NextStep]:
    """Those first that somebody has taken on, and that have a day; then the earliest. None is told twice."""
    ordered = sorted(
        steps, key=lambda step: (not step.who.strip(), not (step.until or step.due), step.until or date.max)
    )
    once: dict[tuple[str, str], NextStep] = {}
    for step in ordered:
        text, who = in_one_line(step.text).casefold(), in_one_line(step.who).casefold()
        if who or not any(said == text for said, _who in once):
            once.setdefault((text, who), step)
    return list(once.values())


def _aside(step: NextStep) -> str:
    return ", ".join(cut(part, _WHO) for part in (in_one_line(step.who), by(step)) if part)


def _steps(steps: Sequence[NextStep], asides: Iterable[str], shares: Iterable[int]) -> Iterator[Block]:
    if steps:
        yield Heading(2, _("Next steps"))
        yield Bullets(
            tuple(
                Item(line(cut(in_one_line(step.text), share)), aside)
                for step, aside, share in zip(steps, asides, shares, strict=True)
            )
        )


def _chosen(chapters: Iterable[Chapter], results: int) -> str:
    """How the results were chosen, if there are more."""
    if results <= MOST_EACH:
        return ""
    if any(chapter.interest for chapter in chapters):
        said = _("These are the results of the sessions with the most interest; the report has all %(num)s.")
    else:
        said = _("These are the first of the day's results; the report has all %(num)s.")
    return said % {"num": number(results)}


def _contact(day: Day) -> str:
    said = cut(in_one_line(day.event.contact), _FACT)
    return _("Contact: %(contact)s") % {"contact": said} if said else ""


def _photo(chapters: Sequence[Chapter], found: Sequence[Chapter]) -> Picture | None:
    """A photo of the sessions whose results are told, a broad one if there is one; else any."""
    told = found[:MOST_EACH]
    pictures = [(chapter not in told, picture) for chapter in chapters for picture in chapter.pictures]
    if not pictures:
        return None
    best = min(pictures, key=lambda each: (each[1].width < each[1].height, each[0]))[1]
    shown = captions.printed(best)
    return replace(shown, description=cut(shown.description, _CAPTION), group="")
