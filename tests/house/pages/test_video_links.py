"""The way into video rooms is for those who joined: in no byte of what anybody else is shown or can download, on the
day and afterwards."""

import dataclasses
import re
from itertools import product

import pytest
from litestar import Litestar

from barcamp.app import make_app
from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.event.results import OpenResults, OpenToSearch
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.projector import SCENES, ShowOnProjector
from barcamp.domain.people.entry import Knock
from barcamp.domain.plan.grid import placements
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.plan.room import EditRoom
from barcamp.domain.plan.video import SetVideoLink
from barcamp.exports.book.choice import PUBLIC, Choice
from barcamp.exports.book.loading import day_of
from barcamp.exports.formats import event_json, ics, schedule
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.clock import instant
from barcamp.live.audience import Group
from barcamp.live.screens import SCREENS
from barcamp.web.gate import tokens
from tests.cast import Cast, Member
from tests.house.pages.asking import Asker
from tests.house.pages.crawl import Still
from tests.house.pages.days import fill

SECRET = "geheimer-videoraum"
PLENARY, ROOM = f"https://{SECRET}.example/plenum?pwd=1", f"https://{SECRET}.example/saal"


@pytest.fixture
async def day(cast: Cast) -> Cast:
    """Welcome is on, sessions come, all of it published and on the projector."""
    await fill(cast)
    await cast.does(cast.max, SetVideoLink(video_link=PLENARY))
    for number, room in enumerate(cast.rooms):
        await cast.does(cast.ada, EditRoom(room=room, name=f"Raum {number}", capacity=9, video_link=f"{ROOM}{number}"))
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, ShowOnProjector(scene="plan"))
    return cast


async def outsiders(cast: Cast) -> list[Member]:
    """Somebody with the address alone, people of another event, somebody who waits to be let in."""
    token = tokens.new_token()
    await cast.does(cast.stranger, Knock(device=tokens.hashed(token), name="Ivo"))
    waiting = Member("Ivo", Actor(Role.ANYONE, cast.id), {tokens.DEVICE: token})
    return [cast.stranger, cast.eve, cast.eve_organising, waiting]


async def addresses(cast: Cast, app: Litestar) -> list[str]:
    """Of every route that can be looked at, with what is there for each part of them."""
    [session, *_] = await cast.rows(placements, barcamp_id=cast.id)
    walls = ("e", f"t{session.topic_id}", f"s{cast.plenaries[0]}")
    parts = {
        "code": [cast.code], "screen": SCREENS, "subject": walls, "wall": walls, "step": ("details", "rooms"),
        "topic": [session.topic_id], "room": cast.rooms, "person": [cast.kim.id], "path": ["js/phone.js"],
        "name": ("html", "json", "md"),
    }  # fmt: skip
    found = []
    for route in app.routes:
        names = re.findall(r"\{(\w+):", route.path)
        for values in product(*(parts.get(name, ["1"]) for name in names)):
            given = iter(values)
            found.append(re.sub(r"\{\w+:\w+\}", lambda _, given=given: str(next(given)), route.path))
    return found


async def told(cast: Cast, who: Member) -> set[str]:
    """The addresses under which somebody is told one of the links."""
    app = make_app(dataclasses.replace(cast.ctx, rehearsals=Still()))
    asker = Asker(app, who)
    found = set()
    for path in await addresses(cast, app):
        cast.ctx.rate_limit._left.clear()
        answer = await asker.get(path)
        if SECRET in answer.text or SECRET in str(answer.headers):
            found.add(path.replace(cast.code, "CODE"))
    return found


async def test_nobody_is_told_who_did_not_join(day: Cast):
    for who in await outsiders(day):
        assert await told(day, who) == set(), who.name
    assert {"/CODE", "/CODE/notes/e", "/CODE/look/phone", "/CODE/my-plan.ics", "/CODE/home"} <= await told(day, day.kim)
    assert "/CODE/projector" not in await told(day, day.kim)


async def test_nobody_at_all_is_told_once_the_event_is_closed(day: Cast):
    await day.does(day.ada, OpenResults(results="everybody"))
    await day.does(day.ada, OpenToSearch(open=True))
    others = await outsiders(day)
    await day.does(day.max, ArchiveBarcamp())
    for who in others:
        assert await told(day, who) == set(), who.name
    assert await told(day, day.kim) == set()


async def test_once_a_session_is_over_nobody_is_led_there(day: Cast):
    day.clock.at = instant(await day.barcamp(), 23 * 60)
    assert await told(day, day.kim) == set()


async def test_no_scene_of_the_projector_tells_them(day: Cast):
    [session, *_] = await day.rows(placements, barcamp_id=day.id)
    for scene in SCENES:
        wall = f"t{session.topic_id}" if scene in ("wall", "pitch") else ""
        await day.does(day.max, ShowOnProjector(scene=scene, wall=wall, seconds=60))
        page = await day.ctx.hub.page(day.id, Group("projector", "de"))
        assert SECRET not in "".join(page.regions.values()), scene
    page = await day.ctx.hub.page(day.id, Group("phone", "de"))
    assert SECRET in "".join(page.regions.values())


async def test_nothing_that_is_passed_on_tells_them(day: Cast):
    camp = await day.barcamp()
    async with day.ctx.db.reading() as db:
        for choice in (Choice(), PUBLIC, Choice(contacts=True, every_photo=True), Choice(linked=True)):
            assert SECRET not in repr(await day_of(db, camp, day.clock(), choice, "https://x.example"))
        joined = await day_of(db, camp, day.clock(), Choice(video_links=True), "https://x.example")
    assert SECRET in repr(joined)
    for write in (event_json.write, schedule.write_xml, schedule.write_json):
        assert SECRET not in write(joined).decode()
    assert SECRET in ics.plan_of(joined, {"t1"}, day.clock()).decode().replace("\r\n ", "")
