"""The configurations of docs/operator.md, run as they stand there: nginx, Caddy and Apache before the real server."""

import asyncio
import os
import ssl
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from websockets.asyncio.client import connect

from tests.cast import Cast
from tests.ports import held_port
from tests.server import running
from tests.serving.gateways import HOST, STARTS_WITHIN, before


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Of the host, made here and believed by these contexts alone: a client that speaks HTTP/2 says so in its own."""
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", folder / "camp.key",
        "-out", folder / "camp.pem",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    one, other = (ssl.create_default_context(cafile=str(folder / "camp.pem")) for _ in range(2))
    return one, other


def large_photo() -> bytes:
    """More than 10 MB, as a good camera takes them."""
    image = Image.frombytes("RGB", (2600, 2200), os.urandom(2600 * 2200 * 3))
    out = BytesIO()
    image.save(out, "JPEG", quality=92, subsampling=0)
    assert 10_000_000 < out.tell() < 15_000_000, out.tell()
    return out.getvalue()


@pytest.mark.parametrize("name", ["nginx", "caddy", "apache"])
async def test_people_come_through_a_proxy(cast: Cast, tmp_path: Path, name: str):
    trusted, of_sockets = certificate(tmp_path)
    with held_port() as port:
        public = f"https://{HOST}:{port}"
        async with (
            running(cast, public_url=public, proxy="127.0.0.1") as server,
            before(name, tmp_path, port, server.url),
            httpx.AsyncClient(
                base_url=f"https://127.0.0.1:{port}", verify=trusted, http2=True, trust_env=False, timeout=300,
                headers={"host": f"{HOST}:{port}", "origin": public},
            ) as kim,
        ):  # fmt: skip
            asked: dict[str, Any] = {"extensions": {"sni_hostname": HOST}}
            joined = await kim.post(f"/{cast.code}/join", data={"name": "Uta"}, **asked)
            assert joined.status_code == 303, joined.text
            assert "secure" in joined.headers["set-cookie"].lower()
            cookies = "; ".join(each.split(";")[0] for each in joined.headers.get_list("set-cookie"))
            page = await kim.get(f"/{cast.code}", headers={"cookie": cookies}, **asked)
            assert 'data-person="' in page.text
            assert page.headers["strict-transport-security"]
            poster = await kim.get(f"/{cast.code}/plan.ics", headers={"host": f"{HOST}:{port}"}, **asked)
            assert poster.status_code == 200
            shown = await kim.get("/accessibility", **asked)
            assert public in shown.text

            wall = f"wss://{HOST}:{port}/{cast.code}/socket/phone"
            async with connect(
                wall, host="127.0.0.1", port=port, ssl=of_sockets, server_hostname=HOST, proxy=None, origin=public,  # type: ignore[arg-type]
                additional_headers={"cookie": cookies},
            ) as socket, asyncio.timeout(STARTS_WITHIN):  # fmt: skip
                await cast.pitches("Leerstand im Ort")
                while "Leerstand im Ort" not in str(await socket.recv()):
                    pass

            hung = await kim.post(
                f"/{cast.code}/photos/e", files={"photo": ("wand.jpg", large_photo(), "image/jpeg")},
                headers={"cookie": cookies}, **asked,
            )  # fmt: skip
            assert hung.status_code == 303, hung.text
            assert {each.http_version for each in (joined, page, poster, shown, hung)} == {"HTTP/2"}
