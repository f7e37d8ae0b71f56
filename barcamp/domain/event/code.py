"""The code of an event: how it is made, how it is typed, and how it may have been misread."""

import unicodedata
from itertools import product

# Without letters and digits that look alike on a poster or sound alike across a room.
CODE_LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
CODE_LENGTH = 6


def normal_code(typed: str) -> str:
    """The code that somebody meant who typed it from a projector: only letters and digits matter, in whatever form."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())


# Characters outside the alphabet that are easily typed for one within it, and pairs that are mistaken for each other.
_NO_LETTERS = {"0": "QD", "O": "QD", "1": "JT7", "I": "JT7", "L": "J", "5": "6", "S": "8"}
_LOOK_ALIKE = {"B": "8", "8": "B", "Z": "2", "2": "Z", "G": "6", "6": "G", "U": "V", "V": "U", "Q": "D", "D": "Q"}
_MOST_MISREAD = 2


def look_alikes(code: str) -> list[str]:
    """Codes that somebody may have misread as `code`: with at most two characters that no code has, or else one
    look-alike. They are few, so that they are of no use for guessing."""
    if len(code) != CODE_LENGTH:
        return []
    misread = [letter for letter in code if letter not in CODE_LETTERS]
    if not misread:
        alike = ((n, _LOOK_ALIKE.get(letter, "")) for n, letter in enumerate(code))
        return [code[:n] + other + code[n + 1 :] for n, others in alike for other in others]
    if len(misread) > _MOST_MISREAD or any(letter not in _NO_LETTERS for letter in misread):
        return []
    return ["".join(letters) for letters in product(*(_NO_LETTERS.get(letter, letter) for letter in code))]
