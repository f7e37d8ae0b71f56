"""Without scripts a page shows which cards several lines would become; nothing that was typed is lost."""

import html
import re

from barcamp.domain.walls.lane import notes
from tests.server import Server

LIST = "Zutaten:\r\n- Mehl\r\n• Salz\r\n1. Hefe\r\n2. Wasser\r\n"


def area(page: str) -> str:
    found = re.search(r'<textarea id="f-write-notes-text"[^>]*>([^<]*)</textarea>', page)
    assert found is not None
    return html.unescape(found[1])


async def look(server: Server, text: str, section: str = ""):
    form = {"wall": "e", "text": text, "section": section, "back": f"/{server.cast.code}/notes/e"}
    return await server.client(server.cast.kim, follow_redirects=True).post(
        f"/{server.cast.code}/notes/e/several", data=form
    )


async def test_the_lines_are_shown_as_they_would_be_and_sent_from_there(server: Server):
    cast = server.cast
    page = await look(server, LIST, "3")
    assert "5 Karten daraus machen?" in page.text
    assert area(page.text) == "Zutaten:\nMehl\nSalz\nHefe\nWasser"
    assert re.search(r'name="section" value="3"', page.text)
    form = {"wall": "e", "text": area(page.text), "back": f"/{cast.code}/notes/e"}
    sent = await server.client(cast.kim).post(f"/{cast.code}/write-notes", data=form, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, f"/{cast.code}/notes/e")
    assert [row.text for row in await cast.rows(notes)] == ["Zutaten:", "Mehl", "Salz", "Hefe", "Wasser"]


async def test_what_is_too_long_for_an_address_is_shown_all_the_same(server: Server):
    lines = [f"{number} {hash(str(number))} {'ä' * (number % 100)}" for number in range(300)]
    page = await look(server, "\n".join(lines))
    assert area(page.text) == "\n".join(line.strip() for line in lines)
    assert "300 Karten sind zu viele: 50 gehen auf einmal." in page.text


async def test_more_than_fit_at_once_stay_in_their_field(server: Server):
    cast, text = server.cast, "\n".join(map(str, range(51)))
    form = {"wall": "e", "text": text, "back": f"/{cast.code}/notes/e"}
    page = await server.client(cast.kim).post(f"/{cast.code}/write-notes", data=form)
    assert page.status_code == 422
    assert area(page.text) == text
    assert "51 Karten sind zu viele: 50 gehen auf einmal." in page.text
    assert await cast.rows(notes) == []


async def test_an_empty_field_and_an_address_without_a_text_are_answered(server: Server):
    assert (await look(server, " ")).status_code == 422
    client = server.client(server.cast.kim)
    for query in ("", "?lines=nonsense", "?lines=eJwDAAAAAAE&section=x"):
        page = await client.get(f"/{server.cast.code}/notes/e/several{query}", follow_redirects=False)
        assert (page.status_code, page.headers["location"]) == (303, f"/{server.cast.code}/notes/e")


async def test_fifty_of_the_longest_cards_in_any_letters_are_taken(server: Server):
    """In a form a letter has up to twelve bytes, so that they are far longer than any other form may be."""
    cast = server.cast
    for letter in ("ä", "😀"):
        form = {"wall": "e", "text": "\n".join([letter * 500] * 50), "back": f"/{cast.code}/notes/e"}
        sent = await server.client(cast.kim).post(f"/{cast.code}/write-notes", data=form, follow_redirects=False)
        assert sent.status_code == 303, sent.text
    assert [row.text for row in await cast.rows(notes)] == ["ä" * 500] * 50 + ["😀" * 500] * 50
