"""The routes of photos: coming in with a limit of its own, and being seen by those who may."""

import pytest
from httpx import AsyncClient, Response

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.walls.groups import GroupNote
from barcamp.domain.walls.move_note import MovePhoto
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.photos.photo import DescribePhoto, HidePhoto, WithdrawPhoto, photos
from barcamp.web.context import AppContext
from tests.cast import Cast
from tests.images.test_images import markers
from tests.markup import Element
from tests.pictures import HEIC, SVG, WORDS, bomb, hang, photo, several, telltale
from tests.server import Server
from tests.web.asking import LIVE, asked_in, complaints, page, sentence

NAME = "IMG_0815 Besprechung.jpg"


async def test_a_photo_from_a_plain_form_hangs_on_the_wall(server: Server, cast: Cast):
    wall = f"t{await cast.pitches()}"
    answer = await send(server.client(cast.kim), cast, wall, telltale(), live=False, description=" Drei Spalten ")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}/notes/{wall}")
    [row] = await cast.rows(photos)
    assert (row.wall, row.author_id, row.description) == (wall, cast.kim.id, "Drei Spalten")
    assert (row.width, row.height) == (200, 300)
    shown = page(await server.client(cast.noor).get(f"/{cast.code}/notes/{wall}"))
    [image] = shown.id(f"photo_{row.id}").all("img")
    assert (image["alt"], image["width"], image["height"]) == ("Drei Spalten", "200", "300")
    file = await server.client(cast.noor).get(image["src"])
    assert (file.status_code, file.content) == (200, row.thumb)


async def test_a_photo_sent_by_the_page_s_script_is_answered_with_what_is_mine(server: Server, cast: Cast):
    answer = await send(server.client(cast.kim), cast, "e", photo(), op="0123456789", person=str(cast.kim.id))
    assert answer.status_code == 200
    assert set(complaints(answer, 200)) == {"said", "mine"}


async def test_the_same_upload_again_gives_the_same_answer_and_is_not_developed_again(
    server: Server, cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    kim = server.client(cast.kim)
    first = await send(kim, cast, "e", photo(), op="0123456789")
    before = await cast.rows(photos)
    monkeypatch.setattr("barcamp.images.run", pytest.fail)
    again = await send(kim, cast, "e", photo(), op="0123456789")
    assert (again.status_code, again.text) == (first.status_code, first.text)
    assert await cast.rows(photos) == before


async def test_somebody_else_s_upload_id_opens_nothing(server: Server, cast: Cast):
    await send(server.client(cast.kim), cast, "e", photo(), op="0123456789")
    answer = await send(server.client(cast.noor), cast, "e", photo(), op="0123456789")
    assert complaints(answer, 403) == {"said": sentence("op.not_yours")}
    assert len(await cast.rows(photos)) == 1


BAD = {
    "letter": (WORDS, "photo.no_picture", {}),
    "heic": (HEIC, "photo.heic", {}),
    "svg": (SVG, "photo.kind", {"kind": "SVG"}),
    "gif": (several("GIF"), "photo.kind", {"kind": "GIF"}),
    "moving": (several("WEBP"), "photo.animated", {}),
    "bomb": (bomb(), "photo.too_many_pixels", {"most": 36}),
    "40 megapixels": (photo(8000, 5000, quality=30), "photo.too_many_pixels", {"most": 36}),
    "cut": (photo(900, 900)[:-3000], "photo.broken", {}),
    "16 MB": (photo() + b"\0" * 16_000_000, "photo.too_big", {"most": 15}),
    "just over": (photo() + b"\0" * 15_000_001, "photo.too_big", {"most": 15}),
    "nothing": (b"", "photo.none", {}),
}


@pytest.mark.parametrize(("file", "why", "facts"), BAD.values(), ids=BAD)
async def test_what_is_no_photo_gets_a_sentence_and_is_not_stored(
    server: Server, cast: Cast, file: bytes, why: str, facts: dict
):
    answer = await send(server.client(cast.kim), cast, "e", file)
    status = 409 if why == "photo.none" else 415  # by which a phone knows that sending it again is no use
    assert complaints(answer, status) == {"said": sentence(why, **facts)}
    english = await send(server.client(cast.kim, headers={"accept-language": "en"}), cast, "e", file, live=False)
    assert sentence(why, **facts) in page(english, status).text
    assert await cast.rows(photos) == []


async def test_without_scripts_the_form_comes_back_with_the_words(server: Server, cast: Cast):
    wall = f"t{await cast.pitches()}"
    answer = await send(server.client(cast.kim), cast, wall, WORDS, live=False, description="Drei Spalten")
    shown = page(answer, 415)
    assert shown.id("f-add-photo-description").text == "Drei Spalten"
    assert shown.id("add-photo")["action"] == f"/{cast.code}/photos/{wall}"
    assert shown.id("add-photo")["enctype"] == "multipart/form-data"


async def test_a_description_that_cannot_be_taken_is_said_and_nothing_is_stored(server: Server, cast: Cast):
    answer = await send(server.client(cast.kim), cast, "e", photo(), description="x" * 301)
    assert answer.status_code == 422
    assert complaints(answer)["e-add-photo-description"] != ""
    assert await cast.rows(photos) == []


async def test_a_body_that_is_no_form_is_refused(server: Server, cast: Cast):
    kim, address = server.client(cast.kim), f"/{cast.code}/photos/e"
    part = b'--x\r\nContent-Disposition: form-data; name="description"\r\n\r\n\xff\xfe\r\n--x--\r\n'
    for content, kind in (
        (b"x" * 100, "multipart/form-data; boundary=x"),
        (part, "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"photo=1", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ):
        answer = await kim.post(address, content=content, headers={**LIVE, "content-type": kind})
        assert 400 <= answer.status_code < 500, (kind, answer.text)
        assert "<hx-partial" in answer.text
    assert await cast.rows(photos) == []


async def test_only_people_of_this_event_bring_photos(server: Server, cast: Cast):
    for person in (None, cast.eve):
        answer = await send(server.client(person), cast, "e", photo())
        assert complaints(answer, 403) == {"said": sentence("attendee.join_first")}
    foreign = server.client(cast.kim, headers={"origin": "http://elsewhere.example"})
    assert (await send(foreign, cast, "e", photo())).status_code == 403
    stale = await send(server.client(cast.kim), cast, "e", photo(), person=str(cast.noor.id))
    assert complaints(stale, 412) == {"said": sentence("attendee.somebody_else")}
    gone = await send(server.client(cast.kim), cast, "t999999", photo())
    assert complaints(gone, 404) == {"said": sentence("wall.gone")}
    await cast.does(cast.max, ArchiveBarcamp())
    assert complaints(await send(server.client(cast.kim), cast, "e", photo()), 409) == {
        "said": sentence("barcamp.archived")
    }
    assert await cast.rows(photos) == []


async def test_one_device_cannot_keep_the_development_of_photos_busy(server: Server, cast: Cast, ctx: AppContext):
    device = next(iter(ctx.photo_limit._left), None)
    assert device is None
    kim = server.client(cast.kim)
    await send(kim, cast, "e", WORDS)
    [device] = ctx.photo_limit._left
    with ctx.images.place(device), ctx.images.place(device), ctx.images.place(device):
        assert complaints(await send(kim, cast, "e", WORDS), 429) == {"said": sentence("photo.busy")}
    answers = [(await send(kim, cast, "e", b"")).status_code for _ in range(60)]
    assert answers[:58] == [409] * 58
    assert answers[-1] == 429


async def test_photos_are_for_attendees_and_for_screens_that_were_shown_them(server: Server, cast: Cast):
    number = await hang(cast, "e")
    [row] = await cast.rows(photos)
    for name, content in ((f"{number}.jpg", row.data), (f"{number}-small.jpg", row.thumb)):
        address, version = f"/{cast.code}/photo/{name}", f"?v={row.sha256[:16]}"
        for asked in (address, address + version):
            answer = await server.client(cast.noor).get(asked)
            assert (answer.status_code, answer.content) == (200, content)
            assert answer.headers["content-type"] == "image/jpeg"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["cache-control"] == "private, max-age=86400, immutable"
        known = await server.client(cast.noor).get(address, headers={"if-none-match": answer.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert known.headers["cache-control"] == "private, no-cache"
        # Numbers can be guessed, versions cannot.
        for stranger in (None, cast.eve):
            for guess in (address, f"{address}?v=", f"{address}?v={'0' * 16}"):
                assert (await server.client(stranger).get(guess)).status_code == 403
            assert (await server.client(stranger).get(address + version)).content == content
        assert (await server.client(cast.eve).get(f"/{cast.elsewhere.code}/photo/{name}{version}")).status_code == 404


@pytest.mark.parametrize("name", ["0.jpg", "x.jpg", "1.png", "1-large.jpg", "99999999999.jpg", "1", "..jpg", "-1.jpg"])
async def test_a_name_that_no_photo_has_is_not_found(server: Server, cast: Cast, name: str):
    assert (await server.client(cast.kim).get(f"/{cast.code}/photo/{name}")).status_code == 404


async def test_a_hidden_photo_is_there_for_its_author_and_for_moderators_with_the_reason(server: Server, cast: Cast):
    number = await hang(cast, "e", "Drei Spalten")
    await cast.does(cast.max, HidePhoto(photo=number, reason="Ein Gesicht"))
    [row] = await cast.rows(photos)
    file, about = f"/{cast.code}/photo/{number}.jpg?v={row.sha256[:16]}", f"/{cast.code}/photos/e/{number}"
    for person, status in ((cast.kim, 200), (cast.max, 200), (cast.ada, 200), (cast.noor, 404), (None, 404)):
        assert (await server.client(person).get(file)).status_code == status
    for person in (cast.kim, cast.max):
        assert "Ein Gesicht" in page(await server.client(person).get(about)).text
    assert (await server.client(cast.noor).get(about)).status_code == 404
    wall = f"/{cast.code}/notes/e"
    assert "Ein Gesicht" in (await server.client(cast.kim).get(wall)).text
    assert "Ein Gesicht" not in (await server.client(cast.noor).get(wall)).text
    assert "Drei Spalten" not in (await server.client(cast.noor).get(wall)).text
    assert "Ein Gesicht" in (await server.client(cast.max).get(f"/{cast.code}/console")).text


def into(shown: Element) -> list[tuple[str, str]]:
    """The groups into which a photo may be put."""
    return [(each["value"], each.text) for each in shown.all("option") if each["value"].startswith("after-")]


async def test_the_page_of_a_photo_offers_what_its_visitor_may_do(server: Server, cast: Cast):
    number = await hang(cast, f"t{await cast.pitches(by=cast.noor)}")
    [row] = await cast.rows(photos)
    for person, verbs in (
        (cast.kim, {"describe-photo", "move-photo", "withdraw-photo"}),
        (cast.noor, {"describe-photo", "move-photo"}),
        (cast.max, {"describe-photo", "move-photo", "withdraw-photo", "hide-photo"}),
    ):
        shown = page(await server.client(person).get(f"/{cast.code}/photos/{row.wall}/{number}"))
        assert {form["action"].split("/")[-1] for form in shown.all("form")} == verbs
    kim = server.client(cast.kim)
    note = await cast.makes(cast.noor, WriteNote(wall=row.wall, text="Salz"))
    await cast.does(cast.noor, GroupNote(note=note, group="Zutaten"))
    shown = page(await kim.get(f"/{cast.code}/photos/{row.wall}/{number}"))
    assert into(shown) == [(f"after-{note}", "Zutaten · Kernaussagen")]
    await cast.does(cast.kim, MovePhoto(photo=number, place=f"after-{note}"))
    for person, offered in ((cast.kim, True), (cast.noor, False)):
        shown = page(await server.client(person).get(f"/{cast.code}/photos/{row.wall}/{number}"))
        assert any(form["action"].endswith("/undo-move-photo") for form in shown.all("form")) == offered
        assert into(shown) == []
    await cast.does(cast.kim, DescribePhoto(photo=number, description="Drei <Spalten>"))
    shown = page(await kim.get(f"/{cast.code}/photos/{row.wall}/{number}"))
    assert [image["alt"] for image in shown.all("img")] == ["Drei <Spalten>"]
    assert (await kim.get(f"/{cast.code}/photos/e/{number}")).status_code == 404
    assert asked_in(await server.client(cast.eve).get(f"/{cast.code}/photos/{row.wall}/{number}"))
    await cast.does(cast.kim, WithdrawPhoto(photo=number))
    assert (await kim.get(f"/{cast.code}/photos/{row.wall}/{number}")).status_code == 404
    assert (await kim.get(f"/{cast.code}/photo/{number}.jpg")).status_code == 404


async def test_what_is_sent_out_has_no_metadata(server: Server, cast: Cast):
    kim = server.client(cast.kim)
    await send(kim, cast, "e", telltale())
    [row] = await cast.rows(photos)
    for name in (f"{row.id}.jpg", f"{row.id}-small.jpg"):
        file = (await kim.get(f"/{cast.code}/photo/{name}")).content
        assert [marker for marker in markers(file) if 0xE0 <= marker <= 0xEF or marker == 0xFE] == [0xE0]


async def send(client: AsyncClient, cast: Cast, wall: str, file: bytes, live: bool = True, **form: str) -> Response:
    address, files = f"/{cast.code}/photos/{wall}", {"photo": (NAME, file, "image/jpeg")}
    return await client.post(address, data=form, files=files, headers=LIVE if live else {})
