"""Taking a fixed programme over: only what changed is changed, in one step that can be undone, and nothing open takes
place beside it."""

from dataclasses import replace

import msgspec
import pytest

from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.plan.fixed import load_fixed
from barcamp.domain.plan.grid import placements, rooms, slots
from barcamp.domain.plan.parking import ParkTopic
from barcamp.domain.plan.pin import UnpinTopic
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.shift import ShiftSlots
from barcamp.domain.setup.programme.by_hand import AddFixedSession, RemoveFixedSession
from barcamp.domain.setup.programme.difference import Difference
from barcamp.domain.setup.programme.items import Item, read_programme
from barcamp.domain.setup.programme.standing import load_standing
from barcamp.domain.setup.programme.taking import TakeProgramme
from barcamp.domain.topics.claim import ClaimTopic
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import CastVote, votes
from barcamp.domain.walls.note import WriteNote, notes
from tests.cast import Cast
from tests.counting import counted
from tests.domain.setup.programme.files import Talk, guid, xml

FIRST = Talk(room="Raum 1")


async def items(cast: Cast, talks: list[Talk]) -> tuple[Item, ...]:
    return read_programme(xml(talks), await cast.barcamp()).items


async def difference(cast: Cast, talks: list[Talk]) -> Difference:
    found = await items(cast, talks)
    async with cast.ctx.db.reading() as db:
        return (await load_standing(db, await cast.barcamp())).beside(found)


async def take(cast: Cast, talks: list[Talk], **ticks: bool) -> None:
    command = TakeProgramme(items=await items(cast, talks), rooms=True, drop=True, looked=True)
    await cast.does(cast.ada, msgspec.structs.replace(command, **ticks))


async def standing(cast: Cast) -> dict[str, tuple[int, int, int]]:
    """Each fixed session in the plan by its title: its topic, when it begins, and in which room."""
    times = {slot.id: slot.starts for slot in await cast.rows(slots, barcamp_id=cast.id)}
    at = {row.topic_id: row for row in await cast.rows(placements, barcamp_id=cast.id)}
    here = [topic for topic in await cast.rows(topics, barcamp_id=cast.id) if topic.fixed and topic.id in at]
    return {each.title: (each.id, times[at[each.id].slot_id], at[each.id].room_id) for each in here}


def kinds(found: Difference) -> dict[str, list[str]]:
    named = [(step.kind, step.item.title if step.item else step.was.title if step.was else "") for step in found.steps]
    return {kind: [title for each, title in named if each == kind] for kind in dict(named)}


async def name_of_room(cast: Cast, at: int = 0) -> str:
    return (await cast.rows(rooms, id=cast.rooms[at]))[0].name


async def test_a_second_import_changes_only_what_changed_and_keeps_everything_people_added(cast: Cast):
    room, other = await name_of_room(cast), await name_of_room(cast, 1)
    talks = [Talk(guid(n), f"Vortrag {n}", room, f"{8 + n:02}:05", "00:20", description="Alt") for n in range(1, 5)]
    assert kinds(await difference(cast, talks)) == {"new": [f"Vortrag {n}" for n in range(1, 5)]}
    await take(cast, talks)
    before = await standing(cast)
    for title in ("Vortrag 2", "Vortrag 3"):
        await cast.does(cast.kim, CastVote(topic=before[title][0]))
    await cast.does(cast.noor, WriteNote(wall=f"t{before['Vortrag 2'][0]}", text="Merken"))
    assert kinds(await difference(cast, talks)) == {"same": [f"Vortrag {n}" for n in range(1, 5)]}
    later = [
        talks[0],
        replace(talks[1], room=other, starts="10:35"),
        replace(talks[2], title="Vortrag drei", description="Neu"),
        Talk(guid(9), "Vortrag 9", room, "14:05", "00:20"),
    ]
    found = await difference(cast, later)
    assert kinds(found) == {
        "same": ["Vortrag 1"], "moved": ["Vortrag 2"], "changed": ["Vortrag drei"], "new": ["Vortrag 9"],
        "gone": ["Vortrag 4"],
    }  # fmt: skip
    [changed] = found.of("changed")
    assert changed.words == ("title", "description")
    await take(cast, later)
    after = await standing(cast)
    assert after["Vortrag 1"] == before["Vortrag 1"]
    assert after["Vortrag 2"] == (before["Vortrag 2"][0], 10 * 60 + 35, cast.rooms[1])
    assert after["Vortrag drei"] == before["Vortrag 3"]
    assert set(after) == {"Vortrag 1", "Vortrag 2", "Vortrag drei", "Vortrag 9"}
    assert {vote.topic_id for vote in await cast.rows(votes, barcamp_id=cast.id)} == {
        before["Vortrag 2"][0], before["Vortrag 3"][0],
    }  # fmt: skip
    await cast.does(cast.max, Undo())
    assert await standing(cast) == before
    await cast.does(cast.max, Redo())
    assert await standing(cast) == after


async def test_a_first_import_is_undone_in_one_step_and_comes_back_with_interest_and_notes(cast: Cast):
    await take(cast, [replace(FIRST, room=await name_of_room(cast))])
    [(topic, *_)] = (await standing(cast)).values()
    await cast.does(cast.kim, CastVote(topic=topic))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Gut"))
    await cast.does(cast.max, Undo())
    assert await standing(cast) == {}
    await take(cast, [replace(FIRST, room=await name_of_room(cast))])
    assert [each[0] for each in (await standing(cast)).values()] == [topic]
    assert len(await cast.rows(votes, topic_id=topic)) == len(await cast.rows(notes, wall=f"t{topic}")) == 1


async def test_what_is_gone_stays_unless_that_is_wished(cast: Cast):
    room = await name_of_room(cast)
    both = [replace(FIRST, room=room), Talk(guid(2), "Zwei", room, "12:00")]
    await take(cast, both)
    await take(cast, both[:1], drop=False)
    assert set(await standing(cast)) == {FIRST.title, "Zwei"}
    strange = await difference(cast, [Talk(guid(7), "Ganz anders", room, "15:00")])
    assert strange.strangers
    assert not (await difference(cast, both[:1])).strangers


async def test_unknown_rooms_are_told_and_added_only_on_request(cast: Cast):
    talks = [
        Talk(room="Aula"),
        Talk(guid(2), "Zwei", "aula ", "12:00"),
        Talk(guid(3), "Drei", await name_of_room(cast)),
    ]
    assert (await difference(cast, talks)).added == ("Aula",)
    await take(cast, talks, rooms=False)
    assert set(await standing(cast)) == {"Drei"}
    command = TakeProgramme(items=await items(cast, talks), seats={"Aula": 120}, rooms=True, looked=True)
    await cast.does(cast.ada, command)
    [aula] = [room for room in await cast.rows(rooms, barcamp_id=cast.id) if room.id not in cast.rooms]
    assert (aula.name, aula.capacity) == ("Aula", 120)
    assert {room for _, _, room in (await standing(cast)).values()} == {aula.id, cast.rooms[0]}


async def test_talks_that_overlap_in_one_room_are_doubts_and_two_in_one_cell_cannot_be(cast: Cast):
    room = await name_of_room(cast)
    talks = [
        Talk(guid(1), "Eins", room, "10:00", "01:00"),
        Talk(guid(2), "Zwei", room, "10:30", "01:00"),
        Talk(guid(3), "Drei", room, "10:00", "01:00"),
    ]
    found = await difference(cast, talks)
    assert kinds(found) == {"new": ["Eins", "Zwei"], "wrong": ["Drei"]}
    assert [doubt.key for step in found.of("new") for doubt in step.doubts] == ["programme.overlap"]
    assert [step.why and step.why.key for step in found.of("wrong")] == ["programme.cell_taken"]
    command = TakeProgramme(items=await items(cast, talks))
    assert await cast.refused(cast.ada, command) == "programme.doubts"
    assert await standing(cast) == {}
    await take(cast, talks)
    assert set(await standing(cast)) == {"Eins", "Zwei"}


async def test_sessions_can_swap_their_places(cast: Cast):
    room, other = await name_of_room(cast), await name_of_room(cast, 1)
    one, two = Talk(guid(1), "Eins", room), Talk(guid(2), "Zwei", other)
    await take(cast, [one, two])
    await take(cast, [replace(one, room=other), replace(two, room=room)])
    assert {title: each[2] for title, each in (await standing(cast)).items()} == {
        "Eins": cast.rooms[1], "Zwei": cast.rooms[0],
    }  # fmt: skip


async def test_what_cannot_move_keeps_its_place_from_others(cast: Cast):
    room, other = await name_of_room(cast), await name_of_room(cast, 1)
    await take(cast, [Talk(guid(1), "Eins", room), Talk(guid(2), "Zwei", other)])
    by_hand = AddFixedSession(title="Drei", room=cast.rooms[2], starts="10:00", ends="10:45")
    await cast.does(cast.max, by_hand)
    third = await name_of_room(cast, 2)
    wish = [Talk(guid(1), "Eins", other), Talk(guid(2), "Zwei", third)]
    assert kinds(await difference(cast, wish)) == {"wrong": ["Eins", "Zwei"]}


@pytest.mark.parametrize("known", [True, False])
async def test_ids_that_changed_are_recognised_by_the_title(cast: Cast, known: bool):
    room = await name_of_room(cast)
    await take(cast, [Talk(guid(1) if known else "", "Eins", room)])
    [(topic, *_)] = (await standing(cast)).values()
    found = await difference(cast, [Talk(guid(5), "Eins", room, "11:00")])
    assert kinds(found) == {"moved": ["Eins"]}
    assert [mark.key for mark in found.of("moved")[0].marks] == (["programme.id_moved"] if known else [])
    await take(cast, [Talk(guid(5), "Eins", room, "11:00")])
    assert [(each[0], each[1]) for each in (await standing(cast)).values()] == [(topic, 660)]


async def test_an_id_that_stands_for_another_talk_is_a_doubt(cast: Cast):
    room = await name_of_room(cast)
    await take(cast, [Talk(guid(1), "Eins", room)])
    found = await difference(cast, [Talk(guid(1), "Ganz anders", room, "12:00", people=("Max Beispiel",))])
    assert [doubt.key for doubt in found.of("moved")[0].doubts] == ["programme.another"]


async def test_what_changed_between_looking_and_taking_is_refused(cast: Cast):
    room = await name_of_room(cast)
    seen = (await difference(cast, [Talk(guid(1), "Eins", room)])).digest
    await cast.does(cast.max, AddFixedSession(title="Da", room=cast.rooms[0], starts="10:00", ends="10:45"))
    command = TakeProgramme(items=await items(cast, [Talk(guid(1), "Eins", room)]), seen=seen)
    assert await cast.refused(cast.ada, command) == "programme.newer"


async def test_an_open_topic_makes_room_for_a_fixed_session(cast: Cast):
    room = await name_of_room(cast)
    topic = await cast.pitches()
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    [slot] = await cast.rows(slots, id=cast.slots[0])
    inside = f"{slot.starts // 60:02}:{slot.starts % 60 + 5:02}"
    talks = [Talk(guid(1), "Eins", room, inside, "00:10")]
    assert [each.topic for each in (await difference(cast, talks)).bumped] == [topic]
    await take(cast, talks)
    assert [row.topic_id for row in await cast.rows(placements, barcamp_id=cast.id)] != [topic]
    beside = PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0])
    assert await cast.refused(cast.max, beside) == "cell.fixed"
    [own] = [slot.id for slot in await cast.rows(slots, barcamp_id=cast.id) if slot.programme]
    assert await cast.refused(cast.max, PlaceTopic(topic=topic, room=cast.rooms[1], slot=own)) == "slot.programme"
    await cast.does(cast.max, Undo())
    await cast.does(cast.max, UnplaceTopic(topic=topic))
    await cast.does(cast.max, beside)


async def test_a_fixed_session_stays_where_it_is_and_belongs_to_nobody(cast: Cast):
    await take(cast, [replace(FIRST, room=await name_of_room(cast))])
    [(topic, starts, _)] = (await standing(cast)).values()
    assert await cast.refused(cast.max, UnpinTopic(topic=topic)) == "topic.fixed"
    assert await cast.refused(cast.max, UnplaceTopic(topic=topic)) == "topic.fixed"
    assert await cast.refused(cast.max, ParkTopic(topic=topic)) == "topic.fixed"
    assert await cast.refused(cast.kim, ClaimTopic(topic=topic)) == "topic.has_host"
    again = RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[-1])
    assert await cast.refused(cast.max, again) == "topic.fixed"
    cast.clock.forward(minutes=30)
    await cast.does(cast.max, ShiftSlots(minutes=10))
    assert [each[1] for each in (await standing(cast)).values()] == [starts]


async def test_by_hand_a_session_is_entered_and_taken_off_again(cast: Cast):
    session = AddFixedSession(
        title="Mittagsvortrag", people="Erika Muster", room=cast.rooms[0], starts="12:10", ends="12:40"
    )
    await cast.does(cast.max, session)
    [(topic, *_)] = (await standing(cast)).values()
    other = AddFixedSession(title="Daneben", room=cast.rooms[0], starts="12:30", ends="13:00")
    assert await cast.refused(cast.max, other) == "programme.there_fixed"
    assert (await difference(cast, [Talk(room="Aula")])).of("gone") == []
    await cast.does(cast.max, RemoveFixedSession(topic=topic))
    assert await standing(cast) == {}
    assert await cast.refused(cast.max, RemoveFixedSession(topic=await cast.pitches())) == "programme.not_fixed"
    await cast.does(cast.max, Undo())
    assert set(await standing(cast)) == {"Mittagsvortrag"}


async def test_a_thousand_sessions_cost_as_many_statements_as_ten(cast: Cast):
    names = [each.name for each in await cast.rows(rooms, barcamp_id=cast.id)]
    costs: list[int] = []
    for many in (10, 1_000):
        talks = [
            Talk(guid(many * 10_000 + n), f"Vortrag {many} {n}", names[n % 4], _at(n // 4, many), "00:02")
            for n in range(many)
        ]
        async with counted() as statements:
            await take(cast, talks)
        costs.append(len(statements))
        again = [replace(talk, title=f"{talk.title} neu") for talk in talks]
        async with counted() as statements:
            await take(cast, again)
        costs.append(len(statements))
        assert len(await standing(cast)) == many
        async with cast.ctx.db.reading() as db:
            assert len(await load_fixed(db, cast.id)) == many
    assert costs[2] <= costs[0] + 6  # rows go in a thousand at a time
    assert costs[3] <= costs[1] + 2


def _at(n: int, many: int) -> str:
    minute = 8 * 60 + n * 3 + (1 if many == 10 else 0)
    return f"{minute // 60:02}:{minute % 60:02}"
