"""Forms of every kind: what they say about themselves, and what they do to words."""

import dataclasses
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from barcamp.app import make_app
from barcamp.kernel.command import COMMANDS, fields
from barcamp.web.commands import ENVELOPE
from barcamp.web.forms import form_templates, most_letters
from tests.cast import Cast
from tests.house.pages.asking import Asker
from tests.house.pages.crawl import Still, crawl
from tests.house.pages.days import STATES
from tests.house.sources import ROOT
from tests.markup import Element


def test_the_form_of_a_command_stands_in_the_room_of_the_command():
    stands = form_templates()
    rooms = {verb: kind.__module__.split(".")[2] for verb, kind in COMMANDS.items()}
    assert stands["pitch-topic"] == "forms/topics/pitch-topic.html"
    assert len(stands) == len([*(ROOT / "templates" / "forms").rglob("*.html")])
    assert {
        verb: path for verb, path in stands.items() if rooms.get(verb, path.split("/")[1]) not in path.split("/")
    } == {}


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


async def test_every_field_for_words_says_beforehand_how_much_fits(cast: Cast):
    """Also those whose limit is far: who copies a funding line word for word learns it before, not by being refused."""
    await STATES["sessions"](cast)
    app, silent, seen = make_app(dataclasses.replace(cast.ctx, rehearsals=Still())), set(), set()
    for who, first in ((cast.ada, "/organiser"), (cast.max, f"/{cast.code}/console"), (cast.kim, f"/{cast.code}")):
        for page in (await crawl(Asker(app, who, cast.code), [first], office=True)).values():
            for field in [] if isinstance(page, int) else [*page.all("input"), *page.all("textarea")]:
                form = next((each for each in _above(field) if each.tag == "form"), None)
                verb = urlsplit(form.get("action")).path.rpartition("/")[2] if form else ""
                rule = fields(COMMANDS[verb]).get(field.get("name"), (None, None))[1] if verb in COMMANDS else None
                hidden = field.get("type") in ("hidden", "radio", "checkbox", "time", "date", "color")
                if form is None or rule is None or hidden or not most_letters(verb, field.get("name")):
                    continue
                seen.add((verb, field.get("name")))
                said = [each.text for each in form.all("label") if each.get("for") == field.get("id")]
                if f"bis {rule.most} Zeichen" not in " ".join(said):
                    silent.add((verb, field.get("name")))
    assert len(seen) > 30
    assert silent == set()


def test_only_names_of_people_and_what_is_no_words_say_no_limit():
    """So that no field is left out by mistake."""
    unsaid = {
        (verb, name)
        for verb, kind in COMMANDS.items()
        for name, (_, rule) in fields(kind).items()
        if rule is not None and rule.most < 10_000 and not most_letters(verb, name)
    }
    assert {name for _, name in unsaid} <= {"name", "colour", "token", "digest"}


def _above(element: Element | None) -> Iterator[Element]:
    while element is not None:
        yield element
        element = element.parent
