"""Two rooms of one name are told apart in the same words wherever people go by them."""

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.plan.room import EditRoom, RemoveRoom
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast
from tests.server import Server
from tests.web.asking import page

OTHER = "Saal (2)"


async def test_screens_signs_and_papers_tell_rooms_of_one_name_apart(server: Server, cast: Cast):
    topic = await _in_the_other_hall(cast)
    await cast.does(cast.max, ShowOnProjector(scene="pause"))
    seen = {
        path: page(await server.client(cast.max if path else cast.noor).get(f"/{cast.code}{path}")).text
        for path in ("", "/projector", "/console", "/papers/doors", "/papers/sheets", "/papers/emergency")
    }
    seen["/home"] = page(await server.client(cast.noor).get(f"/{cast.code}/home")).text
    seen["/topics"] = page(await server.client(cast.noor).get(f"/{cast.code}/topics/{topic}")).text
    seen["/door"] = page(await server.client(cast.noor).get(f"/{cast.code}/door/{cast.rooms[1]}")).text
    assert [path for path, text in seen.items() if OTHER not in text] == []
    async with server.socket(f"/{cast.code}/socket/phone", cast.noor):
        await cast.does(cast.ada, RemoveRoom(room=cast.rooms[0]))
    shown = page(await server.client(cast.noor).get(f"/{cast.code}")).text
    assert OTHER not in shown
    assert "Saal" in shown


async def test_what_a_publication_changed_is_said_in_the_same_words(server: Server, cast: Cast):
    topic = await _in_the_other_hall(cast)
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[2]))
    await cast.does(cast.max, PublishPlan())
    [news] = [each for each in page(await server.client(cast.noor).get(f"/{cast.code}")) if each.get("id") == "news"]
    assert OTHER in news.text


async def _in_the_other_hall(cast: Cast) -> int:
    """A topic in the second of two halls, in the round of sessions that comes next."""
    cast.clock.forward(minutes=65)
    await cast.does(cast.ada, EditRoom(room=cast.rooms[1], name="Saal", capacity=20))
    topic = await cast.pitches("Brot")
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[1]))
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    return topic
