"""The organiser's way from creation to archive, step by step."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from barcamp.domain.event.checklist import STEPS
from barcamp.domain.event.models import models
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.link import EndModerating
from tests.cast import Cast
from tests.markup import parse
from tests.server import Server
from tests.web.asking import give, text_of

MODELS = models("de")


def page(cast: Cast) -> str:
    return f"/organiser/{cast.code}"


async def test_the_event_s_page_leads_from_one_step_to_the_next(server: Server):
    client = server.client(server.cast.ada)
    form = {"model": "empty", "name": "Auftakt", "day": "2026-12-02"}
    here = (await client.post("/organiser/found-barcamp", data=form)).headers["location"]
    code = here.rpartition("/")[2]

    async def upcoming() -> list[str]:
        return re.findall(r'class="button large" href="([^"]*)"', (await client.get(here)).text)

    async def tick(step: str, done: str = "yes") -> int:
        return (await client.post(f"/{code}/tick-step", data={"step": step, "done": done})).status_code

    assert await upcoming() == [f"{here}/details"]
    assert await tick("details") == 303
    assert await upcoming() == [f"{here}/details"], "without a place it is not done, whatever was ticked"
    details = {"name": "Auftakt", "day": "2026-12-02", "place": "Burg", "timezone": "Europe/Berlin",
               "language": "de", "tone": "sie"}  # fmt: skip
    await client.post(f"/{code}/edit-barcamp", data=details)
    assert await upcoming() == [f"{here}/rooms"]
    await tick("rooms")
    await client.post(f"/{code}/add-room", data={"name": "Saal", "capacity": "30"})
    await client.post(f"/{code}/add-slot", data={"starts": "10:00", "ends": "11:00"})
    assert await upcoming() == [f"{here}/rules"]
    for step in STEPS[2:-2]:
        await tick(step)
    await client.post(f"{here}/invite", data={"label": "Sabine"})
    assert await upcoming() == [f"/{code}/console"]
    await tick("rules", "no")
    assert await upcoming() == [f"{here}/rules"]
    assert await tick("archive") == await tick("lunch") == 409
    await client.post(f"/{code}/move-to-phase", data={"phase": "pitching"})
    assert await upcoming() == [f"/{code}/console"]
    await client.post(f"/{code}/archive-barcamp")
    assert await upcoming() == [f"/{code}/pack"]


async def states(server: Server) -> dict[str, str]:
    """Per step what its sign in the list says."""
    cast = server.cast
    shown = parse((await server.client(cast.ada).get(page(cast))).text)
    [steps] = shown.all("ol", **{"class": "steps"})
    return dict(zip(STEPS, (item["class"] for item in steps.all("li")), strict=True))


async def test_the_list_knows_that_somebody_moderates(server: Server):
    cast = server.cast
    assert (await states(server))["moderators"] == "done", "Max has come"
    await cast.does(cast.ada, EndModerating(attendee=cast.max.person.id))
    assert (await states(server))["moderators"] != "done"


async def test_the_list_knows_that_the_poster_was_opened_and_a_rehearsal_run(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    before = await states(server)
    assert (before["print"], before["rehearsal"]) == ("open", "open")
    assert (await server.client(cast.max).get(f"/{cast.code}/poster")).status_code == 200
    assert (await states(server))["print"] == "done"
    lines = len(await cast.journal())
    await client.get(f"/{cast.code}/poster")
    assert len(await cast.journal()) == lines, "once is enough"
    await client.post(f"/organiser/{cast.code}/rehearse", data={"people": "0"})
    await client.post(f"/organiser/{cast.code}/end-rehearsal")
    assert (await states(server))["rehearsal"] == "done"
    await client.post(f"/{cast.code}/tick-step", data={"step": "print", "done": "no"})
    assert (await states(server))["print"] != "done", "and can still be taken back by hand"


@pytest.mark.here_only
async def test_a_poster_that_no_phone_can_follow_does_not_tick_printing_off(server: Server):
    cast = server.cast
    assert (await server.client(cast.ada).get(f"/{cast.code}/poster")).status_code == 200
    assert (await states(server))["print"] != "done"
    shown = await server.client(cast.ada).get(f"{page(cast)}/print")
    assert "Bitte noch nicht drucken" in shown.text.partition('id="papers-title"')[0]


async def test_the_list_knows_that_the_day_is_over_and_the_archive_was_downloaded(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    assert ((await states(server))["day"], (await states(server))["archive"]) == ("next", "open")
    cast.clock.at += timedelta(hours=12)
    assert ((await states(server))["day"], (await states(server))["archive"]) == ("done", "next")
    await client.get(f"/{cast.code}/archive.zip")
    assert (await states(server))["archive"] == "next", "before the event is closed it is only an interim copy"
    await cast.does(cast.max, ArchiveBarcamp())
    assert (await states(server))["archive"] == "next"
    assert (await client.get(f"/{cast.code}/archive.zip")).status_code == 200
    assert (await states(server))["archive"] == "done"


async def test_every_step_has_a_page_and_names_the_next(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    for step, following in zip(STEPS, [*STEPS[1:], None], strict=True):
        shown = await client.get(f"{page(cast)}/{step}")
        assert shown.status_code == 200
        (here,) = re.findall(r'href="([^"]*)" aria-current="page"', shown.text)
        assert here == f"{page(cast)}/{step}"
        onward = shown.text[shown.text.index('class="onward"') :]
        assert following is None or f"{page(cast)}/{following}" in onward
    assert (await client.get(f"{page(cast)}/lunch")).status_code == 404
    assert (await server.client(cast.eve_organising).get(f"{page(cast)}/rooms")).status_code == 403
    sent = await server.client().get(f"{page(cast)}/rooms")
    assert sent.headers["location"] == f"/organiser/sign-in?back={page(cast)}/rooms"


@pytest.mark.parametrize("model", MODELS)
async def test_no_list_offers_what_there_is_not(server: Server, model: str):
    """What an event brings along says what it needs: nothing is counted as none, and nothing hangs at no door."""
    client = server.client(server.cast.ada)
    form = {"model": model, "name": "Auftakt", "day": "2026-12-02"}
    here = (await client.post("/organiser/found-barcamp", data=form)).headers["location"]
    pages = {name: text_of(await client.get(f"{here}{name}")) for name in ("", *(f"/{step}" for step in STEPS))}
    for name, text in pages.items():
        counted = re.findall(r"(?<![\d:.,–-])0 (?=[A-ZÄÖÜ])[\wäöüß]+", text)
        assert not counted, name
    online, rooms = model == "kick-off", bool(MODELS[model].rooms)
    assert ("Der Ort fehlt noch." in pages[""]) != online
    assert bool(re.search(r"\d Türschilder", pages[""])) == (rooms and not online)
    printing = (await client.get(f"{here}/print")).text
    assert ("/papers/doors" in printing) == (rooms and not online)
    assert ("/papers/cards" in printing) != online
    assert ("Türschilder" in pages["/day"]) == (rooms and not online)
    if online:
        await give(client, here.rpartition("/")[2], "edit-barcamp", name="Auftakt", place="Burg", day="2026-12-02",
                   timezone="Europe/Berlin", language="de", tone="sie", held="site")  # fmt: skip
        assert "/papers/doors" in (await client.get(f"{here}/print")).text


async def test_an_event_founded_on_its_own_evening_is_offered_times_that_are_still_to_come(server: Server):
    client, clock = server.client(server.cast.ada), server.cast.clock
    clock.at = datetime(2026, 6, 13, 17, 38, tzinfo=UTC)  # 19:38 in Berlin
    form = {"model": "kick-off", "name": "Auftakt", "day": "2026-06-13"}
    here = (await client.post("/organiser/found-barcamp", data=form)).headers["location"]
    told = text_of(await client.get(here))
    assert "Es ist 19:38: Alle Zeitfenster von heute sind schon vorbei." in told
    assert "Heute um 20:00, mit allen Zeitfenstern" in told
    assert "Den Tag abschließen" not in told  # nothing that never began has to be closed
    shown = parse((await client.get(here)).text)
    (move,) = [form for form in shown.all("form") if form["action"].endswith("/begin-at")]
    sent = {each["name"]: each["value"] for each in move.all("input")}
    answer = await client.post(move["action"], data=sent)
    assert answer.headers["location"] == f"{here}/rooms#slots"
    times = [re.findall(r'class="time">([^<]+)<', (await client.get(f"{here}/rooms")).text)]
    assert times[0][0].startswith("20:00–")
    assert (await client.post(move["action"], data=sent)).status_code == 303  # pressed twice
    assert [re.findall(r'class="time">([^<]+)<', (await client.get(f"{here}/rooms")).text)] == times
    assert "schon vorbei" not in text_of(await client.get(here))


async def test_a_whole_day_that_does_not_fit_into_the_evening_is_offered_for_tomorrow(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    cast.clock.at = datetime(2026, 6, 13, 18, 0, tzinfo=UTC)
    form = {"model": "barcamp", "name": "Barcamp", "day": "2026-06-13"}
    here = (await client.post("/organiser/found-barcamp", data=form)).headers["location"]
    answer = await client.get(here)
    assert "mit allen Zeitfenstern" not in text_of(answer)
    (move,) = [form for form in parse(answer.text).all("form") if form["action"].endswith("/edit-barcamp")]
    sent = {each["name"]: each["value"] for each in move.all("input")}
    assert sent["day"] == "2026-06-14"
    assert (await client.post(move["action"], data=sent)).headers["location"] == here
    assert "schon vorbei" not in text_of(await client.get(here))


async def test_a_day_that_was_begun_or_is_still_to_come_is_not_moved(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)  # in its pitching phase
    assert "schon vorbei" not in text_of(await client.get(page(cast)))
    cast.clock.forward(hours=12)
    assert "schon vorbei" not in text_of(await client.get(page(cast)))
