"""Plurals for scripts, which learn only in the browser how many there are: every form of a sentence, and which of them
goes with a number, by the catalogue's rule, as on the server. Browsers do not know the plurals of every language."""

from functools import lru_cache

from barcamp.text import i18n
from barcamp.text.catalogues import plural_of

_TOLD = 200  # beyond that the last two digits decide, in every existing rule except for whole millions
_ONE_AND_OTHERS = "10".ljust(_TOLD, "1")


def forms(singular: str, plural: str) -> str:
    """All forms of a sentence with `{n}` in it, in the order in which `plural_rule` counts them."""
    rule = rule_of(i18n.current())
    return "|".join(i18n.ngettext(singular, plural, rule.index(form)) for form in sorted(set(rule)))


def plural_rule() -> str:
    """For each number from 0 to 199 its form, as a digit. Empty if one has the first form and all others have the
    second, as in German and English."""
    rule = rule_of(i18n.current())
    return "" if rule == _ONE_AND_OTHERS else rule


@lru_cache(maxsize=32)
def rule_of(locale: str) -> str:
    found = [plural_of(locale, n) for n in range(_TOLD)]
    taken = sorted(set(found))
    return "".join(str(taken.index(form)) for form in found)
