"""The fixed programme on the organiser's and the moderator's pages: looked at first, then taken, and again."""

import html
from dataclasses import replace

from httpx import AsyncClient, Response

from barcamp.domain.plan.grid import placements, rooms
from barcamp.domain.topics.topic import topics
from tests.cast import Cast
from tests.domain.setup.programme.files import CSV, Talk, guid, xml
from tests.markup import Element, parse
from tests.server import Server
from tests.web.asking import follow, give, page, sentence, text_of

ONE, TWO = Talk(), Talk(guid(2), "Wohnen im Alter", "Aula", "11:00")


def address(cast: Cast) -> str:
    return f"/organiser/{cast.code}/programme"


async def look(client: AsyncClient, cast: Cast, file: bytes = b"", text: str = "") -> Response:
    files = {"file": ("programm.xml", file, "text/xml")} if file else {"file": ("", b"", "application/octet-stream")}
    return await client.post(address(cast), data={"text": text}, files=files)


def preview(answer: Response) -> Element:
    assert answer.status_code == 200, answer.text
    return parse(answer.text).id("preview")


def form_of(answer: Response) -> dict[str, str]:
    """What the preview's form sends as it is shown, with the box ticked that asks for a look."""
    [form] = [form for form in parse(answer.text).all("form") if form["action"].endswith("/take-programme")]
    sent = {}
    for field in form.all("input"):
        if field.get("type") != "checkbox" or field.get("checked") is not None or field["name"] == "looked":
            sent[field["name"]] = html.unescape(field["value"])
    return sent


async def take(client: AsyncClient, cast: Cast, shown: Response) -> Response:
    return await client.post(f"/organiser/{cast.code}/take-programme", data=form_of(shown))


async def titles(cast: Cast) -> dict[str, int]:
    placed = {row.topic_id for row in await cast.rows(placements, barcamp_id=cast.id)}
    return {row.title: row.id for row in await cast.rows(topics, barcamp_id=cast.id) if row.fixed and row.id in placed}


async def test_a_file_is_shown_first_then_taken_and_a_second_one_says_what_changed(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    shown = await look(client, cast, xml([ONE, TWO]))
    assert "2 neu" in preview(shown).text
    assert "1 Raum hinzufügen, den es noch nicht gibt: Aula" in preview(shown).text
    assert await titles(cast) == {}
    assert len(await cast.rows(rooms, barcamp_id=cast.id)) == len(cast.rooms)
    listed = await follow(client, await take(client, cast, shown))
    assert ONE.title in text_of(listed)
    before = await titles(cast)
    again = await look(client, cast, xml([ONE, TWO]))
    assert "2 unverändert" in preview(again).text
    assert "Es gibt nichts zu übernehmen" in preview(again).text
    second = await look(client, cast, xml([replace(ONE, starts="14:00"), Talk(guid(3), "Neues Haus", starts="16:00")]))
    told = preview(second).text
    assert "1 neu, 1 verschoben, 0 geändert, 1 fällt weg" in told
    assert "bisher Sa" not in told
    assert "bisher 10:00–10:45, Aula" in told
    await follow(client, await take(client, cast, second))
    after = await titles(cast)
    assert set(after) == {ONE.title, "Neues Haus"}
    assert after[ONE.title] == before[ONE.title]


async def test_a_pasted_table_is_read_like_a_file_and_stays_in_its_field(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    shown = await look(client, cast, text=CSV)
    assert "1 neu" in preview(shown).text
    assert sentence("paste.no_column", what="Track") in preview(shown).text
    assert "V1;Die Stadt" in parse(shown.text).id("f-take-programme-text").text


async def test_what_cannot_be_taken_stands_in_the_preview_beside_the_rest(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    shown = await look(client, cast, xml([ONE, replace(TWO, date="2026-06-20"), replace(TWO, title="", id=guid(4))]))
    told = preview(shown).text
    assert sentence("programme.outside", day="20.06.2026") in told
    assert sentence("programme.no_title") in told
    assert "1 neu" in told
    assert "2 lassen sich nicht übernehmen" in told


async def test_a_file_of_another_kind_is_refused_beside_its_field_and_nothing_is_written(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    for data, key in ((b"PK\x03\x04", "programme.excel"), (b"<!DOCTYPE x []><schedule/>", "programme.dtd")):
        refused = page(await look(client, cast, data), 422)
        assert refused.id("e-take-programme-file").text == sentence(key)
    nothing = page(await look(client, cast), 422)
    assert nothing.id("e-take-programme-file").text == sentence("programme.nothing")
    no_heads = page(await look(client, cast, text="Vortrag;10:00"), 422)
    assert no_heads.id("e-take-programme-text").text == sentence("programme.headings")
    assert no_heads.id("f-take-programme-text").text == "Vortrag;10:00"
    assert await titles(cast) == {}


async def test_what_changed_meanwhile_is_shown_again_instead_of_taken(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    name = (await cast.rows(rooms, id=cast.rooms[0]))[0].name
    shown = await look(client, cast, xml([replace(ONE, room=name)]))
    hand = {"title": "Dazwischen", "room": cast.rooms[0], "starts": "10:00", "ends": "10:45"}
    assert (await give(client, cast.code, "add-fixed-session", **hand)).status_code == 303
    answer = await take(client, cast, shown)
    assert answer.status_code == 409
    assert sentence("programme.newer") in parse(answer.text).id("preview").text
    assert set(await titles(cast)) == {"Dazwischen"}


async def test_what_no_page_made_is_refused(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    for sent in ("", "????", "AAAA", "eJyrVspNLClKVbJSUEosVdJRUMpLzE1VqgUAR8MHCQ=="):
        answer = await client.post(f"/organiser/{cast.code}/take-programme", data={"sessions": sent})
        assert answer.status_code == 400


async def test_only_organisers_bring_files_and_only_moderators_enter_sessions(server: Server):
    cast = server.cast
    assert (await look(server.client(cast.max), cast, xml([ONE]))).status_code == 403
    assert (await look(server.client(cast.eve_organising), cast, xml([ONE]))).status_code == 403
    assert (await server.client(cast.kim).get(f"/{cast.code}/programme")).status_code == 403
    shown = await server.client(cast.max).get(f"/{cast.code}/programme")
    assert parse(shown.text).id("f-add-fixed-session-title")
    assert "take-programme" not in shown.text


async def test_a_fixed_session_is_on_the_phone_with_those_who_hold_it_and_can_be_wanted(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    await take(client, cast, await look(client, cast, xml([ONE])))
    [topic] = (await titles(cast)).values()
    phone = server.client(cast.kim)
    card = parse((await phone.get(f"/{cast.code}")).text).id(f"topic_{topic}")
    assert "festes Programm" in card.text
    assert "Erika Muster" in card.text
    assert "Aula" in card.text
    assert (await give(phone, cast.code, "cast-vote", topic=topic)).status_code == 303
    console = parse((await server.client(cast.max).get(f"/{cast.code}/console")).text)
    assert [cell for cell in console.all("td") if ONE.title in cell.text and "festes Programm" in cell.text]


async def test_the_archived_programme_is_only_read(server: Server):
    cast, client = server.cast, server.client(server.cast.ada)
    await take(client, cast, await look(client, cast, xml([ONE])))
    await give(client, cast.code, "archive-barcamp", sure="yes", name=(await cast.barcamp()).name)
    assert (await look(client, cast, xml([ONE]))).status_code == 409
    assert "Vom Plan nehmen" not in text_of(await client.get(address(cast)))
