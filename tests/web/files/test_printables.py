"""What is printed before the day: it leads in, says what to do, and keeps no password."""

import html
import re

import pytest
from sqlalchemy import select

from barcamp import addresses
from barcamp.kernel.db import metadata
from barcamp.web.files.printables import wifi_text
from tests.server import Server
from tests.web.asking import follow


@pytest.mark.parametrize("paper", ["cards", "emergency", "doors"])
async def test_papers_are_for_moderators(server: Server, paper: str):
    cast = server.cast
    shown = await server.client(cast.max).get(f"/{cast.code}/papers/{paper}")
    assert shown.status_code == 200
    assert "<svg" in shown.text
    assert (await server.client(cast.kim).get(f"/{cast.code}/papers/{paper}")).status_code == 403


async def test_the_emergency_sheet_has_a_plan_to_fill_in(server: Server):
    cast = server.cast
    shown = (await server.client(cast.max).get(f"/{cast.code}/papers/emergency")).text
    assert f"/{cast.code}/projector" in shown
    assert shown.count('<tr class="free">') == len(cast.slots)
    assert all(name in shown for name in ("Werkstatt", "Mittagessen"))


def test_a_network_is_written_as_phones_read_it():
    assert wifi_text("Gäste; Burg", 'ge"heim:\\1,') == 'WIFI:T:WPA;S:Gäste\\; Burg;P:ge\\"heim\\:\\\\1\\,;;'
    assert wifi_text("Offen", "") == "WIFI:T:nopass;S:Offen;;"


async def test_the_wi_fi_page_shows_the_password_and_nothing_keeps_it(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    form = {"ssid": "Burg-Gast", "password": "Zugbrücke 1208"}
    shown = await follow(client, await client.post(f"/organiser/{cast.code}/wifi", data=form))
    assert "Zugbrücke 1208" in html.unescape(shown.text)
    async with cast.ctx.db.reading() as db:
        for table in metadata.sorted_tables:
            for row in await db.execute(select(table)):
                assert "Zugbrücke" not in repr(row), table.name
    short = await client.post(f"/organiser/{cast.code}/wifi", data={**form, "password": "kurz"})
    assert short.status_code == 422
    assert 'value="Burg-Gast"' in short.text
    assert (await server.client(cast.max).post(f"/organiser/{cast.code}/wifi", data=form)).status_code == 403


@pytest.mark.here_only
@pytest.mark.parametrize(
    "path", ["poster", "papers/doors", "papers/cards", "papers/emergency", "papers/sheet/e", "projector"]
)
@pytest.mark.parametrize("network", ["192.168.7.5", None])
async def test_where_no_phone_gets_through_papers_and_projector_say_so_and_how_they_could(
    server: Server, monkeypatch: pytest.MonkeyPatch, path: str, network: str | None
):
    monkeypatch.setattr(addresses, "lan_address", lambda: network)
    cast = server.cast
    shown = (await server.client(cast.max).get(f"/{cast.code}/{path}")).text
    assert 'class="unreached"' in shown
    assert "BARCAMP_HOST=0.0.0.0" in shown
    assert ("http://192.168.7.5:" in re.sub("</?(wbr|span)>", "", shown)) == (network is not None)
    assert "127.0.0.1" not in shown
    assert "qr.svg" not in shown
    assert "Den Code mit dem Handy scannen" not in shown
