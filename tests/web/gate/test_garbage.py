"""Whatever is sent to any route by anybody gets an answer that says why, never a failure, and never leads elsewhere."""

import random
import re
from urllib.parse import quote, urlencode

import msgspec
import pytest
from litestar.routes import HTTPRoute

from barcamp.app import make_app
from barcamp.kernel.command import COMMANDS
from tests.cast import Cast, Member
from tests.server import Server

JUNK = [
    "", "0", "-1", "1", "2", "2147483648", "9" * 21, "12.5", "1e9", "١٢", "ä" * 500, "\0", "\ud800", "\u202e",
    "<script>",
    "t1", "t999", "s11", "e", "s-1", "t", "t2147483648", "s99999999999", "yes", "2026-11-23", "9:00", "25:99", "[]",
    "https://x", "javascript:alert(1)", "{}", "' OR 1=1", "%s%n", "//evil.example", "/x\r\ny",
]  # fmt: skip
NUMBERS = ["0", "1", "2", "-1", "2147483648", "9" * 20, "abc"]
FINAL = {"archive-barcamp", "delete-barcamp"}  # after these nothing else could be tried
HEAVY = (
    "/pack.zip",
    "/archive.zip",
    "/pass-on.zip",
    "/summary/",
)  # files of the whole day, made by a process of their own
_PART = re.compile(r"\{(?P<name>\w+):(?P<kind>\w+)\}")
QUESTIONS = ("mark", "q", "name", "names", "photos", "of", "with", "wall", "at")


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


async def test_every_command_answers_whatever_its_form_holds(server: Server, cast: Cast):
    rng = random.Random("commands")
    for person in await everybody(cast):
        for verb, command in COMMANDS.items():
            if verb in FINAL:
                continue
            names = [field.name for field in msgspec.structs.fields(command)]
            form = {name: rng.choice(JUNK) for name in names if rng.random() < 0.85}
            form |= {name: rng.choice(JUNK) for name in ("op", "back", "owner") if rng.random() < 0.3}
            sent = urlencode({name: _bytes(value) for name, value in form.items()})
            kind = {"content-type": "application/x-www-form-urlencoded"}
            live = {"hx-request": "true"} if rng.random() < 0.5 else {}
            answer = await server.client(person).post(f"/{cast.code}/{verb}", content=sent, headers=kind | live)
            assert answer.status_code < 500, (verb, form)
            assert answer.headers.get("location", "/").startswith("/"), (verb, form)
            assert not answer.headers.get("location", "/").startswith("//"), (verb, form)


async def test_every_address_answers_whatever_stands_in_it(server: Server, cast: Cast):
    rng = random.Random("addresses")
    for person in await everybody(cast):
        for route in routes(server):
            asked = [f"{name}={quote(_bytes(rng.choice(JUNK)))}" for name in QUESTIONS if rng.random() < 0.4]
            path = f"{_filled(route, cast.code, rng)}?{'&'.join(asked)}"
            answer = await server.client(person).get(path)
            assert answer.status_code < 500, path


def routes(server: Server) -> list[str]:
    """As /{code:str}/topics/{topic:int}; the page of one event stands for the two places of its name."""
    routes = [route for route in make_app(server.ctx).routes if isinstance(route, HTTPRoute)]
    found = sorted({route.path for route in routes if "GET" in route.methods})
    assert len(found) > 40
    return [path for path in found if not any(path.endswith(last) or last in path for last in HEAVY)]


async def everybody(cast: Cast) -> tuple[Member, ...]:
    for title in ("Brot", "Salz"):
        await cast.pitches(title)
    return cast.stranger, cast.kim, cast.max, cast.ada


def _filled(route: str, code: str, rng: random.Random) -> str:
    junk = [quote(_bytes(each), safe="") for each in JUNK if each]

    def part(found: re.Match[str]) -> str:
        if found["name"] == "code":
            return rng.choice([code] * 9 + junk)
        return rng.choice(NUMBERS if found["kind"] == "int" else junk)

    return _PART.sub(part, route)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
