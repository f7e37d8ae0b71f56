"""The organiser's account: a key, a password, signing in and out."""

import re

from barcamp.domain.people.organiser import MakeKey, organisers
from barcamp.kernel.actor import Actor, Role
from barcamp.web.gate import tokens
from barcamp.web.gate.login_throttle import MOST_ATTEMPTS
from tests.cast import PASSWORD, Cast
from tests.server import Server
from tests.web.asking import typed


def page(cast: Cast) -> str:
    return f"/organiser/{cast.code}"


async def account(cast: Cast) -> str:
    """Ada's name; tests share the server's accounts."""
    (row,) = await cast.rows(organisers, id=cast.ada.actor.organiser_id)
    return row.name


async def key(cast: Cast) -> str:
    token = tokens.new_token()
    await cast.ctx.desk.carry_out(MakeKey(token=tokens.hashed(token)), Actor(Role.ORGANISER))
    return f"/organiser/key/{token}"


async def test_a_key_sets_a_password_once(server: Server):
    address, name = await key(server.cast), f"Neu {tokens.new_token()[:8]}"
    client = server.client()
    assert (await client.get(address)).status_code == 200
    done = await client.post(address, data={"name": name, "password": PASSWORD})
    assert (done.status_code, done.headers["location"]) == (303, "/organiser")
    assert (await client.get("/organiser")).status_code == 200
    assert (await client.get(address)).status_code == 404
    assert (await server.client().post(address, data={"name": name, "password": PASSWORD})).status_code == 404
    signed_in = await server.client().post("/organiser/sign-in", data={"name": name, "password": PASSWORD})
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/organiser")


async def test_a_short_password_leaves_the_key_and_the_name(server: Server):
    address, name = await key(server.cast), f"Kurz {tokens.new_token()[:8]}"
    client = server.client()
    refused = await client.post(address, data={"name": name, "password": "kurz"})
    assert refused.status_code == 422
    assert typed(refused, "name") == [name]
    assert "kurz" not in re.sub(r"Kurz", "", refused.text)
    assert f'action="{address}"' in refused.text
    assert (await client.post(address, data={"name": name, "password": PASSWORD})).status_code == 303


async def test_a_wrong_password_keeps_the_name_in_the_form(server: Server):
    name = await account(server.cast)
    wrong = await server.client().post("/organiser/sign-in", data={"name": name, "password": "etwas anderes"})
    assert wrong.status_code == 422
    assert typed(wrong, "name") == [name]
    assert typed(wrong, "password") == [""]
    assert 'id="e-sign-in-password">' in wrong.text
    assert "set-cookie" not in wrong.headers


async def test_after_ten_wrong_passwords_a_name_waits_also_for_the_right_one(server: Server):
    cast, name = server.cast, await account(server.cast)

    async def signs_in(password: str, as_name: str = name) -> int:
        form = {"name": as_name, "password": password}
        return (await server.client().post("/organiser/sign-in", data=form)).status_code

    assert [await signs_in("falsch") for _ in range(MOST_ATTEMPTS)] == [422] * MOST_ATTEMPTS
    assert await signs_in(PASSWORD) == 429
    (other,) = await cast.rows(organisers, id=cast.eve_organising.actor.organiser_id)
    assert await signs_in(PASSWORD, other.name) == 303
    cast.clock.forward(minutes=10)
    assert await signs_in(PASSWORD) == 303


async def test_signing_in_leads_to_where_one_was_going(server: Server):
    cast, client = server.cast, server.client()
    sent = await client.get(page(cast))
    assert (sent.status_code, sent.headers["location"]) == (303, f"/organiser/sign-in?back={page(cast)}")
    form = {"name": await account(cast), "password": PASSWORD}
    back = typed(await client.get(sent.headers["location"]), "back")
    assert back[0] == page(cast)
    done = await client.post("/organiser/sign-in", data={**form, "back": back[0]})
    assert done.headers["location"] == page(cast)
    elsewhere = await server.client().post("/organiser/sign-in", data={**form, "back": "//evil.example"})
    assert elsewhere.headers["location"] == "/organiser"


async def test_signing_out_ends_it(server: Server):
    client, kept = server.client(server.cast.ada), server.client(server.cast.ada)
    assert (await kept.get("/organiser")).status_code == 200
    assert (await client.post("/organiser/sign-out")).headers["location"] == "/"
    assert (await kept.get("/organiser")).headers["location"] == "/organiser/sign-in"
