"""Reverse proxies with the configurations of docs/operator.md: nginx, Caddy and Apache, for as long as a test needs."""

import asyncio
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.presence import absent

DOCS = Path(__file__).parents[2] / "docs" / "operator.md"
HOST = "camp.example.org"
STARTS_WITHIN = 300

# What surrounds the snippet in the file of a whole server that needs no root and leaves nothing behind.
NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log stderr warn;
events {{ worker_connections 4096; }}
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


def program_of(name: str) -> str:
    program = {"nginx": "nginx", "caddy": "caddy", "apache": "apache2"}[name]
    there = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
    if there is None:
        absent(name, f"{program} is not there.")
    return there


def command(name: str, folder: Path, port: int, text: str) -> list[str]:
    there, file = program_of(name), folder / "conf"
    modules = "\n".join(f"LoadModule {each}_module /usr/lib/apache2/modules/mod_{each}.so" for each in MODULES)
    whole = {"nginx": NGINX, "caddy": CADDY, "apache": APACHE}[name]
    file.write_text(whole.format(folder=folder, snippet=text, port=port, modules=modules))
    return {
        "nginx": [there, "-c", str(file), "-p", str(folder)],
        "caddy": [there, "run", "--config", str(file), "--adapter", "caddyfile"],
        "apache": [there, "-f", str(file), "-DFOREGROUND"],
    }[name]


@dataclass(slots=True)
class Gateway:
    """A proxy that may be stopped and started again on its port."""

    command: list[str]
    folder: Path
    port: int
    _child: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Returns once it listens."""
        with (self.folder / "log").open("w") as told:
            self._child = await asyncio.create_subprocess_exec(
                *self.command, stdout=told, stderr=told,
                env={**os.environ, "HOME": str(self.folder)}, start_new_session=True,
            )  # fmt: skip
        async with asyncio.timeout(STARTS_WITHIN):
            while not await _listens(self.port):
                assert self._child.returncode is None, (self.folder / "log").read_text()
                await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """Lets go of everybody at once."""
        if self._child is None:
            return
        if self._child.returncode is None:
            os.killpg(self._child.pid, signal.SIGTERM)
        await self._child.wait()


@asynccontextmanager
async def before(name: str, folder: Path, port: int, backend: str) -> AsyncIterator[Gateway]:
    """The proxy as the page has it, from when it listens."""
    made = Gateway(command(name, folder, port, snippet(name, port, backend, folder)), folder, port)
    try:
        await made.start()
        yield made
    finally:
        await made.stop()


@asynccontextmanager
async def plain_nginx(folder: Path, port: int, backend: str) -> AsyncIterator[Gateway]:
    """nginx as the page has it, but over plain HTTP under the machine's own address."""
    text = re.sub(r"^ *ssl_.*\n", "", snippet("nginx", port, backend, folder), flags=re.MULTILINE)
    text = text.replace(f"{port} ssl http2", f"127.0.0.1:{port}").replace(HOST, "127.0.0.1")
    made = Gateway(command("nginx", folder, port, text), folder, port)
    try:
        await made.start()
        yield made
    finally:
        await made.stop()


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
