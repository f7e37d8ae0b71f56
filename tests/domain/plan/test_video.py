"""Video rooms: who puts in their links, what is taken, and what comes along when an event is copied or rehearsed."""

import pytest

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.grid import rooms
from barcamp.domain.plan.room import EditRoom
from barcamp.domain.plan.video import SetVideoLink
from barcamp.domain.setup.copying import CopyBarcamp
from barcamp.domain.setup.rehearsal import FoundRehearsal
from barcamp.domain.setup.series import FoundNext
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Invalid
from tests.cast import DAY, Cast

PLENARY, ROOM = "https://video.example.org/plenum", "https://video.example.org/saal"


async def test_moderators_put_in_the_link_of_the_event_and_of_a_room(cast: Cast):
    answer = await cast.does(cast.max, SetVideoLink(video_link=f"Beitreten: {PLENARY}."))
    assert answer.changed == {Changed.video()}
    answer = await cast.does(cast.max, SetVideoLink(room=cast.rooms[0], video_link=ROOM))
    assert answer.changed == {Changed.grid()}
    assert (await cast.barcamp()).video_link == PLENARY
    assert [room.video_link for room in await cast.rows(rooms, barcamp_id=cast.id)] == [ROOM, "", "", ""]


async def test_the_same_again_changes_nothing_and_an_empty_field_takes_it_away(cast: Cast):
    await cast.does(cast.ada, SetVideoLink(video_link=PLENARY))
    assert not (await cast.does(cast.max, SetVideoLink(video_link=f"<{PLENARY}>"))).changed
    await cast.does(cast.max, SetVideoLink())
    assert (await cast.barcamp()).video_link == ""


async def test_attendees_put_in_none(cast: Cast):
    assert await cast.refused(cast.kim, SetVideoLink(video_link=PLENARY)) == "role.moderator"


async def test_a_room_that_is_gone_or_of_another_event_has_none(cast: Cast):
    for room in (cast.elsewhere.rooms[0], 2_000_000_000):
        assert await cast.refused(cast.max, SetVideoLink(room=room, video_link=ROOM)) == "room.gone"
    assert [room.video_link for room in await cast.rows(rooms, barcamp_id=cast.elsewhere.id)] == [""] * 4


async def test_whoever_saw_an_older_link_does_not_replace_a_newer_one(cast: Cast):
    await cast.does(cast.ada, EditRoom(room=cast.rooms[0], name="Saal", capacity=9, video_link=ROOM))
    mine = SetVideoLink(room=cast.rooms[0], video_link=f"{ROOM}/2", seen={"video_link": ""})
    with pytest.raises(Invalid) as why:
        await cast.does(cast.max, mine)
    assert {name: each.key for name, each in why.value.fields.items()} == {"video_link": "text.newer"}


async def test_it_is_closed_with_the_event(cast: Cast):
    await cast.does(cast.max, ArchiveBarcamp())
    assert await cast.refused(cast.max, SetVideoLink(video_link=PLENARY)) == "barcamp.archived"


async def test_copies_rehearsals_and_the_next_of_a_series_lead_to_the_same_rooms(cast: Cast):
    await cast.does(cast.max, SetVideoLink(video_link=PLENARY))
    await cast.does(cast.max, SetVideoLink(room=cast.rooms[0], video_link=ROOM))
    for command in (
        CopyBarcamp(source=cast.id, name="Nochmal", day=DAY),
        FoundNext(source=cast.id, name="Der nächste", day=DAY),
        FoundRehearsal(source=cast.id),
    ):
        made = await cast.makes(cast.ada, command)
        assert [row.video_link for row in await cast.rows(barcamps, id=made)] == [PLENARY]
        assert [room.video_link for room in await cast.rows(rooms, barcamp_id=made)] == [ROOM, "", "", ""]
