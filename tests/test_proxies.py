"""The configurations of docs/operator.md, run as they stand there: nginx, Caddy and Apache before the real server."""

import asyncio
import os
import re
import shutil
import signal
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image
from websockets.asyncio.client import connect

from tests.cast import Cast
from tests.ports import held_port
from tests.presence import absent
from tests.server import running

DOCS = Path(__file__).parents[1] / "docs" / "operator.md"
HOST = "camp.example.org"
STARTS_WITHIN = 300

# What surrounds the snippet in the file of a whole server that needs no root and leaves nothing behind.
NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log stderr warn;
events {{ }}
http {{
  access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  {snippet}
}}
"""
CADDY = """
{{
  admin off
  auto_https disable_redirects
  storage file_system {folder}
}}
{snippet}
"""
APACHE = """
ServerRoot {folder}
{modules}
Listen 127.0.0.1:{port}
PidFile {folder}/pid
DefaultRuntimeDir {folder}
ErrorLog /dev/stderr
User nobody
Group nogroup
{snippet}
"""
MODULES = ["mpm_event", "authz_core", "ssl", "http2", "headers", "proxy", "proxy_http"]


def snippet(language: str, port: int, backend: str, folder: Path) -> str:
    """The block of the page, with what is the machine's own put in."""
    found = re.search(rf"^```{language}\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert found is not None
    text = found[1].replace("/etc/ssl/", f"{folder}/").replace("127.0.0.1:8000", backend.removeprefix("http://"))
    for place in ("listen 443", f"{HOST}:443", "*:443"):
        text = text.replace(place, place.replace("443", str(port)))
    return text


def command(name: str, folder: Path, port: int, backend: str) -> list[str]:
    program = {"nginx": "nginx", "caddy": "caddy", "apache": "apache2"}[name]
    there = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
    if there is None:
        absent(name, f"{program} is not there.")
    text = snippet(name, port, backend, folder)
    file = folder / "conf"
    modules = "\n".join(f"LoadModule {each}_module /usr/lib/apache2/modules/mod_{each}.so" for each in MODULES)
    whole = {"nginx": NGINX, "caddy": CADDY, "apache": APACHE}[name]
    file.write_text(whole.format(folder=folder, snippet=text, port=port, modules=modules))
    return {
        "nginx": [there, "-c", str(file), "-p", str(folder)],
        "caddy": [there, "run", "--config", str(file), "--adapter", "caddyfile"],
        "apache": [there, "-f", str(file), "-DFOREGROUND"],
    }[name]


@asynccontextmanager
async def before(name: str, folder: Path, port: int, backend: str) -> AsyncIterator[None]:
    """The proxy, from when it listens."""
    log = folder / "log"
    with log.open("w") as told:
        proxy = await asyncio.create_subprocess_exec(
            *command(name, folder, port, backend), stdout=told, stderr=told,
            env={**os.environ, "HOME": str(folder)}, start_new_session=True,
        )  # fmt: skip
    try:
        async with asyncio.timeout(STARTS_WITHIN):
            while not await _listens(port):
                assert proxy.returncode is None, log.read_text()
                await asyncio.sleep(0.02)
        yield
    finally:
        if proxy.returncode is None:
            os.killpg(proxy.pid, signal.SIGTERM)
        await proxy.wait()


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def certificate(folder: Path) -> ssl.SSLContext:
    """Of the host, made here and believed by the context alone."""
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", folder / "camp.key",
        "-out", folder / "camp.pem",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return ssl.create_default_context(cafile=str(folder / "camp.pem"))


def large_photo() -> bytes:
    """More than 10 MB, as a good camera takes them."""
    image = Image.frombytes("RGB", (2600, 2200), os.urandom(2600 * 2200 * 3))
    out = BytesIO()
    image.save(out, "JPEG", quality=92, subsampling=0)
    assert 10_000_000 < out.tell() < 15_000_000, out.tell()
    return out.getvalue()


@pytest.mark.parametrize("name", ["nginx", "caddy", "apache"])
async def test_people_come_through_a_proxy(cast: Cast, tmp_path: Path, name: str):
    trusted = certificate(tmp_path)
    with held_port() as port:
        public = f"https://{HOST}:{port}"
        async with (
            running(cast, public_url=public, proxy="127.0.0.1") as server,
            before(name, tmp_path, port, server.url),
            httpx.AsyncClient(
                base_url=f"https://127.0.0.1:{port}", verify=trusted, trust_env=False, timeout=300,
                headers={"host": f"{HOST}:{port}", "origin": public},
            ) as kim,
        ):  # fmt: skip
            asked = {"extensions": {"sni_hostname": HOST}}
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
                wall, host="127.0.0.1", port=port, ssl=trusted, server_hostname=HOST, proxy=None, origin=public,  # type: ignore[arg-type]
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
            assert await _speaks(port, trusted) == "h2"


async def _speaks(port: int, trusted: ssl.SSLContext) -> str | None:
    """The protocol that it chooses where a browser offers both."""
    trusted.set_alpn_protocols(["h2", "http/1.1"])
    _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trusted, server_hostname=HOST)
    chosen = writer.get_extra_info("ssl_object").selected_alpn_protocol()
    writer.close()
    return chosen
