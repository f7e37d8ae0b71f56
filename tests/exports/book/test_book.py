"""From the database to the tree: what stands in it, what is left out and why, on both databases."""

import json
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barcamp.domain.event.checklist import RecordStep
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.offer import PutUpOffer, ShowInterestInOffer
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.people.link import EndModerating, InviteModerator, MakePersonalLink, OpenLink
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.room import EditRoom
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.setup.series import FoundNext, NameSeries
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot
from barcamp.domain.walls.heads import CountHeads
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.section import load_sections
from barcamp.exports.book.book import Choice, load_day
from barcamp.exports.book.gathering import most_wanted_together
from barcamp.exports.book.measures import over_day
from barcamp.exports.book.tree import Card, Chapter, Charts, Day, Event, Figures, Section
from barcamp.exports.formats import event_json, html, ics, markdown, press, schedule
from barcamp.exports.pack import pack
from barcamp.kernel.actor import Actor, Role
from barcamp.queries.setup.series import load_series
from barcamp.text import i18n
from barcamp.web.gate import tokens
from tests.cast import DAY, Cast, Member
from tests.counting import counted
from tests.pictures import printed


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


async def told(cast: Cast, **choice: bool) -> Day:
    async with cast.ctx.db.reading() as db:
        with i18n.speaking("de-sie"):
            return await load_day(db, await cast.barcamp(), cast.clock.at, Choice(**choice))


async def placed(cast: Cast, title: str = "Brot backen", slot: int = 0, room: int = 0) -> int:
    topic = await cast.pitches(title)
    await cast.does(cast.max, PlaceTopic(topic=topic, slot=cast.slots[slot], room=cast.rooms[room]))
    return topic


async def section(cast: Cast, kind: str) -> int:
    async with cast.ctx.db.reading() as db:
        return next(part.id for part in await load_sections(db, cast.id) if part.kind == kind)


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


async def test_only_those_are_named_who_agreed(cast: Cast):
    topic = await placed(cast)
    await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Mehl"))
    nexts = await section(cast, "next")
    await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Ofen suchen", section=nexts, who="kim"))
    before = await told(cast)
    assert (before.chapters[0].hosts, before.next_steps[0].who) == ((), "eine Person")
    assert "Die Namen von 2 Personen, die einer Nennung nicht zugestimmt haben." in before.left_out
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.noor, SettleConsent(agreed=False))
    after = await told(cast)
    assert (after.chapters[0].hosts, after.next_steps[0].who) == (("Kim",), "kim")
    assert [card.author for part in after.chapters[0].sections for card in part.cards] == [""]
    assert "Der Name von 1 Person, die einer Nennung nicht zugestimmt hat." in after.left_out


async def test_names_in_what_people_typed_are_those_of_people_who_agreed(cast: Cast):
    topic, nexts = await placed(cast), await section(cast, "next")
    await cast.does(cast.noor, Rename(name="Noor Zauberwort", organisation="Stadt Ulm"))
    await cast.does(cast.kim, SettleConsent(agreed=True))
    wall = f"t{topic}"
    for who in ("Noor und Kim", "Noor Zauberwort (Stadt Ulm)", "Noors Team", "Rathaus, Max"):
        await cast.does(cast.kim, WriteNote(wall=wall, text="Ofen suchen", section=nexts, who=who))
    await cast.does(cast.kim, WriteNote(wall=wall, text="Noor Zauberwort weiß, wie; noor.zauberwort@ulm.example"))
    await cast.does(cast.kim, WriteResult(wall=wall, text="Noor Zauberworts **Idee**"))
    await cast.does(cast.kim, printed(wall, "Skizze von Noor Zauberwort"))
    await cast.does(cast.kim, PutUpOffer(title="Bei Noor Zauberwort", link="https://noor.zauberwort.example/"))
    day = await told(cast)
    assert [step.who for step in day.next_steps] == [
        "Stadt Ulm und Kim", "Stadt Ulm", "Stadt Ulm Team", "Rathaus, eine Person",
    ]  # fmt: skip
    [chapter] = day.chapters
    assert [card.text for part in chapter.sections for card in part.cards] == ["Stadt Ulm weiß, wie; Stadt Ulm"]
    assert (chapter.result, chapter.pictures[0].description) == ("Stadt Ulm **Idee**", "Skizze von Stadt Ulm")
    assert [(offer.title, offer.link) for offer in day.offers] == [("Bei Stadt Ulm", "")]
    assert "zauberwort" not in repr(replace(day, chapters=(replace(chapter, pictures=()),))).lower()
    await cast.does(cast.noor, SettleConsent(agreed=True))
    assert [step.who for step in (await told(cast)).next_steps][:2] == ["Noor und Kim", "Noor Zauberwort (Stadt Ulm)"]
    nobody = await told(cast, names=False)
    assert {step.who for step in nobody.next_steps} == {""}
    assert nobody.chapters[0].result == "Stadt Ulm **Idee**"


async def test_photos_are_those_of_people_who_agreed_unless_the_organiser_wants_every_one(cast: Cast):
    wall = f"t{await placed(cast)}"
    await cast.does(cast.kim, SettleConsent(agreed=True))
    for who in (cast.kim, cast.noor, cast.noor):
        await cast.does(who, printed(wall, f"Von {who.id}"))
    day, every, less = await told(cast), await told(cast, every_photo=True), await told(cast, photos=False)
    assert [[photo.author for photo in each.chapters[0].pictures] for each in (day, every, less)] == [
        ["Kim"], ["Kim", "", ""], [],
    ]  # fmt: skip
    assert [(each.figures.pictures, each.chapters[0].photos) for each in (day, every, less)] == [
        (3, 3), (3, 3), (None, None),
    ]  # fmt: skip
    said = "2 Fotos von Personen, die einer Nennung nicht zugestimmt haben."
    assert [said in each.left_out for each in (day, every, less)] == [True, False, False]
    assert await told(cast, public=True, every_photo=True) == await told(cast, public=True)


async def test_what_the_choice_leaves_out_is_not_in_the_tree_and_is_said(cast: Cast):
    topic = await placed(cast)
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Mehl"))
    await cast.does(cast.kim, printed(f"t{topic}", "Rezept"))
    event_json, less = await told(cast), await told(cast, names=False, photos=False, votes=False)
    assert "'Kim'" in repr(event_json)
    assert "'Kim'" not in repr(less)
    assert (event_json.figures.pictures, less.figures.pictures) == (1, None)
    assert (event_json.chapters[0].photos, less.chapters[0].photos) == (1, None)
    assert (event_json.chapters[0].interest, less.chapters[0].interest) == (1, None)
    assert (event_json.figures.interests, less.figures.interests) == (1, None)
    assert [card.support for part in less.chapters[0].sections for card in part.cards] == [None]
    assert less.charts == Charts(rooms=tuple((*room[:4], None) for room in event_json.charts.rooms))
    assert [sentence.split(":")[0] for sentence in less.left_out] == [
        "Alle Namen",
        "Steht ein solcher Name in einem Text, ist er durch ein anderes Wort ersetzt; ein einzelner Vorname kann dort"
        " stehen geblieben sein.",
        "Fotos", "Interesse und Zustimmung",
    ]  # fmt: skip


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


async def test_what_a_moderator_hid_is_counted_and_not_told(cast: Cast):
    topic = await placed(cast)
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="bleibt"))
    note = await cast.makes(cast.kim, WriteNote(wall=f"t{topic}", text="geht"))
    assert "geht" in repr(await told(cast))
    await cast.does(cast.max, HideNote(note=note, reason="Werbung"))
    day = await told(cast)
    assert "geht" not in repr(day)
    assert "1 Notiz, die die Moderation ausgeblendet hat." in day.left_out


async def test_points_are_told_once_their_vote_is_closed(cast: Cast):
    topic = await placed(cast)
    note = await cast.makes(cast.kim, WriteNote(wall=f"t{topic}", text="Mehl"))
    await cast.does(cast.max, OpenDots(wall=f"t{topic}", points=3))
    await cast.does(cast.kim, PlaceDot(note=note))
    running = await told(cast)
    await cast.does(cast.max, CloseDots(wall=f"t{topic}"))
    closed = await told(cast)
    assert [day.chapters[0].sections[0].cards[0].dots for day in (running, closed)] == [None, 1]
    said = "Die Punkte einer Abstimmung, die noch läuft."
    assert [said in day.left_out for day in (running, closed)] == [True, False]


async def test_contacts_of_people_interested_in_offers_are_for_the_organiser_alone(cast: Cast):
    offer = await cast.makes(cast.noor, PutUpOffer(title="Rundgang", contact="noor@example.org"))
    await cast.does(cast.kim, ShowInterestInOffer(offer=offer, contact="kim@example.org", agreed=True))
    public, own = await told(cast), await told(cast, contacts=True)
    assert [(o.title, o.by, o.contact, o.count, o.interested) for o in public.offers] == [("Rundgang", "", "", 1, ())]
    assert own.offers[0].interested == (("Kim", "kim@example.org"),)
    assert "kim@example.org" not in repr(public)
    await cast.does(cast.noor, SettleConsent(agreed=True))
    [offered] = (await told(cast)).offers
    assert (offered.by, offered.contact) == ("Noor", "noor@example.org")


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


@pytest.mark.parametrize(
    ("minutes", "points"),
    [
        ((), ()),
        ((541,), ((540, 0), (545, 1))),
        ((541, 544, 552), ((540, 0), (545, 2), (550, 2), (555, 3))),
    ],
)
def test_interest_over_the_day_starts_at_nothing_and_ends_with_all(minutes: tuple[int, ...], points: tuple):
    assert over_day(minutes) == points


def test_interest_of_other_days_counts_from_midnight_and_a_long_day_has_wider_steps():
    points = over_day((-3000, 541, 9999))
    assert (points[0], points[1], points[-1]) == ((0, 0), (25, 1), (1440, 3))
    assert len(points) == 59


@given(st.dictionaries(st.integers(1, 40), st.sets(st.sampled_from("abcdefg"), min_size=1)))
def test_topics_wanted_together_are_the_ten_pairs_with_the_most_people(voters: dict[int, set[str]]):
    pairs = [(one, other, len(voters[one] & voters[other])) for one, other in combinations(sorted(voters), 2)]
    wanted = sorted((pair for pair in pairs if pair[2] > 1), key=lambda pair: (-pair[2], *pair[:2]))
    assert most_wanted_together(voters) == tuple(wanted[:10])


def test_key_insights_stand_before_the_other_cards_and_no_section_stays_empty():
    at = datetime(2026, 6, 13, 8, tzinfo=UTC)
    key, other = Card(1, "Brot", "", at, key=True), Card(2, "Salz", "", at)
    about, links = Section("about", "Worum", (key,)), Section("links", "Links", (key, other))
    chapter = Chapter("session", "t1", "Brot", sections=(about, links))
    assert chapter.keys == (key, key)
    assert chapter.others == (Section("links", "Links", (other,)),)


def test_a_link_to_a_wall_leads_to_the_first_chapter_that_tells_of_it():
    silent, first, again = (Chapter("session", "t1", "Brot", result=result) for result in ("", "Gut", "Besser"))
    empty = Chapter("session", "t2", "Salz")
    event = Event("k7m4", "Brot", DAY, "Europe/Berlin", "de", "du")
    day = Day(event, datetime(2026, 6, 13, 8, tzinfo=UTC), final=False, chapters=(silent, first, empty, again))
    assert day.told == (first, again)
    assert day.opening == {"t1": first}
