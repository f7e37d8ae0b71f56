"""The servers that are measured, ours and its peers: each on the same core, each on a free port of the loopback."""

import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench import machine
from bench.hosts import Host
from bench.machine import Absent
from bench.room import DEVICE, MODERATOR, SENTENCE, Room, announcement

MODULES = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules", "/usr/local/nginx/modules")
NCHAN = "ngx_nchan_module.so"
STARTS_WITHIN = 120  # seconds; several processes on a busy machine
CHANNEL_HEADERS = "Content-Type: text/plain\r\n"


@dataclass(frozen=True, slots=True)
class Server:
    """Where phones listen and how a broadcast is published; `options` are the load client's."""

    name: str
    port: int
    pids: tuple[int, ...]
    options: tuple[str, ...]
    data: Path | None = None
    host: str = "127.0.0.1"

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=20)
        try:
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            return reply.status, reply.read()
        finally:
            connection.close()


@contextmanager
def barcamp(
    room: Room,
    launcher: tuple[str, ...] = ("-m", "barcamp"),
    cores: Sequence[int] = (machine.SERVER_CORE,),
    host: Host = Host(),
    **settings: object,
) -> Iterator[Server]:
    """The whole application on a copy of the room's data, from the command line as in real life, on this machine or on
    another host."""
    with tempfile.TemporaryDirectory(prefix="barcamp-bench-") as folder:
        data = Path(folder) / "data"
        shutil.copytree(room.folder, data)
        env = {name: value for name, value in os.environ.items() if not name.startswith("BARCAMP_")}
        env = {f"BARCAMP_{name.upper()}": str(value) for name, value in settings.items()} | {"BARCAMP_DATA": str(data)}
        port = machine.free_port() if "public_url" in settings else 0
        command = [*host.within, sys.executable, *launcher, "serve", "--host", host.there, "--port", str(port)]
        with machine.running(command, env, cores) as process:
            told = _told(process, re.compile(r"listening: https?://[^:]+:(\d+)"))
            form = "Content-Type: application/x-www-form-urlencoded\r\n"
            server = Server("barcamp", port or told, (process.pid,), (
                "-s", f"/{room.code}/socket/phone?mark=", "-d", DEVICE, "-A", str(room.people),
                "-u", f"/{room.code}/announce", "-B", "text=" + SENTENCE.replace(" ", "+"),
                "-H", f"{form}Cookie: {device_cookie(settings)}={MODERATOR}\r\n", "-C", f"/{room.code}",
                "-t", ",".join(map(str, room.topics)),
            ), data, host.there)  # fmt: skip
            _wait_for(server, "/readyz")
            yield replace(server, pids=(process.pid, *machine.children(process.pid)))


@contextmanager
def nchan() -> Iterator[Server]:
    """nginx with one worker and the nchan module. Raises Absent."""
    program, module = nginx(), nchan_module()
    with tempfile.TemporaryDirectory(prefix="barcamp-bench-") as folder:
        port = machine.free_port()
        Path(folder, "nginx.conf").write_text(_nginx_conf(folder, module, port), encoding="utf-8")
        with machine.running([program, "-e", "error.log", "-p", folder, "-c", "nginx.conf"]) as master:
            server = Server("nchan", port, (master.pid,), ())
            _wait_for(server, "/alive")
            yield Server("nchan", port, (master.pid, *machine.children(master.pid)), channel_options("/sub"))


@contextmanager
def channels(history: int = 0) -> Iterator[Server]:
    with machine.running([sys.executable, "-m", "bench.peers.channels", str(history)]) as process:
        server = Server("channels", _told(process, re.compile(r"(\d+)")), (process.pid,), channel_options("/room"))
        _wait_for(server, "/nothing")
        yield server


@contextmanager
def limit(folder: Path) -> Iterator[Server]:
    with machine.running([str(machine.compile_c("limit", folder))]) as process:
        yield Server("c-limit", _told(process, re.compile(r"(\d+)")), (process.pid,), channel_options("/room"))


def nginx() -> str:
    """Raises Absent."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        raise Absent("no nginx here")
    return program


def nchan_module() -> Path:
    """Raises Absent."""
    module = next((found for place in MODULES if (found := Path(place) / NCHAN).exists()), None)
    if module is None:
        raise Absent("no nginx with the nchan module here (Debian: nginx, libnginx-mod-nchan)")
    return module


def device_cookie(settings: Mapping[str, object]) -> str:
    return f"{'__Host-' if 'public_url' in settings else ''}barcamp_device"


def account() -> str:
    """nginx would change to an account that may not read what root made."""
    return "user root;" if os.geteuid() == 0 else ""


def channel_options(path: str) -> tuple[str, ...]:
    return ("-s", path, "-u", "/pub", "-B", announcement(), "-H", CHANNEL_HEADERS)


def _nginx_conf(folder: str, module: Path, port: int) -> str:
    return f"""
load_module {module};
{account()}
daemon off; worker_processes 1; worker_rlimit_nofile {machine.files_allowed()};
pid {folder}/nginx.pid; error_log {folder}/error.log error;
events {{ worker_connections {machine.files_allowed()}; use epoll; multi_accept on; }}
http {{
  access_log off; tcp_nodelay on; client_body_buffer_size 256k; client_max_body_size 1m;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location = /alive {{ return 200 "alive"; }}
    location = /sub {{ nchan_subscriber websocket; nchan_channel_id room; nchan_subscriber_first_message newest; }}
    location = /back {{ nchan_subscriber websocket; nchan_channel_id room; nchan_subscriber_first_message oldest; }}
    location = /pub {{
      nchan_publisher; nchan_channel_id room; nchan_message_buffer_length 1; nchan_message_timeout 60m;
    }}
  }}
}}
"""


def _told(process: subprocess.Popen[str], pattern: re.Pattern[str]) -> int:
    """The port that the server prints once it has one. Raises Absent if it ends without."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := pattern.search(line):
            return int(found[1])
    raise Absent(f"the server did not start: {' '.join(process.args[1:4])}")  # type: ignore[index]


def _wait_for(server: Server, path: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            server.request("GET", path)
            return
        except OSError:
            time.sleep(0.05)
    raise Absent(f"{server.name} does not answer")
