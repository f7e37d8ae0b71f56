"""Sixty topics in people's words, mixed by a seed: no two sentences alike, or compression would flatter us."""

from random import Random

from barcamp.demo.content.topics import TOPICS

TITLE, DESCRIPTION = (5, 9), (10, 22)  # words


def sixty_topics(number: int = 60) -> list[tuple[str, str]]:
    """Titles and descriptions; a third of the topics have none of the latter."""
    rng = Random("sixty topics")
    words = [word for pitch in TOPICS for word in f"{pitch.title} {pitch.description}".split() if len(word) > 3]
    return [
        (_sentence(rng, words, TITLE), "" if each % 3 == 2 else _sentence(rng, words, DESCRIPTION) + ".")
        for each in range(number)
    ]


def _sentence(rng: Random, words: list[str], length: tuple[int, int]) -> str:
    return " ".join(rng.sample(words, rng.randint(*length))).strip(".,:?! ")
