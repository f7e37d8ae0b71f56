"""What programs ask every server for, and what browsers are told to remember of it."""

from tests.cast import Cast
from tests.server import Server, running

HSTS = "strict-transport-security"


async def test_whom_to_tell_of_a_hole_is_there_where_the_operator_said(server: Server, cast: Cast):
    path = "/.well-known/security.txt"
    assert (await server.client().get(path)).status_code == 404
    async with running(
        cast, security_contact="mailto:sicher@example.org", public_url="https://camp.example.org"
    ) as told:
        answer = await told.client().get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
        lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
        assert lines["Contact"] == "mailto:sicher@example.org"
        assert lines["Canonical"] == f"https://camp.example.org{path}"
        assert lines["Expires"] > cast.ctx.clock().strftime("%Y-%m-%dT%H:%M:%SZ")


async def test_no_event_is_indexed(server: Server):
    answer = await server.client().get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "Allow: /$\n" in answer.text
    assert "Disallow: /\n" in answer.text


async def test_who_came_over_https_stays_there(server: Server, cast: Cast):
    assert HSTS not in (await server.client().get("/")).headers
    async with running(cast, public_url="https://camp.example.org") as behind:
        for path in ("/", "/healthz", f"/{cast.code}", "/static/icon.svg", "/nowhere/at/all/there"):
            assert (await behind.client().get(path)).headers[HSTS] == "max-age=31536000", path
    async with running(cast, proxy="127.0.0.1") as behind:
        for scheme, told in (("https", True), ("http", False)):
            answer = await behind.client().get("/", headers={"x-forwarded-proto": scheme})
            assert (HSTS in answer.headers) is told
