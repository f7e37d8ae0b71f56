"""From the database to the tree: what stands in it, on both databases."""

import json
import secrets
from datetime import timedelta

import pytest

from barcamp.domain.event.checklist import RecordStep
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.people.link import EndModerating, InviteModerator, MakePersonalLink, OpenLink
from barcamp.domain.plan.room import EditRoom
from barcamp.domain.plan.whereabouts import SayWhere
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.setup.series import FoundNext, NameSeries
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.heads import CountHeads
from barcamp.domain.walls.move_note import MovePhoto
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.exports.book.tree import Figures
from barcamp.exports.formats import event_json, html, ics, markdown, press, schedule
from barcamp.exports.formats.tables import tables
from barcamp.exports.pack import pack
from barcamp.exports.report.captions import caption
from barcamp.kernel.actor import Actor, Role
from barcamp.queries.setup.series import load_series
from barcamp.text import i18n
from barcamp.web.gate import tokens
from tests.cast import DAY, Cast, Member
from tests.counting import counted
from tests.exports.book.telling import placed, section, told
from tests.pictures import printed


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


async def test_a_session_has_what_was_written_on_its_wall(cast: Cast):
    topic = await placed(cast)
    wall = f"t{topic}"
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.noor, WriteNote(wall=wall, text="Mehl", section=await section(cast, "insights")))
    step = WriteNote(
        wall=wall, text="Ofen suchen", section=await section(cast, "next"), who="Rathaus", until="20.06.2026"
    )
    await cast.does(cast.kim, step)
    await cast.does(cast.kim, WriteResult(wall=wall, text="Es **geht**."))
    await cast.does(cast.kim, printed(wall, "Rezept"))
    await cast.does(cast.kim, CountHeads(topic=topic, heads=12))
    day = await told(cast)
    [chapter] = day.chapters
    assert (chapter.kind, chapter.wall, chapter.title, chapter.hosts) == ("session", wall, "Brot backen", ("Kim",))
    assert (chapter.result, chapter.heads, chapter.interest) == ("Es **geht**.", 12, 0)
    assert [(part.kind, [card.text for card in part.cards]) for part in chapter.sections] == [("insights", ["Mehl"])]
    assert [(s.text, s.who, str(s.until), s.chapter) for s in day.next_steps] == [
        ("Ofen suchen", "Rathaus", "2026-06-20", "Brot backen")
    ]
    assert [(p.description, p.author, p.data[:2]) for p in chapter.pictures] == [("Rezept", "Kim", b"\xff\xd8")]
    assert day.figures == Figures(people=2, organisations=0, topics=1, interests=0, sessions=1, notes=2, next_steps=1,
                                  pictures=1)  # fmt: skip


async def test_rooms_of_one_name_are_told_apart_in_every_file(cast: Cast):
    for room, name in zip(cast.rooms, ("Raum 1", "raum 1", "Alle", "Saal"), strict=True):
        await cast.does(cast.ada, EditRoom(room=room, name=name, capacity=9))
    for at, title in enumerate(("Eins", "Zwei", "Drei")):
        await placed(cast, title, room=at)
    day = await told(cast)
    names = ["Raum 1", "raum 1 (2)", "Alle (2)"]
    assert [name for name, _ in day.rooms] == [*names, "Saal"]
    assert [chapter.room for chapter in day.chapters] == names
    assert [session[0] for row in day.plan for session in row.sessions] == names
    assert [room for room, *_ in day.charts.rooms] == [*names, "Saal"]
    with i18n.speaking("de"):
        tree = json.loads(schedule.write_json(day))["schedule"]["conference"]["days"][0]["rooms"]
    assert {room: [item["title"] for item in items] for room, items in tree.items() if room in names} == {
        "Raum 1": ["Eins"], "raum 1 (2)": ["Zwei"], "Alle (2)": ["Drei"],
    }  # fmt: skip


async def test_a_hybrid_event_tells_those_on_site_and_those_online_and_no_other_does(cast: Cast):
    assert "online" not in json.loads(event_json.write(await told(cast)))["figures"]
    await cast.becomes_hybrid()
    await cast.does(cast.noor, SayWhere(online=True))
    day = await told(cast)
    assert (day.figures.people, day.figures.online) == (2, 1)
    assert json.loads(event_json.write(day))["figures"]["online"] == 1
    with i18n.speaking("de"):
        rows = {row[0]: row[1] for row in tables(day)[0].rows}
        assert (rows["Personen vor Ort"], rows["Personen online"]) == (1, 1)
        assert "davon online" in markdown.write(day).decode()


async def test_whoever_only_moderates_is_no_guest_and_whoever_joined_before_is_one(cast: Cast):
    async def counted() -> tuple[int, list[str]]:
        day = await told(cast)
        return day.figures.people, list(day.organisations)

    await cast.does(cast.max, Rename(name="Max", organisation="Agentur"))
    await cast.does(cast.noor, Rename(name="Noor", organisation="Stadt"))
    assert await counted() == (2, ["Stadt"]), "Kim and Noor; Max came by the invitation"
    token = secrets.token_hex(32)
    await cast.does(cast.ada, InviteModerator(token=token))
    device = tokens.hashed(cast.noor.cookies[tokens.DEVICE])
    await cast.does(cast.stranger, OpenLink(token=token, device=device))
    assert await counted() == (2, ["Stadt"]), "Noor joined as everybody does, and leads as well"
    await cast.does(cast.ada, EndModerating(attendee=cast.max.person.id))
    assert await counted() == (3, ["Agentur", "Stadt"]), "Max takes part from now on"


async def test_sessions_without_anything_on_their_walls_are_listed(cast: Cast):
    await placed(cast, "Leer")
    written = await placed(cast, "Voll", room=1)
    await cast.does(cast.kim, WriteNote(wall=f"t{written}", text="Mehl"))
    day = await told(cast)
    assert [(chapter.title, chapter.empty) for chapter in day.chapters] == [("Leer", True), ("Voll", False)]
    assert day.left_out[0] == "Ohne Notizen: „Leer“."


async def test_what_was_written_on_other_walls_is_told_as_well(cast: Cast):
    loose, plenary = await cast.pitches("Ohne Platz"), f"s{cast.plenaries[0]}"
    for wall in ("e", f"t{loose}", plenary):
        await cast.does(cast.kim, WriteNote(wall=wall, text=f"Karte auf {wall}"))
    day = await told(cast)
    assert [(chapter.kind, chapter.wall) for chapter in day.chapters] == [
        ("plenary", plenary), ("session", f"t{loose}"), ("event", "e"),
    ]  # fmt: skip
    assert [left.title for left in day.leftovers] == ["Ohne Platz"]


async def test_who_invited_who_paid_and_the_series(cast: Cast):
    await cast.does(cast.ada, StateFacts(organiser_name="Agentur", contact="Pressestelle", funding="Gefördert"))
    await cast.does(cast.ada, NameSeries(name="Runder Tisch", number=21))
    event = (await told(cast)).event
    assert (event.organiser, event.contact, event.funding, event.series) == (
        "Agentur", "Pressestelle", "Gefördert", "Runder Tisch",
    )  # fmt: skip
    assert [(one.number, one.name) for one in (await told(cast)).editions] == [(21, "Barcamp Lindenau")]


async def test_charts_count_interest_pairs_and_rooms(cast: Cast):
    first, second = await placed(cast, "Brot"), await placed(cast, "Käse", room=1)
    third = await cast.pitches("Wein")
    for who, topics in ((cast.kim, (first, second)), (cast.noor, (first, second, third)), (cast.max, (first,))):
        for topic in topics:
            await cast.does(who, CastVote(topic=topic))
    charts = (await told(cast)).charts
    assert charts.per_topic == (("Brot", 3), ("Käse", 2), ("Wein", 1))
    assert charts.together == (("Brot", "Käse", 2),)  # what only one person wanted is not told
    assert charts.over_day == ((580, 0), (585, 6))
    there = len(cast.slots)
    assert [(held, slots, people) for _name, held, slots, _seats, people in charts.rooms][:2] == [
        (1, there, 3.0), (1, there, 2.0),
    ]  # fmt: skip


async def test_an_archived_day_is_final_and_dated_when_it_was_closed(cast: Cast):
    assert ((await told(cast)).final, (await told(cast)).made_at) == (False, cast.clock.at)
    closed = cast.clock.at
    await cast.does(cast.ada, ArchiveBarcamp())
    cast.clock.forward(hours=3)
    day = await told(cast)
    assert (day.final, day.made_at) == (True, closed)


async def test_the_report_of_a_closed_day_stays_as_it_is_whatever_comes_later(cast: Cast):
    """Later events of the series, clocks, links, downloads: no byte of any file changes. Consent does change it."""

    async def printed_now() -> list[bytes]:
        day = await told(cast)
        with i18n.speaking("de-sie"):
            words = [module.write(day) for module in (html, markdown, event_json, ics)]
            return [*words, schedule.write_xml(day), pack.manifest({}, **pack.facts(day)), press.write_markdown(day)]

    topic = await placed(cast)
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Mehl"))
    await cast.does(cast.ada, NameSeries(name="Runder Tisch", number=21))
    await cast.does(cast.ada, ArchiveBarcamp())
    closed = await printed_now()
    cast.clock.forward(days=2)
    ada = Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    later = await cast.makes(ada, FoundNext(source=cast.id, name="22. Runder Tisch", day=DAY + timedelta(days=90)))
    async with cast.ctx.db.reading() as db:
        series = await load_series(db, await cast.barcamp())
    assert series is not None
    assert [edition.number for edition in series.editions] == [21, 22], "the organiser sees it"
    there = Member("Ada", Actor(Role.ORGANISER, later, None, cast.ada.actor.organiser_id))
    await cast.does(there, NameSeries(name="Runder Tisch", number=23))
    await cast.does(cast.max, RecordStep(step="archive"))
    await cast.does(cast.kim, MakePersonalLink(token="7" * 64))
    assert await printed_now() == closed
    await cast.does(cast.kim, SettleConsent(agreed=True))
    assert await printed_now() != closed


async def test_the_revision_grows_with_every_change(cast: Cast):
    before = (await told(cast)).revision
    await cast.pitches()
    assert (await told(cast)).revision == before + 1


async def test_it_costs_the_same_number_of_queries_however_big_the_day_was(cast: Cast):
    await placed(cast)
    async with counted() as few:
        await told(cast)
    for n in range(1, 4):
        topic = await placed(cast, f"Thema {n}", room=n)
        for _ in range(3):
            await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Mehl"))
    async with counted() as many:
        await told(cast)
    assert len(many) == len(few)


async def test_the_same_day_is_told_the_same_way_twice(cast: Cast):
    topic = await placed(cast)
    await cast.does(cast.kim, CastVote(topic=topic))
    one, other = await told(cast), await told(cast)
    assert one == other
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Mehl"))
    assert await told(cast) != one


async def test_photos_come_in_the_order_in_which_they_hang_with_their_group(cast: Cast):
    note = await cast.makes(cast.kim, WriteNote(wall="e", text="Salz"))
    one, _, three = [await cast.makes(cast.kim, printed("e", words)) for words in ("Eins", "Zwei", "Drei")]
    await cast.does(cast.kim, MovePhoto(photo=one, place=f"onto-{note}"))
    await cast.does(cast.kim, MovePhoto(photo=three, place="first"))
    await cast.does(cast.kim, SettleConsent(agreed=True))
    [chapter] = [each for each in (await told(cast)).chapters if each.wall == "e"]
    assert [(photo.description, photo.group) for photo in chapter.pictures] == [
        ("Drei", ""), ("Zwei", ""), ("Eins", "Gruppe 1"),
    ]  # fmt: skip
    assert caption(chapter.pictures[-1]) == "Gruppe 1 · Eins (Kim)"
