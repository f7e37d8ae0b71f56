"""What is printed before the day: it leads people in, says what to do, and keeps no password."""

import html
import re

import pytest
from sqlalchemy import select

from barcamp import addresses
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.setup.slot import AddSlot
from barcamp.kernel.db import metadata
from barcamp.web.files.printables import wifi_text
from tests.server import Server
from tests.web.asking import follow, page, sentence, title


@pytest.mark.parametrize("name", ["cards", "emergency", "doors"])
async def test_printables_are_for_moderators(server: Server, name: str):
    cast = server.cast
    shown = await server.client(cast.max).get(f"/{cast.code}/papers/{name}")
    assert shown.status_code == 200
    assert "<svg" in shown.text
    assert (await server.client(cast.kim).get(f"/{cast.code}/papers/{name}")).status_code == 403


async def test_the_emergency_sheet_has_a_plan_to_fill_in(server: Server):
    cast = server.cast
    shown = (await server.client(cast.max).get(f"/{cast.code}/papers/emergency")).text
    assert f"/{cast.code}/projector" in shown
    assert shown.count('<tr class="free">') == len(cast.slots)
    assert all(name in shown for name in ("Werkstatt", "Mittagessen"))


async def test_each_day_has_its_own_plan_to_fill_in(server: Server):
    cast = server.cast
    await cast.lasts(days=2)
    await cast.does(cast.ada, AddSlot(day=1, starts="10:00", ends="10:45"))
    shown = page(await server.client(cast.max).get(f"/{cast.code}/papers/emergency"))
    sheets = [sheet for sheet in shown.all("section") if sheet["class"] == "by-hand"]
    assert [sheet.all("p")[0].text.split(" · ")[1].strip() for sheet in sheets] == [
        "Samstag, 13. Juni", "Sonntag, 14. Juni",
    ]  # fmt: skip
    assert [len(sheet.all("tr")) - 1 for sheet in sheets] == [len(cast.slots) + len(cast.plenaries), 1]


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


async def test_sheets_for_notes_are_those_of_the_sessions_in_the_order_of_the_day(server: Server):
    cast = server.cast
    late, unplaced, early = [await cast.pitches(title) for title in ("Abends", "Nirgends", "Morgens")]
    for topic, slot in ((late, 2), (early, 0)):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[1], slot=cast.slots[slot]))
    shown = page(await server.client(cast.max).get(f"/{cast.code}/papers/sheets")).text
    assert shown.index("Morgens") < shown.index("Abends")
    assert "Nirgends" not in shown
    assert (await server.client(cast.kim).get(f"/{cast.code}/papers/sheets")).status_code == 403
    alone = page(await server.client(cast.kim).get(f"/{cast.code}/papers/sheet/t{unplaced}")).text
    assert "Nirgends" in alone
    assert "Morgens" not in alone


async def test_a_sheet_of_a_wall_that_is_gone_says_so(server: Server):
    cast = server.cast
    topic = await cast.pitches()
    address = f"/{cast.code}/papers/sheet/t{topic}"
    assert (await server.client(cast.kim).get(address)).status_code == 200
    await cast.does(cast.kim, WithdrawTopic(topic=topic))
    assert title(await server.client(cast.kim).get(address), 404) == sentence("wall.gone")


async def test_a_network_needs_a_name_and_a_password_that_phones_take(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    long = {"ssid": "x" * 33, "password": "y" * 64}
    shown = page(await client.post(f"/organiser/{cast.code}/wifi", data=long), 422)
    assert [shown.id(f"e-wifi-{name}").text != "" for name in ("ssid", "password")] == [True, True]
    shown = page(await client.post(f"/organiser/{cast.code}/wifi", data={"ssid": " ", "password": ""}), 422)
    assert [shown.id(f"e-wifi-{name}").text != "" for name in ("ssid", "password")] == [True, False]
    open_one = await follow(client, await client.post(f"/organiser/{cast.code}/wifi", data={"ssid": "Offen"}))
    assert "Offen" in page(open_one).text


async def test_the_page_of_a_network_that_nobody_told_leads_to_where_it_is_told(server: Server):
    answer = await server.client(server.cast.ada).get(f"/organiser/{server.cast.code}/wifi")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/organiser/{server.cast.code}/print")
