"""Kim's phone: joining, and the day on it."""

from playwright.async_api import expect

from barcamp.queries.topics.topics import ranked
from tests.journeys.acting import tab
from tests.journeys.browser import live
from tests.shots.film import Film, moment


@moment("arrival")
async def join(film: Film) -> None:
    await film.see("/ABC234", "phone-error")
    phone = film.pages["phone"] = await film.visitors.open(film.home)
    await film.shoot(phone, "phone-join")
    await phone.fill("#f-join-name", "Kim")
    await phone.click(".more summary")
    await phone.fill("#f-join-organisation", "Stadt Hohenlinde")
    await phone.click("form[action$='/join'] button")
    await live(phone)
    await phone.reload()  # a first page may be in the device's own letters
    await live(phone)
    await film.shoot(phone, "phone-arrival")
    await phone.click("[data-begin]")
    await live(phone)


@moment("arrival")
async def public(film: Film) -> None:
    for language in ("de", "en"):
        for page in ("help", "imprint", "privacy", "accessibility"):
            await film.see(f"/{page}", f"phone-{page}-{language}", whole=True, kept=False, locale=language)
        await film.see("/", f"phone-home-{language}", kept=False, locale=language)


@moment("pitching")
async def pitch(film: Film) -> None:
    phone = film.pages["phone"]
    await tab(phone, "topics")
    await phone.click("#pitch summary")
    await phone.fill("#f-pitch-topic-title", "Wochenmarkt am Abend: Wer hat Erfahrung?")
    try:
        await film.shoot(phone, "phone-pitch")
    finally:
        await phone.fill("#f-pitch-topic-title", "")
        await phone.keyboard.press("Escape")
        await phone.goto(f"{film.home}#topics")
        await phone.reload()
        await live(phone)


@moment("interest")
async def interest(film: Film) -> None:
    phone = film.pages["phone"]
    await tab(phone, "topics")
    for card in ranked(film.cards)[:9:2]:
        vote = phone.locator(f"#topic_{card.id} button.interest")
        await vote.click()
        await expect(vote).to_have_attribute("aria-pressed", "true")
        await expect(phone.locator(f"#mine[data-votes~='{card.id}']")).to_be_attached()
    await phone.evaluate("window.scrollTo(0, 0)")
    await film.shoot(phone, "phone-topics")
    await phone.emulate_media(color_scheme="dark")
    await film.shoot(phone, "phone-topics-dark")
    await phone.emulate_media(color_scheme="light")
    for name, language, tone in (("du", "de", "du"), ("english", "en", "du")):
        await film.say(language, tone)
        await phone.reload()
        await live(phone)
        await film.shoot(phone, f"phone-topics-{name}", kept=False)
    await film.say("de", "sie")


@moment("sessions")
async def sessions(film: Film) -> None:
    phone = film.pages["phone"]
    await phone.goto(film.home)
    await live(phone)
    for name in ("now", "plan", "me"):
        await tab(phone, name)
        await film.shoot(phone, f"phone-{name}")
    await phone.goto(f"{film.home}/notes/{film.wall}")
    await live(phone)
    await film.shoot(phone, "phone-notes")


@moment("sessions")
async def link(film: Film) -> None:
    phone = film.pages["phone"]
    await phone.goto(film.home)
    await tab(phone, "me")
    await phone.click("form[action$='/personal-link'] button")
    await film.shoot(phone, "phone-link", kept=False)


# What people take home: the names of the pictures, and where the pages are.
OWN_PAGES = {"take-home": "home", "my-data": "my-data", "offers": "offers/1", "event-wall": "notes/e"}


@moment("closing")
async def closing(film: Film) -> None:
    phone = film.pages["phone"]
    await phone.goto(f"{film.home}#now")
    await live(phone)
    await film.shoot(phone, "phone-feedback")
    for name, path in OWN_PAGES.items():
        await phone.goto(f"{film.home}/{path}")
        await film.shoot(phone, f"phone-{name}", whole=True, kept=name == "take-home")
    for name, language, tone in (("du", "de", "du"), ("english", "en", "du")):
        await film.say(language, tone)
        for screen in ("now", "plan", "notes", "me"):
            await phone.goto(f"{film.home}?{name}#{screen}")
            await live(phone)
            await film.shoot(phone, f"phone-{screen}-{name}", whole=True, kept=False)
        for page, path in OWN_PAGES.items():
            await phone.goto(f"{film.home}/{path}")
            await film.shoot(phone, f"phone-{page}-{name}", whole=True, kept=False)
    await film.say("de", "sie")


@moment("archived")
async def archived(film: Film) -> None:
    phone = film.pages["phone"]
    await phone.goto(f"{film.home}#now")
    await film.shoot(phone, "phone-archived", whole=True, kept=False)
    await phone.goto(f"{film.home}/home")
    await film.shoot(phone, "phone-archived-take-home", whole=True, kept=False)
    await phone.goto(f"{film.home}/results")
    await film.shoot(phone, "phone-results", whole=True, kept=False)
