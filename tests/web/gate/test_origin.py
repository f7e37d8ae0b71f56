"""Forms and sockets of other sites are turned away."""

import pytest
from websockets.exceptions import InvalidStatus

from barcamp.settings import Settings
from tests.cast import Cast
from tests.server import Server, running
from tests.web.asking import LIVE, complaints, sentence, title

OWN = "own"  # stands for this server's address


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin", "origin": OWN}, 303),
        ({"sec-fetch-site": "none"}, 303),
        ({"sec-fetch-site": "cross-site", "origin": "https://example.org"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "https://other.example.org"}, 403),
        # What the browser says of the site counts more than an origin that looks right.
        ({"sec-fetch-site": "cross-site", "origin": OWN}, 403),
        ({"origin": OWN}, 303),
        ({"origin": "https://example.org"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:1"}, 403),
        ({}, 303),  # no browser, so nobody's cookies are misused
    ],
)
async def test_a_form_from_elsewhere_changes_nothing(server: Server, cast: Cast, headers: dict, status: int):
    before = len(await cast.journal())
    headers = {name: server.url if value == OWN else value for name, value in headers.items()}
    client = server.client(cast.kim, headers={})
    answer = await client.post(f"/{cast.code}/rename", data={"name": "Kim K."}, headers=headers)
    assert answer.status_code == status
    assert len(await cast.journal()) == before + (status == 303)
    if status == 403:
        assert title(answer, 403) == sentence("request.foreign", "de-sie")
        answer = await client.post(f"/{cast.code}/rename", data={"name": "Eve"}, headers={**headers, **LIVE})
        assert complaints(answer, 403) == {"said": sentence("request.foreign", "de-sie")}


async def test_looking_is_allowed_from_everywhere(server: Server, cast: Cast):
    """Following a link from another site is how people come."""
    headers = {"sec-fetch-site": "cross-site", "origin": "https://example.org"}
    assert (await server.client(cast.kim, headers=headers).get(f"/{cast.code}")).status_code == 200


async def test_the_public_address_is_ours_too(cast: Cast):
    async with running(cast, public_url="https://camp.example.org") as server:
        client = server.client(headers={"origin": "https://camp.example.org"})
        assert (await client.post(f"/{cast.code}/join", data={"name": "Nuri"})).status_code == 303
        client = server.client(headers={"origin": "https://example.org"})
        assert (await client.post(f"/{cast.code}/join", data={"name": "Nuri"})).status_code == 403


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("HTTPS://Camp.Example.org:443/", "https://camp.example.org"),
        ("https://müller-camp.example", "https://xn--mller-camp-9db.example"),
    ],
)
async def test_the_public_address_is_known_however_it_was_written(cast: Cast, written: str, sent: str):
    async with running(cast, public_url=Settings().with_(public_url=written).public_url) as server:
        answer = await server.client(headers={"origin": sent}).post(f"/{cast.code}/join", data={"name": "Nuri"})
        assert answer.status_code == 303
        async with server.socket(f"/{cast.code}/socket/projector", origin=sent):
            pass


@pytest.mark.parametrize("origin", [None, "https://example.org", "null"])
async def test_a_socket_from_elsewhere_is_refused(server: Server, cast: Cast, origin: str | None):
    with pytest.raises(InvalidStatus) as caught:
        async with server.socket(f"/{cast.code}/socket/phone", cast.kim, origin=origin):
            pass
    assert caught.value.response.status_code == 403
    async with server.socket(f"/{cast.code}/socket/phone", cast.kim) as socket:
        assert "hx-partial" in str(await socket.recv())
