"""Signs at the doors of rooms."""

import re
from datetime import UTC, datetime, timedelta

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.ending.changeover import SetChangeover
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.setup.slot import EditSlot
from barcamp.domain.walls.heads import presences
from tests.cast import Cast
from tests.server import Server
from tests.web.asking import page, sentence, title

# In Berlin: the first round of sessions is from 10:30 to 11:15, lunch from 12:15.
BEFORE, EARLY = datetime(2026, 6, 13, 8, 14, tzinfo=UTC), datetime(2026, 6, 13, 8, 20, tzinfo=UTC)
DURING, LUNCH = datetime(2026, 6, 13, 8, 45, tzinfo=UTC), datetime(2026, 6, 13, 10, 30, tzinfo=UTC)


async def session(cast: Cast) -> int:
    topic = await cast.pitches("Brot")
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    return topic


async def present(cast: Cast) -> list[tuple[int, int]]:
    return [(row.topic_id, row.attendee_id) for row in await cast.rows(presences, barcamp_id=cast.id)]


async def test_the_sign_opens_the_session_and_counts_once(server: Server):
    cast = server.cast
    topic, client = await session(cast), server.client(server.cast.noor)
    cast.clock.at = EARLY
    for _ in range(2):
        opened = await client.get(f"/{cast.code}/door/{cast.rooms[0]}")
        assert (opened.status_code, opened.headers["location"]) == (303, f"/{cast.code}/notes/t{topic}")
    cast.clock.at = DURING
    assert (await server.client(cast.kim).get(f"/{cast.code}/door/{cast.rooms[0]}")).status_code == 303
    assert await present(cast) == [(topic, cast.kim.id), (topic, cast.noor.id)]


async def test_another_room_is_not_counted_and_says_what_is_next(server: Server):
    cast = server.cast
    await session(cast)
    cast.clock.at = DURING
    shown = page(await server.client(cast.noor).get(f"/{cast.code}/door/{cast.rooms[1]}"))
    assert "12:15 Mittagessen" in shown.text
    assert await present(cast) == []


async def test_too_early_it_says_what_comes(server: Server):
    cast = server.cast
    await session(cast)
    cast.clock.at = BEFORE
    opened = await server.client(cast.noor).get(f"/{cast.code}/door/{cast.rooms[0]}")
    assert opened.headers["location"] == f"/{cast.code}/notes/s{cast.plenaries[1]}"
    assert await present(cast) == []


async def test_while_rooms_are_changed_it_opens_the_next_session(server: Server):
    cast = server.cast
    await session(cast)
    following = await cast.pitches("Garten")
    await cast.does(cast.max, PlaceTopic(topic=following, room=cast.rooms[0], slot=cast.slots[1]))
    cast.clock.at = DURING + timedelta(minutes=30)  # 11:15
    door = f"/{cast.code}/door/{cast.rooms[0]}"
    await cast.does(cast.max, EditSlot(slot=cast.slots[0], starts="10:30", ends="11:20"))
    first = await server.client(cast.noor).get(door)
    await cast.does(cast.max, SetChangeover(minutes=20))
    then = await server.client(cast.noor).get(door)
    assert first.headers["location"] != then.headers["location"] == f"/{cast.code}/notes/t{following}"


async def test_during_lunch_it_opens_what_everybody_does(server: Server):
    cast = server.cast
    await session(cast)
    cast.clock.at = LUNCH
    opened = await server.client(cast.noor).get(f"/{cast.code}/door/{cast.rooms[0]}")
    assert opened.headers["location"] == f"/{cast.code}/notes/s{cast.plenaries[2]}"


async def test_whoever_scans_without_having_joined_comes_back_after_joining(server: Server):
    cast, client = server.cast, server.client()
    topic = await session(cast)
    cast.clock.at = DURING
    here = f"/{cast.code}/door/{cast.rooms[0]}"
    shown = await client.get(here, follow_redirects=True)
    assert f'name="back" value="{here}"' in shown.text
    joined = await client.post(f"/{cast.code}/join", data={"name": "Bo", "back": here})
    assert joined.headers["location"] == here
    assert (await client.get(here)).headers["location"] == f"/{cast.code}/notes/t{topic}"
    assert len(await present(cast)) == 1


async def test_in_an_archived_event_nobody_is_counted(server: Server):
    cast = server.cast
    await session(cast)
    cast.clock.at = DURING
    await cast.does(cast.max, ArchiveBarcamp())
    assert (await server.client(cast.noor).get(f"/{cast.code}/door/{cast.rooms[0]}")).status_code == 303
    assert await present(cast) == []


async def test_a_room_that_is_gone_says_so(server: Server):
    cast = server.cast
    gone = await server.client(cast.kim).get(f"/{cast.code}/door/2000000000")
    assert title(gone, 404) == sentence("room.gone")


async def test_there_is_one_sheet_per_room_for_moderators(server: Server):
    cast = server.cast
    shown = await server.client(cast.max).get(f"/{cast.code}/papers/doors")
    assert re.findall(rf"{server.url}/{cast.code}/door/(\d+)</p>", shown.text) == [str(room) for room in cast.rooms]
    assert shown.text.count("<svg") == len(cast.rooms)
    assert (await server.client(cast.kim).get(f"/{cast.code}/papers/doors")).status_code == 403


async def test_at_the_door_of_a_repeat_the_sign_opens_the_wall_of_its_topic(server: Server):
    cast = server.cast
    topic = await session(cast)
    again = await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[0]))
    cast.clock.at = DURING
    client = server.client(cast.noor)
    opened = await client.get(f"/{cast.code}/door/{cast.rooms[1]}")
    assert opened.headers["location"] == f"/{cast.code}/notes/t{topic}"
    assert (await client.get(opened.headers["location"])).status_code == 200
    assert await present(cast) == [(again.made, cast.noor.id)]
