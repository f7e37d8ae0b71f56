"""Rule 14 of the house: shown as it is, sent as it is. Whoever comes to a page by links can send every form on it with
what the page itself holds, with scripts and without, and gets to a page afterwards. No page is itself the answer to a
form, so that Back, Forward and Reload find it."""

import dataclasses
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlencode

import pytest

from barcamp.app import make_app
from barcamp.desk import sweeping
from tests import packing
from tests.cast import Cast
from tests.house.pages.asking import Answer, Asker, Moment
from tests.house.pages.crawl import FIRST, Still, crawl, shape
from tests.house.pages.days import STATES, people
from tests.house.pages.sending import Form, encoded, forms
from tests.markup import Element, parse
from tests.web.asking import sentence

PROCESSES = ("logos", "photos")  # each time a process of its own: once for each role is enough

# What cannot be sent as it is: nobody can invent a password, an archive, a list of guests (a photo is none) or a
# programme, and the planner takes seconds for a plan (tests/web/plan/test_planning.py).
IMPOSSIBLE = ("sign-in", "import-barcamp", "suggest-plan", "preview", "programme")

# What a page that is pushed says in words (#phase), and what therefore is not there to be pressed by style sheets.
ANNOUNCED = {
    ("pitching", "closed"): {"pitch-topic"},
    ("interest", "closed"): {"cast-vote", "withdraw-vote"},
}

# Who for the server is no other than somebody else here, and what is the same in every state: seen in one.
RARE = {
    "moderator who had joined": ("sessions",),
    "organiser with a name": ("closing with results",),
    "organiser": ("nothing there yet", "sessions", "archived", "rehearsed"),
}
TWICE = ("pitching with one on stage", "archived")  # there the console's hundred forms are sent by htmx, too
OFFICE = ("nothing there yet", "sessions", "archived", "rehearsed")


@pytest.mark.parametrize("state", STATES)
async def test_every_form_is_taken_as_the_page_shows_it(cast: Cast, state: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sweeping, "REST", 0.0)  # for the sake of others who write meanwhile, and here is nobody
    packing.make_here(monkeypatch)
    everybody = await people(cast)
    await STATES[state](cast)
    ctx = dataclasses.replace(cast.ctx, rehearsals=Still())
    app = make_app(ctx)
    moment = Moment(ctx, cast.id)
    refused = []
    try:
        for role, person in everybody.items():
            if state not in RARE.get(role, (state,)) or (state == "rehearsed" and role != "organiser"):
                continue
            asker = Asker(app, person, cast.code)
            first = [each.format(code=cast.code) for each in FIRST[role]]
            pages = await crawl(asker, first, office=state in OFFICE)
            refused += [f"{role}: {each}" async for each in send_all(asker, moment, pages, twice=state in TWICE)]
    finally:
        moment.close()
        await ctx.export_jobs.close()
    assert not refused, "\n".join(refused)


async def send_all(asker: Asker, moment: Moment, pages: dict[str, Element | int], twice: bool) -> AsyncIterator[str]:
    sent: set[object] = set()
    followed: set[str] = set()
    for path, page in pages.items():
        if isinstance(page, int):
            yield f"{path}: {page}"
            continue
        for scripts in (False, True) if shape(path) != "/CODE/console" or twice else (False,):
            for form in forms(page, path, scripts=scripts):
                if form.announced or (scripts and not form.live) or form.verb in IMPOSSIBLE:
                    continue
                kind = form.verb if form.verb in PROCESSES else (shape(path), shape(form.action), form.names(), scripts)
                if kind in sent or not shown(page, form, scripts):
                    continue
                sent.add(kind)
                said = await send(asker, form, page, scripts, followed)
                if said is None:
                    moment.bring_back()
                else:
                    yield f"{path}{' (with scripts)' if scripts else ''}: {said}"


def shown(page: Element, form: Form, scripts: bool) -> bool:
    phase = next((each for each in page if each.get("id") in ("phase", "phases")), None)
    said = {name: phase.get(f"data-{name}") for name in ("pitching", "interest", "archived")} if phase else {}
    if any(form.verb in verbs and said.get(name) == value for (name, value), verbs in ANNOUNCED.items()):
        return False
    if form.verb in ("place-topic", "count-hands") and not dict(form.filled(everything=True)).get("topic"):
        return False  # "Pick a topic, then a cell of the plan", and there is no topic yet
    return not any(_unseen(page, each, scripts) for each in _upwards(form.button or form.element))


def _upwards(element: Element | None) -> Iterator[Element]:
    while element is not None:
        yield element
        element = element.parent


RIGHTS = {
    "arranging": "arrange", "moderating": "hide", "keeping": "keep", "support": "write", "dot-button": "write",
    "asking": "write",
}  # fmt: skip


def _unseen(page: Element, each: Element, scripts: bool) -> bool:
    """What the style sheets of walls and console hide; scripts say of whom it is, without them the page does."""
    classes = each.get("class").split()
    if not classes and each.get("id") != "result-sheet":
        return False
    main = next((one for one in page if one.tag == "main"), None)
    if main is None:
        return False
    may = main.get("data-may").split()
    if "data-may" in main.attributes:
        if any(name in classes and right not in may for name, right in RIGHTS.items()):
            return True
        if "keeper" in classes and "write" not in may:
            return True
        mine = next((one.get("data-notes").split() for one in page if one.get("id") == "mine"), [])
        if "own" in classes:
            return not scripts or each.get("data-note") not in mine
        if each.get("id") == "result-sheet":
            return not scripts
        phase = next((one for one in page if one.get("id") == "phase"), None)
        return "wall" in classes and phase is not None and phase.get("data-archived") == "yes"
    return "hands" in classes and not scripts


async def send(asker: Asker, form: Form, page: Element, scripts: bool, followed: set[str]) -> str | None:
    """None when it went well; else what was said, and then nothing has changed. Where it leads is looked at once, or
    each time where that may be gone by now."""
    fields = form.filled(everything=scripts)
    where = f"{form.method} {form.action} {dict(fields)}"
    if form.method == "get":
        fields = [(name, asker.code if name == "code" else value) for name, value in fields]
        answer = await asker.get(f"{form.action}?{urlencode(fields)}")
        return None if answer.status < 400 else f"{where}: {answer.status} {_said(answer)}"
    if scripts:
        fields = [*fields, ("op", "0123456789abcdef"), *_writer(page)]
        fields = _by_scripts(page, form, fields)
    answer = await asker.post(form.live if scripts else form.action, *encoded(fields, form.multipart), live=scripts)
    if answer.status >= 400 and not _announced(page, answer):
        return f"{where}: {answer.status} {_said(answer)}"
    if answer.status < 300 and not scripts:
        return f"{where}: {answer.status}, and Back, Forward and Reload would not find that page again"
    hops = 0
    while answer.status in (302, 303, 307) and hops < 5:
        cookies = answer.headers.get("set-cookie", "")
        there = answer.headers["location"].partition("#")[0]
        if cookies or (there in followed and "N" not in shape(there)):
            return None
        followed.add(there)
        answer = await asker.get(there)
        hops += 1
        if answer.status >= 400:
            return f"{where}: leads to {there}, {answer.status} {_said(answer)}"
    return None


def _by_scripts(page: Element, form: Form, fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What result.js puts into the form for the result."""
    if form.verb != "write-result":
        return fields
    wall = next((each for each in page if "data-revision" in each.attributes), None)
    return list({**dict(fields), "seen": wall["data-revision"]}.items()) if wall is not None else fields


def _archived(page: Element) -> bool:
    """Whether a screen that is pushed says so; its style sheet takes away what has no use any more."""
    return any(each.get("data-archived") == "yes" and each.get("id") in ("phase", "phases") for each in page)


def _announced(page: Element, answer: Answer) -> bool:
    """Whether the page itself says, in the same sentence or in other words, what was then refused."""
    keys = (each["data-announces"] for each in page if "data-announces" in each.attributes)
    keys = [*keys, *(["barcamp.archived"] if _archived(page) else [])]
    return any(sentence(key) in " ".join(parse(answer.text).text.split()) for key in keys)


def _writer(page: Element) -> list[tuple[str, str]]:
    """What the outbox says of itself, where there is one."""
    mine = [each for each in page if each.get("id") == "mine"]
    outbox = any("data-entry" in each.attributes for each in page.all("template"))
    return [("writer", mine[0].get("data-person"))] if mine and outbox else []


def _said(answer: Answer) -> str:
    if "<hx-partial" in answer.text:
        return parse(answer.text).text
    shown = parse(answer.text)
    complaints = [each.text for each in shown if each.get("class") == "field-error"]
    return " / ".join([each.text for each in shown.all("h1")] + [each for each in complaints if each])
