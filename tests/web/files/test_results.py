"""The results for anybody with the code: who sees them, and what must not be in them."""

import asyncio
import io

import pypdf
import pytest
from httpx import Response
from pypdf.generic import StreamObject

from barcamp.domain.event.facts import StateFacts
from barcamp.domain.event.phases import SetInterest
from barcamp.domain.event.results import OpenResults
from barcamp.domain.feedback import GiveFeedback
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.offer import PutUpOffer, ShowInterestInOffer
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.dots import ShowSelection
from barcamp.domain.walls.groups import MarkKey
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.domain.walls.photos.photo import HidePhoto, WithdrawPhoto
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.section import load_sections
from barcamp.kernel.refused import Refused
from barcamp.web.files.published import Published
from barcamp.web.gate.rate_limit import RateLimit
from tests.cast import Cast
from tests.pictures import printed
from tests.queries.walls.test_selection import vote
from tests.server import Server
from tests.web.asking import give, page, sentence, title

pytestmark = pytest.mark.usefixtures("made_here")

LONG = "Wirtschaftsförderungsgesellschaftsversammlung"


async def section(cast: Cast, kind: str) -> int:
    async with cast.ctx.db.reading() as db:
        return next(each.id for each in await load_sections(db, cast.id) if each.kind == kind)


async def writes(cast: Cast, wall: str, text: str, kind: str = "insights", **more: str) -> int:
    """The id of Noor's new card."""
    card = WriteNote(wall=wall, text=text, section=await section(cast, kind), **more)
    return (await cast.does(cast.noor, card)).made or 0


@pytest.fixture
async def topic(cast: Cast) -> int:
    """Kim's session, with a result, a next step, a card and a photo. She may be named; Noor has not said anything."""
    topic = await cast.pitches("Brot backen")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.kim, WriteResult(wall=f"t{topic}", text="Sauerteig braucht **Zeit**."))
    await writes(cast, f"t{topic}", "Ofen suchen", "next", who="Rathaus", until="20.06.2026")
    await writes(cast, f"t{topic}", "Mehl vom Hof")
    await cast.does(cast.kim, printed(f"t{topic}", "Das Rezept"))
    return topic


async def report_of(server: Server, cast: Cast) -> bytes:
    answer = await server.client().get(f"/{cast.code}/results.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return answer.content


async def archive(cast: Cast, audience: str = "everybody") -> None:
    await cast.does(cast.ada, ArchiveBarcamp(results=audience))


def words_of(report: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(report))
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())


# Who sees them


async def test_whoever_has_the_code_sees_what_came_of_the_day(server: Server, cast: Cast, topic: int):
    await archive(cast)
    shown = page(await server.client().get(f"/{cast.code}"))
    [entry] = [each for each in shown.all("article") if each.get("id") == f"t{topic}"]
    for words in ("Brot backen", "10:30–11:15", "Kim", "Sauerteig braucht Zeit.", "Ofen suchen", "Rathaus", "Mehl vom"):
        assert words in entry.text
    [photo] = entry.all("img")
    assert photo["alt"] == "Das Rezept"
    for address in (photo["src"], photo.parent["href"] if photo.parent else ""):
        assert (await server.client().get(address)).headers["content-type"] == "image/jpeg"
    assert "Brot backen" in shown.id("plan").parent.parent.text  # type: ignore[union-attr]
    offered = [link["href"] for link in shown.all("a") if link["href"].endswith(".pdf")]
    assert offered == [f"/{cast.code}/results.pdf", f"/{cast.code}/one-page.pdf"]
    assert [form["action"] for form in shown.all("form")] == ["/language"]


async def test_what_came_of_a_vote_with_points_stands_there(server: Server, cast: Cast, topic: int):
    await vote(cast, *["ABC"] * 5, *["D"] * 3, "E")
    await cast.does(cast.max, ShowSelection(wall="e", number=3))
    await archive(cast)
    shown = page(await server.client().get(f"/{cast.code}"))
    [entry] = [each.text for each in shown.all("article") if each.get("id") == "e"]
    for words in ("Die meisten Punkte", "Platz 1 · 5 Punkte (gleichauf)", "Auswahl, die alle vertritt", "5 Personen"):
        assert words in entry
    told = words_of(await report_of(server, cast))
    assert "Platz 1 · 5 Punkte (gleichauf)" in told


async def test_what_ran_through_the_day_leads_to_each_of_its_sessions(server: Server, cast: Cast, topic: int):
    walls = (f"s{cast.here.plenaries[0]}", f"t{topic}", "e")
    for wall in walls:
        await writes(cast, wall, f"Das Ehrenamt braucht Zeit ({wall})")
    await archive(cast)
    shown = page(await server.client().get(f"/{cast.code}"))
    [thread] = [each for each in shown.all("details") if "Ehrenamt" in each.all("summary")[0].text]
    assert [link["href"] for link in thread.all("a")] == [f"#{wall}" for wall in walls]
    assert "Das Ehrenamt braucht Zeit (e)" in thread.text
    assert "Ehrenamt" in words_of(await report_of(server, cast)).partition("Rote Fäden")[2]


async def test_the_report_comes_without_a_sign_in(server: Server, cast: Cast, topic: int):
    await archive(cast)
    told = words_of(await report_of(server, cast))
    assert [word for word in ("Brot backen", "Sauerteig", "Ofen suchen", "Kim") if word not in told] == []


async def seen_by(server: Server, cast: Cast) -> set[str]:
    """Who sees the page; anyone who does not is refused the report as well."""
    people = {
        "stranger": None,
        "elsewhere": cast.eve,
        "joined": cast.noor,
        "moderator": cast.max,
        "organiser": cast.ada,
    }
    found = set()
    for name, who in people.items():
        client = server.client(who, follow_redirects=True)
        if "Sauerteig" in (await client.get(f"/{cast.code}/results")).text:
            found.add(name)
        else:
            assert title(await client.get(f"/{cast.code}/results.pdf"), 403) == sentence("results.closed")
    return found


@pytest.mark.parametrize(
    ("audience", "see"),
    [
        ("everybody", {"stranger", "elsewhere", "joined", "moderator", "organiser"}),
        ("joined", {"joined", "moderator", "organiser"}),
        ("nobody", {"moderator", "organiser"}),
        ("", {"joined", "moderator", "organiser"}),  # archived before anybody was asked, or by a moderator
    ],
)
async def test_the_archived_day_is_seen_by_whom_the_organiser_chose(
    server: Server, cast: Cast, topic: int, audience: str, see: set[str]
):
    await archive(cast, audience)
    assert await seen_by(server, cast) == see


async def test_before_the_end_only_those_who_moderate_see_them(server: Server, cast: Cast, topic: int):
    assert await seen_by(server, cast) == {"moderator", "organiser"}
    assert page(await server.client().get(f"/{cast.code}")).has("f-join-name")


async def test_opened_while_the_day_is_running_they_stand_before_the_form_to_join(
    server: Server, cast: Cast, topic: int
):
    await cast.does(cast.ada, OpenResults(results="everybody"))
    client = server.client()
    shown = page(await client.get(f"/{cast.code}"))
    assert "Zwischenstand" in shown.text
    [join] = [link["href"] for link in shown.all("a") if link["href"].endswith("/join")]
    assert page(await client.get(join)).has("f-join-name")
    joined = await give(client, cast.code, "join", name="Bo")
    assert joined.headers["location"] == f"/{cast.code}?welcome=1"
    assert page(await client.get(f"/{cast.code}")).has("phase")


async def test_a_closed_archive_says_so_calmly_and_names_whom_to_ask(server: Server, cast: Cast, topic: int):
    await cast.does(cast.ada, StateFacts(organiser_name="Stadt Lindenau", contact="post@lindenau.example"))
    for audience in ("joined", "nobody"):
        if not (await cast.barcamp()).archived:
            await archive(cast, audience)
        await cast.does(cast.ada, OpenResults(results=audience))
        shown = page(await server.client().get(f"/{cast.code}"))
        assert "post@lindenau.example" in shown.text
        assert "Sauerteig" not in shown.text
        assert not shown.has("f-join-name")
    assert title(await server.client().get(f"/{cast.code}/results.pdf"), 403) == sentence("results.closed")


async def test_closing_them_again_takes_effect_at_once(server: Server, cast: Cast, topic: int):
    await archive(cast)
    client = server.client()
    assert "Sauerteig" in (await client.get(f"/{cast.code}")).text
    await cast.does(cast.ada, OpenResults(results="nobody"))
    assert "Sauerteig" not in (await client.get(f"/{cast.code}")).text
    assert (await client.get(f"/{cast.code}/results.pdf")).status_code == 403


async def test_a_deleted_event_answers_like_one_that_never_was(server: Server, cast: Cast, topic: int):
    await archive(cast)
    client = server.client()
    assert (await client.get(f"/{cast.code}")).status_code == 200
    await server.client(cast.ada).post(f"/organiser/{cast.code}/delete", data={"typed": cast.code})
    for path in ("", "/results", "/results.pdf", "/join", f"/notes/t{topic}"):
        gone, never = await client.get(f"/{cast.code}{path}"), await client.get(f"/XXXXXX{path}")
        assert (gone.status_code, gone.text.replace(cast.code, "XXXXXX")) == (404, never.text)


async def test_of_an_event_that_was_deleted_and_of_people_who_were_erased_nothing_is_kept(
    server: Server, cast: Cast, topic: int
):
    await archive(cast)
    for command in (f"/{cast.code}/erase-person", f"/organiser/{cast.code}/delete"):
        assert "Sauerteig" in (await server.client().get(f"/{cast.code}")).text
        assert "Sauerteig" in str(vars(server.ctx.published))
        form = {"attendee": cast.noor.id, "contributions": "keep", "typed": cast.code}
        assert (await server.client(cast.ada).post(command, data=form)).status_code == 303
        assert "Sauerteig" not in str(vars(server.ctx.published))


# What does not stand in them


async def answers(server: Server, cast: Cast) -> tuple[Response, bytes]:
    """The page with every byte of its answer, and the report with everything packed inside it."""
    told = await server.client().get(f"/{cast.code}")
    report = await report_of(server, cast)
    reader = pypdf.PdfReader(io.BytesIO(report))
    inside = [report, words_of(report).encode(), repr(reader.metadata).encode(), repr(reader.trailer).encode()]
    for number in range(1, len(reader.xref[0]) + 1):
        found = reader.get_object(number)
        inside.append(repr(found).encode())
        if isinstance(found, StreamObject) and found.get("/Subtype") != "/Image":
            inside.append(found.get_data())
    return told, b"\n".join(inside)


async def test_whoever_did_not_agree_stands_in_no_byte_of_page_and_report(server: Server, cast: Cast, topic: int):
    wall = f"t{topic}"
    await cast.does(cast.noor, Rename(name="Quirlinde"))
    await cast.does(cast.max, Rename(name="Zwackelmann"))
    await cast.does(cast.max, SettleConsent(agreed=False))
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
    await cast.does(cast.noor, BecomeKeeper(wall=wall))
    own = await cast.pitches("Mühlen", by=cast.noor)
    await cast.does(cast.max, PlaceTopic(topic=own, room=cast.rooms[1], slot=cast.slots[0]))
    await cast.pitches("Ohne Platz", by=cast.noor)
    await writes(cast, wall, "Mühle besuchen", "next", who="Kim und quirlinde, Zwackelmann")
    await cast.does(cast.noor, MarkKey(note=await writes(cast, wall, "Wasser zuerst")))
    await cast.does(cast.noor, printed(wall, "Noors Foto"))
    await cast.does(cast.noor, PutUpOffer(title="Führung", what="Jeden Montag", contact="quirlinde@muehle.example"))
    offer = (await cast.does(cast.kim, PutUpOffer(title="Kurs", contact="kim@brot.example"))).made or 0
    await cast.does(cast.noor, ShowInterestInOffer(offer=offer, contact="quirlinde@muehle.example", agreed=True))
    await archive(cast)
    told, report = await answers(server, cast)
    for name in ("Quirlinde", "quirlinde", "Zwackelmann", "Noors Foto", "muehle.example", "kim@brot.example"):
        assert name not in told.text, name
        assert name.encode() not in report, name
    assert "Mühle besuchen" in told.text
    assert "Kim" in told.text
    assert len([photo for photo in page(told).all("img") if "/photo/" in photo["src"]]) == 1
    assert "1 Foto einer Person, die einer Nennung nicht zugestimmt hat." in words_of(await report_of(server, cast))


async def test_a_consent_taken_back_is_gone_from_the_next_answer(server: Server, cast: Cast, topic: int):
    await archive(cast)
    told, report = await answers(server, cast)
    assert ("Kim" in told.text, "Kim" in report.decode("latin-1"), "Das Rezept" in told.text) == (True, True, True)
    await cast.does(cast.kim, SettleConsent(agreed=False))
    told, report = await answers(server, cast)
    assert ("Kim" in told.text, "Das Rezept" in told.text) == (False, False)
    assert "Kim" not in words_of(await report_of(server, cast))


async def test_what_was_hidden_or_withdrawn_stands_nowhere(server: Server, cast: Cast, topic: int):
    wall = f"t{topic}"
    await cast.does(cast.max, HideNote(note=await writes(cast, wall, "Quarkspeise!"), reason="Grund Quarkspeise"))
    await cast.does(cast.noor, WithdrawNote(note=await writes(cast, wall, "Vertippt Quarkspeise")))
    hidden = (await cast.does(cast.kim, printed(wall, "Versteckt Quarkspeise"))).made or 0
    await cast.does(cast.max, HidePhoto(photo=hidden, reason="Grund Quarkspeise"))
    gone = (await cast.does(cast.kim, printed(wall, "Zurückgezogen Quarkspeise"))).made or 0
    await cast.does(cast.kim, WithdrawPhoto(photo=gone))
    await archive(cast)
    told, report = await answers(server, cast)
    assert "Quarkspeise" not in told.text
    assert b"Quarkspeise" not in report


async def test_counts_that_nobody_may_see_yet_are_not_in_an_interim_report(server: Server, cast: Cast, topic: int):
    await cast.does(cast.max, SetRulesOfInterest(points=0, blind=True))
    await cast.does(cast.max, SetInterest(open=True))
    for who in (cast.noor, cast.max):
        await cast.does(who, CastVote(topic=topic))
    await cast.does(cast.ada, OpenResults(results="everybody"))
    report = words_of(await report_of(server, cast))
    assert "Interesse: " not in report
    assert "Interesse je Thema" not in report
    await cast.does(cast.max, SetInterest(open=False))
    assert "Interesse: 2" in words_of(await report_of(server, cast))


async def test_answers_to_the_feedback_are_the_organiser_s(server: Server, cast: Cast, topic: int):
    await give(server.client(cast.max), cast.code, "move-to-phase", phase="closing")
    await cast.does(cast.noor, GiveFeedback(worth=1, sentence="Zu laut Quarkspeise"))
    await archive(cast)
    told, report = await answers(server, cast)
    assert "Quarkspeise" not in told.text
    assert b"Quarkspeise" not in report
    assert "Quarkspeise" in (await server.client(cast.max).get(f"/{cast.code}/summary/md")).text


# How they behave


async def test_search_engines_get_nothing_of_an_event(server: Server, cast: Cast, topic: int):
    await archive(cast)
    for path in ("", "/results", "/results.pdf", "/projector", "/plan.ics", "/qr.svg"):
        answer = await server.client().get(f"/{cast.code}{path}")
        assert answer.headers["x-robots-tag"] == "noindex, nofollow", path
    [meta] = page(await server.client().get(f"/{cast.code}")).all("meta", name_="robots")
    assert meta.get("content") == "noindex, nofollow"
    robots = await server.client().get("/robots.txt")
    assert robots.headers["content-type"].startswith("text/plain")
    assert "Disallow: /\n" in robots.text
    assert "x-robots-tag" not in (await server.client().get("/")).headers


async def test_a_day_without_results_says_so(server: Server, cast: Cast):
    await archive(cast)
    shown = page(await server.client().get(f"/{cast.code}"))
    assert "Es wurden keine Ergebnisse aufgeschrieben." in shown.text
    assert shown.all("article") == []
    assert await report_of(server, cast)


async def test_what_was_typed_stays_text(server: Server, cast: Cast, topic: int):
    await writes(cast, f"t{topic}", f"<script>alert(1)</script> {LONG} https://brot.example/rezept")
    await archive(cast)
    told = (await server.client().get(f"/{cast.code}")).text
    assert "<script>alert(1)" not in told
    assert 'href="https://brot.example/rezept"' in told


async def test_however_many_come_at_once_the_report_is_made_once(server: Server, cast: Cast, topic: int):
    await archive(cast)
    client = server.client()
    came = await asyncio.gather(*(client.get(f"/{cast.code}/results.pdf") for _ in range(6)))
    assert {answer.status_code for answer in came} == {200}
    assert len({answer.content for answer in came}) == 1
    assert len(server.ctx.export_jobs._jobs) == 1


async def test_whoever_asks_too_often_is_asked_to_wait():
    published = Published()
    published.per_device = RateLimit(burst=2, per_second=0)
    published.per_event = RateLimit(burst=5, per_second=0)
    for device in ("kim", "kim", None, None, None):
        published.keep_pace(7, device)
    for device in ("kim", "noor", None):
        with pytest.raises(Refused, match=r"pace\.slow"):
            published.keep_pace(7, device)
    published.keep_pace(8, None)
