"""Joining, badges and changing one's name."""

from barcamp.domain.people.attendee import Leave, attendees, badges
from barcamp.domain.people.entry import Join
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.facts import Changed
from tests.cast import Cast, Member

DEVICE = "d" * 64


async def test_whoever_joins_becomes_an_attendee_with_a_badge(cast: Cast):
    answer = await cast.does(cast.stranger, Join(device=DEVICE, name="Bo", organisation="Bäckerei"))
    [bo] = await cast.rows(attendees, id=answer.made)
    assert (bo.barcamp_id, bo.name, bo.organisation, bo.role) == (cast.id, "Bo", "Bäckerei", Role.ATTENDEE)
    assert bo.joined_at == cast.clock.at
    [badge] = await cast.rows(badges, attendee_id=answer.made)
    assert (badge.device, badge.barcamp_id) == (DEVICE, cast.id)
    assert answer.changed == {Changed.people()}


async def test_a_second_join_from_the_same_device_is_the_same_person(cast: Cast):
    first = await cast.does(cast.stranger, Join(device=DEVICE, name="Bo"))
    second = await cast.does(cast.stranger, Join(device=DEVICE, name="Somebody else"))
    assert second.made == first.made
    assert second.changed == frozenset()
    assert [row.name for row in await cast.rows(attendees, id=first.made)] == ["Bo"]


async def test_a_device_is_another_person_in_another_barcamp(cast: Cast):
    here = await cast.does(cast.stranger, Join(device=DEVICE, name="Bo"))
    there = await cast.does(cast.elsewhere.stranger, Join(device=DEVICE, name="Bo"))
    assert here.made != there.made
    assert {row.barcamp_id for row in await cast.rows(badges, device=DEVICE)} >= {cast.id, cast.elsewhere.id}


async def test_two_people_may_have_the_same_name(cast: Cast):
    one = await cast.does(cast.stranger, Join(device="1" * 64, name="Bo"))
    two = await cast.does(cast.stranger, Join(device="2" * 64, name="Bo"))
    assert one.made != two.made


async def test_one_s_own_name_can_be_changed_and_nobody_else_s(cast: Cast):
    await cast.does(cast.kim, Rename(name="Kim*", organisation="Imkerei"))
    names = {row.id: (row.name, row.organisation) for row in await cast.rows(attendees, barcamp_id=cast.id)}
    assert names == {
        cast.kim.id: ("Kim*", "Imkerei"),
        cast.noor.id: ("Noor", ""),
        cast.max.id: ("Max", ""),
    }


async def test_a_new_name_touches_every_region_that_shows_it(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Mehl"))
    await cast.does(cast.noor, WriteNote(wall=f"s{cast.plenaries[0]}", text="Not hers"))
    answer = await cast.does(cast.kim, Rename(name="Kim*"))
    wall = f"t{topic}"
    assert answer.changed == {Changed.names(), Changed.wall(wall), Changed.cards(wall), Changed.photos(wall)}


async def test_an_organiser_who_did_not_join_has_no_name_to_change(cast: Cast):
    assert await cast.refused(cast.ada, Rename(name="Ada")) == "attendee.join_first"


async def test_placing_as_somebody_who_is_gone_is_refused(cast: Cast):
    from barcamp.domain.plan.placement import PlaceTopic

    topic = await cast.pitches()
    ghost = Member("Ghost", Actor(Role.MODERATOR, cast.id, 2_000_000_000))
    command = PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0])
    assert await cast.refused(ghost, command) == "role.moderator"


async def test_whoever_leaves_gives_back_the_badge_of_this_device_alone(cast: Cast):
    bo = await cast.does(cast.stranger, Join(device=DEVICE, name="Bo"))
    await cast.does(cast.elsewhere.stranger, Join(device=DEVICE, name="Bo"))
    member = Member("Bo", Actor(Role.ATTENDEE, cast.id, bo.made))
    answer = await cast.does(member, Leave(device=DEVICE))
    assert answer.changed == {Changed.rights()}
    assert await cast.rows(badges, device=DEVICE, barcamp_id=cast.id) == []
    assert len(await cast.rows(badges, device=DEVICE, barcamp_id=cast.elsewhere.id)) == 1
    assert [row.name for row in await cast.rows(attendees, id=bo.made)] == ["Bo"]
    assert await cast.refused(member, Leave(device=DEVICE)) == "attendee.join_first"


async def test_nobody_gives_back_the_badge_of_somebody_else(cast: Cast):
    bo = await cast.does(cast.stranger, Join(device=DEVICE, name="Bo"))
    assert await cast.refused(cast.kim, Leave(device=DEVICE)) == "attendee.join_first"
    assert [row.attendee_id for row in await cast.rows(badges, device=DEVICE, barcamp_id=cast.id)] == [bo.made]
