"""Text cut to a number of words: whole sentences where they fit, else an ellipsis."""

_LETTERS = 14  # a longer word counts as two, and so on


def weight(text: str) -> int:
    """How many words it is, long ones counted several times."""
    return sum(-(-len(word) // _LETTERS) for word in text.split())


def cut(text: str, most: int) -> str:
    """At most so many words of it: whole sentences if they make up half of that, else words and an ellipsis."""
    if weight(text) <= most:
        return text
    kept, last_sentence = list[str](), 0
    for word in text.split():
        if weight(" ".join((*kept, word))) > most:
            break
        kept.append(word)
        if word.endswith((".", "!", "?")) and weight(" ".join(kept)) * 2 >= most:
            last_sentence = len(kept)
    if last_sentence:
        return " ".join(kept[:last_sentence])
    if not kept:
        return text[: max(1, most) * _LETTERS - 1] + "…"
    return " ".join(kept).rstrip(",;:–-") + " …"
