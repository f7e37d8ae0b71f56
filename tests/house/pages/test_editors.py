"""Rule 15 of the house: a form that begins with what stands somewhere says what it began with (`f.seen`). Who opened it
before somebody else's change neither puts that back unseen nor is stopped by what they did not touch."""

import dataclasses
from datetime import date, timedelta

import pytest

from barcamp.app import make_app
from tests.cast import Cast
from tests.house.pages.asking import Answer, Asker, Moment
from tests.house.pages.crawl import FIRST, Still, crawl
from tests.house.pages.days import STATES, people
from tests.house.pages.sending import Form, controls, encoded, forms
from tests.markup import Element, parse

# They begin with what is proposed for something new.
PROPOSALS = (
    "found-barcamp", "copy", "next", "rehearse", "add-room", "add-slot", "add-section", "open-dots", "enter-person",
    "begin-silence", "split-slot",
    "write-note", "pitch-topic", "merge-topics", "turn-clock",
)  # fmt: skip
# They begin with what is usually chosen, which stands nowhere yet.
CHOICES = ("archive-barcamp", "erase-person", "remove-person", "open-results", "end-moderating")
# They say by other fields what was seen: its revision, its old name.
OTHERWISE = ("write-result", "rename-group")


@pytest.mark.parametrize("state", ["nothing there yet", "sessions"])
async def test_every_editor_says_what_it_began_with_and_loses_nothing(cast: Cast, state: str):
    everybody = await people(cast)
    await STATES[state](cast)
    app = make_app(dataclasses.replace(cast.ctx, rehearsals=Still()))
    moment = Moment(cast.ctx, cast.id)
    found: dict[str, str] = {}
    try:
        for role in ("host", "moderator by invitation", "organiser"):
            asker = Asker(app, everybody[role])
            pages = await crawl(asker, [each.format(code=cast.code) for each in FIRST[role]], office=True)
            for path, page in pages.items():
                for form in forms(page, path, scripts=False) if isinstance(page, Element) else []:
                    if form.method == "post" and form.verb not in found and is_editor(form) and verbs(form.verb, state):
                        found[form.verb] = unguarded(form) or await loses(asker, form, path)
                        moment.bring_back()
    finally:
        moment.close()
    assert {verb: wrong for verb, wrong in found.items() if wrong} == {}
    if state == "sessions":
        assert len(found) > 14, found


def verbs(verb: str, state: str) -> bool:
    """All of them on a full day; on an empty one those that a full day has no more."""
    return state == "sessions" or verb == "set-rules-of-interest"


def is_editor(form: Form) -> bool:
    return form.verb not in (*PROPOSALS, *CHOICES, *OTHERWISE) and any(begins(each) for each in seen_fields(form))


def seen_fields(form: Form) -> list[Element]:
    return [each for each in controls(form.element) if each.get("type") not in ("hidden", "file")]


def begins(field: Element) -> bool:
    """Whether the form contains something already."""
    if field.tag == "select":
        return any("selected" in option.attributes for option in field.all("option"))
    if field.get("type") in ("checkbox", "radio"):
        return "checked" in field.attributes and field.get("value") != ""
    return bool(field.get("value") or field.text)


def unguarded(form: Form) -> str:
    names = {each["name"] for each in controls(form.element)}
    bare = sorted({each["name"] for each in seen_fields(form)} - {name.removeprefix("seen_") for name in names})
    missing = [name for name in {each["name"] for each in seen_fields(form)} if f"seen_{name}" not in names]
    return f"does not say what stood in {sorted(bare or missing)}" if missing else ""


async def loses(asker: Asker, form: Form, path: str) -> str:
    """What goes wrong when two people have the same form open."""
    fields = [each for each in seen_fields(form) if others(each)]
    old = dict(form.filled(everything=False))
    first = fields[0]
    name, (mine, theirs) = first["name"], others(first)
    if (answer := await sent(asker, form, {**old, name: theirs})).status >= 400:
        return f"does not take {name}={theirs}: {said(answer)}"
    for other in fields[1:]:
        if (answer := await sent(asker, form, {**old, other["name"]: others(other)[0]})).status >= 400:
            return f"is refused for {name}, which was not touched: {said(answer)}"
        if value_of(await again(asker, form, path), name) != theirs:
            return f"puts {name} back"
    refused = await sent(asker, form, {**old, name: mine})
    if refused.status != 422:
        return f"replaces {name} unseen: {refused.status}"
    [told] = [each for each in forms(parse(refused.text), path, scripts=False) if each.verb == form.verb][:1]
    if (answer := await sent(asker, told, dict(told.filled(everything=False)))).status >= 400:
        return f"is refused once more after {name} was told: {said(answer)}"
    return "" if value_of(await again(asker, form, path), name) == mine else f"does not replace {name} in the end"


def said(answer: Answer) -> str:
    shown = parse(answer.text)
    sentences = [each.text for each in shown if each.tag == "h1" or each.get("class") == "field-error"]
    return " / ".join([str(answer.status), *filter(None, sentences)])


async def sent(asker: Asker, form: Form, fields: dict[str, str]) -> Answer:
    return await asker.post(form.action, *encoded(list(fields.items()), multipart=False))


async def again(asker: Asker, form: Form, path: str) -> Form:
    """The same form on the page as it is now."""
    page = parse((await asker.get(path)).text)
    same = [each for each in forms(page, path, scripts=False) if each.verb == form.verb]
    return next(each for each in same if told(each) == told(form))


def told(form: Form) -> list[tuple[str, str]]:
    """What the form is about: its hidden fields, except those of what was seen."""
    hidden = (each for each in controls(form.element) if each.get("type") == "hidden")
    return [(each["name"], each.get("value")) for each in hidden if not each["name"].startswith("seen_")]


def value_of(form: Form, name: str) -> str:
    return dict(form.filled(everything=False))[name]


def others(field: Element) -> tuple[str, ...]:
    """Two other values that it takes; none for what has no two others."""
    kind, value = field.get("type", "text"), field.get("value")
    if field.tag == "select":
        options = [each.get("value", each.text) for each in field.all("option") if "selected" not in each.attributes]
        return tuple(options[:2]) if len(options) > 1 else ()
    if kind in ("checkbox", "radio"):
        return ()
    if kind == "number":
        return str(int(value) + 1), str(int(value) + 2)
    if kind == "date":
        day = date.fromisoformat(value)
        return (day + timedelta(days=1)).isoformat(), (day + timedelta(days=2)).isoformat()
    if kind == "time":
        hour, minute = (value or {"not_after": "16:00", "ends": "18:00"}.get(field["name"], "09:00")).split(":")
        return f"{hour}:{(int(minute) + 1) % 60:02}", f"{hour}:{(int(minute) + 2) % 60:02}"
    if kind == "url" or field["name"] == "video_link":
        return "https://example.org/eins", "https://example.org/zwei"
    return ("#14555a", "#1c6437") if field["name"] == "colour" else ("Eins", "Zwei")
