"""`make messages` writes barcamp/text/locale/barcamp.pot, from which a catalogue begins: everything that is said, with
the files that say it. A key stands for a sentence; its English is above it."""

from babel.messages.catalog import Catalog
from babel.messages.pofile import generate_po

from tests.house.language import words
from tests.house.sources import PACKAGE

TEMPLATE = PACKAGE / "text" / "locale" / "barcamp.pot"
# Without a date and an author: the same sentences give the same file.
HEAD = r"""# All that barcamp says. Made by `make messages`.
msgid ""
msgstr ""
"Project-Id-Version: barcamp\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


def main() -> None:
    TEMPLATE.write_text(template(), encoding="utf-8")


def template() -> str:
    """The content of the file. Places are files, so that one more line above a sentence changes nothing."""
    catalogue, plurals = Catalog(), {}
    for message in words.catalogue("en"):
        if message.pluralizable:
            plurals[message.id[0]] = message.id
    english = words.translations("en")
    for key, place in sorted(words.refusal_keys().items()):
        said = [f"English: {form}" for form in english[key]]
        catalogue.add(plurals.get(key, key), locations=[_file(place)], auto_comments=said)
    for place, msgid, comments in words.extracted():
        catalogue.add(msgid, locations=[_file(place)], auto_comments=comments)
    for message in catalogue:
        message.locations = sorted(set(message.locations))
    return HEAD + "".join(generate_po(catalogue, omit_header=True, sort_by="location", include_lineno=False, width=0))


def _file(place: str) -> tuple[str, int]:
    return place.rpartition(":")[0] or place, 0


if __name__ == "__main__":
    main()
