"""The organiser's way from creation to archive, step by step."""

import re

from barcamp.domain.checklist import STEPS
from tests.cast import Cast
from tests.server import Server


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
