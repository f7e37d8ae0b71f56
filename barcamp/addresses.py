"""Under which address people reach this server: the public one, else this machine's in its local network."""

import socket
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from barcamp.settings import Settings

EVERYWHERE = ("0.0.0.0", "::")
_HERE = ("127.0.0.1", "localhost", "::1")


def local_address(config: Settings, port: int) -> str:
    """Where this machine itself reaches the server."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(config.host, config.host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def address(config: Settings, port: int | None = None) -> str:
    """The address to tell people: the public one, else this machine's in the local network."""
    if config.public_url:
        return config.public_url
    host = lan_address() or "127.0.0.1" if config.host in EVERYWHERE else config.host
    host = f"[{host}]" if ":" in host else host
    return f"http://{host}:{port or config.port}"


@lru_cache(maxsize=1)
def lan_address() -> str | None:
    """This machine's address in its local network, or None without one. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # documentation address (RFC 5737): only asks the routing table
            found = probe.getsockname()[0]
        except OSError:
            return None
    return None if found.startswith("127.") or found == "0.0.0.0" else found


def told(config: Settings, asked: str) -> str:
    """What to tell people when a page was asked for under `asked`: an address that works from their phones too."""
    if config.public_url:
        return config.public_url
    parts = urlsplit(asked)
    if config.host in EVERYWHERE and parts.hostname in _HERE and (found := lan_address()):
        parts = parts._replace(netloc=f"{found}:{parts.port}" if parts.port else found)
    return urlunsplit(parts).rstrip("/")


def here_only(address: str) -> bool:
    """Whether it leads to this machine from this machine alone."""
    host = urlsplit(address).hostname or ""
    return host in _HERE or host.startswith("127.")


def from_phones(address: str) -> str:
    """Where phones would find a server that is here alone, once it listens for all; empty without a network."""
    found, port = lan_address(), urlsplit(address).port
    return f"http://{found}:{port or 80}" if found else ""
