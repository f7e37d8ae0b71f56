"""What a page says in the language that it is spoken in, told apart from what people wrote: for tests with languages of
tests/text/pseudo.py, in which nothing that comes from a catalogue has a word with plain letters."""

import re
from collections.abc import Iterator

from babel.core import Locale
from sqlalchemy import select

from barcamp.kernel.db import metadata
from barcamp.text.languages import LANGUAGES
from tests.cast import Cast
from tests.markup import Element
from tests.text import pseudo

# What is read out or shown of an element beside its text.
SAID = {"title", "aria-label", "aria-description", "alt", "placeholder"}
SENTENCE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+.*", re.DOTALL)
WORD = re.compile(r"[A-Za-zäöüßÄÖÜ]{2,}")
# What is typed as it stands: addresses, names of files, a command.
ADDRESS = re.compile(
    r"https?://\S+|\bbarcamp\.test\S*|/projector\b|\bbarcamp organiser-link\b|"
    r"\b[a-z-]+\.(?:json|xml|ics|zip|pdf|docx|xlsx|md|html|txt)\b"
)
NUMBER = re.compile(rf"(\d+)([{pseudo.FORMS}])")
# Columns with what people wrote.
TYPED = (
    "code", "name", "place", "announcement", "organiser_name", "contact", "funding", "timezone", "text", "outcome",
    "label", "organisation", "title", "description", "needs", "features", "what", "link", "who", "due", "grouped",
    "result", "hidden_because",
)  # fmt: skip
FORMATS = {"JSON", "Markdown", "HTML", "PDF", "Word", "Excel", "CSV"}


def dates(speech: pseudo.Speech) -> set[str]:
    """How the language calls months and days of the week, and what it says beside a time (`13.05 hod.`)."""
    locale = Locale.parse(speech.language.tag, sep="-")
    called = (
        name
        for names in (locale.months, locale.days)
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in names[context][width].values()
    )
    return words(*called, *(time.pattern for time in locale.time_formats.values()))


def languages() -> set[str]:
    """How they call themselves, and how we do."""
    return {"barcamp", *words(*(language.name for language in LANGUAGES.values()))}


def spoken(page: Element) -> Iterator[str]:
    for each in page:
        if each.tag not in ("script", "style"):
            yield from (child for child in each.children if isinstance(child, str))
        for name, value in each.attributes.items():  # scripts take what they say from data-
            if name in SAID or (name.startswith("data-") and SENTENCE.match(value)):
                yield value


def words(*texts: str) -> set[str]:
    """Without those of addresses."""
    return {word for text in texts for word in WORD.findall(ADDRESS.sub(" ", text))}


async def typed(cast: Cast) -> list[str]:
    """What the people of this event wrote."""
    columns = [column for table in metadata.sorted_tables for column in table.columns if column.name in TYPED]
    async with cast.ctx.db.reading() as db:
        found = [value for column in columns for value in await db.scalars(select(column))]
    return [value for value in found if isinstance(value, str)]


def strings(value: object) -> Iterator[str]:
    """All that somebody wrote in a day."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from strings(each)
