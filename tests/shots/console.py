"""Max's console on a laptop and on a phone."""

from playwright.async_api import expect

from barcamp.domain.people.link import InviteModerator
from barcamp.domain.plan.proposal import DismissProposal
from barcamp.domain.topics.pitch_round import BringOnStage, ClearStage, RunStageClock
from barcamp.web.gate.tokens import hashed, new_token
from tests.journeys.acting import pick
from tests.journeys.browser import LAPTOP, PHONE, live
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


@moment("interest")
async def stage(film: Film) -> None:
    console = film.pages["console"]
    await film.does(BringOnStage(), RunStageClock(seconds=60))
    await console.reload()  # the clock of the day was turned
    await live(console)
    await film.shoot(console, "console-stage")
    await film.see(f"{film.home}/projector", "projector-stage", kept=False)
    await film.does(ClearStage())


@moment("planning")
async def proposal(film: Film) -> None:
    console = film.pages["console"]
    await console.click("button[form=suggest]")
    await expect(console.locator("#proposal h3")).to_be_visible()
    await film.shoot(console, "console-proposal", whole=True, kept=False)
    await film.does(DismissProposal())


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
