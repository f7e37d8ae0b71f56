"""Organisers are asked who may see the results when the day is archived: on their page and on the console."""

import pytest

from barcamp.domain.event.results import OPENINGS
from barcamp.domain.moderation.archive import ArchiveBarcamp
from tests.cast import Cast
from tests.server import Server
from tests.web.asking import give, page, sentence


@pytest.mark.parametrize("audience", OPENINGS)
async def test_the_organiser_is_asked_when_archiving(server: Server, cast: Cast, audience: str):
    client, address = server.client(cast.ada), f"/organiser/{cast.code}/archive"
    [form] = [
        form for form in page(await client.get(address)).all("form") if form["action"].endswith("archive-barcamp")
    ]
    choices = {field["value"]: "checked" in field.attributes for field in form.all("input", type="radio")}
    assert choices == {"everybody": True, "joined": False, "nobody": False}
    answer = await give(client, cast.code, "archive-barcamp", results=audience, back=address)
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    camp = await cast.barcamp()
    assert (camp.archived, camp.results_for) == (True, audience)
    [form] = page(await client.get(address)).all("form", action=f"/{cast.code}/open-results")
    assert [field["value"] for field in form.all("input", type="radio") if "checked" in field.attributes] == [audience]


async def test_the_organiser_is_asked_on_the_console_too_and_moderators_are_not(server: Server, cast: Cast):
    for who, many in ((cast.ada, 3), (cast.max, 0)):
        shown = page(await server.client(who).get(f"/{cast.code}/console"))
        assert len(shown.all("input", name_="results")) == many


async def test_after_a_moderator_archived_the_question_stays_open(server: Server, cast: Cast):
    await cast.does(cast.max, ArchiveBarcamp())
    client, address = server.client(cast.ada), f"/organiser/{cast.code}/archive"
    assert "Noch ist offen, wer die Ergebnisse sehen darf." in page(await client.get(address)).text
    await give(client, cast.code, "open-results", results="everybody")
    assert "Noch ist offen" not in page(await client.get(address)).text
    assert (await cast.barcamp()).results_for == "everybody"


async def test_what_cannot_be_chosen_is_said_beside_the_choice_and_nothing_is_archived(server: Server, cast: Cast):
    for verb in ("archive-barcamp", "open-results"):
        answer = await give(server.client(cast.ada), cast.code, verb, results="world")
        assert page(answer, 422).id(f"e-{verb}-results").text == sentence("results.choose", "de")
    camp = await cast.barcamp()
    assert (camp.archived, camp.results_for) == (False, "")
