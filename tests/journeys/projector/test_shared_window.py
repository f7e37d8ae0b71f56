"""The projector's page in a small window that is shared in a call: nothing is cut or covered with twelve topics and a
wall of five lanes, the way in stands only where it is wanted, and the moderator steers beside it."""

from itertools import product

import pytest
from playwright.async_api import expect

from barcamp.domain.event.facts import StateFacts
from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.section import load_sections
from barcamp.kernel.command import Command
from bench.sixty import sixty_topics
from tests.cast import Cast
from tests.journeys.browser import Visitors, live, resize, shows_line
from tests.journeys.projector.test_projector import SCENES, faults
from tests.pictures import emblem

pytestmark = pytest.mark.browser

SIZES = [(960, 540), (640, 360)]
CARDS = ("Mehr Zeit zum Reden", "Eine Stelle, die für drei Orte zuständig ist, spart allen Arbeit", "Wer fängt an?")


async def a_workshop(cast: Cast, *, announces: bool) -> tuple[list[int], list[int]]:
    """Twelve topics, most in the plan, and fifteen cards on the five lanes of the first one's wall; all their ids."""
    titles = [title for title, _ in sixty_topics()[:12]]
    topics = [await cast.pitches(title, by=(cast.kim, cast.noor, cast.max)[n % 3]) for n, title in enumerate(titles)]
    for topic, (slot, room) in zip(topics, product(cast.slots, cast.rooms[:3]), strict=False):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=slot))
    async with cast.ctx.db.reading() as db:
        lanes = [each.id for each in await load_sections(db, cast.id)]
    assert len(lanes) == 5
    cards = [
        await cast.makes(cast.kim, WriteNote(wall=f"t{topics[0]}", text=text, section=lane))
        for lane, text in product(lanes, CARDS)
    ]
    await cast.does(cast.ada, StateFacts(funding="Gefördert vom Land und von der Europäischen Union."))
    await cast.does(cast.ada, emblem())
    if announces:
        await cast.does(cast.max, Announce(text="Der Kaffee ist da: Rittersaal, gleich links."))
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    return topics, cards


@pytest.mark.parametrize("announces", [False, True])
async def test_every_scene_is_whole_in_a_small_window(cast: Cast, visitors: Visitors, announces: bool):
    topics, cards = await a_workshop(cast, announces=announces)
    wall = f"t{topics[0]}"
    page = await visitors.open(f"/{cast.code}/projector?shared=yes", size={"viewport": {"width": 960, "height": 540}})
    await live(page)
    found: list[str] = []

    async def look(name: str, *commands: Command) -> None:
        for command in commands:
            answer = await cast.does(cast.max, command)
            await shows_line(page, answer.seq)
        for width, height in SIZES:
            await resize(page, width, height)
            found.extend(f"{name} {width}x{height} {fault}" for fault in await faults(page))

    for scene in SCENES:
        await look(scene, ShowOnProjector(scene=scene, wall=wall if scene in ("pitch", "wall") else "", seconds=300))
    await look("card", ShowOnProjector(scene="exhibit", note=cards[1]))
    async with cast.ctx.db.reading() as db:
        lane = (await load_sections(db, cast.id))[1].id
    await look("lane", ShowOnProjector(scene="exhibit", wall=wall, section=lane))
    await look("vote", ShowOnProjector(scene="wall", wall=wall), OpenDots(wall=wall, points=3))
    await cast.does(cast.noor, PlaceDot(note=cards[4]))
    await look("ranking", CloseDots(wall=wall))
    assert "\n".join(found) == ""


async def test_the_way_in_stands_only_where_joining_is_the_scene(cast: Cast, visitors: Visitors):
    await a_workshop(cast, announces=False)
    page = await visitors.open(f"/{cast.code}/projector?shared=yes", size={"viewport": {"width": 960, "height": 540}})
    hall = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 960, "height": 540}})
    await live(page, hall)
    await expect(hall.locator(".join .code")).to_be_visible()
    await expect(page.locator(".join .code")).to_be_hidden()
    await expect(page.locator(".logos img")).to_be_visible()
    await expect(page.get_by_text("Gefördert vom Land")).to_be_visible()
    await cast.does(cast.max, ShowOnProjector(scene="join"))
    await expect(page.locator(".join .code")).to_be_visible()


async def test_the_moderator_opens_it_and_steers_beside_it(cast: Cast, visitors: Visitors):
    await a_workshop(cast, announces=True)
    console = await visitors.open(f"/{cast.code}/console", cast.max, {"viewport": {"width": 640, "height": 720}})
    await live(console)
    await console.click(".projecting .opens")
    async with console.expect_popup() as opened:
        await console.locator("#scene-panel").get_by_role("link", name="Fenster zum Teilen").click()
    window = await opened.value
    await live(window)
    await expect(window.locator("body[data-shared] .plan")).to_be_visible()
    await console.locator("#scene-panel").get_by_role("button", name="Pause").click()
    await expect(window.locator(".rest")).to_be_visible()
    assert await console.evaluate("document.documentElement.scrollWidth <= innerWidth")
