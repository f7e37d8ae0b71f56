"""Erasing one person: the name goes everywhere, and what else they wish."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import String

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.helping import EnterPerson, PitchFor, RemovePerson, RenamePerson
from barcamp.domain.offer import PutUpOffer, ShowInterestInOffer
from barcamp.domain.people.attendee import attendees, badges
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.people.entry import Join
from barcamp.domain.people.link import MakePersonalLink, OpenLink
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.publication import PublishPlan, versions
from barcamp.domain.privacy.erasure import PERSONAL, SIGNED, ErasePerson
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.privacy.traces import WORDS
from barcamp.domain.setup.series import FoundNext, carried_steps
from barcamp.domain.topics.topic import EditTopic, PitchTopic, topics
from barcamp.domain.topics.vote import CastVote, votes
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.note import WithdrawNote, WriteNote, notes
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.section import sections
from barcamp.domain.walls.wall import walls
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.db import metadata
from barcamp.queries.people.people import load_people
from barcamp.queries.privacy.mentions import load_mentions
from barcamp.queries.setup.deletion import amended_at
from tests.cast import DAY, Cast, Member

NAME, HOME = "Quirin Zauberwort", "Gemeinde Zauberwort"
# What says whose words a row holds; a new table with such a column is emptied as well, see the test below.
SAYS_WHOSE = {"author_id", "host_id", "attendee_id", "keeper_id"}


@pytest.fixture
async def quirin(cast: Cast) -> Member:
    """Somebody who has done everything there is, and whose name is like no other."""
    device = f"{cast.id:064x}"
    made = (await cast.does(cast.stranger, Join(device=device, name="Anders", organisation=HOME))).made
    me = Member(NAME, Actor(Role.ATTENDEE, cast.id, made))
    await cast.does(me, Rename(name=NAME, organisation=HOME))
    topic = (await cast.does(me, PitchTopic(title="Zaubertrank", description="Von mir"))).made or 0
    await cast.does(me, PitchTopic(title="Zauberhut"))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(me, CastVote(topic=topic))
    await cast.does(me, WriteNote(wall=f"t{topic}", text="Zaubernotiz", who=NAME))
    await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Noors Notiz", who=NAME))
    await cast.does(me, BecomeKeeper(wall=f"t{topic}"))
    await cast.does(me, PutUpOffer(title="Zauberkurs", contact="quirin@example.org"))
    kims = (await cast.does(cast.kim, PutUpOffer(title="Praktikum"))).made or 0
    await cast.does(me, ShowInterestInOffer(offer=kims, contact="quirin@example.org", agreed=True))
    await cast.does(me, SettleConsent(agreed=True))
    await cast.does(me, MakePersonalLink(token=device[::-1]))
    return me


async def everything(cast: Cast) -> str:
    """Everything that the database says about this event."""
    said = []
    for table in metadata.sorted_tables:
        column = {"journal": "ledger_id", "barcamp": "id"}.get(table.name, "barcamp_id")
        if column in table.c:
            said += [str(tuple(row)) for row in await cast.rows(table, **{column: cast.id})]
    return "\n".join(said)


@pytest.mark.parametrize("contributions", ["keep", "remove"])
async def test_the_name_is_nowhere_any_more(cast: Cast, quirin: Member, contributions: str):
    before = await everything(cast)
    assert all(word in before for word in (NAME, "Anders", HOME, "quirin@example.org"))
    await cast.does(cast.ada, ErasePerson(attendee=quirin.id, contributions=contributions))
    after = await everything(cast)
    assert [word for word in (NAME, "Anders", HOME, "quirin@example.org") if word in after] == []


async def test_contributions_stay_without_a_name(cast: Cast, quirin: Member):
    await cast.does(quirin, ErasePerson(attendee=quirin.id))
    kept = await cast.rows(topics, barcamp_id=cast.id, host_id=quirin.id)
    assert [(row.title, row.withdrawn_at) for row in kept] == [("Zaubertrank", None), ("Zauberhut", None)]
    assert [row.text for row in await cast.rows(notes, author_id=quirin.id)] == ["Zaubernotiz"]
    assert len(await cast.rows(votes, attendee_id=quirin.id)) == 1
    async with cast.ctx.db.reading() as db:
        people = {person.id: person.name for person in await load_people(db, cast.id)}
    assert (people[quirin.id], people[cast.kim.id]) == ("", "Kim")


async def test_contributions_go_as_well_but_for_the_title_of_a_session(cast: Cast, quirin: Member):
    await cast.does(quirin, ErasePerson(attendee=quirin.id, contributions="remove"))
    after = await everything(cast)
    assert [word for word in ("Zauberhut", "Zaubernotiz", "Zauberkurs", "Von mir") if word in after] == []
    [held] = await cast.rows(topics, barcamp_id=cast.id, title="Zaubertrank")
    assert (held.host_id, held.withdrawn_at) == (None, None)
    assert "Noors Notiz" in after
    assert await cast.rows(votes, attendee_id=quirin.id) == []


async def test_the_journal_keeps_its_numbers_and_loses_the_words(cast: Cast, quirin: Member):
    before = await cast.journal()
    await cast.does(quirin, ErasePerson(attendee=quirin.id, contributions="remove"))
    after = await cast.journal()
    assert [(line.seq, line.op, line.command, line.touched) for line in after[:-1]] == [
        (line.seq, line.op, line.command, line.touched) for line in before
    ]
    said = {line.command: json.loads(line.payload) for line in after if line.attendee_id == quirin.id}
    assert said["rename"] == {"name": "", "organisation": ""}
    assert said["write-note"]["text"] == ""
    assert said["write-note"]["wall"].startswith("t")
    assert said["erase-person"] == {
        "attendee": quirin.id, "contributions": "remove", "mentions": "take-out",
    }  # fmt: skip


async def test_what_was_said_a_moment_before_leaves_the_journal_too(cast: Cast, quirin: Member):
    """Both go into one transaction, in which the lines are not written yet."""
    import asyncio

    await asyncio.gather(
        cast.does(quirin, Rename(name="Letztes Zauberwort")),
        cast.does(quirin, ErasePerson(attendee=quirin.id)),
    )
    assert "Letztes" not in await everything(cast)


async def test_what_moderators_called_somebody_and_what_they_were_called_before_goes_too(cast: Cast):
    entered = (await cast.does(cast.max, EnterPerson(name="Xaver Erst", organisation="Fluxkompens GmbH"))).made or 0
    await cast.does(cast.max, RenamePerson(person=entered, name="Xaver Zweit", organisation="Quidditsch AG"))
    await cast.does(cast.max, PitchFor(person=entered, title="Zaubertrank"))
    await cast.does(cast.noor, WriteNote(wall="e", text="Wer macht mit?", who="Xaver Erst"))
    await cast.does(cast.max, RenamePerson(person=entered, name="Xaver Dritt"))
    words = ("Xaver Erst", "Fluxkompens", "Xaver Zweit", "Quidditsch", "Xaver Dritt", "Zaubertrank")
    before = await everything(cast)
    assert all(word in before for word in words)
    await cast.does(cast.max, RemovePerson(person=entered, contributions="remove"))
    after = await everything(cast)
    assert [word for word in words if word in after] == []
    assert "Wer macht mit?" in after


async def test_what_was_signed_under_an_earlier_name_is_signed_no_more(cast: Cast, quirin: Member):
    topic = (await cast.does(quirin, PitchTopic(title="Zaubern"))).made or 0
    await cast.does(quirin, WriteResult(wall=f"t{topic}", text="Geht."))
    await cast.does(quirin, Rename(name="Letztes Zauberwort"))
    assert NAME in await everything(cast)
    await cast.does(quirin, ErasePerson(attendee=quirin.id))
    assert [row.result_by for row in await cast.rows(walls, name=f"t{topic}")] == [""]
    assert NAME not in await everything(cast)


TEXT = f"Das klärt {NAME} mit dem Bauhof."


@pytest.mark.parametrize(
    ("mentions", "text", "who"),
    [("take-out", "Das klärt eine Person mit dem Bauhof.", "eine Person und Noor"),
     ("leave", TEXT, f"{NAME} und Noor")],
)  # fmt: skip
async def test_the_name_in_what_others_wrote_goes_or_stays_as_was_chosen(
    cast: Cast, quirin: Member, mentions: str, text: str, who: str
):
    made = (await cast.does(cast.noor, WriteNote(wall="e", text=TEXT, who=f"{NAME} und Noor"))).made
    async with cast.ctx.db.reading() as db:
        shown = await load_mentions(db, await cast.barcamp(), [quirin.id, cast.kim.id], alone=False)
    assert {(each.text, each.who) for each in shown[quirin.id]} >= {(TEXT, False), (f"{NAME} und Noor", True)}
    assert cast.kim.id not in shown
    await cast.does(quirin, ErasePerson(attendee=quirin.id, mentions=mentions))
    [note] = await cast.rows(notes, id=made)
    assert (note.text, note.who) == (text, who)
    assert (NAME in await everything(cast)) == (mentions == "leave")


@pytest.mark.parametrize("by", ["themselves", "the organiser"])
async def test_a_name_of_one_word_is_taken_out_of_texts_only_by_who_runs_the_event(cast: Cast, by: str):
    """Anybody could join as “Suppe”, and take the soup out of everything."""
    made = (await cast.does(cast.stranger, Join(device="5" * 64, name="Suppe"))).made
    soup = Member("Suppe", Actor(Role.ATTENDEE, cast.id, made))
    note = (await cast.does(cast.noor, WriteNote(wall="e", text="Die Suppe ist gut.", who="Suppe"))).made
    await cast.does(soup if by == "themselves" else cast.ada, ErasePerson(attendee=made or 0))
    [left] = await cast.rows(notes, id=note)
    assert (left.text, left.who) == ("Die Suppe ist gut." if by == "themselves" else "Die eine Person ist gut.", "")


async def test_plans_that_were_published_forget_a_topic_that_is_gone(cast: Cast, quirin: Member):
    await cast.does(cast.max, PublishPlan())
    [held] = await cast.rows(topics, barcamp_id=cast.id, title="Zaubertrank")
    await cast.does(cast.max, UnplaceTopic(topic=held.id))
    await cast.does(cast.max, EditTopic(topic=held.id, title="Zaubertrank für alle"))
    [note] = [row for row in await cast.rows(notes, wall=f"t{held.id}") if row.author_id == cast.noor.id]
    await cast.does(cast.noor, WithdrawNote(note=note.id))
    assert "Zaubertrank" in (await cast.rows(versions, barcamp_id=cast.id))[0].cells
    await cast.does(cast.ada, ErasePerson(attendee=quirin.id, contributions="remove"))
    assert "Zaubertrank" not in await everything(cast)


async def test_words_that_the_next_event_took_over_go_there_too(cast: Cast, quirin: Member):
    [section] = [each for each in await cast.rows(sections, barcamp_id=cast.id) if each.kind == "next"]
    step = WriteNote(wall="e", text="Zauberstab kaufen", section=section.id)
    await cast.does(quirin, step)
    await cast.does(cast.noor, WriteNote(wall="e", text="Noors Schritt", section=section.id))
    [hat] = await cast.rows(topics, barcamp_id=cast.id, title="Zauberhut")
    await cast.does(cast.max, ParkTopic(topic=hat.id))
    ada = Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    made = (await cast.does(ada, FoundNext(source=cast.id, name="Danach", day=DAY + timedelta(days=30)))).made
    assert [row.text for row in await cast.rows(carried_steps, barcamp_id=made)] == [
        "Zauberstab kaufen",
        "Noors Schritt",
    ]
    await cast.does(cast.ada, ErasePerson(attendee=quirin.id, contributions="remove"))
    assert [row.text for row in await cast.rows(carried_steps, barcamp_id=made)] == ["–", "Noors Schritt"]
    assert [row.title for row in await cast.rows(topics, barcamp_id=made)] == ["–"]


async def test_devices_and_links_let_nobody_in_as_the_erased(cast: Cast, quirin: Member):
    assert len(await cast.rows(badges, attendee_id=quirin.id)) == 1
    await cast.does(quirin, ErasePerson(attendee=quirin.id))
    assert await cast.rows(badges, attendee_id=quirin.id) == []
    token = f"{cast.id:064x}"[::-1]
    assert await cast.refused(cast.stranger, OpenLink(token=token, device="e" * 64)) == "link.gone"
    assert await cast.rows(walls, keeper_id=quirin.id) == []


async def test_it_works_in_an_archived_event_and_says_when(cast: Cast, quirin: Member):
    await cast.does(cast.max, ArchiveBarcamp())
    async with cast.ctx.db.reading() as db:
        assert await amended_at(db, cast.id) is None
    cast.clock.forward(days=3)
    await cast.does(cast.ada, ErasePerson(attendee=quirin.id))
    async with cast.ctx.db.reading() as db:
        assert await amended_at(db, cast.id) == cast.clock.at


async def test_only_the_person_and_the_organiser_may(cast: Cast):
    for who in (cast.noor, cast.max):
        assert await cast.refused(who, ErasePerson(attendee=cast.kim.id)) == "attendee.not_yours"
    assert await cast.refused(cast.eve_organising, ErasePerson(attendee=cast.kim.id)) == "attendee.gone"
    assert await cast.refused(cast.kim, ErasePerson(attendee=cast.kim.id, contributions="x")) == "erasure.choose"
    await cast.does(cast.ada, ErasePerson(attendee=cast.kim.id))
    assert await cast.refused(cast.ada, ErasePerson(attendee=cast.kim.id)) == "attendee.gone"
    assert {row.name for row in await cast.rows(attendees, barcamp_id=cast.id)} == {"", "Noor", "Max"}


# Texts that nobody types, or that are removed as a whole.
NO_WORDS = {
    "code", "timezone", "language", "tone", "phase", "scene", "scene_wall", "exhibit", "projector_look", "funding",
    "accent", "ticked", "rehearses", "results_for", "media_type", "sha256", "noun", "kind", "wall", "wall_kind",
    "device", "token", "angle", "fixed", "guid", "needs", "features", "directions", "video_link",
    "held",
}  # fmt: skip
ELSEWHERE = {
    ("barcamp", "name"), ("barcamp", "place"),  # what the event is called
    ("frozen_report", "series"), ("frozen_report", "address"), ("frozen_edition", "name"),  # and by others
    ("attendee", "name"), ("attendee", "organisation"), ("knock", "name"), ("knock", "organisation"),
    ("wall", "name"), ("wall", "result_by"),
    ("breadth", "subject"), ("breadth", "told"),  # numbers, and what they count
}  # fmt: skip


def test_every_text_of_an_event_is_looked_through_for_names():
    unseen = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, String) and ("barcamp_id" in table.c or table.name == "barcamp")
        and table.name not in (*PERSONAL, "revision", "proposal", "origin", "origin_id")
        and column.name not in {*NO_WORDS, *SIGNED} and column.name not in WORDS.get(table.name, ())
    }  # fmt: skip
    assert unseen - ELSEWHERE == set()


def test_every_table_with_words_of_somebody_can_be_emptied():
    """Rows of an author are marked as withdrawn, so their table has to be able to say that."""
    authored = [table.name for table in metadata.sorted_tables if "author_id" in table.c]
    assert {"note", "offer"} <= set(authored)
    assert [name for name in authored if "withdrawn_at" not in metadata.tables[name].c] == []
    people = {
        column.name
        for table in metadata.sorted_tables
        for column in table.c
        if any(key.column.table.name == "attendee" for key in column.foreign_keys)
    }
    assert people == SAYS_WHOSE
