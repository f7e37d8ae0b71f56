"""What a browser calls the server: without a public address nothing from elsewhere is told on, in no page, no code, no
file and no cache."""

import pytest

from barcamp import addresses
from barcamp.addresses import told
from barcamp.domain.people.consent import SettleConsent
from barcamp.settings import Settings
from barcamp.web.files.export_jobs import Job
from barcamp.web.gate import tokens
from tests.cast import Cast
from tests.server import Server, running

FOREIGN = "evil.example"
HERE = ("192.168.0.7", 8000)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("http://192.168.0.7:8000/", "http://192.168.0.7:8000"),
        ("http://10.0.0.3/", "http://10.0.0.3"),  # in front of a container
        ("http://[fd00::7]:8000/", "http://[fd00::7]:8000"),
        ("http://[2001:db8::7]:8000/", "http://192.168.0.7:8000"),
        ("http://LAPTOP.local:8000/", "http://laptop.local:8000"),
        ("http://laptop./", "http://laptop"),
        ("https://laptop:443/", "https://laptop"),
        ("http://evil.example/", "http://192.168.0.7:8000"),
        ("http://laptop.evil.example/", "http://192.168.0.7:8000"),
        ("http://laptop@evil.example/", "http://192.168.0.7:8000"),
        ("http://evil.example@laptop/", "http://laptop"),
        ("http://203.0.113.9:8000/", "http://192.168.0.7:8000"),
        ("http://[::1/", "http://192.168.0.7:8000"),
        ("http://laptop:99999/", "http://192.168.0.7:8000"),
        ("http:///", "http://192.168.0.7:8000"),
        ('http://evil"><script>/', "http://192.168.0.7:8000"),
    ],
)
def test_only_what_can_be_this_machine_is_told_on(monkeypatch: pytest.MonkeyPatch, asked: str, expected: str):
    monkeypatch.setattr(addresses, "own_names", lambda: frozenset({"localhost", "laptop", "laptop.local"}))
    assert told(Settings(), asked, HERE) == expected
    assert told(Settings(public_url="https://camp.example.org"), asked, HERE) == "https://camp.example.org"


def test_the_machine_knows_its_names_and_the_address_that_was_reached():
    assert told(Settings(), "http://localhost:8123/", HERE) == "http://localhost:8123"
    assert told(Settings(), "http://203.0.113.9:8000/", ("203.0.113.9", 8000)) == "http://203.0.113.9:8000"
    assert told(Settings(host="10.0.0.2", port=81), "http://evil.example/", None) == "http://10.0.0.2:81"
    assert (
        told(Settings(host="10.0.0.2", port=81), "http://evil.example/", ("/run/socket", None)) == "http://10.0.0.2:81"
    )


async def test_a_foreign_host_reaches_no_page_no_code_and_no_file(server: Server, cast: Cast):
    client, port = server.client(cast.ada), server.url.rpartition(":")[2]
    paths = [
        "poster", "qr.svg", "plan.ics", "schedule.xml", "schedule.json", "projector", "pack", "papers/cards",
        "papers/emergency", "papers/doors", "summary/json", "summary/report.md", "nope", "",
    ]  # fmt: skip
    paths = [f"/{cast.code}/{path}".rstrip("/") for path in paths]
    for path in (*paths, f"/organiser/{cast.code}", f"/organiser/{cast.code}/print", "/accessibility", "/XXXXXX"):
        answer = await client.get(path, headers={"host": FOREIGN}, timeout=300)
        assert FOREIGN not in answer.text, path
        assert FOREIGN not in str(answer.headers), path
    shown = await client.get(f"/{cast.code}/plan.ics", headers={"host": f"localhost:{port}"})
    other = await client.get(f"/{cast.code}/plan.ics")
    assert shown.headers["etag"] != other.headers["etag"]


@pytest.mark.parametrize("host", ["127.0.0.1:99999", "[::1", "a b", "laptop:-1", "laptop:x", 'x"><script>', ""])
async def test_a_host_that_is_none_is_no_error_of_the_server(server: Server, cast: Cast, host: str):
    for path in ("/", f"/{cast.code}", f"/organiser/{cast.code}/print", "/nope/nope", "/healthz"):
        answer = await server.client(cast.ada).get(path, headers={"host": host})
        assert answer.status_code < 500, path
        assert not host or host not in answer.text, path


async def test_links_that_are_made_under_a_foreign_host_lead_here(server: Server, cast: Cast):
    client = server.client(cast.kim, follow_redirects=True, headers={"host": FOREIGN, "origin": f"http://{FOREIGN}"})
    for verb in ("personal-link", "calendar-link"):
        shown = await client.post(f"/{cast.code}/{verb}")
        assert shown.status_code == 200
        assert FOREIGN not in shown.text
        assert f"{server.url}/" in shown.text


async def test_what_is_kept_of_a_file_depends_on_all_that_stands_in_it(cast: Cast):
    """Two addresses, two languages, two consents: each has its own, and the same again is found again."""
    keys: list[tuple] = []

    def kept(key: tuple, load: object, kept: float = 0) -> Job:
        keys.append(key)
        raise _Seen

    async with running(cast) as server:
        server.ctx.export_jobs.job = kept  # type: ignore[method-assign]
        client, port = server.client(cast.max), server.url.rpartition(":")[2]

        async def key_of(**headers: str) -> tuple:
            await client.get(f"/{cast.code}/summary/report.md", headers=headers)
            return keys[-1]

        english = "; ".join(f"{name}={value}" for name, value in {**cast.max.cookies, tokens.LANGUAGE: "en"}.items())
        first = await key_of()
        assert await key_of() == first
        assert await key_of(host=FOREIGN) == first
        found = {first, await key_of(host=f"localhost:{port}"), await key_of(cookie=english)}
        await cast.does(cast.kim, SettleConsent(agreed=True))
        found.add(await key_of())
        await client.get(f"/{cast.code}/summary/report.md?chosen=1&names=1")
        found.add(keys[-1])
        assert len(found) == 5


class _Seen(Exception):
    """What a job is for has been seen; nobody needs to write the file."""
