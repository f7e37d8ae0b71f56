"""Catalogues are such as every tool for translations takes them: msgfmt where it is there, and Babel everywhere."""

import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from barcamp.text import catalogues, i18n
from tests.house.language.words import forms_of
from tests.house.sources import PACKAGE
from tests.presence import absent

CATALOGUES = sorted((PACKAGE / "text" / "locale").glob("*.po"), key=lambda file: file.name)
each_catalogue = pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)


@pytest.fixture
def msgfmt() -> str:
    return shutil.which("msgfmt") or absent("gettext", "There is no msgfmt.")


def checked(msgfmt: str, file: Path) -> str:
    """What msgfmt has against a catalogue."""
    done = subprocess.run(
        [msgfmt, "--check", "--output-file=-", str(file)], capture_output=True, timeout=600, check=False
    )
    assert done.stderr or not done.returncode
    return done.stderr.decode()


@each_catalogue
def test_msgfmt_takes_every_catalogue(msgfmt: str, file: Path):
    assert checked(msgfmt, file) == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('msgid "one"\nmsgstr "eins"\n\nmsgid "one"\nmsgstr "eins"\n', "duplicate"),
        ('#, python-format\nmsgid "%(a)s"\nmsgstr "%(b)s"\n', "format specification"),
        ('msgid "one"\nmsgid_plural "many"\nmsgstr[0] "eins"\n', "plural"),
    ],
)
def test_msgfmt_finds_what_is_wrong(msgfmt: str, tmp_path: Path, wrong: str, said: str):
    file = tmp_path / "wrong.po"
    header = CATALOGUES[0].read_text(encoding="utf-8").partition("\n\n")[0]
    file.write_text(f"{header}\n\n{wrong}", encoding="utf-8")
    assert said in checked(msgfmt, file)


@each_catalogue
def test_nothing_is_said_twice(file: Path):
    ids = Counter(re.findall(r'^msgid ((?:"[^\n]*"\n)+)', file.read_text(encoding="utf-8"), re.MULTILINE))
    assert len(ids) > 50
    assert [msgid for msgid, times in ids.items() if times > 1] == []


@each_catalogue
def test_the_head_says_how_plurals_are_chosen(file: Path):
    with file.open("rb") as opened:
        head = dict(read_po(opened).mime_headers)
    assert re.fullmatch(r"nplurals=\d; plural=.+", head["Plural-Forms"])
    assert head["Content-Type"] == "text/plain; charset=utf-8"


@each_catalogue
def test_every_form_can_be_filled_in(file: Path):
    """Python-format with named facts, as the flag says. Keys name none themselves, so they carry no flag."""
    with file.open("rb") as opened:
        messages = [message for message in read_po(opened, abort_invalid=True) if message.id]
    assert [str(error) for message in messages for error in message.check()] == []
    text = file.read_text(encoding="utf-8")
    flagged = len(re.findall(r"^#, python-format$", text, re.MULTILINE))
    assert flagged == sum("%(" in str(message.id) for message in messages)
    facts: defaultdict[str, str] = defaultdict(str)
    for message in messages:
        for form in forms_of(message):
            if "%(" in form:
                assert "%(" not in form % facts


# Polish: one form for 1, one for 2 to 4 and what ends like them, one for all others.
THREE = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for catalogues in the place of ours: `de-sie`, behind it `de` and `en`."""
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues.translations.cache_clear()
    two = "nplurals=2; plural=(n != 1);"
    _write(tmp_path / "en.po", two, 'msgid "vote.late"\nmsgstr "Too late."\n')
    _write(
        tmp_path / "de.po",
        THREE,
        'msgid "%(num)s card"\nmsgid_plural "%(num)s cards"\n'
        'msgstr[0] "eins"\nmsgstr[1] "wenige"\nmsgstr[2] "viele"\n\n'
        'msgid "dots.left"\nmsgid_plural "dots.left"\nmsgstr[0] "Punkt"\nmsgstr[1] "Punkte"\nmsgstr[2] "der Punkte"\n\n'
        'msgid "half"\nmsgid_plural "halves"\nmsgstr[0] "halb"\nmsgstr[1] "halbe"\nmsgstr[2] ""\n\n'
        '#, fuzzy\nmsgid "Unsure"\nmsgstr "Unsicher"\n\nmsgid "Empty"\nmsgstr ""\n\n'
        'msgid "Your card"\nmsgstr "Deine Karte"\n\nmsgid "Save"\nmsgstr "Speichern"\n',
    )
    _write(tmp_path / "de-sie.po", two, 'msgid "Your card"\nmsgstr "Ihre Karte"\n')
    yield tmp_path
    catalogues.translations.cache_clear()


def _write(file: Path, plurals: str, entries: str) -> None:
    head = f'"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {plurals}\\n"\n'
    file.write_text(f'msgid ""\nmsgstr ""\n{head}\n{entries}', encoding="utf-8")


@pytest.mark.usefixtures("written")
def test_plurals_follow_the_rule_of_their_catalogue():
    for locale in ("de", "de-sie"):
        with i18n.speaking(locale):
            said = {n: i18n.ngettext("%(num)s card", "%(num)s cards", n) for n in (0, 1, 2, 5, 12, 21, 22)}
            told = {n: i18n.sentence("dots.left", num=n) for n in (1, 3, 5)}
        assert said == {0: "viele", 1: "eins", 2: "wenige", 5: "viele", 12: "viele", 21: "viele", 22: "wenige"}
        assert told == {1: "Punkt", 3: "Punkte", 5: "der Punkte"}


@pytest.mark.usefixtures("written")
def test_what_a_catalogue_does_not_say_is_said_by_the_one_behind_it():
    with i18n.speaking("de-sie"):
        said = [i18n.gettext(msgid) for msgid in ("Your card", "Save", "Never translated", "")]
        assert said == ["Ihre Karte", "Speichern", "Never translated", ""]
        assert (i18n.sentence("vote.late"), i18n.sentence("vote.late", num=2)) == ("Too late.", "Too late.")


@pytest.mark.usefixtures("written")
def test_what_is_fuzzy_empty_or_lacks_a_form_is_not_translated():
    with i18n.speaking("de"):
        assert [i18n.gettext(msgid) for msgid in ("Unsure", "Empty")] == ["Unsure", "Empty"]
        assert [i18n.ngettext("half", "halves", n) for n in (1, 2)] == ["half", "halves"]
