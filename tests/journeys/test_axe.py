"""Every screen, light and dark, narrow and wide, has no fault that axe-core can find."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Page

from barcamp.domain.barcamp import Announce, ArchiveBarcamp, MoveToPhase
from barcamp.domain.note import WriteNote
from barcamp.domain.placement import PlaceTopic
from barcamp.domain.projector import ShowOnProjector
from barcamp.domain.vote import CastVote
from tests.cast import Cast, Member
from tests.journeys.browser import Visitors, live
from tests.presence import absent

pytestmark = pytest.mark.browser

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (320, 1280)]


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core's axe.min.js."""
    named = os.environ.get("BARCAMP_TEST_AXE")
    if not named:
        absent("axe", "BARCAMP_TEST_AXE does not name a copy of axe.min.js.")
    return Path(named).read_text(encoding="utf-8")


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
async def test_axe_finds_no_fault(cast: Cast, visitors: Visitors, axe: str, scheme: str, width: int):
    topic = await furnished(cast)
    visitors.expects("status of 404")
    size = {"viewport": {"width": width, "height": 740}, "color_scheme": scheme}
    code, wall = cast.code, f"t{topic}"
    found: list[str] = []

    async def look(path: str, who: Member | None, *, alive: bool = True, opened: str = "") -> None:
        page = await visitors.open(path, who, size)
        if alive:
            await live(page)
        if opened:
            await page.click(opened)
        found.extend(f"{path}{opened}: {fault}" for fault in await faults(page, axe))
        await page.context.close()

    for tab in ("now", "topics", "plan", "me"):
        await look(f"/{code}#{tab}", cast.kim)
    await look(f"/{code}#topics", cast.kim, opened="#pitch summary")
    await look(f"/{code}/notes/{wall}", cast.kim)
    await look(f"/{code}/notes/{wall}", cast.max, opened=".note .edit")
    await look(f"/{code}/papers/sheets", cast.max, alive=False)
    await look(f"/{code}/console", cast.max)
    await look(f"/{code}/console", cast.max, opened=f"label[for=pick_{topic}]")
    await look(f"/{code}", None, alive=False)
    await look("/", None, alive=False)
    await look("/XXXXXX", None, alive=False)
    await look(f"/{code}/notes/t999999", cast.kim, alive=False)
    await look(f"/{code}/poster", cast.max, alive=False)
    for phase in ("arrival", "interest", "sessions"):
        await cast.does(cast.max, MoveToPhase(phase=phase))
        await look(f"/{code}/projector", None)
    for scene in ("wall", "results"):
        await cast.does(cast.max, ShowOnProjector(scene=scene, wall=wall))
        await look(f"/{code}/projector", None)
    await cast.does(cast.max, ArchiveBarcamp())
    for path, who in ((f"/{code}/projector", None), (f"/{code}/console", cast.max), (f"/{code}#topics", cast.kim)):
        await look(path, who)
    await look(f"/{code}", None, alive=False)
    assert not found, "\n".join(found)


async def furnished(cast: Cast) -> int:
    """A bit of everything; the id of a topic with notes and a place."""
    topic = await cast.pitches("Zusammenarbeit mit der Wirtschaftsförderungsgesellschaft")
    await cast.pitches("KI in der Verwaltung", by=cast.noor)
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.kim, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Zwischennutzung zuerst"))
    await cast.does(cast.max, Announce(text="Der Kaffee ist da"))
    return topic


async def faults(page: Page, axe: str) -> list[str]:
    await page.evaluate(axe)  # a script element would be against the page's own policy
    found = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{fault['id']}: {node['html'][:150]} {node['failureSummary'][:300]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
