"""Signing in while others try to: invented names hold nobody up, and nobody is locked out of their own name."""

import asyncio
import re
import stat
from pathlib import Path

import httpx
import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from barcamp.domain.people.organiser import tries
from barcamp.web.gate import tokens
from barcamp.web.gate.login_throttle import MOST_ATTEMPTS
from barcamp.web.organiser import account as account_pages
from tests.cast import PASSWORD, Cast
from tests.server import Server, running
from tests.web.organiser.test_account import account

WRONG = "nicht dieses Passwort"


async def signs_in(client: httpx.AsyncClient, name: str, password: str) -> httpx.Response:
    return await client.post("/organiser/sign-in", data={"name": name, "password": password})


async def test_invented_names_hold_nobody_up(server: Server, monkeypatch: pytest.MonkeyPatch):
    client, released, waiting = server.client(), asyncio.Event(), []
    name = await account(server.cast)

    async def wait() -> None:
        waiting.append(True)
        await released.wait()

    monkeypatch.setattr(account_pages, "as_long_as_a_check", wait)
    tries = [asyncio.create_task(signs_in(client, f"Niemand {number}", WRONG)) for number in range(60)]
    async with asyncio.timeout(300):
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


async def test_guesses_count_in_all_processes_and_the_right_password_forgives_them(cast: Cast):
    name = await account(cast)
    async with running(cast) as one, running(cast) as other:
        servers = [one, other]
        for n in range(MOST_ATTEMPTS - 1):
            assert (await signs_in(servers[n % 2].client(), name, WRONG)).status_code == 422
        assert (await signs_in(one.client(), name, PASSWORD)).status_code == 303
        assert await cast.rows(tries) == []
        for n in range(MOST_ATTEMPTS):
            assert (await signs_in(servers[n % 2].client(), name, WRONG)).status_code == 422
        for server in servers:
            server.ctx.login_throttle.forget(name)
            assert (await signs_in(server.client(), name, PASSWORD)).status_code == 429
        cast.clock.forward(minutes=10)
        assert (await signs_in(other.client(), name, PASSWORD)).status_code == 303


async def test_the_mark_of_a_known_device_fits_one_password_and_no_other():
    mark = tokens.known_by("stored hash")
    assert tokens.is_known("stored hash", mark)
    for other in ("", None, mark[:-1] + "ä", "x" + mark, mark.partition(".")[0] + "."):
        assert not tokens.is_known("stored hash", other)
    assert not tokens.is_known("the hash of another password", mark)


async def refusals(server: Server, **headers: str) -> list[EventDict]:
    """What is logged of one from a new device and two from Kim's."""
    name = await account(server.cast)
    with capture_logs() as said:
        for client in (server.client(), *(server.client(server.cast.kim) for _ in range(2))):
            await client.post("/organiser/sign-in", data={"name": name, "password": WRONG}, headers=headers)
    assert name not in repr(said)
    return [line for line in said if line["event"] == "sign-in refused"]


async def test_a_refused_sign_in_leaves_one_line_that_knows_a_device_again_and_no_address(server: Server):
    lines = await refusals(server, **{"x-forwarded-for": "203.0.113.9"})
    assert [set(line) for line in lines] == [{"event", "log_level", "device"}] * 3
    new, one, other = (str(line["device"]) for line in lines)
    assert (new, one) == ("new", other)
    assert re.fullmatch("[0-9a-f]{16}", one)
    assert one not in tokens.hashed(server.cast.kim.cookies[tokens.DEVICE])


async def test_behind_a_proxy_that_is_believed_and_where_it_is_wanted_the_address_stands_in_it(cast: Cast):
    for wanted, addresses in (("on", {"203.0.113.9"}), ("off", {None})):
        async with running(cast, proxy="127.0.0.1", log_addresses=wanted) as server:
            lines = await refusals(server, **{"x-forwarded-for": "203.0.113.9"})
            assert {line.get("address") for line in lines} == addresses


def test_the_key_of_the_log_is_kept_for_its_owner_alone(tmp_path: Path):
    key = tokens._log_key(tmp_path)
    tokens._log_key.cache_clear()
    assert tokens._log_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "log.key").stat().st_mode) == 0o600
    assert not (tmp_path / "nowhere").exists()
    assert len(tokens._log_key(tmp_path / "nowhere")) == 32
