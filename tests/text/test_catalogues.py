"""Catalogues are such as every tool for translations takes them: msgfmt where it is there, and Babel everywhere."""

import re
import shutil
import subprocess
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

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
        for form in [message.string] if isinstance(message.string, str) else message.string:
            if "%(" in form:
                assert "%(" not in form % facts
