"""Topics that may mean the same: a hint for whoever moderates, never more. Knows German compounds, not what they mean.

Every title becomes the stems of its words that say something. Two stems are alike where they are equal, or one is a
part of the other as in „Innenstadtbelebung“ and „Innenstadt“. Words that many titles share say little.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

ENOUGH = 0.5  # share of the words of the shorter title that the other one says as well
SHORTEST = 4  # letters of a stem that may be part of a compound
COMMON = 0.34  # share of the titles above which a word does not count, where there are at least MANY
MANY = 9
MOST = 12  # pairs that anybody reads

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
# Endings from long to short; what remains of a word is never shorter than its stem must be.
_ENDINGS = (
    "ungen", "heiten", "keiten", "innen", "schaft", "lichen", "ischen",
    "ung", "heit", "keit", "lich", "isch", "erin", "end", "igen", "ige", "ern", "ens", "ig",
    "en", "er", "es", "em", "in", "e", "n", "s",
)  # fmt: skip
_PREFIXES = ("be", "ver", "er", "ent", "ge")


def likely_pairs(titles: Mapping[int, str]) -> list[tuple[int, int]]:
    """Pairs of ids, most alike first, then in their order. At most MOST."""
    return _pairs(tuple(sorted(titles.items())))


@lru_cache(maxsize=32)  # titles seldom change, interest with every beat: sixty topics take a hundredth of a second
def _pairs(titles: tuple[tuple[int, str], ...]) -> list[tuple[int, int]]:
    stems = _without_common({topic: stems_of(title) for topic, title in titles})
    found = [(likeness(stems[one], stems[other]), one, other) for one, other in combinations(sorted(stems), 2)]
    pairs = sorted((pair for pair in found if pair[0] >= ENOUGH), key=lambda pair: (-pair[0], pair[1], pair[2]))
    return [(one, other) for _, one, other in pairs[:MOST]]


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """0 to 1: how much of what the shorter title says the other one says as well, seen from both sides."""
    if not one or not other:
        return 0.0
    shared = [stem for stem in one if any(_alike(stem, each) for each in other)]
    again = [stem for stem in other if any(_alike(stem, each) for each in one)]
    smaller = len(shared) / len(one) if len(one) <= len(other) else len(again) / len(other)
    larger = len(again) / len(other) if len(one) <= len(other) else len(shared) / len(one)
    if min(len(one), len(other)) == 1 and max(len(one), len(other)) > 3:
        return min(smaller, larger)  # a single word is part of many longer titles
    return 0.6 * smaller + 0.4 * larger


def stems_of(title: str) -> tuple[str, ...]:
    """The stems of its words, each once, in order."""
    text = plain(title)
    # Vertreter*innen, Vertreter:innen and Vertreter_innen are one word.
    text = re.sub(r"[*:_/]in(nen)?\b", "", text)
    said = [word for word in re.findall(r"[a-z0-9]+", text) if word not in _STOP and word not in _FOLDED]
    return tuple(dict.fromkeys(_stem(word) for word in said if len(word) > 1))


def plain(text: str) -> str:
    """Small letters without umlauts: ä, ae and a are the same, as in Stadt and Städte, Jürgen, Juergen and Jurgen."""
    text = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"([aou])e", r"\1", text)


def _stem(word: str) -> str:
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
                word = word[: -len(ending)]
                break
    return word


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST:
        return False
    if long.startswith(short) or long.endswith(short):
        return True
    # „Belebung“ in „Innenstadtbelebung“, „lebendig“ beside „Belebung“.
    bare = next((short[len(p) :] for p in _PREFIXES if short.startswith(p) and len(short) - len(p) >= SHORTEST), "")
    return bool(bare) and (long.startswith(bare) or long.endswith(bare))


def _without_common(stems: Mapping[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    if len(stems) < MANY:
        return dict(stems)
    common = {each for each, number in _counted(stems.values()).items() if number > COMMON * len(stems)}
    return {topic: tuple(stem for stem in said if stem not in common) for topic, said in stems.items()}


def _counted(said: Iterable[tuple[str, ...]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for stems in said:
        for stem in stems:
            found[stem] = found.get(stem, 0) + 1
    return found
