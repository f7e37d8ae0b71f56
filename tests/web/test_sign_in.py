"""Signing in while others try to: invented names hold nobody up, and nobody is locked out of their own name."""

import asyncio

import httpx
import pytest

from barcamp.web import organiser, tokens
from barcamp.web.attempts import MOST_ATTEMPTS
from tests.cast import PASSWORD
from tests.server import Server
from tests.web.test_account import account

WRONG = "nicht dieses Passwort"


async def signs_in(client: httpx.AsyncClient, name: str, password: str) -> httpx.Response:
    return await client.post("/organiser/sign-in", data={"name": name, "password": password})


async def test_invented_names_hold_nobody_up(server: Server, monkeypatch: pytest.MonkeyPatch):
    client, released, waiting = server.client(), asyncio.Event(), []
    name = await account(server.cast)

    async def wait() -> None:
        waiting.append(True)
        await released.wait()

    monkeypatch.setattr(organiser, "as_long_as_a_check", wait)
    tries = [asyncio.create_task(signs_in(client, f"Niemand {number}", WRONG)) for number in range(60)]
    async with asyncio.timeout(60):
        while len(waiting) < len(tries):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert (await signs_in(server.client(), name, PASSWORD)).status_code == 303
    released.set()
    answers = await asyncio.gather(*tries)
    wrong = await signs_in(server.client(), name, WRONG)
    assert {answer.status_code for answer in answers} == {wrong.status_code}
    assert all("Passwort" in answer.text for answer in (*answers, wrong))


async def test_strangers_lock_nobody_out_of_a_device_that_signed_in_before(server: Server):
    name = await account(server.cast)
    own, stranger = server.client(), server.client()
    assert (await signs_in(own, name, PASSWORD)).status_code == 303
    guesses = [(await signs_in(stranger, name, WRONG)).status_code for _ in range(MOST_ATTEMPTS + 1)]
    assert guesses[-1] == 429
    assert (await signs_in(stranger, name, PASSWORD)).status_code == 429
    assert (await signs_in(own, name, PASSWORD)).status_code == 303
    guesses = [(await signs_in(own, name, WRONG)).status_code for _ in range(MOST_ATTEMPTS + 1)]
    assert guesses[-1] == 429, "it has a patience of its own, not none"


async def test_the_mark_of_a_known_device_fits_one_password_and_no_other():
    mark = tokens.known_by("stored hash")
    assert tokens.is_known("stored hash", mark)
    for other in ("", None, mark[:-1] + "ä", "x" + mark, mark.partition(".")[0] + "."):
        assert not tokens.is_known("stored hash", other)
    assert not tokens.is_known("the hash of another password", mark)
