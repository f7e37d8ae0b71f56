"""The page on which a wall gets its sections: all templates in full, and what would stay."""

import re

from barcamp.domain.walls.layout.divide import ChooseLanes, KeepLanes
from barcamp.domain.walls.note import WriteNote
from tests.server import Server
from tests.web.asking import page


async def shown(server: Server, wall: str) -> str:
    answer = await server.client(server.cast.max).get(f"/{server.cast.code}/notes/{wall}/lanes")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


async def test_a_moderator_sees_what_each_template_would_bring_and_what_would_stay(server: Server):
    cast = server.cast
    said = await shown(server, "e")
    assert "Zielgruppen Wen wollen wir erreichen?" in said
    assert "Ich biete" in said
    assert "bleib" not in said
    await cast.does(cast.kim, WriteNote(wall="e", text="Brot"))
    assert "Eine Spalte mit Karten bleibt stehen, und ihre Karten mit ihr: Kernaussagen." in await shown(server, "e")


async def test_other_walls_and_own_templates_can_be_chosen(server: Server):
    cast = server.cast
    wall = f"t{await cast.pitches('Brot')}"
    assert "Wie auf einer anderen Wand" not in await shown(server, "e")
    await cast.does(cast.max, ChooseLanes(wall=wall, template="marketplace"))
    await cast.does(cast.max, KeepLanes(wall=wall, name="Börse"))
    said = await shown(server, "e")
    assert "Diese Spalten nehmen : Börse" in said
    assert "Diese Spalten nehmen : Brot" in said
    assert "Zurück zu den Spalten aller Wände" not in said
    assert "Zurück zu den Spalten aller Wände" in await shown(server, wall)


async def test_choosing_leads_back_to_the_wall_which_is_divided_then(server: Server):
    cast, client = server.cast, server.client(server.cast.max)
    here = f"/{cast.code}/notes/e"
    answer = await client.post(
        f"/{cast.code}/choose-lanes", data={"wall": "e", "template": "kick-off", "back": here}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, here)
    assert "Wen wollen wir erreichen?" in (await client.get(here)).text


async def test_it_is_for_moderators_alone(server: Server):
    page = await server.client(server.cast.kim).get(f"/{server.cast.code}/notes/e/lanes")
    assert page.status_code == 403


async def test_the_organiser_finds_the_sections_of_a_single_wall_below_its_name(server: Server):
    cast = server.cast
    await cast.does(cast.max, ChooseLanes(wall=f"t{await cast.pitches('Brot backen')}", template="marketplace"))
    page = await server.client(cast.ada).get(f"/organiser/{cast.code}/rules")
    rows = re.findall(r"<h3>([^<]+)</h3>", page.text)
    assert rows == ["Alle Notizwände ohne eigene Spalten", "Brot backen"]


async def test_each_choice_of_a_section_is_called_by_what_it_is_for(server: Server):
    wall = page(await server.client(server.cast.max).get(f"/{server.cast.code}/notes/e"))
    chosen = [each["id"] for each in wall.all("select") if "-section" in each.get("id", "")]
    names = [each.text.strip() for each in wall.all("label") if each.get("for") in chosen]
    assert sorted(names) == ["In welche Spalte", "In welchen Spalten", "Spalte", "Spalte der Gruppe"]
