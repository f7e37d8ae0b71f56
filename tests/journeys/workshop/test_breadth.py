"""How broadly a wall is carried: moderators read it while it happens, everybody once points are counted."""

import pytest
from playwright.async_api import expect

from barcamp.domain.walls.dots import CloseDots, OpenDots, PlaceDot
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.silence.round import BeginSilence
from barcamp.domain.walls.silence.sealed import RevealCards
from barcamp.domain.walls.support import SupportNote
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, Visitors, live, mark_visit, same_visit

pytestmark = pytest.mark.browser


async def test_moderators_read_who_is_missing_in_numbers_and_everybody_whose_points_these_are(
    cast: Cast, visitors: Visitors
):
    guests = [await cast.newcomer(f"Gast {number}", f"Stadt {number}") for number in range(7)]
    max_, kim = [await visitors.open(f"/{cast.code}/notes/e", who, LAPTOP) for who in (cast.max, cast.kim)]
    await live(max_, kim)
    await mark_visit(max_, kim)
    cards = [await cast.makes(who, WriteNote(wall="e", text=f"Karte von {who.name}")) for who in guests[:4]]
    shown = max_.locator(".breadth")
    await expect(shown).to_have_text("Von 9 haben 6 hier noch nichts geschrieben.")
    await expect(max_.locator(".wall-section[data-kind=insights] .behind")).to_have_text("6 von 9 noch ohne Karte")
    for who in guests[:3]:
        await cast.does(who, SupportNote(note=cards[0]))
    await expect(shown).to_contain_text("Zustimmung kommt aus 3 von 7 Organisationen.")
    await expect(kim.locator(f"#note_e-{cards[0]} .count")).to_contain_text("3")
    for hidden in (kim.locator(".breadth"), kim.locator(".behind").first):
        await expect(hidden).to_be_hidden()
    # Of what is sealed no number tells more than its own.
    await cast.does(cast.max, BeginSilence(wall="e"))
    await expect(shown).to_have_text("Zustimmung kommt aus 3 von 7 Organisationen.")
    await cast.does(cast.max, RevealCards(wall="e"))
    await cast.does(cast.max, OpenDots(wall="e", points=1))
    for who in guests[:4]:
        await cast.does(who, PlaceDot(note=cards[1]))
    await expect(kim.locator(".voters")).to_contain_text("4")
    await expect(shown).not_to_contain_text("Organisationen")
    await cast.does(cast.max, CloseDots(wall="e"))
    for page in (kim, max_):
        await expect(page.locator(".breadth")).to_contain_text("Die Punkte kamen aus 3 von 7 Organisationen.")
        await expect(page.locator(".rank .givers")).to_have_text("Leute aus 3 von 7 Organisationen")
    assert await same_visit(max_, kim)
