"""The address under which people reach this server: the public one, else this machine's in its local network."""

import ipaddress
import socket
from functools import lru_cache
from urllib.parse import urlsplit

from barcamp.settings import Settings

EVERYWHERE = ("0.0.0.0", "::")
_HERE = ("127.0.0.1", "localhost", "::1")
_PORTS = {"http": 80, "https": 443}
# Private and local addresses (RFC 1918, 3927, 4193, 4291) and those of networks between providers (RFC 6598).
_OF_THE_HOUSE = [
    ipaddress.ip_network(each)
    for each in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10",
    )
]  # fmt: skip


def local_address(config: Settings, port: int) -> str:
    """The address at which this machine itself reaches the server."""
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
            probe.connect(("192.0.2.1", 9))  # documentation address (RFC 5737): this only asks the routing table
            found = probe.getsockname()[0]
        except OSError:
            return None
    return None if found.startswith("127.") or found == "0.0.0.0" else found


def told(config: Settings, asked: str, reached: tuple[str, int | None] | None) -> str:
    """The address to tell people when a page was asked for under `asked`: one that works from their phones too. What a
    browser calls us is believed if it can only be this machine; otherwise it is the address under which it `reached`
    us."""
    if config.public_url:
        return config.public_url
    scheme = "https" if asked.startswith("https:") else "http"
    host, port = _called(asked)
    if not _is_ours(host, reached):
        host, port = reached if reached and reached[1] else (config.host, config.port)
    if config.host in EVERYWHERE and host in _HERE and (found := lan_address()):
        host = found
    host = f"[{host}]" if ":" in host else host
    return f"{scheme}://{host}:{port}" if port and port != _PORTS[scheme] else f"{scheme}://{host}"


def _called(asked: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(asked)
        return (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "", None


def _is_ours(host: str, reached: tuple[str, int | None] | None) -> bool:
    """Whether it names this machine, or a machine of the same house: not a name from elsewhere, which anybody can point
    here, and no internet address but the one that was reached."""
    if host in own_names() or (reached and host == reached[0].lower()):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or any(address in network for network in _OF_THE_HOUSE)


@lru_cache(maxsize=1)
def own_names() -> frozenset[str]:
    """The names of this machine in its network, in lower case; `.local` is multicast DNS (RFC 6762)."""
    name = socket.gethostname().lower()
    first = name.partition(".")[0]
    return frozenset({"localhost", name, first, f"{first}.local"} - {""})


def here_only(address: str) -> bool:
    """Whether it leads to this machine only from this machine."""
    host = urlsplit(address).hostname or ""
    return host in _HERE or host.startswith("127.")


def from_phones(address: str) -> str:
    """Where phones would find a server that listens only on this machine, once it listens for all; empty without a
    network."""
    found, port = lan_address(), urlsplit(address).port
    return f"http://{found}:{port or 80}" if found else ""
