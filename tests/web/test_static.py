"""Static files are kept for ever, because their address changes with their content."""

import hashlib
import re

from barcamp.assets import JOINED, folder
from barcamp.scopes import SCOPES
from tests.cast import Cast
from tests.server import Server


async def test_every_static_file_of_a_page_has_a_hashed_address_and_is_kept(server: Server, cast: Cast):
    found: set[str] = set()
    for path in (f"/{cast.code}", f"/{cast.code}/console", f"/{cast.code}/projector", f"/{cast.code}/poster", "/"):
        text = (await server.client(cast.max).get(path)).text
        found |= set(re.findall(r'(?:src|href)="(/static/[^"]+)"', text))
    assert len(found) >= 10
    for address in found:
        name, version = re.fullmatch(r"/static/([a-z0-9./-]+)\?v=([0-9a-f]{10})", address).groups()
        answer = await server.client().get(address)
        assert answer.status_code == 200
        assert name in {**JOINED, **SCOPES} or answer.content == (folder("static") / name).read_bytes()
        assert hashlib.sha256(answer.content).hexdigest().startswith(version)
        assert set(answer.headers["cache-control"].split(", ")) == {"public", "immutable", "max-age=31536000"}
        assert "set-cookie" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_what_style_sheets_load_is_there(server: Server):
    for sheet in (folder("static") / "css").glob("*.css"):
        for address in re.findall(r'url\("([^"]+)"\)', sheet.read_text(encoding="utf-8")):
            answer = await server.client().get(f"/static/css/{address}")
            assert (answer.status_code, answer.headers["content-type"]) == (200, "font/woff2"), address


async def test_nothing_but_static_files_is_served_there(server: Server):
    for path in ("../pyproject.toml", "..%2fpyproject.toml", "%2e%2e/pyproject.toml", "css/", "", "nothing.css"):
        assert (await server.client().get(f"/static/{path}")).status_code in (404, 405), path
