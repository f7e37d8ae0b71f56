"""One's own pages: take-home, my data, an offer; and what the phone asks."""

import re

import pytest
from sqlalchemy import select

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.offer import PutUpOffer, ShowInterestInOffer
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.topics.pitch_round import BringOnStage
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.groups import MarkKey
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.section import sections
from tests.cast import Cast, Member
from tests.server import Server
from tests.web.asking import asked_in, complaints, give, page, sentence, title


async def session(cast: Cast, name: str = "Brot") -> int:
    topic = await cast.pitches(name)
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    return topic


# Take-home


async def test_the_take_home_page_has_what_is_mine(server: Server):
    cast = server.cast
    topic, other = await session(cast), await cast.pitches("Salz", by=cast.max)
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.kim, WriteResult(wall=f"t{topic}", text="Sauerteig braucht Zeit."))
    await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Noors Notiz"))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Kims Notiz"))
    offer = (await cast.does(cast.kim, PutUpOffer(title="Praktikum"))).made or 0
    await cast.does(cast.noor, ShowInterestInOffer(offer=offer))
    home = page(await server.client(cast.noor).get(f"/{cast.code}/home"))
    text = home.text
    assert [word for word in ("Brot", "Sauerteig braucht Zeit.", "Noors Notiz", "Praktikum") if word not in text] == []
    assert [word for word in ("Salz", "Kims Notiz") if word in text] == []
    assert other


async def test_addresses_in_what_i_wrote_and_chose_are_links_to_take_home(server: Server):
    cast = server.cast
    topic = await session(cast)
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Rezept: https://brot.example/rezept <b>"))
    key = await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="https://brot.example/einsicht"))
    await cast.does(cast.kim, MarkKey(note=key.made or 0))
    async with cast.ctx.db.reading() as db:
        following = select(sections.c.id).where(sections.c.barcamp_id == cast.id, sections.c.kind == "next")
        step = WriteNote(wall=f"t{topic}", text="https://brot.example/schritt", section=await db.scalar(following) or 0)
    await cast.does(cast.kim, step)
    offer = (await cast.does(cast.kim, PutUpOffer(title="Praktikum", what="Mehr: https://brot.example/plan"))).made or 0
    await cast.does(cast.noor, ShowInterestInOffer(offer=offer))
    client = server.client(cast.noor)
    home, alone = (await client.get(f"/{cast.code}/home")).text, (await client.get(f"/{cast.code}/offers/{offer}")).text
    drawn = [re.findall(r'href="(https://brot[^"]*)"', shown) for shown in (home, alone)]
    assert drawn == [
        [f"https://brot.example/{name}" for name in ("einsicht", "schritt", "rezept", "plan")],
        ["https://brot.example/plan"],
    ]
    assert "&lt;b&gt;" in home


async def test_the_take_home_page_stays_when_the_day_is_archived(server: Server):
    cast = server.cast
    topic = await session(cast)
    await cast.does(cast.max, ArchiveBarcamp())
    assert "Brot" in page(await server.client(cast.kim).get(f"/{cast.code}/home")).text
    assert topic


async def test_a_topic_of_which_only_a_repeat_is_on_the_plan_is_not_offered_to_be_taken_back(server: Server):
    cast = server.cast
    topic, client = await session(cast), server.client(cast.kim)
    await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[1]))
    await cast.does(cast.max, UnplaceTopic(topic=topic))
    here = f"/{cast.code}/topics/{topic}"
    assert (await give(client, cast.code, "withdraw-topic", topic=topic)).status_code == 409
    shown = page(await client.get(here))
    assert "Es steht im Plan" in shown.text
    assert shown.all("form", action=f"/{cast.code}/withdraw-topic") == []
    [again] = await cast.rows(topics, repeat_of=topic)
    await cast.does(cast.max, UnplaceTopic(topic=again.id))
    assert len(page(await client.get(here)).all("form", action=f"/{cast.code}/withdraw-topic")) == 1


async def test_offered_once_more_is_seen_on_the_page_and_marked_as_a_repeat_where_it_is_the_later_one(server: Server):
    cast = server.cast
    topic, max_ = await session(cast), server.client(cast.max)
    here = f"/{cast.code}/topics/{topic}"
    assert page(await max_.get(here)).all("ul", id="times") == []
    answer = await give(
        max_, cast.code, "repeat-topic", topic=topic, room=cast.rooms[1], slot=cast.slots[1], back=f"{here}#times"
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{here}#times")
    assert [each.text.split()[0] for each in page(await max_.get(here)).id("times").all("li")] == ["10:30", "11:30"]
    for screen in ("", "/console"):
        plan = page(await max_.get(f"/{cast.code}{screen}")).id("plan").text
        assert plan.count("Wiederholung") == 1, screen


@pytest.mark.parametrize("path", ["topics/{topic}", "notes/t{topic}"])
async def test_whoever_moderates_finds_back_to_the_console_and_an_organiser_there_alone(server: Server, path: str):
    cast = server.cast
    address = f"/{cast.code}/{path.format(topic=await session(cast))}"
    phone, console = f"/{cast.code}", f"/{cast.code}/console"
    for who, ways in ((cast.kim, [phone]), (cast.max, [phone, console]), (cast.ada, [console])):
        [back] = page(await server.client(who).get(address)).all("p", class_="back")
        assert [a["href"].split("#")[0] for a in back.all("a")] == ways


async def test_whoever_has_their_data_deleted_is_told_so(server: Server):
    cast = server.cast
    client = server.client(cast.kim)
    assert (await client.get(f"/{cast.code}/erased")).headers["location"] == f"/{cast.code}/my-data"
    [form] = page(await client.get(f"/{cast.code}/my-data")).all("form", action=f"/{cast.code}/erase-person")
    sent = {each["name"]: each["value"] for each in form.all("input") if each.get("type") == "hidden"}
    answer = await client.post(form["action"], data={**sent, "contributions": "keep"})
    assert answer.headers["location"] == f"/{cast.code}/erased"
    told = await client.get(f"/{cast.code}/erased")
    assert "Deine Daten sind gelöscht" in page(told).text
    assert "Kim" not in told.text


async def test_own_pages_are_for_those_who_joined(server: Server):
    cast = server.cast
    for path in ("home", "my-data"):
        for somebody in (None, cast.eve, cast.ada):
            assert asked_in(await server.client(somebody).get(f"/{cast.code}/{path}"))
        assert (await server.client(cast.kim).get(f"/{cast.code}/{path}")).status_code == 200


# Consent and my data


async def test_consent_is_asked_until_it_is_given_and_can_be_changed(server: Server):
    cast, client = server.cast, server.client(server.cast.kim)
    said = []
    for agreed in ("", "yes", "no"):
        if agreed:
            done = await give(client, cast.code, "settle-consent", agreed=agreed, back=f"/{cast.code}#me")
            assert done.headers["location"] == f"/{cast.code}#me"
        said.append(page(await client.get(f"/{cast.code}")).id("mine")["data-consent"])
    assert said == ["", "yes", "no"]


async def test_somebody_deletes_their_own_data(server: Server):
    cast, client = server.cast, server.client(server.cast.kim)
    shown = await client.get(f"/{cast.code}/my-data")
    assert f'name="attendee" value="{cast.kim.id}"' in shown.text
    form = {"attendee": cast.kim.id, "contributions": "remove", "back": f"/{cast.code}"}
    done = await give(client, cast.code, "erase-person", **form)
    assert (done.status_code, done.headers["location"]) == (303, f"/{cast.code}")
    assert asked_in(await client.get(f"/{cast.code}/home"))
    again = await client.get(f"/{cast.code}")
    assert 'action="/' + cast.code + '/join"' in again.text


# Offers


async def test_only_the_offerer_and_the_organiser_see_who_is_interested(server: Server):
    cast = server.cast
    offer = (await cast.does(cast.kim, PutUpOffer(title="Praktikum"))).made or 0
    await cast.does(cast.noor, ShowInterestInOffer(offer=offer, contact="noor@example.org", agreed=True))
    sees = {}
    for member in (cast.kim, cast.noor, cast.max, cast.ada):
        answer = await server.client(member).get(f"/{cast.code}/offers/{offer}")
        assert answer.status_code == 200
        sees[member.name] = "noor@example.org" in answer.text
    assert sees == {"Kim": True, "Noor": False, "Max": False, "Ada": True}
    assert asked_in(await server.client(cast.eve).get(f"/{cast.code}/offers/{offer}"))
    assert "noor@example.org" not in (await server.client(cast.noor).get(f"/{cast.code}")).text


async def test_a_contact_without_consent_keeps_what_was_typed(server: Server):
    cast, client = server.cast, server.client(server.cast.noor)
    offer = (await cast.does(cast.kim, PutUpOffer(title="Praktikum"))).made or 0
    refused = await give(client, cast.code, "show-interest-in-offer", offer=offer, contact="noor@example.org")
    assert title(refused, 409) == sentence("offer.agree_first")
    assert 'value="noor@example.org"' in refused.text
    form = {"offer": offer, "contact": "noor@example.org", "agreed": "yes", "back": f"/{cast.code}/offers/{offer}"}
    assert (await give(client, cast.code, "show-interest-in-offer", **form)).headers["location"] == form["back"]
    shown = await client.get(form["back"])
    assert f'action="/{cast.code}/take-back-interest-in-offer"' in shown.text


async def test_an_offer_that_is_gone_says_so(server: Server):
    cast = server.cast
    assert title(await server.client(cast.kim).get(f"/{cast.code}/offers/2000000000"), 404) == sentence("offer.gone")


# Feedback


async def test_feedback_is_asked_in_the_closing_phase_and_once(server: Server):
    cast, client = server.cast, server.client(server.cast.kim)

    async def asked() -> tuple[bool, str]:
        shown = page(await client.get(f"/{cast.code}"))
        (card,) = [each for each in shown.all("section") if each.attributes.get("data-ask") == "feedback"]
        return "hidden" not in card.attributes, shown.id("mine")["data-answered"]

    assert await asked() == (False, "no")
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    assert await asked() == (True, "no")
    empty = complaints(await give(client, cast.code, "give-feedback", live=True), 409)
    assert empty["said"] == sentence("feedback.nothing")
    assert (await give(client, cast.code, "give-feedback", worth="5", new="", run="", live=True)).status_code == 422
    assert (await give(client, cast.code, "give-feedback", worth="5", sentence="Gut", live=True)).status_code == 200
    assert (await asked())[1] == "yes"


# The join page


async def test_everybody_sees_before_joining_when_everything_is_deleted(server: Server):
    cast = server.cast
    text = page(await server.client().get(f"/{cast.code}")).text
    assert re.search(r"12\. Dezember 2026", text), text


# On stage


async def test_who_is_on_stage_is_told_on_request(server: Server, cast: Cast):
    topic = await cast.pitches("Brot")
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))

    async def told(who: Member) -> str:
        return (await server.client(who).get(f"/{cast.code}/on-stage")).text

    assert await told(cast.kim) == ""
    await cast.does(cast.max, BringOnStage(topic=topic))
    assert "Dein Thema ist auf der Bühne" in await told(cast.kim)
    assert "Dein Thema ist auf der Bühne" in await told(cast.noor)
    assert "Auf der Bühne: Brot" in await told(cast.max)
    await cast.does(cast.ada, ArchiveBarcamp())
    assert await told(cast.kim) == ""
