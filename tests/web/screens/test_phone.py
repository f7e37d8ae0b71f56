"""The phone's page: welcomed once, wishes that can be claimed, and no counts while they are hidden."""

import pytest
from sqlalchemy import update

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.phases import MoveToPhase, SetInterest, SetPitching
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.setup.slot import AddSlot
from barcamp.domain.topics.claim import ClaimTopic
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.queries.plan.plan import Row
from tests.cast import Cast
from tests.server import Server
from tests.web.asking import give, page


async def test_who_has_just_joined_is_welcomed_until_they_begin(server: Server, cast: Cast):
    client = server.client()
    joined = await give(client, cast.code, "join", name="Nuri")
    assert joined.headers["location"] == f"/{cast.code}?welcome=1"
    assert page(await client.get(joined.headers["location"])).has("welcome")
    assert not page(await client.get(f"/{cast.code}")).has("welcome")


async def test_who_comes_to_a_workshop_online_is_promised_what_there_is(server: Server, cast: Cast):
    async with cast.ctx.db.writing() as db:
        await db.execute(update(barcamps).where(barcamps.c.id == cast.id).values(held="online", phase="arrival"))
    for command in (SetInterest(open=False), SetPitching(open=False)):
        await cast.does(cast.max, command)
    client = server.client()
    joined = await give(client, cast.code, "join", name="Nuri")
    said = page(await client.get(joined.headers["location"])).id("welcome").text
    assert "Unter „Notizen“ sind die Wände" in said
    assert not [each for each in ("Handy", "Sessionplan", "Barcamp", "Themen") if each in said]
    asked = page(await client.get(f"/{cast.code}")).id("phase")
    assert "Es hat begonnen. Unter „Notizen“ sind die Wände" in asked.text
    await cast.does(cast.max, SetPitching(open=True))
    assert "Erst sammeln wir Themen" in page(await client.get(joined.headers["location"])).id("welcome").text


@pytest.mark.parametrize(
    ("phase", "says"),
    [
        ("arrival", "Erst sammeln wir Themen"),
        ("pitching", "Erst sammeln wir Themen"),
        ("interest", "Jetzt zeigst du, was dich interessiert"),
        ("planning", "Die Themen sind gesammelt, und daraus"),
        ("sessions", "Die Sessions laufen."),
        ("closing", "Die Sessions sind vorbei."),
    ],
)
async def test_who_comes_late_is_welcomed_with_what_is_true_by_now(server: Server, cast: Cast, phase: str, says: str):
    await cast.does(cast.max, MoveToPhase(phase=phase))
    welcome = page(await server.client(cast.kim).get(f"/{cast.code}?welcome=1"))
    assert says in welcome.id("welcome").text
    assert ("Wer da ist, schlägt Themen vor." in welcome.id("welcome").text) is (phase in ("arrival", "pitching"))
    assert ("Dann gehst du in die Sessions" in welcome.id("welcome").text) is (phase not in ("sessions", "closing"))


@pytest.mark.parametrize(("held", "asks"), [("site", "Worüber möchtest du sprechen?"), ("online", "Welche Ideen")])
async def test_who_comes_early_is_asked_for_what_there_will_be(server: Server, cast: Cast, held: str, asks: str):
    cast.clock.at = cast.clock.at.replace(hour=4)
    async with cast.ctx.db.writing() as db:
        await db.execute(update(barcamps).where(barcamps.c.id == cast.id).values(phase="arrival", held=held))
    for command in (SetInterest(open=False), SetPitching(open=False)):
        await cast.does(cast.max, command)
    asked = page(await server.client(cast.kim).get(f"/{cast.code}")).id("phase")
    assert f"Gleich geht es los. Bis dahin: {asks}" in asked.text


async def test_who_joined_on_the_way_to_a_page_lands_there(server: Server, cast: Cast):
    behind = f"/{cast.code}/notes/s{cast.plenaries[0]}"
    joined = await give(server.client(), cast.code, "join", name="Nuri", back=behind)
    assert joined.headers["location"] == behind


async def test_counts_are_on_the_phone_only_when_everybody_may_see_them(server: Server, cast: Cast):
    await cast.does(cast.max, SetRulesOfInterest(points=2, blind=True))
    topic = await cast.pitches()
    await cast.does(cast.kim, CastVote(topic=topic))
    addresses = (f"/{cast.code}", f"/{cast.code}/topics/{topic}")
    for address in addresses:
        shown = page(await server.client(cast.kim).get(address))
        assert not shown.has(f"interest_{topic}")
        assert "1 Interesse" not in shown.text
    assert page(await server.client(cast.kim).get(addresses[0])).id("phase")["data-points"] == "2"
    await cast.does(cast.max, SetInterest(open=False))
    assert page(await server.client(cast.kim).get(addresses[0])).has(f"interest_{topic}")


async def test_a_wish_can_be_claimed_from_its_card(server: Server, cast: Cast):
    wish = await cast.makes_a_wish()
    claims = f'action="/{cast.code}/claim-topic"'
    assert claims in (await server.client(cast.kim).get(f"/{cast.code}")).text
    await cast.does(cast.kim, ClaimTopic(topic=wish))
    assert claims not in (await server.client(cast.kim).get(f"/{cast.code}")).text


async def test_once_the_plan_is_published_nobody_is_told_that_it_is_being_made(server: Server, cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))

    async def told() -> tuple[str, str]:
        phone = page(await server.client(cast.kim).get(f"/{cast.code}"))
        projector = page(await server.client().get(f"/{cast.code}/projector"))
        return phone.id("phase").text, projector.id("phase").text

    phone, projector = await told()
    assert "Der Sessionplan entsteht gerade." in phone
    assert "Der Plan entsteht" in projector
    await cast.does(cast.max, PublishPlan())
    phone, projector = await told()
    assert "Der Sessionplan steht." in phone
    assert "Sessionplan" in projector


async def test_a_break_has_no_wall_below_it(server: Server, cast: Cast):
    lunch = (await cast.does(cast.ada, AddSlot(starts="20:00", ends="20:45", title="Mittagspause"))).made
    talk = (await cast.does(cast.ada, AddSlot(starts="21:00", ends="21:45", title="Vortrag"))).made
    phone = page(await server.client(cast.kim).get(f"/{cast.code}"))
    links = {link["href"] for link in phone.id("plan").all("a")}
    assert {f"/{cast.code}/notes/s{lunch}", f"/{cast.code}/notes/s{talk}"} & links == {f"/{cast.code}/notes/s{talk}"}


@pytest.mark.parametrize("title", ["Kaffeepause", "Pause", "Mittagessen", "Lunch break", "Kaffee und Kuchen", "Coffee"])
def test_breaks_are_known_by_what_they_are_called(title: str):
    assert Row(1, 0, 60, title, ()).pause


@pytest.mark.parametrize("title", ["Begrüßung", "Pausenlos innovativ", "Breakout-Runde", "Impulsvortrag"])
def test_what_is_no_break_is_none(title: str):
    assert not Row(1, 0, 60, title, ()).pause


async def test_looking_back_on_an_archived_day_shows_its_sessions_with_what_came_out(server: Server, cast: Cast):
    bread, salt = await cast.pitches("Brot"), await cast.pitches("Salz", by=cast.noor)
    for topic, slot in ((bread, cast.slots[0]), (salt, cast.slots[1])):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=slot))
    await cast.does(cast.kim, WriteResult(wall=f"t{bread}", text="Sauerteig braucht Zeit."))
    await cast.does(cast.noor, WriteNote(wall=f"t{salt}", text="Prise"))
    client = server.client(cast.kim)
    assert "Sauerteig" not in page(await client.get(f"/{cast.code}")).id("now").text
    await cast.does(cast.ada, ArchiveBarcamp())
    past = page(await client.get(f"/{cast.code}")).id("now")
    for topic, words in ((bread, ("Brot", "Kim", "Sauerteig braucht Zeit.")), (salt, ("Salz", "Noor", "1 Notiz"))):
        told = past.id(f"was_{topic}")
        assert all(each in told.text for each in words)
        assert f'href="/{cast.code}/notes/t{topic}"' in str(told)
    assert "Begrüßung" in past.text
    assert "Kaffee" not in past.text
