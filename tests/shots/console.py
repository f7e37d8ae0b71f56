"""Max's console on a laptop and on a phone."""

from barcamp.domain.link import InviteModerator
from barcamp.web.tokens import hashed, new_token
from tests.journeys.browser import LAPTOP, PHONE, live
from tests.journeys.deeds import pick
from tests.shots.film import Film, moment


@moment("arrival")
async def invitation(film: Film) -> None:
    token = new_token()
    await film.does(InviteModerator(token=hashed(token), label="Max"))
    console = film.pages["console"] = await film.visitors.open(f"/link/{token}", size=LAPTOP)
    await film.shoot(console, "console-invitation", kept=False)
    await console.fill("#f-open-link-name", "Max")
    await console.click("form .button")
    await live(console)


@moment("pitching")
async def pitching(film: Film) -> None:
    await film.shoot(film.pages["console"], "console-pitching", whole=True, kept=False)


@moment("interest")
async def topics(film: Film) -> None:
    await film.shoot(film.pages["console"], "console-topics")


@moment("planning")
async def plan(film: Film) -> None:
    console = film.pages["console"]
    first = await console.locator("#topics label[for^=pick_]").first.get_attribute("for")
    await pick(console, int((first or "").removeprefix("pick_")))
    await film.shoot(console, "console-plan")
    await console.keyboard.press("Escape")


@moment("sessions")
async def sessions(film: Film) -> None:
    console = film.pages["console"]
    await console.reload()
    await live(console)
    await film.shoot(console, "console-sessions")
    await console.emulate_media(color_scheme="dark")
    await film.shoot(console, "console-sessions-dark")
    await console.emulate_media(color_scheme="light")
    await console.set_viewport_size(PHONE["viewport"])
    await film.shoot(console, "console-phone", whole=True)
    await console.set_viewport_size(LAPTOP["viewport"])


@moment("archived")
async def archived(film: Film) -> None:
    console = film.pages["console"]
    await console.goto(f"{film.home}/console")
    await film.shoot(console, "console-archived", kept=False)
