"""Static files, fonts included, are cached forever if their address has the hash of their content."""

import hashlib
import re

from barcamp.rendering.assets import folder
from tests.cast import Cast
from tests.server import Server


async def test_every_static_file_of_a_page_has_a_hashed_address_and_is_kept(server: Server, cast: Cast):
    found: set[str] = set()
    for path in (f"/{cast.code}", f"/{cast.code}/console", f"/{cast.code}/projector", f"/{cast.code}/poster", "/"):
        text = (await server.client(cast.max).get(path)).text
        found |= set(re.findall(r'(?:src|href)="(/static/[^"]+)"', text))
    assert len(found) > 6
    for address in found:
        matched = re.fullmatch(r"/static/([a-z0-9./-]+)\?v=([0-9a-f]{10})", address)
        assert matched, address
        name, version = matched.groups()
        answer = await server.client().get(address)
        assert answer.status_code == 200
        if not name.startswith(("js/", "css/")):
            assert answer.content == (folder("static") / name).read_bytes()
        assert hashlib.sha256(answer.content).hexdigest().startswith(version)
        assert set(answer.headers["cache-control"].split(", ")) == {"public", "immutable", "max-age=31536000"}
        assert "set-cookie" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_what_style_sheets_load_is_there_and_kept_by_its_hash(server: Server):
    sheets = [each.relative_to(folder("static")).as_posix() for each in (folder("static") / "css").rglob("*.css")]
    assert "css/phone/topics.css" in sheets
    fonts = set()
    for sheet in sheets:
        text = (await server.client().get(f"/static/{sheet}")).text
        fonts |= {each for each in re.findall(r"url\(([^)]+)\)", text) if not each.startswith('"data:')}
    assert len(fonts) == 3
    for address in fonts:
        answer = await server.client().get(address.strip('"'))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "font/woff2"), address
        assert "immutable" in answer.headers["cache-control"], address
        assert hashlib.sha256(answer.content).hexdigest().startswith(address.strip('"').partition("?v=")[2])


async def test_an_address_without_its_hash_or_with_an_old_one_is_asked_again(server: Server):
    for query in ("", "?v=", "?v=0123456789"):
        answer = await server.client().get(f"/static/icon.svg{query}")
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


async def test_nothing_but_static_files_is_served_there(server: Server):
    for path in ("../pyproject.toml", "..%2fpyproject.toml", "%2e%2e/pyproject.toml", "css/", "", "nothing.css"):
        assert (await server.client().get(f"/static/{path}")).status_code == 404, path
