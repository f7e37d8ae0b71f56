"""What is shown after a form was sent can be looked at again, by whoever sent it and for a while."""

import re
from http.cookies import SimpleCookie

import pytest
from httpx import Response

from barcamp import addresses
from barcamp.domain.people.entry import Join
from barcamp.kernel.actor import Actor, Role
from barcamp.web import shown
from barcamp.web.gate import tokens
from barcamp.web.organiser.pasting import MOST_IN_ADDRESS
from tests.cast import Cast
from tests.server import Server, running
from tests.web.asking import follow, give, page, text_of

# By its form: who sends it, what with, and where those are led who were shown nothing.
FORMS = {
    "/{code}/personal-link": ("kim", {}, "/{code}#me"),
    "/{code}/calendar-link": ("kim", {}, "/{code}#plan"),
    "/organiser/{code}/invite": ("ada", {"label": "Sabine"}, "/organiser/{code}/moderators#moderators"),
    "/organiser/{code}/wifi": ("ada", {"ssid": "Burg-Gast", "password": "Zugbrücke 1208"}, "/organiser/{code}/print"),
}


@pytest.mark.parametrize("form", FORMS)
async def test_it_is_there_again_and_nobody_else_sees_it(server: Server, cast: Cast, form: str):
    who, fields, otherwise = FORMS[form]
    client = server.client(getattr(cast, who))
    sent = await client.post(form.format(code=cast.code), data=fields)
    there = sent.headers["location"]
    first, again = await follow(client, sent), await client.get(there)
    assert page(first).text == page(again).text
    secret = {"wifi": "Zugbrücke 1208"}.get(form.rpartition("/")[2]) or _token(sent)
    assert secret in first.text
    [morsel] = _cookies(sent).values()
    assert (morsel["httponly"], morsel["path"]) == (True, there.partition("#")[0])
    assert int(morsel["max-age"]) == shown.LASTS
    # In another browser of the same person there is nothing to show, and one is where it is made.
    other = await server.client(getattr(cast, who)).get(there)
    assert secret not in other.text
    if form != "/{code}/calendar-link":
        assert (other.status_code, other.headers["location"]) == (303, otherwise.format(code=cast.code))


async def test_a_link_is_shown_only_to_whom_it_belongs(server: Server, cast: Cast):
    for verb in ("personal-link", "calendar-link"):
        kim = server.client(cast.kim)
        sent = await give(kim, cast.code, verb)
        noor = server.client(cast.noor)
        noor.cookies.update({name: each.value for name, each in _cookies(sent).items()})
        seen = await noor.get(f"/{cast.code}/{verb}")
        assert seen.status_code == 303
        assert (await server.client().get(f"/{cast.code}/{verb}")).headers["location"].startswith(f"/{cast.code}/join")
    ada = server.client(cast.ada)
    sent = await ada.post(f"/organiser/{cast.code}/invite", data={"label": "Sabine"})
    link = sent.headers["location"].partition("#")[0]
    assert (await server.client(cast.max).get(link)).status_code == 403
    await give(ada, cast.code, "revoke-link", link=link.rpartition("/")[2])
    assert (await ada.get(link)).status_code == 303


async def test_who_left_is_not_shown_the_link_of_who_was_here(server: Server, cast: Cast):
    client = server.client(cast.kim)
    await give(client, cast.code, "personal-link")
    assert (await client.get(f"/{cast.code}/personal-link")).status_code == 200
    await give(client, cast.code, "leave", sure="yes")
    device = tokens.hashed(cast.kim.cookies[tokens.DEVICE])
    await cast.ctx.desk.carry_out(Join(device=device, name="Nuri"), Actor(Role.ANYONE, cast.id))
    assert (await client.get(f"/{cast.code}/personal-link")).headers["location"] == f"/{cast.code}#me"


async def test_an_address_just_made_is_shown_again_instead_of_asking(server: Server, cast: Cast):
    client = server.client(cast.kim)
    first = page(await follow(client, await give(client, cast.code, "calendar-link")))
    again = page(await follow(client, await give(client, cast.code, "calendar-link")))
    assert [each.text for each in first.all("code")] == [each.text for each in again.all("code")] != []


@pytest.mark.parametrize("value", ["", "x", "%%%", "bnVsbA", "WzFd", "W10", "WyIiLCIiXQ", "4pyT"])
async def test_a_cookie_that_cannot_be_ours_shows_nothing(server: Server, cast: Cast, value: str):
    for who, path in (
        (cast.kim, f"/{cast.code}/personal-link"),
        (cast.kim, f"/{cast.code}/calendar-link"),
        (cast.ada, f"/organiser/{cast.code}/invitation/1"),
        (cast.ada, f"/organiser/{cast.code}/wifi"),
    ):
        answer = await server.client(who).get(path, headers={"cookie": _header(who.cookies, value)})
        assert answer.status_code in (303, 422), path


async def test_over_https_it_is_locked_to_https(cast: Cast):
    async with running(cast, public_url="https://camp.example.org") as server:
        cookies = {f"__Host-{name}": value for name, value in cast.kim.cookies.items()}
        client = server.client(headers={"origin": server.url, "cookie": _header(cookies)})
        sent = await client.post(f"/{cast.code}/personal-link")
        [(name, morsel)] = _cookies(sent).items()
        assert (name.startswith("__Secure-"), morsel["secure"], morsel["samesite"]) == (True, True, "lax")
        seen = await client.get(
            f"/{cast.code}/personal-link", headers={"cookie": _header({**cookies, name: morsel.value})}
        )
        assert f"https://camp.example.org/link/{_token(sent)}" in text_of(seen)


async def test_a_table_stands_in_the_address_and_the_longest_in_the_answer(server: Server, cast: Cast):
    client, here = server.client(cast.ada), f"/organiser/{cast.code}"
    sent = await client.post(f"{here}/paste-rooms", data={"text": "Keller\t8\nDäch:l*in\t9", "replace": "yes"})
    assert len(sent.headers["location"]) < 200
    seen = page(await client.get(sent.headers["location"]))
    assert "Däch:l*in" in seen.text
    assert [each["value"] for each in seen.all("input", name="replace", type="hidden")] == ["yes"]
    words = "\n".join(f"{tokens.hashed(str(n))[:50]}\t{n}" for n in range(1, 300))
    long = await client.post(f"{here}/paste-rooms", data={"text": words})
    assert len(words) > MOST_IN_ADDRESS
    assert words.split("\t", 1)[0] in page(long).text
    assert long.headers["cache-control"] == "private, no-cache"
    for table in ("", "x", "eJw", "AAAA", "eJzLSM3JyVcozy_KSQEAGgsEXQ"):
        answer = await client.get(f"{here}/paste-rooms", params={"table": table})
        assert answer.status_code in (200, 303), table
    assert (await server.client(cast.max).get(sent.headers["location"])).status_code == 403


async def test_a_browser_keeps_the_page_of_a_refused_form(server: Server, cast: Cast):
    client = server.client(cast.kim)
    for answer, kept in (
        (await give(client, cast.code, "pitch-topic", title="", description="Zwei Beispiele"), "private, no-cache"),
        (await give(client, cast.code, "pitch-topic", title="", live=True), "no-store"),
        (await client.get(f"/{cast.code}/console"), "no-store"),
    ):
        assert (answer.status_code >= 400, answer.headers["cache-control"]) == (True, kept)


@pytest.mark.here_only
@pytest.mark.parametrize("network", ["192.168.7.5", None])
async def test_where_no_phone_gets_through_links_and_calendars_say_so_and_name_the_address_that_will(
    server: Server, cast: Cast, monkeypatch: pytest.MonkeyPatch, network: str | None
):
    monkeypatch.setattr(addresses, "lan_address", lambda: network)
    kim, ada, topic = server.client(cast.kim), server.client(cast.ada), await cast.pitches("Brot")
    seen = {
        "personal link": await follow(kim, await give(kim, cast.code, "personal-link")),
        "calendar": await follow(kim, await give(kim, cast.code, "calendar-link")),
        "topic": await kim.get(f"/{cast.code}/topics/{topic}"),
        "invitation": await follow(ada, await ada.post(f"/organiser/{cast.code}/invite", data={"label": "Sabine"})),
        "organiser": await ada.get(f"/organiser/{cast.code}"),
        "print": await ada.get(f"/organiser/{cast.code}/print"),
        "pack": await ada.get(f"/{cast.code}/pack"),
    }
    for name, answer in seen.items():
        assert 'class="unreached' in answer.text, name
        assert ("http://192.168.7.5:" in re.sub("</?(wbr|span)>", "", answer.text)) == (network is not None), name
        assert not (network and "127.0.0.1" in answer.text), name
        assert not any(qr.all("svg") for qr in page(answer).all("div", **{"class": "qr"})), name
    told = [
        (await kim.get(f"/{cast.code}/home")).text,
        (await kim.get(f"/{cast.code}/schedule.xml")).text,
        (await ada.get(f"/{cast.code}/summary/press.md")).text,
    ]
    assert [("127.0.0.1" in text, "192.168.7.5" in text) for text in told] == [(not network, bool(network))] * 3


def _cookies(answer: Response) -> SimpleCookie:
    return SimpleCookie("\n".join(answer.headers.get_list("set-cookie")))


def _token(answer: Response) -> str:
    [morsel] = _cookies(answer).values()
    return shown.unpacked(morsel.value)[0]


def _header(cookies: dict[str, str], value: str = "") -> str:
    return "; ".join(
        f"{name}={said}" for name, said in {**cookies, **({"barcamp_shown": value} if value else {})}.items()
    )
