"""Words that somebody types where nothing has the focus, as they do on other walls, do nothing at all."""

import pytest
from playwright.async_api import expect

from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.support import supports
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live, until

WRITTEN = "[...document.querySelectorAll('textarea')].map((each) => each.value).join('')"

pytestmark = pytest.mark.browser


async def test_words_without_a_field_become_no_card_and_no_support(cast: Cast, visitors: Visitors):
    await cast.makes(cast.kim, WriteNote(wall="e", text="Fremd"))
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor, LAPTOP)
    await live(noor)
    await until(noor, "'shortcuts' in barcamp")
    for words in ("Wirtschaftsjunioren einbeziehen", "Doppelklickkarte", "Kind"):
        await noor.locator("h1, h2").first.click()
        await noor.keyboard.type(words)
        await noor.keyboard.press("Enter")
        assert (
            await noor.evaluate("[...document.querySelectorAll('textarea')].map((each) => each.value).join('')") == ""
        )
    await expect(noor.locator(".note")).to_have_count(1)
    assert await cast.rows(supports) == []
