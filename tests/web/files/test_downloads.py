"""Files to carry home, as a browser gets them: each alone, all in one ZIP, the archive."""

import asyncio
import io
import json
import os
import zipfile

import pytest
from httpx import Response

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.dots import OpenDots
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.photos.photo import photos
from barcamp.domain.walls.wall import walls
from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.text import i18n
from barcamp.web.files import export_jobs
from tests.cast import Cast
from tests.pictures import printed
from tests.server import Server
from tests.web.asking import page, sentence, title

QUICK = "event.json"  # a file that is written in no time


@pytest.fixture
async def topic(cast: Cast) -> int:
    """A session of Kim's with interest and a note; Kim may be named, Noor may not."""
    topic = await cast.pitches("Leerstand")
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Zwischennutzung zuerst"))
    await cast.does(cast.kim, SettleConsent(agreed=True))
    return topic


def files_of(answer: Response) -> dict[str, bytes]:
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


async def test_one_file_alone_with_its_name_and_type(server: Server, cast: Cast, topic: int):
    answer = await server.client(cast.max).get(f"/{cast.code}/summary/{QUICK}")
    assert answer.headers["content-type"] == DOWNLOADS[QUICK].media_type
    assert answer.headers["content-disposition"] == 'attachment; filename="2026-06-13-barcamp-lindenau.event.json"'
    assert answer.headers["cache-control"] == "no-store"
    (chapter,) = answer.json()["chapters"]
    assert (chapter["title"], chapter["room"], chapter["hosts"], chapter["interest"]) == (
        "Leerstand",
        "Saal",
        ["Kim"],
        1,
    )


@pytest.mark.parametrize(("short", "name"), [("md", "report.md"), ("json", "event.json")])
@pytest.mark.usefixtures("made_here")
async def test_an_ending_says_enough(server: Server, cast: Cast, short: str, name: str):
    client = server.client(cast.max)
    answer = await client.get(f"/{cast.code}/summary/{short}")
    assert answer.headers["content-type"].removesuffix("; charset=utf-8") in DOWNLOADS[name].media_type
    assert answer.headers["content-disposition"].endswith(f'.{short}"')


@pytest.mark.usefixtures("made_here")
async def test_what_was_chosen_is_in_it_and_what_not_is_named(server: Server, cast: Cast, topic: int):
    client = server.client(cast.max)
    tree = (await client.get(f"/{cast.code}/summary/{QUICK}?chosen=1&photos=1")).json()
    (chapter,) = tree["chapters"]
    assert (chapter["hosts"], chapter["interest"]) == ([], None)
    with i18n.speaking("de"):
        said = {
            i18n.gettext("All names: this copy was made without them."),
            i18n.gettext("Interest and support: this copy was made without them."),
        }
    assert said <= set(tree["left_out"])


async def test_contacts_are_for_the_organiser_alone(server: Server, cast: Cast, topic: int):
    for who, boxes in (
        (cast.max, ["names", "photos", "votes"]),
        (cast.ada, ["names", "photos", "votes", "contacts", "every_photo"]),
    ):
        shown = page(await server.client(who).get(f"/{cast.code}/pack"))
        found = [box["name"] for box in shown.all("input") if box.get("type") == "checkbox"]
        assert found == boxes


@pytest.mark.usefixtures("made_here")
async def test_the_page_tells_what_there_is_and_what_is_left_out(server: Server, cast: Cast, topic: int):
    shown = page(await server.client(cast.ada).get(f"/{cast.code}/pack"))
    links = [link["href"] for link in shown.all("a") if "/summary/" in link.get("href")]
    query = "chosen=1&names=1&photos=1&votes=1"
    assert links == [f"/{cast.code}/summary/{name}?{query}" for name, entry in DOWNLOADS.items() if entry.there]
    left_out = await _left_out(server, cast)
    assert left_out
    assert [item.text for item in shown.all("li") if item.text in left_out] == left_out
    fewer = page(await server.client(cast.ada).get(f"/{cast.code}/pack?chosen=1"))
    checked = [box["name"] for box in fewer.all("input") if "checked" in box.attributes]
    assert checked == []


async def test_everything_as_one_zip(server: Server, cast: Cast, topic: int):
    files = files_of(await server.client(cast.max).get(f"/{cast.code}/pack.zip"))
    assert {name for name in DOWNLOADS if name != "csv.zip"} <= set(files)
    assert json.loads(files["manifest.json"])["final"] is False
    assert "Zwischenstand" in files["README.txt"].decode()


async def test_the_archive_is_for_the_organiser_and_has_the_record(server: Server, cast: Cast, topic: int):
    await cast.does(cast.max, ArchiveBarcamp())
    path = f"/{cast.code}/archive.zip"
    assert title(await server.client(cast.max).get(path), 403) == sentence("role.organiser")
    files = files_of(await server.client(cast.ada).get(path))
    told = json.loads(files["manifest.json"])
    assert (told["kind"], told["complete"], told["final"]) == ("archive", True, True)
    people = json.loads(files["record.json"])["tables"]["attendee"]
    assert {"Kim", "Noor"} <= {person["name"] for person in people}


@pytest.mark.usefixtures("made_here")
async def test_one_archive_is_to_keep_and_one_to_pass_on(server: Server, cast: Cast, topic: int):
    """Each says so on its first line, and holds what it says."""
    photo = (await cast.does(cast.noor, printed(f"t{topic}"))).made
    [kept] = [row.data for row in await cast.rows(photos, id=photo)]
    client = server.client(cast.ada)
    keep = files_of(await client.get(f"/{cast.code}/archive.zip"))
    on = files_of(await client.get(f"/{cast.code}/pass-on.zip?chosen=1&names=1&photos=1&votes=1&contacts=1"))
    first = {name: files["README.txt"].decode().splitlines()[0] for name, files in (("keep", keep), ("on", on))}
    assert first["keep"].startswith("Zum Behalten, nicht zum Weitergeben: vollständig, auch mit Namen und Fotos")
    assert first["on"].startswith("Zum Weitergeben: ohne die Namen der Personen, die")
    told = {name: json.loads(files["manifest.json"]) for name, files in (("keep", keep), ("on", on))}
    assert [told[name]["complete"] for name in ("keep", "on")] == [True, False]
    assert ("left_out" in told["keep"], bool(told["keep"]["left_out_of_papers"])) == (False, True)
    assert told["on"]["left_out"] == told["keep"]["left_out_of_papers"]
    assert kept in keep.values()
    assert kept not in on.values()
    assert "index.html" in on
    assert [name for name, content in on.items() if b"Noor" in content] == []
    assert b"Noor" in keep["record.json"]
    assert (await server.client(cast.max).get(f"/{cast.code}/pass-on.zip")).status_code == 200


@pytest.mark.usefixtures("made_here")
async def test_every_photo_is_for_the_organiser_to_tick(server: Server, cast: Cast, topic: int):
    await cast.does(cast.noor, printed(f"t{topic}"))
    query = f"/{cast.code}/summary/{QUICK}?chosen=1&names=1&photos=1&votes=1&every_photo=1"
    many = [
        len((await server.client(who).get(query)).json()["chapters"][0]["pictures"]) for who in (cast.ada, cast.max)
    ]
    shown = [(await server.client(who).get(f"/{cast.code}/pack")).text for who in (cast.ada, cast.max)]
    assert many == [1, 0]
    assert ['name="every_photo"' in text for text in shown] == [True, False]
    assert 'name="every_photo" value="1" aria-describedby="h-photos">' in shown[0], "not ticked by itself"


@pytest.mark.usefixtures("made_here")
async def test_an_archive_from_which_something_is_left_out_has_no_record(server: Server, cast: Cast, topic: int):
    files = files_of(await server.client(cast.ada).get(f"/{cast.code}/archive.zip?chosen=1&photos=1&votes=1"))
    assert not {"record.json", "journal.jsonl"} & set(files)
    assert json.loads(files["manifest.json"])["complete"] is False
    assert b"Noor" not in b"".join(files.values())


async def test_nobody_else_gets_any_of_it(server: Server, cast: Cast):
    for path in ("pack", "pack.zip", "pack.zip/progress", "pass-on.zip", "pass-on.zip/progress", f"summary/{QUICK}"):
        for who in (None, cast.kim, cast.eve_moderating, cast.eve_organising):
            assert title(await server.client(who).get(f"/{cast.code}/{path}"), 403) == sentence("role.moderator")
    for path in ("archive.zip", "archive.zip/progress"):
        for who in (None, cast.kim, cast.max, cast.eve_organising):
            assert title(await server.client(who).get(f"/{cast.code}/{path}"), 403) == sentence("role.organiser")


async def test_the_progress_is_told_and_the_file_is_there_at_once(server: Server, cast: Cast):
    client = server.client(cast.max)
    lines = (await client.get(f"/{cast.code}/pack.zip/progress")).text.splitlines()
    steps = len(DOWNLOADS)
    assert lines[-1] == "ready"
    told = [(int(done), int(of)) for done, of, *_ in (line.split() for line in lines[:-1])]
    assert told == sorted(told)
    assert {of for _, of in told} <= {0, steps}
    assert told[-1] in [(steps, steps), (steps - 1, steps)]
    jobs = list(server.ctx.export_jobs._jobs.values())
    assert files_of(await client.get(f"/{cast.code}/pack.zip"))
    assert list(server.ctx.export_jobs._jobs.values()) == jobs


@pytest.mark.usefixtures("made_here")
async def test_a_second_press_gets_the_same(server: Server, cast: Cast):
    client = server.client(cast.max)
    path = f"/{cast.code}/summary/{QUICK}"
    first, second = await asyncio.gather(client.get(path), client.get(path))
    assert first.content == second.content
    assert len(server.ctx.export_jobs._jobs) == 1


@pytest.mark.usefixtures("made_here")
async def test_after_a_change_it_is_written_anew(server: Server, cast: Cast, topic: int):
    client = server.client(cast.max)
    before = (await client.get(f"/{cast.code}/summary/{QUICK}")).json()
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Noch etwas"))
    after = (await client.get(f"/{cast.code}/summary/{QUICK}")).json()
    assert (after["figures"]["notes"], after["revision"]) == (before["figures"]["notes"] + 1, before["revision"] + 1)


async def test_what_fails_says_so_and_can_be_tried_again(server: Server, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    client = server.client(cast.max)
    with monkeypatch.context() as broken:
        broken.setattr(export_jobs.sys, "executable", "/bin/false" if os.name == "posix" else "none")
        answer = await client.get(f"/{cast.code}/summary/{QUICK}")
        assert title(answer, 409) == sentence("pack.failed")
        assert (await client.get(f"/{cast.code}/pack.zip/progress")).text.splitlines()[-1] == "failed"
    assert (await client.get(f"/{cast.code}/summary/{QUICK}")).status_code == 200


@pytest.mark.usefixtures("made_here")
async def test_while_points_are_blind_the_archive_has_no_record(server: Server, cast: Cast, topic: int):
    await cast.does(cast.max, OpenDots(wall=f"t{topic}", points=3))
    assert [row.points for row in await cast.rows(walls, barcamp_id=cast.id)] == [3]
    files = files_of(await server.client(cast.ada).get(f"/{cast.code}/archive.zip"))
    assert json.loads(files["manifest.json"])["complete"] is False


async def _left_out(server: Server, cast: Cast) -> list[str]:
    return (await server.client(cast.max).get(f"/{cast.code}/summary/{QUICK}")).json()["left_out"]


async def test_the_page_leads_back_to_where_one_s_role_has_its_home(server: Server, cast: Cast):
    for who, home in ((cast.ada, f"/organiser/{cast.code}"), (cast.max, f"/{cast.code}/console")):
        shown = page(await server.client(who).get(f"/{cast.code}/pack"))
        [head] = [each for each in shown.all("header") if each.get("class") == "head"]
        assert [each.get("href") for each in head.all("a")] == [home]
