"""Sie and du do not mix in one event: what links lead to, for every role, with printables and refusals, is read in both
tones, and no word of the other tone stands on it; what stands in attributes is said as well."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy import update

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.checklist import STEPS
from tests.cast import Cast, Member
from tests.house.language.test_language import DU
from tests.journeys.console.console_states import closing, on_stage
from tests.server import Server

# In the middle of a sentence a capital says that somebody is addressed; at its beginning it may be she or they.
SIE = re.compile(r"(?<=[a-zäöüß,)“] )(?:Sie|Ihr|Ihre[mnrs]?|Ihnen)\b")
READ = ("text/html", "text/markdown", "text/plain", "text/calendar", "application/json", "image/svg+xml")
NOT_SAID = re.compile(
    r"<(script|style|option)\b.*?</\1>|<!--.*?-->|\b(?:name|value|id|class|for|dir|href|action|hx-\w+|formaction|src)=\"[^\"]*\"",
    re.DOTALL,
)
# Leads out of the event, or makes something at each call.
LEFT = re.compile(r"/(?:static|language|link|socket|look)/|/archive/|\.(?:zip|pdf|docx|xlsx)$|/sign-out|/photos?/\d")
MOST = 60


@pytest.mark.parametrize("state", [on_stage, closing])
@pytest.mark.parametrize("tone", ["sie", "du"])
async def test_no_page_says_words_of_the_other_tone(server: Server, cast: Cast, tone: str, state):
    own, other = (SIE, DU) if tone == "sie" else (DU, SIE)
    await state(cast)
    async with cast.ctx.db.writing() as db:
        await db.execute(update(barcamps).where(barcamps.c.id == cast.id).values(tone=tone))
    found, read, right = {}, 0, 0
    people: tuple[Member | None, ...] = (None, cast.kim, cast.max, cast.ada)
    for person in people:
        async for address, text in pages(server, cast, person):
            read, right = read + 1, right + bool(own.search(text))
            if said := {hit[0] for hit in other.finditer(unescape(text))}:
                found[address] = said
    assert found == {}
    assert read > 50
    assert right > 10, "else nothing was spoken in this tone"


@pytest.mark.parametrize("tone", ["sie", "du"])
async def test_the_set_up_addresses_nobody(server: Server, cast: Cast, tone: str):
    """The list of one's events stands above them all and says Sie; so the pages of one event below it say neither."""
    async with cast.ctx.db.writing() as db:
        await db.execute(update(barcamps).where(barcamps.c.id == cast.id).values(tone=tone))
    found, office = {}, f"/organiser/{cast.code}"
    client = server.client(cast.ada, headers={"accept-language": "de", "origin": server.url})
    for name in ("", *(f"/{step}" for step in STEPS), "/people", "/afterwards", "/copy"):
        text = unescape(NOT_SAID.sub(" ", (await client.get(office + name)).text))
        if said := {hit[0] for pattern in (SIE, DU) for hit in pattern.finditer(text)} - {"Du", "du", "Sie"}:
            found[name] = said
    assert found == {}


async def pages(server: Server, cast: Cast, person: Member | None):
    """What is said on each page of the event that links lead this person to, and on some that refuse them."""
    client = server.client(person, follow_redirects=True)
    client.headers["accept-language"] = "de"
    home = f"/{cast.code}"
    ahead = deque([
        home, f"{home}/console", f"{home}/projector", f"{home}/no-such-page", f"{home}/topics/999999", f"{home}/find",
        f"/organiser{home}", f"{home}/people", f"{home}/pack", f"{home}/poster",
    ])  # fmt: skip
    seen = set(ahead)
    while ahead and len(seen) < MOST:
        address = ahead.popleft()
        answer = await client.get(address)
        if answer.headers.get("content-type", "").split(";")[0] not in READ:
            continue
        yield address, NOT_SAID.sub(" ", answer.text)
        for link in re.findall(r'<a\b[^>]*href="([^"]+)"', answer.text):
            there = urlsplit(urljoin(str(answer.url), unescape(link)))
            again = there.path + (f"?{there.query}" if there.query else "")
            inside = there.netloc == urlsplit(server.url).netloc and cast.code in again
            if inside and again not in seen and not LEFT.search(again):
                seen.add(again)
                ahead.append(again)
    for verb, form in (
        ("announce", {"text": "x" * 300}),
        ("pitch-topic", {"title": ""}),
        ("cast-vote", {"topic": "0"}),
    ):
        answer = await client.post(f"{home}/{verb}", data=form)
        yield f"{verb} refused", NOT_SAID.sub(" ", answer.text)
