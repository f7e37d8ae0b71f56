"""The code of an event: how it is made of letters, how it is typed, and how it may have been misread."""

import unicodedata
from itertools import product

# No letters or digits that look alike on a poster or sound alike across a room.
CODE_LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
CODE_LENGTH = 6


def normal_code(typed: str) -> str:
    """What somebody meant who typed a code from a projector: only letters and digits matter, in whatever form."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())


# What somebody may have taken for a letter of a code that is none of these, and which two are taken for each other.
_NO_LETTERS = {"0": "QD", "O": "QD", "1": "JT7", "I": "JT7", "L": "J", "5": "6", "S": "8"}
_LOOK_ALIKE = {"B": "8", "8": "B", "Z": "2", "2": "Z", "G": "6", "6": "G", "U": "V", "V": "U", "Q": "D", "D": "Q"}
_MOST_MISREAD = 2


def look_alikes(code: str) -> list[str]:
    """Codes that somebody may have read as `code`: two signs at most that no code has, or else one look-alike. Few, so
    that guessing gains nothing by it."""
    if len(code) != CODE_LENGTH:
        return []
    misread = [letter for letter in code if letter not in CODE_LETTERS]
    if not misread:
        alike = ((n, _LOOK_ALIKE.get(letter, "")) for n, letter in enumerate(code))
        return [code[:n] + other + code[n + 1 :] for n, others in alike for other in others]
    if len(misread) > _MOST_MISREAD or any(letter not in _NO_LETTERS for letter in misread):
        return []
    return ["".join(letters) for letters in product(*(_NO_LETTERS.get(letter, letter) for letter in code))]
