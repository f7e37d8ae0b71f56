"""Red threads: what people wrote about in three sessions or more, found by the words alone.

A thread is a word that stands in cards, groups or results of several sessions: in two by itself, in whichever form (by
its stem), in others perhaps as a part of a compound ("Leerstand" in "Leerstandskataster"). Compounds are taken apart by
the words of the day itself, so no dictionary is needed. Which words count is decided by their spelling, German nouns
having a capital, and by a list of those that say nothing (barcamp/text/everyday.toml). The same day always gives the
same threads.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING

from barcamp.exports.book.tree import Card, Chapter
from barcamp.text.languages import LANGUAGES

if TYPE_CHECKING:
    from snowballstemmer import Stemmer

FEWEST_SESSIONS, MOST_THREADS = 3, 10
# Of so many sessions, a word in more than this share of them says what the event is about; one of its name, sooner.
_MANY_SESSIONS, _FRAME, _NAMED = 6, 0.7, 0.5
_WORD = re.compile(r"[^\W\d_]+(?:[-:*/·][^\W\d_]+)*")
_BREAK = re.compile(r"[.!?:\n–…]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_SHORTEST, _SHORTEST_PART = 3, 3  # letters
_FEW_WORDS = 4
_LINKS = ("", "s", "es", "n", "en", "er", "e")  # what German puts between the parts of a compound
_GERMAN = "german"
_ONE_AT_A_TIME = Lock()  # a stemmer keeps its word while it works
_TITLED = re.compile(r"\b(?:Herrn?|Frau|Hr\.|Fr\.|Dr\.)\s+(\S+)")


@dataclass(frozen=True, slots=True)
class Quote:
    """A card, or the result of a session if `card` is None, in which a thread is touched."""

    wall: str
    text: str
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """`name` is its word as it was written most often; `walls` are the sessions, in the order of the day, and `quotes`
    one for each of them: the card with the most support."""

    name: str
    walls: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(slots=True)
class _Word:
    """A stem: how it was written, with a capital and without, which words stood before it, and in which texts it
    stands, by wall and by number."""

    written: Counter[str] = field(default_factory=Counter[str])
    small: set[str] = field(default_factory=set[str])
    before: Counter[str] = field(default_factory=Counter[str])
    texts: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])

    @property
    def shortest(self) -> int:
        return min(map(len, self.written))

    @property
    def noun(self) -> bool:
        """Whether some form of it has a capital always, and not only where every word has one."""
        return any(form.lower() not in self.small for form in self.written)

    @property
    def walls(self) -> set[str]:
        return {wall for wall, _text in self.texts}


def threads(chapters: Sequence[Chapter], language: str, name: str = "") -> tuple[Thread, ...]:
    """The threads of a day, widest first; none in languages whose words are not known here. What the event is called
    (`name`) is no thread if it is in many sessions: everybody knows what the day was about. What was carried over word
    for word, such as into the round of results, counts where it stood first."""
    stems = LANGUAGES[language].stems if language in LANGUAGES else ""
    if not stems:
        return ()
    quotes = list(_once(quote for chapter in chapters if not chapter.repeat for quote in _quotes(chapter)))
    found = _words(quotes, stems)
    own = {stem: len(word.walls) for stem, word in found.items()}
    _join_compounds(found)
    sessions = len({quote.wall for quote in quotes})
    nobody = {_stem(each.text, stems) for text in _names(chapters, quotes) for each in _in(text)}
    frame = {_stem(each.text, stems) for each in _in(name)}
    wide = [
        word for stem, word in found.items()
        if len(word.walls) >= FEWEST_SESSIONS and own[stem] > 1 and stem not in _everyday_stems(stems) | nobody
        and (sessions < _MANY_SESSIONS or len(word.walls) <= sessions * (_NAMED if stem in frame else _FRAME))
    ]  # fmt: skip
    chosen = _without_doubles(wide)
    return tuple(_thread(name, texts, quotes, chapters) for name, texts in chosen[:MOST_THREADS])


def _quotes(chapter: Chapter) -> Iterator[Quote]:
    """What people wrote in a session; a group's name counts for each of its cards."""
    if chapter.result.strip():
        yield Quote(chapter.wall, chapter.result)
    for section in chapter.sections:
        for card in section.cards:
            yield Quote(chapter.wall, card.text, card)


def _names(chapters: Sequence[Chapter], quotes: Iterable[Quote]) -> Iterator[str]:
    """Names of people, which are no subject: of hosts, authors and keepers, and those behind "Frau" or "Herr"."""
    for chapter in chapters:
        yield from (*chapter.hosts, chapter.keeper)
    for quote in quotes:
        yield quote.card.author if quote.card else ""
        yield from _TITLED.findall(quote.text)


def _once(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """Without what was carried over word for word; a few words may be written by two people."""
    seen: set[str] = set()
    for quote in quotes:
        words = quote.text.casefold().split()
        if " ".join(words) not in seen:
            yield quote
        if len(words) > _FEW_WORDS:
            seen.add(" ".join(words))


def _words(quotes: Iterable[Quote], stems: str) -> dict[str, _Word]:
    """The nouns of a day by their stems, with whatever shares their stem; in English, all words."""
    found: defaultdict[str, _Word] = defaultdict(_Word)
    for number, quote in enumerate(quotes):
        for text in (quote.text, quote.card.group) if quote.card else (quote.text,):
            for each in _in(text):
                word = found[_stem(each.text, stems)]
                word.texts.add((quote.wall, number))
                if stems == _GERMAN and each.text[0].islower():
                    word.small.add(each.text)
                elif stems != _GERMAN or not each.describes:
                    before = _stem(each.before, stems) if each.before else ""
                    word.written[each.text] += 1
                    word.before["" if before in _everyday_stems(stems) else each.before] += 1
    return {stem: word for stem, word in found.items() if word.noun}


@dataclass(frozen=True, slots=True)
class _Read:
    """A word, and the one with a capital just before it. `describes`: it begins a sentence and a noun follows, so its
    capital may be that of an adjective ("Kleine Läden")."""

    text: str
    before: str
    describes: bool


def _in(text: str) -> Iterator[_Read]:
    """Each word; one with hyphens is its parts, and of "Vertreter:innen" only the first is left."""
    text = _ADDRESS.sub(". ", text)
    parts: list[tuple[str, str]] = []  # with what stands between each and the one before
    end = 0
    for match in _WORD.finditer(text):
        for nth, part in enumerate(match[0].split("-")):
            parts.append((re.sub(r"[:*/·]\w+$", "", part), "-" if nth else text[end : match.start()]))
        end = match.end()
    for at, (word, between) in enumerate(parts):
        if len(word) >= _SHORTEST or (word.isupper() and len(word) > 1):
            close = at > 0 and between in (" ", "-") and parts[at - 1][0][:1].isupper()
            follows = at + 1 < len(parts) and parts[at + 1][1] == " " and parts[at + 1][0][:1].isupper()
            yield _Read(word, parts[at - 1][0] if close else "", follows and (not at or bool(_BREAK.search(between))))


@cache
def _stemmer(stems: str) -> "Stemmer":
    import snowballstemmer

    return snowballstemmer.stemmer(stems)


@lru_cache(maxsize=100_000)
def _stem(word: str, stems: str) -> str:
    word = _WOMEN.sub("er", word.lower()) if stems == _GERMAN else word.lower()
    with _ONE_AT_A_TIME:
        return _stemmer(stems).stemWord(word)


@cache
def _everyday_stems(stems: str) -> frozenset[str]:
    """In both languages: at a German event somebody writes in English, too."""
    said = tomllib.loads(files("barcamp.text").joinpath("everyday.toml").read_text(encoding="utf-8"))
    return frozenset(_stem(word, stems) for words in said.values() for word in words.split())


_WOMEN = re.compile(r"erin(?:nen)?$")
_FOLD = str.maketrans("äöüß", "aous")
_ENDINGS = ("schaft", "heit", "keit", "lich", "isch", "ungen", "innen")  # these are no words of their own


def _join_compounds(found: dict[str, _Word]) -> None:
    """Adds to each word the texts of the compounds that begin with it; and of those that end with it, if it stands by
    itself in several sessions or ends several compounds: that is often of a more general kind ("Arbeitsplatz")."""
    alone = {stem.translate(_FOLD): word for stem, word in found.items() if word.shortest >= _SHORTEST_PART}
    said = [(stem.translate(_FOLD), frozenset(word.texts)) for stem, word in found.items()]
    ends = Counter(end for compound, _texts in said for end in _endings(compound))
    often = {stem for stem, word in alone.items() if len(word.walls) > 1 or ends[stem] > 1}
    for compound, texts in said:
        for part in _beginnings(compound) & alone.keys() | _endings(compound) & often:
            alone[part].texts |= texts


def _beginnings(compound: str) -> set[str]:
    """All words that it may begin with."""
    return {
        compound[:at].removesuffix(link)
        for at in range(_SHORTEST_PART, len(compound) - 2)
        for link in _LINKS
        if compound[:at].endswith(link) and not compound.startswith(_ENDINGS, at)
    }


def _endings(compound: str) -> set[str]:
    return {compound[at:] for at in range(_SHORTEST_PART, len(compound) - _SHORTEST_PART)}


def _without_doubles(wide: list[_Word]) -> list[tuple[str, set[tuple[str, int]]]]:
    """Widest first. Of a word and a compound with it that is in nearly as many sessions, the compound says more;
    otherwise the word stands for it. Words that always stand together are one."""

    def rank(word: _Word) -> tuple[int, int, int, str]:
        name = _called(word)
        return -len(word.walls), -len(word.texts), -name.count(" "), name

    ordered = sorted(wide, key=rank)
    narrow = [
        word for word in ordered
        if not any(other.texts < word.texts and len(other.walls) * 4 >= len(word.walls) * 3 for other in ordered)
    ]  # fmt: skip
    chosen: list[tuple[str, set[tuple[str, int]]]] = []
    for word in narrow:
        if not any(word.texts <= texts for _name, texts in chosen):
            chosen.append((_called(word), word.texts))
    return chosen


def _called(word: _Word) -> str:
    """As it was written most often; of several, the shortest."""
    forms = [form for form in word.written if form.lower() not in word.small]
    name = min(forms, key=lambda form: (-word.written[form], len(form), form))
    before, often = word.before.most_common(1)[0]
    return f"{before} {name}" if before and often * 4 >= word.before.total() * 3 else name


def _thread(name: str, texts: set[tuple[str, int]], quotes: Sequence[Quote], chapters: Sequence[Chapter]) -> Thread:
    walls = {wall for wall, _number in texts}
    order = tuple(dict.fromkeys(chapter.wall for chapter in chapters if chapter.wall in walls))
    best: list[Quote] = []
    for wall in order:
        there = [quotes[number] for at, number in sorted(texts) if at == wall]
        best.append(
            max(there, key=lambda quote: (quote.card is not None, quote.card.support or 0 if quote.card else 0))
        )
    return Thread(name, order, tuple(best))
