"""The address that people use, as the operator wrote it and as browsers will send it."""

import re
from urllib.parse import urlsplit

import idna

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")


class Unusable(Exception):
    """Why the address cannot work; part of a sentence."""


def mended(typed: str) -> str:
    """Scheme and host in lower case, without a default port and without a slash or a dot at the end. Raises
    Unusable."""
    if re.search(r"\s", typed):
        raise Unusable("there is a space in it")
    if not typed.lower().startswith(("http://", "https://")):
        raise Unusable("it must look like https://camp.example.org")
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        raise Unusable("its port must be a number between 1 and 65535") from None
    if port == 0 or parts.netloc.endswith(":"):
        raise Unusable("its port must be a number between 1 and 65535")
    if "@" in parts.netloc:
        raise Unusable("a name or password before the host cannot be in it")
    if parts.query or parts.fragment or typed.endswith(("?", "#")):
        raise Unusable("nothing can follow the host: no question mark and no #")
    if parts.path.strip("/"):
        raise Unusable(
            f"it has the path {parts.path}, but the server needs a host of its own, such as camp.example.org"
        )
    host = parts.netloc.lower().removesuffix(f":{port}").removesuffix(".")
    if not _HOST.fullmatch(_ascii(host)):
        raise Unusable("it must look like https://camp.example.org" if not host else f"{host} cannot be a host")
    shown = "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{shown}"


def as_sent(url: str) -> str:
    """The address with its host as browsers send it and as every QR reader understands it: without umlauts."""
    if url.isascii() or not url.startswith(("http://", "https://")):
        return url
    parts = urlsplit(url)
    host, colon, port = parts.netloc.partition(":")
    return parts._replace(netloc=f"{_ascii(host)}{colon}{port}").geturl()


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        raise Unusable(f"{host} cannot be a host") from None
