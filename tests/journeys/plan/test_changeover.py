"""Between two slots everybody changes rooms: who is where learns when the session ends, and where to go then."""

import pytest
from playwright.async_api import expect

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.plan.ending.changeover import SetChangeover
from barcamp.domain.plan.going import ChooseSession
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.plan.room import EditRoom
from barcamp.domain.setup.slot import EditSlot
from tests.cast import Cast
from tests.journeys.browser import HALL, LAPTOP, Visitors, live

pytestmark = pytest.mark.browser


async def two_rounds(cast: Cast) -> tuple[int, int]:
    """Sessions from 13:30 to 14:15 and, at once, from 14:15 to 15:00; Noor goes to the first and the last. It is
    14:01. Their ids."""
    await cast.does(cast.max, EditSlot(slot=cast.slots[2], starts="13:30", ends="14:15"))
    titles = ("Brot backen", "Leerstand im Ortskern"), ("Wirtschaftsförderungsgesellschaft", "Mitfahrbänke")
    made: list[int] = []
    for slot, some in zip(cast.slots[2:4], titles, strict=True):
        for room, title in enumerate(some):
            topic = await cast.pitches(title)
            made.append(topic)
            await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[room], slot=slot))
    where = "1. Stock, links"
    await cast.does(cast.ada, EditRoom(room=cast.rooms[1], name="Werkstatt", capacity=30, directions=where))
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    for topic in (made[0], made[3]):
        await cast.does(cast.noor, ChooseSession(topic=topic))
    cast.clock.forward(hours=4, minutes=21)
    return made[0], made[3]


async def test_a_moderator_sets_the_minutes_and_whoever_sits_in_a_session_sees_it_end_sooner(
    cast: Cast, visitors: Visitors
):
    await two_rounds(cast)
    phone = await visitors.open(f"/{cast.code}", cast.noor)
    await live(phone)
    await expect(phone.locator("#now .slot-now")).to_contain_text("Jetzt, bis 14:15 Uhr")

    office = await visitors.open(f"/{cast.code}/console", cast.max, size=LAPTOP)
    await live(office)
    await office.click(f"#hour_{cast.slots[2]} a")
    await office.click("#changeover > summary")
    visitors.expects("422.*set-changeover")
    form = office.locator("form[action$='/set-changeover']")
    minutes = form.get_by_label("Minuten für den Raumwechsel")
    await minutes.fill("50")
    await form.get_by_role("button").click()
    await expect(office.get_by_text("Der Raumwechsel dauert 0 bis 20 Minuten.").first).to_be_visible()
    await minutes.fill("5")
    await form.get_by_role("button").click()
    await expect(office.locator("#slots")).to_contain_text("Sessions bis 14:10 Uhr")
    await expect(phone.locator("#now .slot-now")).to_contain_text("Jetzt, bis 14:10 Uhr")


async def test_a_host_lets_a_session_last_longer_and_all_screens_say_so(cast: Cast, visitors: Visitors):
    first, _ = await two_rounds(cast)
    wall = await visitors.open(f"/{cast.code}/notes/t{first}", cast.noor)
    console = await visitors.open(f"/{cast.code}/console", cast.max, size=LAPTOP)
    hall = await visitors.open(f"/{cast.code}/projector", size=HALL)
    phone = await visitors.open(f"/{cast.code}", cast.noor)
    host = await visitors.open(f"/{cast.code}", cast.kim)
    await live(wall, console, hall, phone, host)
    await host.locator(f"#now_{first}").get_by_role("link", name="Länger oder kürzer").click()
    lasting = host.locator("#lasting")
    await expect(lasting).to_contain_text("Diese Session in Saal: bis 14:15 Uhr")
    visitors.expects("409.*extend-session")
    await lasting.get_by_role("button", name="+5 Minuten").click()
    await expect(host.get_by_text("Um 14:15 Uhr beginnt in Saal „Wirtschaftsförderungsgesellschaft“.")).to_be_visible()
    await cast.does(cast.max, UnplaceTopic(topic=first + 2))
    await host.goto(f"/{cast.code}/topics/{first}#lasting")
    await lasting.get_by_role("button", name="+10 Minuten").click()
    await expect(lasting).to_contain_text("bis 14:25 Uhr")
    longer = phone.locator("#now .slot-now", has=phone.locator(f"#now_{first}"))
    await expect(longer).to_contain_text("Jetzt, bis 14:25 Uhr")
    await expect(longer.locator(".left")).to_have_text("noch 24 Min.")
    await expect(wall.locator(".video-rooms")).to_have_text("Saal bis 14:25 Uhr")
    await expect(hall.locator("#now .aside")).to_have_text("Saal bis 14:25 Uhr")
    await expect(hall.locator("#now .left")).to_have_text("noch 14 Min.")
    await expect(console.locator(f"#cell_{cast.slots[2]}_{cast.rooms[0]}")).to_contain_text("bis 14:25 Uhr")

    await console.get_by_role("button", name="Rückgängig: Dauert länger: Brot backen").click()
    await expect(phone.locator("#now .slot-now")).to_have_count(1)
    await expect(hall.locator("#now .aside")).to_have_count(0)


async def test_in_the_change_over_phone_and_projector_say_where_to_go(cast: Cast, visitors: Visitors):
    _, then = await two_rounds(cast)
    await cast.does(cast.max, SetChangeover(minutes=5))
    cast.clock.forward(minutes=9)
    phone = await visitors.open(f"/{cast.code}", cast.noor)
    console = await visitors.open(f"/{cast.code}/console", cast.max, size=LAPTOP)
    hall = await visitors.open(f"/{cast.code}/projector", size=HALL)
    await live(phone, console, hall)
    now = phone.locator("#now")
    await expect(now).to_contain_text("Jetzt Raum wechseln")
    await expect(now.locator(".slot-next h3.next")).to_contain_text("in 5 Min.")
    mine = now.locator(f"#next_{then}")
    await expect(mine).to_contain_text("Werkstatt")
    await expect(mine).to_contain_text("1. Stock, links")
    await expect(now.locator(".slot-now")).to_have_count(0)
    await expect(hall.locator("#now .runs")).to_have_text("Jetzt Raum wechseln")
    await expect(hall.locator("#now .left")).to_have_text("noch 5 Min.")
    await expect(console.locator("#clock .on")).to_contain_text("Jetzt Raum wechseln")
    await cast.does(cast.max, ShowOnProjector(scene="countdown"))
    await expect(hall.locator(".remains .what")).to_have_text("Jetzt Raum wechseln")
    await expect(hall.locator(".onscreen .coming")).to_contain_text("Werkstatt, 1. Stock, links")
    await expect(hall.locator(".onscreen .coming")).to_contain_text("Mitfahrbänke")
