"""The languages that are spoken, in one list: each is a row here and a catalogue of its name in `locale/`."""

from typing import NamedTuple

TONES = ("du", "sie")
_FORMAL = "-sie"


class Language(NamedTuple):
    """`name`: as its speakers say. `tag`: with the region whose dates and numbers it writes (BCP 47, `de-DE`).
    `within`: the two quotation marks that stand within others. `formal`: there are two forms of address, and a second
    catalogue, `<code>-sie`, of what the formal one says differently."""

    name: str
    tag: str
    within: str = "‘’"
    formal: bool = False

    @property
    def code(self) -> str:
        """Without the region, as pages and files of operators name it."""
        return self.tag.partition("-")[0]


# Whoever asks for none of them is spoken to in the first; what a catalogue lacks is said in English.
LANGUAGES = {
    "de": Language("Deutsch", "de-DE", within="‚‘", formal=True),
    "en": Language("English", "en-GB"),  # the day before the month, and 24 hours as everywhere else here
}


def of_events() -> tuple[str, ...]:
    """Those an event can speak; a variant of one of them (`de-leicht`) is chosen by people alone."""
    return tuple(code for code, language in LANGUAGES.items() if code == language.code)


def locales() -> tuple[str, ...]:
    """Every language in every form of address."""
    return tuple(
        code + tone for code, language in LANGUAGES.items() for tone in ("", _FORMAL) if language.formal or not tone
    )


def in_tone(code: str, tone: str) -> str:
    """The locale of a language that is spoken in this tone."""
    return code + _FORMAL if tone == "sie" and LANGUAGES[code].formal else code


def of(locale: str) -> Language:
    return LANGUAGES[locale.removesuffix(_FORMAL)]


def behind(locale: str) -> str | None:
    """The locale in which is said what this one has no words of its own for."""
    code = locale.removesuffix(_FORMAL)
    return code if code != locale else None if locale == "en" else "en"
