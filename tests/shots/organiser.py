"""The organiser's pages, what is printed, and the page of patterns."""

from barcamp.domain.people.organiser import MakeKey
from barcamp.serving import SERVER
from barcamp.web.gate.tokens import hashed, new_token
from tests.journeys.browser import LAPTOP, PHONE
from tests.shots.film import Film, moment
from tests.shots.pictures import A4

STEPS = ("details", "rooms", "rules", "look", "moderators", "print", "day", "archive")


@moment("sessions")
async def organise(film: Film) -> None:
    await film.see("/organiser/sign-in", "organiser-sign-in", kept=False)
    first, own = new_token(), new_token()
    for token, organiser in ((first, 0), (own, film.camp.organiser_id)):
        await film.ctx.desk.carry_out(MakeKey(token=hashed(token), organiser=organiser), SERVER)
    await film.see(f"/organiser/key/{first}", "organiser-account", kept=False)
    page = film.pages["organiser"] = await film.visitors.open(f"/organiser/key/{own}", size=LAPTOP)
    await film.shoot(page, "organiser-events", whole=True)
    await page.goto(f"/organiser/{film.camp.code}")
    await film.shoot(page, "organiser-set-up", whole=True)
    for step in STEPS:
        await page.goto(f"/organiser/{film.camp.code}/{step}")
        await film.shoot(page, f"organiser-{step}", whole=True, kept=step in ("details", "rooms", "print"))
    await page.goto(f"/organiser/{film.camp.code}")
    await page.set_viewport_size(PHONE["viewport"])
    await film.shoot(page, "organiser-set-up-phone", whole=True)


@moment("sessions")
async def printables(film: Film) -> None:
    page = film.pages["organiser"]
    await page.set_viewport_size(A4["viewport"])
    await page.goto(f"{film.home}/poster")
    await film.shoot(page, "poster", whole=True)
    for paper in ("doors", "cards", "emergency", "sheets"):
        await page.goto(f"{film.home}/papers/{paper}")
        await page.emulate_media(media="print")
        await film.shoot(page, f"paper-{paper}", whole=paper == "emergency", kept=False)
        await page.emulate_media(media="screen")


@moment("sessions")
async def patterns(film: Film) -> None:
    await film.see(f"{film.home}/patterns", "patterns", whole=True)
    for name, look in (("forced", {"forced_colors": "active"}), ("contrast", {"contrast": "more"})):
        await film.see(f"{film.home}/patterns", f"patterns-{name}", whole=True, kept=False, **look)
