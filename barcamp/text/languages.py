"""The languages that are spoken, in one list: each has a row here and a catalogue of its name in `locale/`."""

from typing import NamedTuple

TONES = ("du", "sie")
_FORMAL = "-sie"


class Language(NamedTuple):
    """A language. `name`: in its speakers' words. `tag`: with the region whose dates and numbers it uses (BCP 47,
    `de-DE`). `within`: the two quotation marks that stand within others. `formal`: there are two forms of address, and
    a second catalogue, `<code>-sie`, of what the formal one says differently. `variant`: a variant of the language, as
    the registry of BCP 47 calls it; it, too, has only what it says differently, and is formal for the rest.
    `stems`: the Snowball algorithm for its words; without one, no red threads are found in it."""

    name: str
    tag: str
    within: str = "‘’"
    formal: bool = False
    variant: str = ""
    stems: str = ""

    @property
    def code(self) -> str:
        """The code without region and variant, as pages and operators' files name it."""
        return self.tag.partition("-")[0]

    @property
    def lang(self) -> str:
        """The code by which documents name their language: `de`, `de-simple`."""
        return f"{self.code}-{self.variant}" if self.variant else self.code


# People who ask for none of them get the first; whatever a catalogue lacks is said in English.
LANGUAGES = {
    "de": Language("Deutsch", "de-DE", within="‚‘", formal=True, stems="german"),
    "de-leicht": Language("Leichte Sprache", "de-DE", within="‚‘", variant="simple"),
    "en": Language(
        "English", "en-GB", stems="english"
    ),  # with the day before the month, and 24 hours, as everywhere else here
}


def of_events() -> tuple[str, ...]:
    """The languages an event can use; a variant of one of them is only for people to choose."""
    return tuple(code for code, language in LANGUAGES.items() if not language.variant)


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
    """The locale that supplies the words this one has none of its own for."""
    language, code = of(locale), locale.removesuffix(_FORMAL)
    if language.variant:
        return in_tone(language.code, "sie")
    return code if code != locale else None if locale == "en" else "en"


def asked_for(accept: str) -> str:
    """The language that a browser likes best of those there are (Accept-Language; RFC 4647, section 3.4: `hsb-DE`
    counts as `hsb` if there is no closer one), else the first of the list."""
    codes = {name.lower(): code for code, language in LANGUAGES.items() for name in (language.lang, code)}
    for tag in _by_liking(accept.lower()):
        while tag:
            if tag in codes:
                return codes[tag]
            tag = tag.rpartition("-")[0]
    return next(iter(LANGUAGES))


def _by_liking(accept: str) -> list[str]:
    liked: list[tuple[float, str]] = []
    for part in accept.split(","):
        tag, _, rest = part.partition(";")
        try:
            quality = float(rest.strip().removeprefix("q=")) if rest else 1.0
        except ValueError:
            quality = 0.0
        if quality > 0:
            liked.append((quality, tag.strip()))
    return [tag for _, tag in sorted(liked, key=lambda each: -each[0])]
