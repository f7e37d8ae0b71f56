"""nginx with TLS: before processes of ours, and as nchan; with a certificate made for the run."""

import http.client
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import machine
from bench.machine import Absent
from bench.servers import account, channel_options, nchan_module, nginx

WORKERS = 2

# As docs/operator.md has it, with connections to barcamp that are kept.
PROXY = """
  map $http_upgrade $connection_upgrade {{ default upgrade; "" ""; }}
  upstream barcamp {{ {servers} {kept} }}
  server {{
    listen 127.0.0.1:{port} ssl backlog=8192;
    location / {{
      proxy_pass http://barcamp; proxy_http_version 1.1; proxy_read_timeout 300s;
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;
    }}
  }}
"""
CHANNEL = """
  server {{
    listen 127.0.0.1:{port} ssl backlog=8192;
    location = /sub {{ nchan_subscriber websocket; nchan_channel_id room; nchan_subscriber_first_message newest; }}
    location = /back {{ nchan_subscriber websocket; nchan_channel_id room; nchan_subscriber_first_message oldest; }}
    location = /pub {{
      nchan_publisher; nchan_channel_id room; nchan_message_buffer_length 1; nchan_message_timeout 60m;
    }}
  }}
"""


@dataclass(frozen=True, slots=True)
class Gateway:
    """`pid` is nginx's first process; `options` are the load client's."""

    port: int
    pid: int
    options: tuple[str, ...] = ()

    def keep(self, message: str) -> None:
        """Gives nchan something to send to whoever comes back."""
        trusting = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=trusting)
        try:
            connection.request("POST", "/pub", message.encode(), {"Content-Type": "text/plain"})
            connection.getresponse().read()
        finally:
            connection.close()


@contextmanager
def before(addresses: Sequence[str], port: int, *, kept: bool = True) -> Iterator[Gateway]:
    """A proxy on `port`; `addresses` are `host:port` of what it stands before. Raises Absent."""
    servers = " ".join(f"server {each} max_fails=0;" for each in addresses)
    with _nginx(PROXY.format(servers=servers, kept="keepalive 256;" if kept else "", port=port), port) as pid:
        yield Gateway(port, pid)


@contextmanager
def nchan() -> Iterator[Gateway]:
    """nginx with the nchan module, which takes TLS itself. Raises Absent."""
    port = machine.free_port()
    with _nginx(CHANNEL.format(port=port), port, f"load_module {nchan_module()};") as pid:
        yield Gateway(port, pid, channel_options("/sub"))


@contextmanager
def _nginx(servers: str, port: int, first: str = "") -> Iterator[int]:
    with tempfile.TemporaryDirectory(prefix="barcamp-bench-") as folder:
        _certify(Path(folder))
        Path(folder, "nginx.conf").write_text(f"""
{first}
{account()}
daemon off; worker_processes {WORKERS}; worker_rlimit_nofile {machine.files_allowed()};
pid {folder}/nginx.pid; error_log {folder}/error.log error;
events {{ worker_connections {machine.files_allowed()}; use epoll; multi_accept on; }}
http {{
  access_log off; tcp_nodelay on; client_body_buffer_size 256k; client_max_body_size 16m;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi; keepalive_requests 1000000;
  ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem; ssl_protocols TLSv1.2 TLSv1.3;
  ssl_session_cache shared:tls:10m;
  {servers}
}}
""")
        command = [nginx(), "-e", "error.log", "-p", folder, "-c", "nginx.conf"]
        with machine.running(command, cores=machine.CORES) as master:
            _wait_for(port)
            yield master.pid


def _certify(folder: Path) -> None:
    """A certificate of the kind that most servers have by now (ECDSA, P-256)."""
    program = shutil.which("openssl")
    if program is None:
        raise Absent("no openssl here, which makes the certificate")
    made = subprocess.run(
        [program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    if made.returncode:
        raise Absent(f"openssl makes no certificate: {made.stderr.strip().splitlines()[-1]}")


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            ssl.get_server_certificate(("127.0.0.1", port), timeout=5)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise Absent("nginx with TLS does not answer")
