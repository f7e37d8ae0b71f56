"""The server's own pages, as the operator wrote them or as they are by default."""

from pathlib import Path

import pytest

from tests.cast import Cast
from tests.server import Server, running
from tests.web.asking import page


@pytest.mark.parametrize("name", ["help", "imprint", "privacy", "accessibility"])
@pytest.mark.parametrize(("language", "word"), [("de", "Über diesen Server"), ("en", "About this server")])
async def test_every_page_is_there_in_both_languages(server: Server, name: str, language: str, word: str):
    client = server.client(headers={"accept-language": language})
    shown = await client.get(f"/{name}")
    assert page(shown).all("html")[0]["lang"] == language
    assert f'aria-label="{word}"' in shown.text


async def test_what_the_operator_wrote_stands_in_its_place(cast: Cast, tmp_path: Path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "imprint.de.md").write_text("# Anbieter\n\nAgentur <b>West</b>\nBurg 1\n\n- post@example.org", "utf-8")
    async with running(cast, data=folder, operator="Jemand anders") as server:
        for language in ("de", "en"):  # better in one language than not at all
            shown = await server.client(headers={"accept-language": language}).get("/imprint")
            assert "<p>Agentur &lt;b&gt;West&lt;/b&gt;<br>\nBurg 1</p>" in shown.text
            assert '<a href="mailto:post@example.org" rel="noreferrer">post@example.org</a>' in shown.text
            assert "Jemand anders" not in shown.text
        assert "Jemand anders" in (await server.client().get("/privacy")).text


async def test_settings_fill_in_who_runs_the_server(cast: Cast):
    settings = {"operator": "Agentur West, Burg 1", "contact": "post@example.org", "enforcement": "Ombudsstelle West"}
    async with running(cast, **settings) as server:
        for name in ("imprint", "privacy"):
            shown = page(await server.client().get(f"/{name}")).text
            assert "Agentur West, Burg 1" in shown
            assert "post@example.org" in shown
        statement = page(await server.client().get("/accessibility")).text
        assert "post@example.org" in statement
        assert "Ombudsstelle West" in statement


async def test_help_speaks_as_the_event_does_and_leads_back_to_it(server: Server):
    cast = server.cast
    formal = await server.client(headers={"accept-language": "de"}).get("/help")
    assert "Geben Sie Ihren Namen ein." in formal.text
    shown = await server.client(cast.kim).get(f"/{cast.code}/help")
    assert "Gib deinen Namen ein." in shown.text
    assert f'href="/{cast.code}">← ' in shown.text


async def test_every_page_where_somebody_gives_something_leads_there(server: Server):
    cast = server.cast
    for who, path in ((None, "/"), (None, f"/{cast.code}"), (cast.kim, f"/{cast.code}"), (cast.ada, "/organiser")):
        shown = (await server.client(who).get(path)).text
        missing = [name for name in ("help", "imprint", "privacy", "accessibility") if f'/{name}">' not in shown]
        assert missing == [], path
