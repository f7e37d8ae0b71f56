"""From the QR code on the wall to the first interest shown; everybody sees it without reloading anything."""

import asyncio
import shutil
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.cast import Cast
from tests.journeys.acting import pitch
from tests.journeys.browser import HALL, LAPTOP, Visitors, live, mark_visit, same_visit, until
from tests.presence import absent

pytestmark = pytest.mark.browser


async def test_from_the_code_on_the_wall_to_interest_on_every_screen(cast: Cast, visitors: Visitors, tmp_path: Path):
    projector = await visitors.open(f"/{cast.code}/projector", size=HALL)
    console = await visitors.open(f"/{cast.code}/console", cast.max, LAPTOP)
    address = await read_code(projector, tmp_path)
    assert address == f"{visitors.url}/{cast.code}"
    await live(projector, console)
    await mark_visit(projector, console)

    phone = await visitors.open(address)
    await phone.fill("#f-join-name", "Nuri")
    await phone.click("form[action$='/join'] button")
    await expect(projector.locator("#people")).to_contain_text("3")  # Kim, Noor and the newcomer; Max only moderates
    topic = await pitch(phone, "Leerstand: Vertreter*innen fragen")
    await expect(phone.locator("#f-pitch-topic-title")).to_have_value("")
    for screen, place in ((projector, f"#rank_{topic} .title"), (console, f"#topic_{topic} .title")):
        await expect(screen.locator(place)).to_have_text("Leerstand: Vertreter*innen fragen")
    vote = phone.locator(f"#topic_{topic} button.interest")
    await vote.click()
    await expect(vote).to_have_attribute("aria-pressed", "true")
    await expect(projector.locator(f"#rank_{topic} .count")).to_have_text("1")
    await expect(console.locator(f"#topic_{topic} .facts")).to_contain_text("Nuri · 1")
    await vote.click()
    await expect(vote).to_have_attribute("aria-pressed", "false")
    await expect(projector.locator(f"#rank_{topic} .count")).to_have_text("0")
    assert await same_visit(projector, console)


async def test_a_phone_sees_what_others_pitch_and_count(cast: Cast, visitors: Visitors):
    kim = await visitors.open(f"/{cast.code}", cast.kim)
    noor = await visitors.open(f"/{cast.code}", cast.noor)
    await live(kim, noor)
    await mark_visit(kim, noor)
    topic = await pitch(kim, "Brot backen")
    await noor.locator(f"#topic_{topic} button.interest").click()
    await expect(kim.locator(f"#interest_{topic}")).to_contain_text("1")
    await expect(kim.locator(f"#topic_{topic} button.interest")).to_have_attribute("aria-pressed", "false")
    await expect(kim.locator(f"#topic_{topic}")).to_have_attribute("data-own", "")
    await expect(noor.locator(f"#topic_{topic}")).not_to_have_attribute("data-own", "")
    assert await same_visit(kim, noor)


async def read_code(page: Page, folder: Path) -> str:
    """What a phone reads when it is held towards the screen."""
    reader = shutil.which("zbarimg")
    if reader is None:
        absent("browser", "The QR reader zbarimg is not installed.")
    await until(page, "document.querySelector('img.qr').complete")
    picture = folder / "wall.png"
    await page.screenshot(path=picture)
    reading = await asyncio.create_subprocess_exec(
        reader, "--quiet", "--raw", str(picture), stdout=asyncio.subprocess.PIPE
    )
    read, _ = await asyncio.wait_for(reading.communicate(), 300)
    return read.decode().strip()
