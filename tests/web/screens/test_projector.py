"""The projector's page: scenes, light or dark, and the clock that countdowns trust."""

import pytest

from barcamp.domain.event.phases import MoveToPhase, SetInterest
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.projector import SetProjectorLook, ShowOnProjector
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.groups import MarkKey
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.photos.photo import AddPhoto
from barcamp.domain.walls.result import WriteResult
from barcamp.text.hyphens import SOFT_HYPHEN, breaking
from tests.cast import Cast
from tests.server import Server
from tests.web.asking import page

PHOTO = {"width": 40, "height": 30, "sha256": "ab" * 32, "data": b"photo", "thumb": b"thumb"}


async def shown(server: Server, query: str = ""):
    return page(await server.client().get(f"/{server.cast.code}/projector{query}"))


async def test_the_clock_is_the_servers(server: Server, cast: Cast):
    answer = await server.client().get(f"/{cast.code}/clock")
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.text) == int(cast.clock().timestamp() * 1000)


@pytest.mark.parametrize(
    ("query", "theme"), [("?theme=dark", "dark"), ("?theme=light", "light"), ("?theme=x", None), ("", None)]
)
async def test_an_address_makes_one_projector_light_or_dark(server: Server, query: str, theme: str | None):
    (hall,) = (each for each in (await shown(server, query)).all("div") if each.attributes.get("class") == "hall")
    assert hall.attributes.get("data-theme") == theme


async def test_the_moderator_makes_all_of_them_dark(server: Server, cast: Cast):
    assert "data-look" not in (await shown(server)).id("phase").attributes
    await cast.does(cast.max, SetProjectorLook(look="dark"))
    assert (await shown(server)).id("phase")["data-look"] == "dark"


async def test_the_topic_on_stage_is_named_with_its_interest(server: Server, cast: Cast):
    topic = await cast.pitches("Brot backen")
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, ShowOnProjector(scene="pitch", wall=f"t{topic}"))
    assert "Brot backen Kim 1 hat Interesse" in " ".join((await shown(server)).id("ranking").text.split())


async def test_while_interest_is_hidden_the_hall_is_told_and_sees_no_number(server: Server, cast: Cast):
    await cast.does(cast.max, SetRulesOfInterest(points=0, blind=True))
    topic = await cast.pitches("Brot backen")
    await cast.does(cast.noor, CastVote(topic=topic))
    seen = await shown(server)
    assert "zeigt sich, wenn die Runde geschlossen ist" in seen.id("phase").text
    assert seen.id("ranking").text.split() == ["Brot", "backen", "Kim"]
    await cast.does(cast.max, SetInterest(open=False))
    seen = await shown(server)
    assert "zeigt sich" not in seen.id("phase").text
    assert seen.id("ranking").text.split() == ["Brot", "backen", "Kim", "1"]


async def test_a_countdown_and_a_pause_follow_the_plan(server: Server, cast: Cast):
    """It is 09:40, during the welcome, which ends at 10:15."""
    await cast.does(cast.max, ShowOnProjector(scene="pause"))
    assert "Pause bis 10:15 Uhr" in (await shown(server)).id("scene").text
    await cast.does(cast.max, ShowOnProjector(scene="countdown", seconds=300))
    assert "bis 09:45 Uhr" in (await shown(server)).id("scene").text


async def test_at_the_end_it_says_thanks_and_what_can_be_taken_home(server: Server, cast: Cast):
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    await cast.does(cast.max, ShowOnProjector(scene="thanks"))
    assert "Eine Minute für Rückmeldung" in (await shown(server)).id("scene").text
    await cast.does(cast.max, ArchiveBarcamp())
    farewell = (await shown(server)).id("scene").text
    assert "Zum Mitnehmen" in farewell
    assert "Rückmeldung" not in farewell


async def test_long_words_of_cards_are_broken_where_they_may_be_and_addresses_stay(server: Server, cast: Cast):
    topic = await cast.pitches("Brot backen")
    words = "Die Wirtschaftsförderungsgesellschaft: https://stadtmarketinggenossenschaft.example/auftaktveranstaltung"
    note = await cast.makes(cast.kim, WriteNote(wall=f"t{topic}", text=words))
    wanted = words.replace("Wirtschaftsförderungsgesellschaft", breaking("Wirtschaftsförderungsgesellschaft"))
    assert wanted.count(SOFT_HYPHEN) > 1
    for scene in ("wall", "results"):
        await cast.does(cast.max, MarkKey(note=note))
        await cast.does(cast.max, ShowOnProjector(scene=scene, wall=f"t{topic}"))
        assert wanted in (await shown(server)).id("scene").text


async def test_photos_of_a_wall_are_shown_on_pages_of_their_own(server: Server, cast: Cast):
    topic = await cast.pitches("Brot backen")
    photo = await cast.does(cast.kim, AddPhoto(wall=f"t{topic}", description="Der Teig", **PHOTO))
    await cast.does(cast.kim, AddPhoto(wall="e", description="Alle zusammen", **PHOTO))
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    (item,) = pictures(await shown(server))
    (image,) = item.all("img")
    assert image["src"].split("?")[0] == f"/{cast.code}/photo/{photo.made}.jpg"
    assert (image["alt"], item.text, item["data-new"], item["data-title"]) == ("", "Der Teig", "", "Brot backen")
    assert (await server.client().get(image["src"])).content == PHOTO["data"]


async def test_the_round_of_results_ends_each_wall_with_its_photos(server: Server, cast: Cast):
    topic = await cast.pitches("Brot backen")
    await cast.does(cast.kim, AddPhoto(wall=f"t{topic}", description="Der Teig", **PHOTO))
    await cast.does(cast.max, ShowOnProjector(scene="results", wall=f"t{topic}"))
    assert [item.text for item in pictures(await shown(server))] == ["Der Teig"]


async def day_with_results(cast: Cast) -> list[int]:
    """Three sessions in a row: one with a result, one without anything, one with a key insight."""
    topics = [await cast.pitches(title) for title in ("Brot backen", "Wasser sparen", "Wege bauen")]
    for topic, slot in zip(topics, cast.slots, strict=False):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=slot))
    await cast.does(cast.kim, WriteResult(wall=f"t{topics[0]}", text="Mehl ist da."))
    note = await cast.does(cast.max, WriteNote(wall=f"t{topics[2]}", text="Schilder fehlen"))
    await cast.does(cast.max, MarkKey(note=note.made or 0))
    return topics


def told(seen) -> list[tuple[str, str]]:
    items = seen.id("scene").all("li")
    return [
        (item["data-title"], item.attributes.get("data-at", "")) for item in items if "data-title" in item.attributes
    ]


async def test_the_round_of_results_goes_session_by_session_and_names_those_without_one(server: Server, cast: Cast):
    await day_with_results(cast)
    await cast.does(cast.max, ShowOnProjector(scene="results"))
    seen = await shown(server)
    assert told(seen) == [("Brot backen", "1 / 3"), ("Wege bauen", "2 / 3"), ("Noch ohne Ergebnis", "3 / 3")]
    assert seen.id("scene").all("li")[-1].text.strip() == "Wasser sparen"


async def test_the_moderator_goes_on_and_back_by_hand(server: Server, cast: Cast):
    first, _, last = await day_with_results(cast)
    await cast.does(cast.max, ShowOnProjector(scene="results"))
    assert await steps_offered(server, cast) == ["", f"t{first}"]
    await cast.does(cast.max, ShowOnProjector(scene="results", wall=f"t{first}"))
    assert told(await shown(server)) == [("Brot backen", "1 / 3")]
    assert await steps_offered(server, cast) == ["", f"t{last}"]
    await cast.does(cast.max, ShowOnProjector(scene="results", wall=f"t{last}"))
    assert await steps_offered(server, cast) == ["", "rest", f"t{first}"]
    await cast.does(cast.max, ShowOnProjector(scene="results", wall="rest"))
    assert told(await shown(server)) == [("Noch ohne Ergebnis", "3 / 3")]
    assert await steps_offered(server, cast) == ["", f"t{last}"]


async def steps_offered(server: Server, cast: Cast) -> list[str]:
    console = page(await server.client(cast.max).get(f"/{cast.code}/console"))
    (form,) = [form for form in console.all("form") if "round" in form.attributes.get("class", "").split()]
    return sorted(button["value"] for button in form.all("button"))


def pictures(seen) -> list:
    return [item for item in seen.id("scene").all("li") if "photo" in item.attributes.get("class", "").split()]
