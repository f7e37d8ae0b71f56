"""Forms of every kind: what they say of themselves, and what they do to words."""

import re

from barcamp.domain.command import COMMANDS, fields
from barcamp.web.commands import ENVELOPE
from tests.house.sources import ROOT


def test_no_command_has_a_field_that_every_form_may_have():
    taken = {verb: sorted(set(fields(kind)) & set(ENVELOPE)) for verb, kind in COMMANDS.items()}
    assert {verb: names for verb, names in taken.items() if names} == {}


def test_no_field_for_words_cuts_what_is_pasted_into_it():
    """Browsers do, without a sentence, where there is a `maxlength`; the server says how much fits. Codes and numbers
    are no words."""
    cutting = [
        f"{file.relative_to(ROOT)}: {field}"
        for file in sorted((ROOT / "templates").rglob("*.html"))
        for field in re.findall(r"<(?:input|textarea)[^>]*maxlength[^>]*>", file.read_text(encoding="utf-8"))
        if 'class="code"' not in field and 'inputmode="numeric"' not in field
    ]
    assert cutting == []
