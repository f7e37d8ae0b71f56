"""Topics that may mean the same: no more than a hint for moderators. It knows how German compounds are made, not what
they mean.

Every title becomes the stems of its meaningful words. Two stems are alike if they are equal, or if one is part of the
other as in „Innenstadtbelebung“ and „Innenstadt“. Words that many titles share say little.
"""

import asyncio
import re
import unicodedata
from collections import Counter, OrderedDict
from collections.abc import Mapping
from functools import lru_cache

ENOUGH = 0.5  # share of the shorter title's words that the other one has as well
SHORTEST = 4  # letters that a stem must have to count as part of a compound
COMMON = 0.34  # share of the titles above which a word does not count, if there are at least MANY
MANY = 9
MOST = 6  # more hints than this nobody reads
REMEMBERED = 64

_SAYS_NOTHING = """
aber alle als am an auch auf aus bei bin bis braucht bringen brauchen damit dann das dem den denn der des die
dies diese dieser doch du durch ein eine einem einen einer eines endlich es etwas fuer gegen geht gelingt gehen
gibt gute guter hat haben hier ich ihr im immer in ins ist ja jede jeden jeder kann koennen kein keine mal man
mehr mein meine mit muss muessen nach nicht noch nur ob oder ohne rund schon sein sich sie sind so soll sollen
tun ueber um und uns unser unsere unserer unter vom von vor war warum was wege weg welche wenn wer werden wie
wieder wir wird wo wozu zu zum zur zwischen thema themen frage fragen stadt kommune kommunen gemeinde gemeinden
neue neuen neuer besser bessere heute morgen austausch diskussion erfahrungen ideen impulse tipps a about and are
at by can do does for from how in is it of on or our the to we what when which who why with your
"""
_STOP = frozenset(_SAYS_NOTHING.split())
_FOLDED = frozenset(re.sub(r"([aou])e", r"\1", word) for word in _STOP)
# Endings from long to short; what remains of a word is never shorter than a stem must be.
_ENDINGS = (
    "ungen", "heiten", "keiten", "innen", "schaft", "lichen", "ischen",
    "ung", "heit", "keit", "lich", "isch", "erin", "end", "igen", "ige", "ern", "ens", "ig",
    "en", "er", "es", "em", "in", "e", "n", "s",
)  # fmt: skip
_PREFIXES = ("be", "ver", "er", "ent", "ge")


_remembered: OrderedDict[tuple[int, tuple[tuple[int, str], ...]], list[int]] = OrderedDict()


async def likely(topic: int, titles: Mapping[int, str]) -> list[int]:
    """Ids of the topics that may mean the same as this one: most alike first, then in their order. At most MOST.

    The topic is compared with each of the others, outside the event loop: 2 ms for five hundred ordinary titles, but
    titles can be made to take longer. As long as no title changes, the answer is remembered.
    """
    asked = topic, tuple(sorted(titles.items()))
    if asked not in _remembered:
        _remembered[asked] = await asyncio.to_thread(_likely, topic, dict(titles))
        while len(_remembered) > REMEMBERED:
            _remembered.popitem(last=False)
    return list(_remembered[asked])


def _likely(topic: int, titles: Mapping[int, str]) -> list[int]:
    stems = _without_common({each: stems_of(title) for each, title in titles.items()})
    mine = stems[topic]
    kin = _kin(mine, {stem for said in stems.values() for stem in said})
    found: list[tuple[float, int]] = []
    for each, said in stems.items():
        theirs = [kin[stem] for stem in said if stem in kin]
        if each != topic and theirs:
            found.append((-_likeness(len(mine), len(said), len(set[str]().union(*theirs)), len(theirs)), each))
    return [each for less, each in sorted(found)[:MOST] if -less >= ENOUGH]


def _likeness(mine: int, theirs: int, shared: int, again: int) -> float:
    """Likeness, 0 to 1, from numbers of stems: how much of what the shorter title says the other one says as well, seen
    from both sides. `shared` of mine are alike one of theirs, `again` of theirs are alike one of mine."""
    smaller, larger = (shared / mine, again / theirs) if mine <= theirs else (again / theirs, shared / mine)
    if min(mine, theirs) == 1 and max(mine, theirs) > 3:
        return min(smaller, larger)  # a single word is part of many longer titles
    return 0.6 * smaller + 0.4 * larger


def _kin(mine: tuple[str, ...], said: set[str]) -> dict[str, set[str]]:
    """Those of all stems that are alike one of mine, including mine."""
    starts = tuple(start for stem in mine for start in _within(stem))
    parts = {part for stem in mine for size in range(SHORTEST, len(stem) + 1) for part in (stem[:size], stem[-size:])}
    near = (
        stem for stem in said if stem.startswith(starts) or stem.endswith(starts) or not parts.isdisjoint(_within(stem))
    )
    kin = {stem: {each for each in mine if _alike(stem, each)} for stem in (*near, *said.intersection(mine))}
    return {stem: each for stem, each in kin.items() if each}


@lru_cache(maxsize=8192)
def stems_of(title: str) -> tuple[str, ...]:
    """The stems of a text's words, each once, in order."""
    text = plain(title)
    # Vertreter*innen, Vertreter:innen and Vertreter_innen are one word.
    text = re.sub(r"[*:_/]in(nen)?\b", "", text)
    said = [word for word in re.findall(r"[a-z0-9]+", text) if word not in _STOP and word not in _FOLDED]
    return tuple(dict.fromkeys(_stem(word) for word in said if len(word) > 1))


def plain(text: str) -> str:
    """The text in lower case without umlauts: ä, ae and a are the same, as in Stadt and Städte, Jürgen, Juergen and
    Jurgen."""
    text = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"([aou])e", r"\1", text)


def _stem(word: str) -> str:
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
                word = word[: -len(ending)]
                break
    return word


@lru_cache(maxsize=8192)
def _within(stem: str) -> tuple[str, ...]:
    """The forms by which a stem is recognised at the beginning or the end of a longer one: „Belebung“ in
    „Innenstadtbelebung“, „lebendig“ beside „Belebung“."""
    bare = next((stem[len(p) :] for p in _PREFIXES if stem.startswith(p) and len(stem) - len(p) >= SHORTEST), "")
    return tuple(part for part in (stem, bare) if len(part) >= SHORTEST)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return any(long.startswith(part) or long.endswith(part) for part in _within(short))


def _without_common(stems: Mapping[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    if len(stems) < MANY:
        return dict(stems)
    counted = Counter(stem for said in stems.values() for stem in said)
    common = {stem for stem, number in counted.items() if number > COMMON * len(stems)}
    return {topic: tuple(stem for stem in said if stem not in common) for topic, said in stems.items()}
