"""Cookies that no script reads and no other site sends; and secrets that nobody finds in the database."""

from http.cookies import Morsel, SimpleCookie

import pytest
from httpx import Response
from sqlalchemy import String, Text, select

from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.organiser import organisers
from barcamp.kernel.db import metadata
from barcamp.web.gate import tokens
from tests.cast import PASSWORD, Cast
from tests.server import Server, running
from tests.web.asking import follow, give, page, sentence, text_of, typed


def cookies_of(answer: Response) -> dict[str, Morsel]:
    return {name: one for line in answer.headers.get_list("set-cookie") for name, one in SimpleCookie(line).items()}


async def test_joining_gives_a_cookie_for_this_device_alone(server: Server, cast: Cast):
    answer = await give(server.client(), cast.code, "join", name="Nuri")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}?welcome=1")
    (name, cookie), = cookies_of(answer).items()  # fmt: skip
    assert name == tokens.DEVICE
    assert (cookie["httponly"], cookie["samesite"].lower(), cookie["path"], cookie["secure"]) == (True, "lax", "/", "")
    assert cookie["domain"] == ""
    assert len(cookie.value) == 43
    assert int(cookie["max-age"]) > 90 * 24 * 3600


async def test_over_https_every_cookie_is_locked_to_the_host(cast: Cast):
    async with running(cast, public_url="https://camp.example.org") as server:
        joined = await give(server.client(), cast.code, "join", name="Nuri")
        signed_in = await server.client().post(
            "/organiser/sign-in", data={"name": await organiser_name(cast), "password": PASSWORD}
        )
        for answer, name in ((joined, tokens.DEVICE), (signed_in, tokens.ORGANISER)):
            cookie = cookies_of(answer)[f"__Host-{name}"]
            assert (cookie["httponly"], cookie["secure"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
            assert cookie["samesite"].lower() == "lax"
        switched = await server.client().post("/language", data={"language": "en"})
        assert all(one["secure"] and one["httponly"] for one in cookies_of(switched).values())


async def test_looking_around_leaves_no_cookie(server: Server, cast: Cast):
    for path in ("/", f"/{cast.code}", f"/{cast.code}/projector", "/organiser/sign-in", "/XXXXXX"):
        assert cookies_of(await server.client().get(path)) == {}


@pytest.mark.parametrize("value", ["x", "x" * 43, "x" * 5000, '"', "%00", "=", "\\"])
async def test_a_cookie_that_is_none_of_ours_makes_a_stranger(server: Server, cast: Cast, value: str):
    headers = {"cookie": f"{tokens.DEVICE}={value}; {tokens.ORGANISER}={value}; {tokens.LANGUAGE}={value}"}
    shown = page(await server.client(headers=headers).get(f"/{cast.code}"))
    assert shown.has("f-join-name")
    (html,) = shown.all("html")
    assert html["lang"] == "de"


async def test_joining_again_from_the_same_device_makes_no_second_person(server: Server, cast: Cast):
    client = server.client()
    for _ in range(2):
        assert (await give(client, cast.code, "join", name="Nuri")).status_code == 303
    assert len(await cast.rows(attendees, barcamp_id=cast.id)) == 4


async def test_no_secret_stands_in_the_database_in_clear(server: Server, cast: Cast):
    client = server.client()
    joined = await give(client, cast.code, "join", name="Nuri")
    personal = (
        page(await follow(client, await client.post(f"/{cast.code}/personal-link")))
        .all("code")[0]
        .text.rpartition("/")[2]
    )
    signed_in = await server.client().post(
        "/organiser/sign-in", data={"name": await organiser_name(cast), "password": PASSWORD}
    )
    ada = server.client(cast.ada)
    invited = await follow(ada, await ada.post(f"/organiser/{cast.code}/invite", data={"label": "Max"}))
    invitation = invited.text.partition("/link/")[2][:43]
    secrets = {
        "device": cookies_of(joined)[tokens.DEVICE].value,
        "sign-in": cookies_of(signed_in)[tokens.ORGANISER].value,
        "personal link": personal,
        "invitation": invitation,
        "password": PASSWORD,
        "Kim's device": cast.kim.cookies[tokens.DEVICE],
    }
    assert [len(secret) for secret in secrets.values()] == [43, 43, 43, 43, len(PASSWORD), 43]
    stored = [text async for text in _all_texts(cast)]
    assert "Nuri" in stored  # what stands there is found
    for what, secret in secrets.items():
        assert not any(secret in text for text in stored), what
        if what != "password":
            assert tokens.hashed(secret) in stored, what


async def organiser_name(cast: Cast) -> str:
    (row,) = await cast.rows(organisers, id=cast.ada.actor.organiser_id)
    return row.name


async def _all_texts(cast: Cast):
    async with cast.ctx.db.reading() as db:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if isinstance(column.type, String | Text)]
            for column in columns:
                for text in await db.scalars(select(column)):
                    if text:
                        yield text


async def test_who_came_by_http_where_cookies_need_https_is_told_and_nobody_is_made(cast: Cast):
    async with running(cast, public_url="https://camp.example.org") as server:
        client = server.client(headers={"origin": "http://camp.example.org", "host": "camp.example.org"})
        before = len(await cast.rows(attendees))
        refused = await give(client, cast.code, "join", name="Nuri")
        address = "https://camp.example.org"
        assert sentence("cookies.plain_http", address=address) in text_of(refused)
        assert typed(refused, "name") == ["Nuri"]
        signing_in = {"name": cast.ada.name, "password": PASSWORD}
        refused = await client.post("/organiser/sign-in", data=signing_in)
        assert sentence("cookies.plain_http", "de-sie", address=address) in text_of(refused)
        assert len(await cast.rows(attendees)) == before
        client.headers["origin"] = "https://camp.example.org"
        assert (await give(client, cast.code, "join", name="Nuri")).status_code == 303


async def test_a_browser_that_keeps_no_cookie_is_told_at_once_and_makes_one_person_at_most(server: Server, cast: Cast):
    before = len(await cast.rows(attendees))
    joined = await give(server.client(), cast.code, "join", name="Nuri")
    again = await server.client().get(joined.headers["location"])
    assert sentence("cookies.lost") in text_of(again)
    assert typed(again, "again") == ["1"]
    refused = await give(server.client(), cast.code, "join", name="Nuri", again="1")
    assert sentence("cookies.lost") in text_of(refused)
    assert typed(refused, "name") == ["Nuri"]
    assert len(await cast.rows(attendees)) == before + 1
    # Somebody was only sent the address of one who had just joined: they come in as everybody does.
    keeps = server.client()
    await keeps.get(joined.headers["location"])
    assert (await give(keeps, cast.code, "join", name="Jona", again="1")).status_code == 303
