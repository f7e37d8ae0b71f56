"""The organiser's pages of guests: previews write nothing, files come in any encoding, and nobody else sees them."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert

from barcamp.domain.event.facts import StateFacts
from barcamp.domain.moderation.entrance import AddWalkIn, MarkArrival
from barcamp.domain.people.guest import MOST_GUESTS, guests
from barcamp.queries.people.guests import load_guests
from tests.markup import parse
from tests.server import Server

TABLE = "Name\tOrganisation\nAnna Amsel\tStadt Arnsberg\nJürgen Groß\tBürgerbüro – West\n"


async def announced(server: Server, *names: str) -> list[int]:
    rows = [{"barcamp_id": server.cast.id, "name": name, "organisation": "Kreis Olpe", "team": ""} for name in names]
    async with server.cast.ctx.db.writing() as db:
        return list(await db.scalars(insert(guests).returning(guests.c.id, sort_by_parameter_order=True), rows))


def preview(server: Server) -> str:
    return f"/organiser/{server.cast.code}/guests/preview"


async def test_a_preview_writes_nothing_and_what_it_shows_is_taken(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    shown = await client.post(preview(server), files={"text": (None, TABLE)})
    assert shown.status_code == 200
    assert "2 Gäste sind neu." in shown.text
    assert await cast.rows(guests) == []
    taken = await client.post(f"/organiser/{cast.code}/guests", data={"text": TABLE})
    assert taken.status_code == 303
    assert [row.name for row in await cast.rows(guests)] == ["Anna Amsel", "Jürgen Groß"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
async def test_a_file_is_read_as_spreadsheets_write_it(server: Server, encoding: str):
    data = TABLE.replace("\t", ";").encode(encoding)
    shown = await server.client(server.cast.ada).post(preview(server), files={"file": ("gäste.csv", data)})
    assert "Bürgerbüro – West" in shown.text
    assert "2 Gäste sind neu." in shown.text


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("liste.xlsx", b"PK\3\4" + b"x" * 50, "Das ist eine Excel-Datei."),
        ("liste.pdf", b"%PDF-1.7", "In dieser Datei steht kein Text."),
        ("leer.csv", b"  \n", "In dieser Datei steht kein Text."),
        ("riesig.csv", b"x" * 1_100_000, "Die Datei ist zu groß."),
    ],
)
async def test_a_file_that_is_no_list_is_refused_beside_its_field(server: Server, name: str, data: bytes, says: str):
    shown = await server.client(server.cast.ada).post(preview(server), files={"file": (name, data)})
    assert shown.status_code == 422
    assert says in parse(shown.text).id("e-take-guests-file").text


async def test_three_thousand_rows_are_refused_with_the_limit_and_stay_in_the_field(server: Server):
    text = "\n".join(f"Anna {number}\tOlpe" for number in range(3000))
    shown = await server.client(server.cast.ada).post(preview(server), files={"text": (None, text)})
    assert shown.status_code == 409
    assert f"mehr als {MOST_GUESTS} passen nicht auf die Liste" in parse(shown.text).id("e-take-guests-text").text
    assert "Anna 2999" in parse(shown.text).id("f-take-guests-text").text
    assert await server.cast.rows(guests) == []


async def test_attendees_moderators_and_strangers_get_nothing_of_it(server: Server):
    cast = server.cast
    (anna,) = await announced(server, "Annabella Amsel")
    for path in ("guests", "badges", "attendance", "attendance.xlsx"):
        for who in (cast.max, cast.kim, None, cast.eve_organising):
            answer = await server.client(who).get(f"/organiser/{cast.code}/{path}")
            assert answer.status_code == 403, (path, who)
            assert "Annabella" not in answer.text
    for who in (cast.kim, None, cast.eve_moderating):
        for path in (f"/{cast.code}/arrivals", f"/{cast.code}/look/arrivals"):
            answer = await server.client(who).get(path)
            assert answer.status_code == 403, (path, who)
            assert "Annabella" not in answer.text
        answer = await server.client(who).post(f"/{cast.code}/mark-arrival", data={"guest": str(anna), "here": "yes"})
        assert answer.status_code == 403
    assert [row.here_at for row in await cast.rows(guests)] == [None]
    assert (await server.client(cast.max).post(f"/organiser/{cast.code}/badges")).status_code == 403
    assert [row.badge for row in await cast.rows(guests)] == [None]


async def test_the_workbook_names_those_who_are_here_and_nobody_else(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    await cast.does(cast.ada, StateFacts(funding="Gefördert vom Land"))
    anna, _ = await announced(server, "Anna Amsel", "Bo Bach")
    await cast.does(cast.max, MarkArrival(guest=anna, here=True))
    await cast.does(cast.max, AddWalkIn(name="=1+1", organisation="Verein"))
    answer = await client.get(f"/organiser/{cast.code}/attendance.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    at = next(number for number, row in enumerate(rows) if row[0] == "Name")
    async with cast.ctx.db.reading() as db:
        here = {guest.name for guest in await load_guests(db, cast.id) if guest.here}
    assert {row[0] for row in rows[at + 1 :]} == here == {"Anna Amsel", "=1+1"}
    assert rows[at] == ["Name", "Organisation", "Unterschrift"]
    assert "Gefördert vom Land" in [row[0] for row in rows[:at]]
    assert sheet.print_title_rows == f"${at + 1}:${at + 1}"
    everybody = load_workbook(io.BytesIO((await client.get(f"{answer.url}?who=all")).content)).worksheets[0]
    assert "Bo Bach" in [row[0].value for row in everybody.iter_rows()]


async def test_a_page_of_keys_is_kept_nowhere(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    await announced(server, "Anna Amsel", "Bo Bach")
    first = await client.post(f"/organiser/{cast.code}/badges", data={"whose": "new"})
    assert first.headers["cache-control"] == "no-store"
    assert first.text.count("/badge/") == 2
    before = [row.badge for row in await cast.rows(guests)]
    again = await client.post(f"/organiser/{cast.code}/badges", data={"whose": "new"})
    assert again.status_code == 409
    assert [row.badge for row in await cast.rows(guests)] == before
    await client.post(f"/organiser/{cast.code}/badges", data={"whose": "all"})
    assert not {row.badge for row in await cast.rows(guests)} & {*before}


async def test_people_read_that_there_is_a_list_and_what_it_says_of_them(server: Server):
    cast = server.cast
    assert "Gästeliste" not in (await server.client().get("/privacy")).text
    (kim,) = await announced(server, "Kim Kiesel")
    assert "Gästeliste" in (await server.client().get("/privacy")).text
    here = f"/{cast.code}/my-data"
    assert "Kim Kiesel" not in (await server.client(cast.kim).get(here)).text
    async with cast.ctx.db.writing() as db:
        await db.execute(guests.update().where(guests.c.id == kim).values(attendee_id=cast.kim.id))
    assert "Kim Kiesel, Kreis Olpe" in (await server.client(cast.kim).get(here)).text
    assert "Kim Kiesel" not in (await server.client(cast.noor).get(here)).text
    assert "Gästeliste" in (await server.client(cast.ada).get(f"/organiser/{cast.code}/processing-record")).text
