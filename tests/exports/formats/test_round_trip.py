"""A schedule that one event writes is taken over by another: the same sessions, under the same ids."""

import dataclasses

import pytest

from barcamp.domain.plan.grid import placements, rooms, slots
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.setup.programme.items import read_programme
from barcamp.domain.setup.programme.standing import load_standing
from barcamp.domain.setup.programme.taking import TakeProgramme
from barcamp.domain.topics.topic import topics
from barcamp.exports.book.choice import Choice
from barcamp.exports.book.loading import day_of
from barcamp.exports.formats import ics, schedule
from barcamp.kernel.barcamp import Barcamp
from barcamp.text import i18n
from tests.cast import Cast, Member
from tests.domain.setup.programme.files import Talk, guid, xml
from tests.exports.calendars import events

WRITERS = {"schedule.xml": schedule.write_xml, "schedule.json": schedule.write_json}


async def exported(cast: Cast, name: str) -> bytes:
    async with cast.ctx.db.reading() as db:
        day = await day_of(db, await cast.barcamp(), cast.clock(), Choice(), "")
    with i18n.speaking("de"):
        return ics.write(day) if name == "plan.ics" else WRITERS[name](day)


async def taken(cast: Cast, who: Member, data: bytes, camp: Barcamp) -> None:
    found = read_programme(data, camp)
    command = TakeProgramme(items=found.items, seats=found.seats, rooms=True, drop=True, looked=True)
    await cast.does(who, command)


async def told(cast: Cast, event: int) -> set[tuple[object, ...]]:
    """The sessions of an event in the plan, as everybody knows them."""
    named = {room.id: room.name for room in await cast.rows(rooms, barcamp_id=event)}
    times = {slot.id: (slot.starts, slot.ends, slot.day) for slot in await cast.rows(slots, barcamp_id=event)}
    known = {topic.id: topic for topic in await cast.rows(topics, barcamp_id=event)}
    return {
        (known[at.topic_id].title, known[at.topic_id].description, named[at.room_id], *times[at.slot_id])
        for at in await cast.rows(placements, barcamp_id=event)
    }


async def elsewhere(cast: Cast) -> Barcamp:
    from barcamp.domain.event import barcamp as barcamps

    async with cast.ctx.db.reading() as db:
        found = await barcamps.load(db, cast.elsewhere.id)
    assert found
    return found


@pytest.mark.parametrize("name", WRITERS)
async def test_what_is_written_is_taken_over_by_another_event_and_goes_out_again(cast: Cast, name: str):
    bread = await cast.pitches("Brot & Butter")
    await cast.does(cast.max, PlaceTopic(topic=bread, room=cast.rooms[0], slot=cast.slots[0]))
    talks = [Talk(), Talk(guid(2), "Zwei", "Aula", "11:00", people=())]
    await taken(cast, cast.ada, xml(talks), await cast.barcamp())
    data = await exported(cast, name)
    assert guid(1).encode() in data
    assert b"Erika Muster" in data
    there = await elsewhere(cast)
    await taken(cast, cast.eve_organising, data, there)
    assert await told(cast, there.id) == await told(cast, cast.id)
    guids = {topic.guid for topic in await cast.rows(topics, barcamp_id=there.id) if topic.fixed}
    assert {guid(1), guid(2)} < guids
    mirrored = dataclasses.replace(cast, here=cast.elsewhere)
    again = await exported(mirrored, name)
    assert [each in again for each in (guid(1).encode(), guid(2).encode())] == [True, True]


async def test_one_s_own_schedule_changes_nothing(cast: Cast):
    bread = await cast.pitches("Brot")
    await cast.does(cast.max, PlaceTopic(topic=bread, room=cast.rooms[0], slot=cast.slots[0]))
    await taken(cast, cast.ada, xml([Talk(), Talk("", "Ohne Kennung", "Aula", "12:00")]), await cast.barcamp())
    camp = await cast.barcamp()
    found = read_programme(await exported(cast, "schedule.json"), camp)
    async with cast.ctx.db.reading() as db:
        difference = (await load_standing(db, camp)).beside(found.items)
    assert [(step.kind, step.why and step.why.key) for step in difference.steps if step.kind != "same"] == [
        ("wrong", "programme.own_open")
    ]
    assert len(difference.of("same")) == 2
    assert not difference.bumped


async def test_the_calendar_has_the_fixed_sessions_with_their_ids(cast: Cast):
    await taken(cast, cast.ada, xml([Talk()]), await cast.barcamp())
    assert guid(1) in events(await exported(cast, "plan.ics"))
