"""Text cut to a number of words: whole sentences where they fit, else an ellipsis."""

import re

_LETTERS = 14  # a longer word counts as two, and so on
_END = re.compile(r"[.!?؟。…]$")
# A point that ends no sentence: days, initials, and what is shortened.
_SHORTENED = re.compile(
    r"(?:^|\W)(?:\d+|\w|\w\.\w|bzw|ca|Dr|evtl|ggf|inkl|max|min|Mio|Mrd|Nr|Prof|Std|Str|St|Tel|usw|vgl|zzgl|etc|vs|e\.g|i\.e)\.$",
    re.IGNORECASE,
)


def weight(text: str) -> int:
    """How many words it is, long ones counted several times."""
    return sum(-(-len(word) // _LETTERS) for word in text.split())


def cut(text: str, most: int) -> str:
    """At most so many words of it: whole sentences if they make up half of that, else words and an ellipsis."""
    if weight(text) <= most:
        return text
    kept, last_sentence = list[str](), 0
    words = text.split()
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if weight(" ".join((*kept, word))) > most:
            break
        kept.append(word)
        ends = _END.search(word) and not _SHORTENED.search(word) and not following[:1].islower()
        if ends and weight(" ".join(kept)) * 2 >= most:
            last_sentence = len(kept)
    if last_sentence:
        return " ".join(kept[:last_sentence])
    if not kept:
        return text[: max(1, most) * _LETTERS - 1] + "…"
    return " ".join(kept).rstrip(",;:–-") + " …"
