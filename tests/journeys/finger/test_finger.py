"""Rule 14: a right that cannot be reached is not there. For every command there is a way of visible steps, on a phone
and on a laptop, that a finger can walk. Ways are in ways_of_*.py, how they are walked is in finger.py."""

import pytest
from playwright.async_api import Browser

from barcamp.kernel.actor import Role
from barcamp.kernel.command import COMMANDS
from tests.cast import Cast
from tests.journeys.browser import LAPTOP, PHONE, Visitors
from tests.journeys.finger.finger import MEETS, blocked
from tests.journeys.finger.ways_of_attendees import ATTENDEES
from tests.journeys.finger.ways_of_moderators import MODERATORS
from tests.journeys.finger.ways_of_organisers import ANYBODY, ORGANISERS
from tests.server import Server

pytestmark = pytest.mark.browser

OF_ROLE = {
    Role.ANYONE: ANYBODY,
    Role.ATTENDEE: ATTENDEES,
    Role.MODERATOR: MODERATORS,
    Role.ORGANISER: ORGANISERS,
}
SITUATIONS = {name: situation for several in OF_ROLE.values() for name, situation in several.items()}
SIZES = {"phone": PHONE, "laptop": LAPTOP}
# Nobody gives these on a screen, or not with a finger.
BY_ITSELF = {
    "be-present": "given by scanning the sign at a door",
    "record-step": "follows from opening the poster, rehearsing, and fetching the archive",
    "doubt-clock": "given by the server itself, whose clock cannot be right",
    "knock": "follows from joining while the entry is closed",
    "try-sign-in": "follows from signing in",
    "move-notes": "given by mouse and keys, where cards are chosen with these; a finger moves each of them",
    "undo-moves": "follows from moving several cards",
    "withdraw-notes": "given by mouse and keys, as several cards are moved; a finger withdraws each of them",
    "make-key": "given by the command line, which prints a link for the organiser",
}


@pytest.fixture
async def walkers(browser: Browser, server: Server):
    """Visitors whose states are not checked for barriers on the way: other journeys do that."""
    visitors = Visitors(browser, server.url)
    try:
        yield visitors
    finally:
        await visitors.leave()
    assert visitors.unexpected == []


@pytest.mark.parametrize("verb", COMMANDS)
def test_whoever_may_give_a_command_has_a_way_to_it(verb: str):
    several = OF_ROLE[COMMANDS[verb].by].values()
    assert (verb in BY_ITSELF) != any(verb in situation.ways for situation in several)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SITUATIONS)
async def test_a_finger_can_go_every_way(cast: Cast, walkers: Visitors, name: str, size: str):
    assert await blocked(SITUATIONS[name], cast, walkers, SIZES[size]) == {}


@pytest.mark.parametrize(
    ("style", "why"),
    [
        ("", None),
        ("display: none", "it is not shown"),
        ("opacity: 0", "it is not shown"),
        ("height: 30px", "only 100 x 30 px answer to a finger"),
        ("position: absolute; left: -40px", "it reaches out of the screen, -40 to 60 px"),
        ("position: absolute; top: 300px", 'covered by <p id="veil" class="">'),
        ("margin-top: 3000px", None),
    ],
)
async def test_a_finger_presses_only_what_is_there(walkers: Visitors, style: str, why: str | None):
    page = await (await walkers.context()).new_page()
    veil = '<p id="veil" style="position: absolute; inset: 290px 0 auto; height: 80px; margin: 0"></p>'
    button = f'<button style="width: 100px; height: 50px; padding: 0; {style}">Los</button>'
    await page.set_content(f'<meta name="viewport" content="width=device-width">{button}{veil}')
    assert await page.locator("button").evaluate(MEETS) == why


async def test_a_label_is_pressed_for_its_field(walkers: Visitors):
    page = await (await walkers.context()).new_page()
    await page.set_content('<label style="display: block; height: 50px"><input type="checkbox"> Ja</label>')
    assert await page.locator("input").evaluate(MEETS) is None
