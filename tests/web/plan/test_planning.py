"""The planner's routes: costs of a move, a suggested plan, who may ask, and what comes of hanging up."""

import asyncio
import json
import re

from sqlalchemy import update

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.helping import SayWhereFor
from barcamp.domain.moderation.undo import Undo
from barcamp.domain.plan.parking import ParkTopic, UnparkTopic
from barcamp.domain.plan.pin import PinTopic
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.proposal import TakeProposal, TakeProposedCell
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.plan.room import CloseRoom, EditRoom, RemoveRoom, ReopenRoom
from barcamp.domain.topics.claim import ClaimTopic, ReleaseTopic
from barcamp.domain.topics.cohost import AddCohost, RemoveCohost
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes
from tests.cast import Cast
from tests.planning import proposed, wanted
from tests.server import Server
from tests.web.asking import LIVE, complaints, page, sentence, title

LINES = {**LIVE, "accept": "application/x-ndjson"}


async def test_a_suggested_plan_is_found_told_of_and_kept(server: Server, cast: Cast):
    bread, salt = await wanted(cast)
    answer = await server.client(cast.max).post(f"/{cast.code}/suggest-plan", headers=LINES)
    assert answer.status_code == 200
    news = [json.loads(line) for line in answer.text.splitlines()]
    assert news[-1] == {"share": 1, "says": "Der Vorschlag steht unten.", "done": True}
    cells = await proposed(cast)
    assert set(cells) == {bread, salt}
    # Both people want both, so the two must not be on at the same time.
    assert len({cell[1] for cell in cells.values() if cell}) == 2


async def test_a_suggestion_taken_bit_by_bit_says_of_the_plan_only_what_is_true_by_then(server: Server, cast: Cast):
    bread, salt = await wanted(cast)
    moderator = server.client(cast.max)
    await moderator.post(f"/{cast.code}/suggest-plan")

    async def says() -> str:
        return str(page(await moderator.get(f"/{cast.code}/console")).id("proposal"))

    assert "Der jetzige Plan erfüllt 0" in await says()
    await cast.does(cast.max, TakeProposedCell(topic=bread))
    half = await says()
    assert "Der jetzige Plan" not in half
    assert "take-proposal" in half
    await cast.does(cast.max, TakeProposedCell(topic=salt))
    whole = await says()
    assert "So steht es im Plan." in whole
    assert "take-proposal" not in whole
    assert "hat sich geändert" not in whole


async def test_when_every_slot_has_begun_it_says_so_and_offers_no_empty_plan(server: Server, cast: Cast):
    await wanted(cast)
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    cast.clock.forward(hours=12)
    await server.client(cast.max).post(f"/{cast.code}/suggest-plan")
    console = page(await server.client(cast.max).get(f"/{cast.code}/console"))
    assert "Alle Zeitfenster haben schon begonnen, für „Brot“ bleibt keins." in console.text
    following = console.id("next")
    assert "In den Zeitfenstern, die noch kommen, ist nichts mehr frei." in following.text
    assert "take-proposal" not in str(following)


async def test_without_a_topic_it_says_so_and_proposes_nothing(server: Server, cast: Cast):
    answer = await server.client(cast.max).post(f"/{cast.code}/suggest-plan", headers=LINES)
    assert (answer.status_code, page(answer, 409).text) == (409, sentence("plan.no_topics"))
    assert await proposed(cast) == {}


async def test_without_scripts_it_leads_back_to_the_console(server: Server, cast: Cast):
    await wanted(cast)
    answer = await server.client(cast.max).post(f"/{cast.code}/suggest-plan")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}/console")
    assert await proposed(cast)


async def test_who_hangs_up_ends_the_search_and_nothing_is_kept(server: Server, cast: Cast):
    await wanted(cast)
    client = server.client(cast.max)
    form = {"seconds": "long"}
    async with client.stream("POST", f"/{cast.code}/suggest-plan", headers=LINES, data=form):
        async with asyncio.timeout(300):
            while cast.id not in cast.ctx.planning:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    async with asyncio.timeout(300):
        while cast.id in cast.ctx.planning:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert await proposed(cast) == {}


async def test_a_second_search_at_the_same_time_is_refused(server: Server, cast: Cast):
    await wanted(cast)
    cast.ctx.planning.add(cast.id)
    try:
        answer = await server.client(cast.max).post(f"/{cast.code}/suggest-plan", headers=LINES)
        assert json.loads(answer.text) == {"failed": True, "says": sentence("plan.being_made")}
    finally:
        cast.ctx.planning.discard(cast.id)


async def test_only_moderators_ask_and_nobody_once_it_is_archived(server: Server, cast: Cast):
    bread, _ = await wanted(cast)
    refused = await server.client(cast.kim).post(f"/{cast.code}/suggest-plan", headers=LIVE)
    assert complaints(refused, 403) == {"said": sentence("role.moderator")}
    assert (await server.client(cast.kim).get(f"/{cast.code}/costs/{bread}", headers=LIVE)).status_code == 403
    await cast.does(cast.max, ArchiveBarcamp())
    refused = await server.client(cast.max).post(f"/{cast.code}/suggest-plan", headers=LIVE)
    assert complaints(refused, 409) == {"said": sentence("barcamp.archived")}
    assert await proposed(cast) == {}


async def test_each_cell_says_what_a_move_would_cost(server: Server, cast: Cast):
    bread, salt = await wanted(cast)
    hall, workshop = cast.rooms[:2]
    first, second = cast.slots[:2]
    await cast.does(cast.max, PlaceTopic(topic=bread, room=hall, slot=first))
    costs = (await server.client(cast.max).get(f"/{cast.code}/costs/{salt}", headers=LIVE)).json()
    clash, free = costs[f"cell_{first}_{workshop}"], costs[f"cell_{second}_{workshop}"]
    assert (clash["says"], clash["kind"]) == ("kostet nichts; Doppelung: 2 Personen", "same")
    assert (free["says"], free["kind"]) == ("+2 Interessen", "better")
    assert [(cell["heads"], cell["tight"]) for cell in (clash, free)] == [
        ("etwa 1 auf 30 Plätze", False),
        ("etwa 2 auf 30 Plätze", False),
    ]
    gone = await server.client(cast.max).get(f"/{cast.code}/costs/999", headers=LIVE)
    assert complaints(gone, 404) == {"said": sentence("topic.gone")}


async def test_each_cell_says_where_those_who_take_part_from_elsewhere_find_no_video_link(server: Server, cast: Cast):
    bread, salt = await wanted(cast)
    hall, workshop = cast.rooms[:2]
    slot = cast.slots[0]
    await cast.becomes_hybrid()
    await cast.does(cast.ada, EditRoom(room=hall, name="Saal", capacity=30, video_link="https://video.example/saal"))

    async def said(topic: int, room: int) -> tuple[str, str]:
        costs = (await server.client(cast.max).get(f"/{cast.code}/costs/{topic}", headers=LIVE)).json()
        cell = costs[f"cell_{slot}_{room}"]
        return cell["says"], cell["kind"]

    assert await said(salt, workshop) == ("+2 Interessen", "better")
    wants = (await cast.rows(votes, topic_id=salt))[0].attendee_id
    await cast.does(cast.max, SayWhereFor(person=wants, online=True))
    assert await said(salt, workshop) == ("+2 Interessen; kein Videolink", "worse")
    assert await said(salt, hall) == ("+2 Interessen", "better")
    await cast.does(cast.max, SayWhereFor(person=wants, online=False))
    # A host who is not there cannot lead it there either; what the topic itself asks for is said once.
    [row] = await cast.rows(topics, id=bread)
    await cast.does(cast.max, SayWhereFor(person=row.host_id, online=True))
    assert (await said(bread, workshop))[0].endswith("; kein Videolink")
    async with cast.ctx.db.writing() as db:
        await db.execute(update(topics).where(topics.c.id == bread).values(online=True))
    assert ((await said(bread, workshop))[0].count("kein Videolink"), (await said(bread, workshop))[1]) == (
        1,
        "forbidden",
    )


async def test_an_event_without_rooms_or_votes_gets_a_plan_all_the_same(server: Server, cast: Cast):
    topic = await cast.pitches("Brot")
    for room in cast.rooms:
        await cast.does(cast.ada, RemoveRoom(room=room))
    answer = await server.client(cast.max).post(f"/{cast.code}/suggest-plan", headers=LINES)
    assert json.loads(answer.text.splitlines()[-1])["done"] is True
    assert await proposed(cast) == {topic: None}
    page = await server.client(cast.max).get(f"/{cast.code}/console")
    assert page.status_code == 200, title(page, 500)


async def test_with_few_changes_what_stands_stays_where_it_costs_nothing(server: Server, cast: Cast):
    bread, salt = await wanted(cast)
    there = {bread: [cast.rooms[1], cast.slots[2]], salt: [cast.rooms[2], cast.slots[3]]}
    for topic, (room, slot) in there.items():
        await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=slot))
    form = {"steady": "yes"}
    answer = await server.client(cast.max).post(f"/{cast.code}/suggest-plan", headers=LINES, data=form)
    assert json.loads(answer.text.splitlines()[-1])["done"] is True
    assert await proposed(cast) == there


async def test_it_says_that_fewer_changes_would_cost_too_much(server: Server, cast: Cast):
    bread, salt = await wanted(cast)
    for topic, room in ((bread, cast.rooms[0]), (salt, cast.rooms[1])):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=cast.slots[2]))
    says = "nachweislich mehr als eines von hundert Interessen verloren"
    for form, said in (({"seconds": "long"}, False), ({"seconds": "long", "steady": "yes"}, True)):  # as a proof takes
        await server.client(cast.max).post(f"/{cast.code}/suggest-plan", headers=LINES, data=form)
        page = await server.client(cast.max).get(f"/{cast.code}/console")
        assert "Ganzen Plan übernehmen" in page.text
        assert (says in page.text) is said


async def test_a_fair_plan_says_what_it_gives_up_and_a_plain_one_who_has_little(server: Server, cast: Cast):
    await wanted(cast)
    moderator = server.client(cast.max)

    async def says(**form: str) -> str:
        await moderator.post(f"/{cast.code}/suggest-plan", data=form)
        return page(await moderator.get(f"/{cast.code}/console")).id("proposal").text

    assert "von 100 erfüllbaren Interessen" not in await says()
    assert "Mehr geht nachweislich nicht. Der Plan verzichtet auf höchstens 1 von 100" in (fair := await says(fair="1"))
    assert "Alle 2 Personen, für die zwei Zeitfenster" in fair
    assert "höchstens 3 von 100 erfüllbaren Interessen" in await says(fair="3")
    for other in ({"fair": "4"}, {"fair": "-1"}, {"fair": "1.5"}, {"fair": "viel"}, {"fair": "1", "steady": "yes"}):
        assert "von 100 erfüllbaren Interessen" not in await says(**other)


async def test_the_share_to_give_up_is_chosen_where_plans_are_suggested(server: Server, cast: Cast):
    console = page(await server.client(cast.max).get(f"/{cast.code}/console"))
    offered = re.findall(r'<option value="(\d)">([^<]+?) ?</option>', str(console.id("suggest")))
    assert offered == [
        ("0", "nichts"), ("1", "1 von 100 Interessen"), ("2", "2 von 100 Interessen"), ("3", "3 von 100 Interessen"),
    ]  # fmt: skip


async def test_the_topics_to_be_planned_stand_as_they_came_and_parked_ones_after_them(server: Server, cast: Cast):
    first, second, third = [await cast.pitches(title) for title in ("Eins", "Zwei", "Drei")]

    async def order() -> list[int]:
        shown = (await server.client(cast.max).get(f"/{cast.code}/console")).text
        return [int(found) for found in re.findall(r'<div id="topic_(\d+)"', shown)]

    assert await order() == [first, second, third]
    await cast.does(cast.max, ParkTopic(topic=first))
    assert await order() == [second, third, first]
    await cast.does(cast.max, UnparkTopic(topic=first))
    assert await order() == [first, second, third]


async def test_a_session_that_nobody_leads_is_named_wherever_the_plan_is_judged(server: Server, cast: Cast):
    wish = await cast.makes_a_wish("Gärtnern")
    await cast.does(cast.max, MoveToPhase(phase="planning"))
    moderator, says = server.client(cast.max), sentence("plan.unled", title="Gärtnern")
    await moderator.post(f"/{cast.code}/suggest-plan", timeout=300)
    console = page(await moderator.get(f"/{cast.code}/console"))
    assert says in console.id("proposal").text
    assert "Für 1 Session fehlt noch die Leitung." in console.id("next").text
    await cast.does(cast.max, TakeProposal())
    console = page(await moderator.get(f"/{cast.code}/console"))
    assert says in console.id("check").text
    assert "verletzt keine Regel" not in console.id("check").text
    assert "noch ohne Leitung" in console.id("plan").text
    assert "Für 1 Session fehlt noch die Leitung." in console.id("next").text
    await cast.does(cast.max, PublishPlan())
    console = page(await moderator.get(f"/{cast.code}/console"))
    assert "Für 1 Session fehlt noch die Leitung." in console.id("next").text
    phone = server.client(cast.kim)
    assert "noch ohne Leitung" in page(await phone.get(f"/{cast.code}")).id("plan").text
    await cast.does(cast.kim, ClaimTopic(topic=wish))
    assert "noch ohne Leitung" not in page(await phone.get(f"/{cast.code}")).id("plan").text
    console = page(await moderator.get(f"/{cast.code}/console"))
    assert "Der Plan verletzt keine Regel." in console.id("check").text
    assert "Leitung" not in console.id("plan").text + console.id("next").text + console.id("check").text


async def test_once_the_day_is_archived_nobody_is_missed_any_more(server: Server, cast: Cast):
    wish = await cast.makes_a_wish("Gärtnern")
    await cast.does(cast.max, PlaceTopic(topic=wish, slot=cast.slots[0], room=cast.rooms[0]))
    await cast.does(cast.max, ArchiveBarcamp())
    console = page(await server.client(cast.max).get(f"/{cast.code}/console"))
    assert "leitet noch niemand" not in console.id("check").text
    for who, where in ((cast.max, "/console"), (cast.kim, "")):
        plan = page(await server.client(who).get(f"/{cast.code}{where}")).id("plan")
        assert "Gärtnern" in plan.text
        assert "ohne Leitung" not in plan.text


async def test_who_leads_together_with_others_leads_a_topic_that_its_host_gave_away(server: Server, cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.kim, AddCohost(topic=topic, attendee=cast.noor.id))
    await cast.does(cast.max, PlaceTopic(topic=topic, slot=cast.slots[0], room=cast.rooms[0]))
    await cast.does(cast.kim, ReleaseTopic(topic=topic))
    console = server.client(cast.max)
    assert "Der Plan verletzt keine Regel." in page(await console.get(f"/{cast.code}/console")).id("check").text
    await cast.does(cast.noor, RemoveCohost(topic=topic, attendee=cast.noor.id))
    check = page(await console.get(f"/{cast.code}/console")).id("check").text
    assert sentence("plan.unled", title="Brot backen") in check


async def test_only_what_is_accepted_is_offered_to_a_picked_topic(server: Server, cast: Cast):
    """A cell that is barred says so before it is pressed; each of the others takes the topic."""
    first, second = cast.slots[:2]
    closed, open_room, other = cast.rooms[:3]
    stranded, pinned, plain, loose = [await cast.pitches(title) for title in ("Fest", "Nagel", "Brot", "Salz")]
    for topic, slot, room in ((stranded, first, closed), (pinned, first, open_room), (plain, second, open_room)):
        await cast.does(cast.max, PlaceTopic(topic=topic, slot=slot, room=room))
    await cast.does(cast.max, PinTopic(topic=pinned))
    await cast.does(cast.max, CloseRoom(room=closed))
    there = {(first, closed): stranded, (first, open_room): pinned, (second, open_room): plain}
    client, words = server.client(cast.max), set[str]()
    for topic in (stranded, pinned, plain, loose):
        costs = (await client.get(f"/{cast.code}/costs/{topic}", headers=LIVE)).json()
        for slot in (first, second):
            for room in (closed, open_room, other):
                said, seen = costs[f"cell_{slot}_{room}"], there.get((slot, room), 0)
                if seen == topic:
                    continue
                press = PlaceTopic(topic=topic, slot=slot, room=room, seen=seen)
                if said["kind"] == "barred":
                    assert await cast.refused(cast.max, press) in ("room.closed", "placement.pinned")
                    words.add(said["says"])
                else:
                    for step in (press, ReopenRoom(room=closed), Undo(), CloseRoom(room=closed)):
                        await cast.does(cast.max, step)
    assert words == {
        "Raum fällt aus", "angeheftet, bleibt", "angeheftet: erst lösen", "kein Tausch: Der eigene Raum fällt aus",
    }  # fmt: skip
    cells = page(await client.get(f"/{cast.code}/console")).id("plan")
    assert "Hierher tauschen" in cells.id(f"cell_{second}_{open_room}").text
    for slot, room in ((first, closed), (first, open_room)):
        assert "Hierher tauschen" not in cells.id(f"cell_{slot}_{room}").text
