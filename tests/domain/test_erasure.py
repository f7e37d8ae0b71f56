"""Erasing one person: the name goes everywhere, and what else they wish."""

import json

import pytest

from barcamp.db import metadata
from barcamp.domain.attendee import Rename, attendees, badges
from barcamp.domain.barcamp import ArchiveBarcamp
from barcamp.domain.base import Actor, Role
from barcamp.domain.consent import SettleConsent
from barcamp.domain.entry import Join
from barcamp.domain.erasure import ErasePerson
from barcamp.domain.keeper import BecomeKeeper
from barcamp.domain.link import MakePersonalLink, OpenLink
from barcamp.domain.note import WriteNote, notes
from barcamp.domain.offer import PutUpOffer, ShowInterestInOffer
from barcamp.domain.placement import PlaceTopic
from barcamp.domain.topic import PitchTopic, topics
from barcamp.domain.vote import CastVote, votes
from barcamp.domain.wall import walls
from barcamp.queries.deletion import amended_at
from barcamp.queries.people import load_people
from tests.cast import Cast, Member

NAME, HOME = "Quirin Zauberwort", "Gemeinde Zauberwort"
# What says whose words a row holds; a new table with such a column is emptied as well, see the test below.
SAYS_WHOSE = {"author_id", "host_id", "attendee_id", "keeper_id"}


@pytest.fixture
async def quirin(cast: Cast) -> Member:
    """Somebody who did everything there is, and whose name is like no other."""
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
    """All that the database says about this event."""
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
    async with cast.parts.db.reading() as db:
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
    assert said["erase-person"] == {"attendee": quirin.id, "contributions": "remove"}


async def test_what_was_said_a_moment_before_leaves_the_journal_too(cast: Cast, quirin: Member):
    """Both go into one transaction, in which the lines are not written yet."""
    import asyncio

    await asyncio.gather(
        cast.does(quirin, Rename(name="Letztes Zauberwort")),
        cast.does(quirin, ErasePerson(attendee=quirin.id)),
    )
    assert "Letztes" not in await everything(cast)


async def test_devices_and_links_let_nobody_in_as_the_erased(cast: Cast, quirin: Member):
    assert len(await cast.rows(badges, attendee_id=quirin.id)) == 1
    await cast.does(quirin, ErasePerson(attendee=quirin.id))
    assert await cast.rows(badges, attendee_id=quirin.id) == []
    token = f"{cast.id:064x}"[::-1]
    assert await cast.refused(cast.stranger, OpenLink(token=token, device="e" * 64)) == "link.gone"
    assert await cast.rows(walls, keeper_id=quirin.id) == []


async def test_it_works_in_an_archived_event_and_says_when(cast: Cast, quirin: Member):
    await cast.does(cast.max, ArchiveBarcamp())
    async with cast.parts.db.reading() as db:
        assert await amended_at(db, cast.id) is None
    cast.clock.forward(days=3)
    await cast.does(cast.ada, ErasePerson(attendee=quirin.id))
    async with cast.parts.db.reading() as db:
        assert await amended_at(db, cast.id) == cast.clock.at


async def test_only_the_person_and_the_organiser_may(cast: Cast):
    for who in (cast.noor, cast.max):
        assert await cast.refused(who, ErasePerson(attendee=cast.kim.id)) == "attendee.not_yours"
    assert await cast.refused(cast.eve_organising, ErasePerson(attendee=cast.kim.id)) == "attendee.gone"
    assert await cast.refused(cast.kim, ErasePerson(attendee=cast.kim.id, contributions="x")) == "erasure.choose"
    await cast.does(cast.ada, ErasePerson(attendee=cast.kim.id))
    assert await cast.refused(cast.ada, ErasePerson(attendee=cast.kim.id)) == "attendee.gone"
    assert {row.name for row in await cast.rows(attendees, barcamp_id=cast.id)} == {"", "Noor", "Max"}


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
