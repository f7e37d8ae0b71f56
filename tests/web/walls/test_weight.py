"""What a wall costs with many cards: browsers look at every form of a page before they show it, and at every size that
a rule asks for."""

import re

from barcamp.domain.walls.note import WriteNote
from tests.house.sources import ROOT
from tests.server import Server


async def test_a_wall_has_as_many_forms_with_thirty_cards_as_with_one(server: Server):
    cast, counts = server.cast, []
    for number in range(30):
        await cast.makes(cast.kim, WriteNote(wall="e", text=f"Karte {number}"))
        if number in (0, 29):
            page = await server.client(cast.kim).get(f"/{cast.code}/notes/e?whole=yes")
            assert page.text.count('<li class="note') == number + 1
            counts.append(page.text.count("<form"))
    assert counts[0] == counts[1] > 0


async def test_every_button_of_a_card_names_a_form_of_the_page(server: Server):
    cast = server.cast
    await cast.makes(cast.kim, WriteNote(wall="e", text="Karte"))
    page = (await server.client(cast.kim).get(f"/{cast.code}/notes/e?whole=yes")).text
    card = page[page.index('<li class="note') :].split("</li>")[0]
    named = set(re.findall(r'<button[^>]* form="([^"]+)"', card))
    assert named == {"do-support-note", "do-withdraw-note"}
    assert named <= set(re.findall(r'<form id="([^"]+)"', page))


def test_no_rule_makes_cards_of_a_wall_containers():
    """Where one is, browsers lay out every card out of sight to look at its buttons: half a second for 500 cards."""
    rules = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "static" / "css" / "walls").glob("*.css")}
    assert "content-visibility: auto" in rules["wall.css"]
    assert [name for name, text in rules.items() if "container-type" in text] == []
