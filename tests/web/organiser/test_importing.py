"""An organiser brings an event in from an archive, in the browser: all of it or nothing, and only organisers do."""

import io
import re
import zipfile

import pytest
from httpx import AsyncClient, Response

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.setup.frozen import frozen_reports
from barcamp.domain.topics.topic import topics
from barcamp.exports.book.choice import Choice
from barcamp.exports.book.loading import day_of, record_of
from barcamp.exports.pack import archive
from barcamp.queries.people.identity import barcamps_of
from barcamp.text import i18n
from barcamp.web.organiser import importing
from tests.cast import Cast
from tests.pictures import printed, put_up_logo
from tests.server import Server
from tests.web.asking import page, sentence, text_of, title

BEFORE = 2  # the cast's event, and the other one


@pytest.fixture
async def packed(cast: Cast) -> bytes:
    """The archive of a day with a photo and logos."""
    await cast.pitches("Leerstand: was tun?")
    await cast.does(cast.kim, printed("e", "Skizze"))
    await put_up_logo(cast)
    await cast.does(cast.max, ArchiveBarcamp())
    async with cast.ctx.db.reading() as db:
        [camp] = await barcamps_of(db, cast.ada.actor.organiser_id or 0)
        with i18n.speaking("de"):
            day = await day_of(db, camp, cast.ctx.clock(), Choice(), "")
            return archive.write(day, await record_of(db, camp, Choice()))


async def test_who_closes_it_says_where_it_is_found(server: Server, cast: Cast):
    answer = await server.client(cast.ada).post(f"/{cast.code}/archive-barcamp", data={"results": "joined"})
    assert answer.status_code == 303
    assert [row.address for row in await cast.rows(frozen_reports)] == [server.url]


async def send(client: AsyncClient, content: bytes, op: str = "", again: str = "yes") -> Response:
    files = {"archive": ("archive.zip", content, "application/zip")}
    return await client.post("/organiser/import-barcamp", data={"op": op, "again": again}, files=files)


async def many(cast: Cast) -> int:
    return len(await cast.rows(barcamps))


async def test_an_archive_becomes_an_event_of_whoever_brings_it(server: Server, cast: Cast, packed: bytes):
    ada = server.client(cast.ada)
    shown = page(await ada.get("/organiser"))
    [form] = [form for form in shown.all("form") if form["action"] == "/organiser/import-barcamp"]
    assert form["enctype"] == "multipart/form-data"
    op = re.search(r'import-barcamp".*?name="op" value="([^"]+)"', (await ada.get("/organiser")).text, re.DOTALL)
    assert op is not None
    answer = await send(ada, packed, op[1])
    assert answer.status_code == 303, answer.text
    code = answer.headers["location"].rpartition("/")[2]
    assert code != cast.code
    assert title(await ada.get(f"/{code}"), 200) == "Barcamp Lindenau"
    assert "Was daraus geworden ist" in text_of(await ada.get(f"/{code}"))
    assert len(await cast.rows(topics, title="Leerstand: was tun?")) == 2
    again = await send(ada, packed, op[1])  # the same page, sent twice
    assert (again.headers["location"], await many(cast)) == (answer.headers["location"], BEFORE + 1)


async def test_an_event_that_is_here_already_is_told_with_the_way_to_it_and_comes_in_again_when_that_is_wanted(
    server: Server, cast: Cast, packed: bytes
):
    ada = server.client(cast.ada)
    answer = await send(ada, packed, "ein-klick-auf-der-seite", again="")
    assert title(answer, 409) == sentence("archive.there", "de-sie", name="Barcamp Lindenau", code=cast.code)
    shown = page(answer, 409)
    assert f"/organiser/{cast.code}" in [each.get("href") for each in shown.all("a")]
    [box] = [each for each in shown.all("input") if each.get("name") == "again"]
    assert (box.get("type"), "checked" in box.attributes) == ("checkbox", False)
    assert await many(cast) == BEFORE
    made = await send(ada, packed, "ein-klick-auf-der-seite")
    assert (made.status_code, await many(cast)) == (303, BEFORE + 1)
    await send(ada, packed, "ein-klick-auf-der-seite")  # the same page, sent twice
    assert await many(cast) == BEFORE + 1


async def test_only_organisers_bring_events_in(server: Server, cast: Cast, packed: bytes):
    for who in (None, cast.kim, cast.max):
        assert (await send(server.client(who), packed)).status_code == 403
    assert await many(cast) == BEFORE


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda content: b"", "archive.no_zip"),
        (lambda content: content[:1000], "archive.no_zip"),
        (lambda content: _letter(), "archive.no_manifest"),
        (lambda content: b"Das ist ein Brief.", "archive.no_zip"),
        (lambda content: content.replace(b"report.md", b"report.mb"), None),
    ],
)
async def test_what_is_no_sound_archive_is_refused_with_what_is_wrong(
    server: Server, cast: Cast, packed: bytes, spoil, key: str | None
):
    answer = await send(server.client(cast.ada), spoil(packed))
    said = title(answer, 409)
    if key:
        assert said == sentence("archive.unsound", wrong=sentence(key))
    else:
        assert "report.md fehlt." in said
    assert "/organiser/import-barcamp" in [form["action"] for form in page(answer, 409).all("form")]
    assert await many(cast) == BEFORE


async def test_no_file_and_too_large_a_file_are_told(
    server: Server, cast: Cast, packed: bytes, monkeypatch: pytest.MonkeyPatch
):
    ada = server.client(cast.ada)
    nothing = await ada.post("/organiser/import-barcamp", data={"op": ""}, files={"x": ("", b"")})
    assert title(nothing, 409) == sentence("archive.none")
    monkeypatch.setattr(importing, "MOST_UNPACKED", 1000)
    assert sentence("archive.too_large") in title(await send(ada, packed), 409)
    assert await many(cast) == BEFORE


async def test_one_archive_at_a_time(server: Server, cast: Cast, packed: bytes):
    async with server.ctx.arriving:
        assert title(await send(server.client(cast.ada), packed), 409) == sentence("archive.busy")


def _letter() -> bytes:
    """A document of Word is a ZIP as well, with names that no archive has."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as document:
        document.writestr("[Content_Types].xml", "<Types/>")
        document.writestr("_rels/.rels", "<Relationships/>")
    return file.getvalue()
