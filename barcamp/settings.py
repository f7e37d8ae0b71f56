"""Every setting of the server: one frozen dataclass, read from BARCAMP_* variables, defaults that run."""

import dataclasses
import difflib
import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from barcamp import public_url


class BadSetting(Exception):
    """A setting has a value that cannot work; the message names the variable and says what would."""


def _setting(default: Any, says: str, *, secret: bool = False, between: tuple[int, int] | None = None) -> Any:
    """A setting. A secret can also be read from a file, which `<variable>_FILE` names."""
    return field(default=default, metadata={"says": says, "secret": secret, "between": between})


@dataclass(frozen=True, slots=True)
class Settings:
    """Field `port` is read from `BARCAMP_PORT`, and so on; `says` is the row of the README's table."""

    host: str = _setting("127.0.0.1", "address to listen on; 0.0.0.0 for the whole local network")
    port: int = _setting(8000, "port to listen on, 0 to 65535; 0 takes a free one", between=(0, 65535))
    public_url: str = _setting(
        "", "address people use, e.g. https://camp.example.org, without a path; empty: the address of each request"
    )
    data: Path = _setting(Path("data"), "folder for the database file")
    database_url: str = _setting(
        "",
        "postgresql+asyncpg://… or sqlite+aiosqlite:///…; empty: a SQLite file in the data folder",
        secret=True,
    )
    bell_url: str = _setting("memory://", "redis://… lets several processes tell each other of changes", secret=True)
    processes: int = _setting(1, "server processes, 1 to 64; more than one needs a Redis bell", between=(1, 64))
    beat_ms: int = _setting(100, "milliseconds between two pushes to the screens, 10 to 2000", between=(10, 2000))
    heartbeat_s: int = _setting(
        10,
        "seconds between two signs of life to a quiet screen, 1 to 60; after 2.5 times that its line counts as lost",
        between=(1, 60),
    )
    body_limit_kb: int = _setting(64, "largest accepted form in KiB, 4 to 10240", between=(4, 10240))
    joins_per_minute: int = _setting(
        300,
        "people who may join one event within a minute, two thirds of them at once; 30 to 100000",
        between=(30, 100_000),
    )
    proxy: str = _setting(
        "",
        "IP address of the reverse proxy whose X-Forwarded headers are believed, or a network; several with commas",
    )
    operator: str = _setting("", "who runs this server: name and postal address, for imprint and privacy page")
    contact: str = _setting("", "e-mail address or telephone number for imprint, privacy and accessibility page")
    security_contact: str = _setting(
        "",
        "where holes are reported, mailto:… or https://…, for /.well-known/security.txt",
    )
    enforcement: str = _setting(
        "", "name and address of the body that arbitrates about barriers, for the accessibility page"
    )
    metrics_token: str = _setting(
        "",
        "lets whoever sends it as a bearer token read /metrics from elsewhere; empty: only this machine",
        secret=True,
    )
    log: str = _setting("text", "text or json")
    log_addresses: str = _setting(
        "off", "on: a refused sign-in is logged with the address it came from, as the proxy of `BARCAMP_PROXY` says it"
    )

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{(self.data / 'barcamp.db').resolve()}"

    @property
    def secure(self) -> bool:
        """Whether people come over https, so that cookies may be restricted to it."""
        return self.public_url.startswith("https://")

    def with_(self, **changes: object) -> "Settings":
        return checked(dataclasses.replace(self, **{k: v for k, v in changes.items() if v is not None}))  # type: ignore[arg-type]


def variable(name: str) -> str:
    return f"BARCAMP_{name.upper()}"


def file_variable(name: str) -> str:
    """The name of the variable for the file that holds a secret."""
    return f"{variable(name)}_FILE"


def known() -> list[str]:
    """Every variable that is read."""
    fields = dataclasses.fields(Settings)
    return [variable(each.name) for each in fields] + [
        file_variable(each.name) for each in fields if each.metadata["secret"]
    ]


def unknown(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Variables named like settings that are none, each with the one that was meant, or empty. Those of tests are
    ignored."""
    names = [each for each in environ if each.startswith("BARCAMP_") and not each.startswith("BARCAMP_TEST_")]
    words = [name.removeprefix("BARCAMP_") for name in known()]

    def meant(name: str) -> str:
        close = difflib.get_close_matches(name.removeprefix("BARCAMP_"), words, 1)
        return f"BARCAMP_{close[0]}" if close else ""

    return {name: meant(name) for name in sorted(set(names) - set(known()))}


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Reads the settings. Raises BadSetting, naming the variable, for a value that cannot be read or cannot work."""
    values: dict[str, object] = {}
    for spec in dataclasses.fields(Settings):
        raw = environ.get(variable(spec.name))
        if spec.metadata["secret"] and (file := environ.get(file_variable(spec.name))):
            if raw is not None:
                raise BadSetting(f"{variable(spec.name)} and {file_variable(spec.name)} are both set; one is enough.")
            raw = _held(file_variable(spec.name), file)
        if raw is not None:
            values[spec.name] = _typed(spec.name, spec.type, raw.strip())
    return checked(Settings(**values))  # type: ignore[arg-type]


def checked(s: Settings) -> Settings:
    for spec in dataclasses.fields(Settings):
        if bounds := spec.metadata["between"]:
            _between(spec.name, getattr(s, spec.name), *bounds)
    if s.metrics_token and len(s.metrics_token) < 16:
        raise BadSetting(
            f"{variable('metrics_token')} is too short; it needs 16 characters, such as of openssl rand -hex 16."
        )
    if s.log not in ("text", "json"):
        raise BadSetting(f"{variable('log')} is {s.log!r}; it can be text or json.")
    if s.log_addresses not in ("on", "off"):
        raise BadSetting(f"{variable('log_addresses')} is {s.log_addresses!r}; it can be on or off.")
    if s.log_addresses == "on" and not s.proxy:
        raise BadSetting(f"{variable('log_addresses')} is on, but no {variable('proxy')} says whose address it is.")
    if not s.database.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise BadSetting(f"{variable('database_url')} must begin with postgresql+asyncpg:// or sqlite+aiosqlite:///.")
    if urlsplit(s.bell_url).scheme not in ("memory", "redis", "rediss"):
        raise BadSetting(f"{variable('bell_url')} is {s.bell_url!r}; it can be memory:// or redis://host:port/number.")
    if s.security_contact and not re.fullmatch(
        r"(mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+?[0-9-]+)", s.security_contact
    ):
        raise BadSetting(
            f"{variable('security_contact')} is {s.security_contact!r}; it can be mailto:name@example.org or https://…."
        )
    for each in filter(None, map(str.strip, s.proxy.split(","))):
        if each != "*" and not _is_network(each):
            raise BadSetting(
                f"{variable('proxy')} is {s.proxy!r}; it can be IP addresses or networks with commas between, such as "
                "127.0.0.1 or 172.16.0.0/12, or * for whoever connects."
            )
    if s.public_url:
        try:
            s = dataclasses.replace(s, public_url=public_url.mended(s.public_url))
        except public_url.Unusable as why:
            raise BadSetting(f"{variable('public_url')} is {s.public_url!r}: {why}.") from None
    if s.processes > 1 and s.bell_url.startswith("memory"):
        raise BadSetting(
            f"{variable('processes')} is {s.processes}, but {variable('bell_url')} is memory://: "
            "processes could not hear each other. Set it to redis://…, or use one process."
        )
    return s


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def _held(name: str, file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as why:
        told = why.strerror if isinstance(why, OSError) else "it is no text"
        raise BadSetting(f"{name} is {file!r}, which cannot be read: {told}.") from None


def _typed(name: str, kind: object, raw: str) -> object:
    if kind is int or kind == "int":
        try:
            return int(raw)
        except ValueError:
            raise BadSetting(f"{variable(name)} is {raw!r}; it must be a whole number.") from None
    if kind is Path or kind == "Path":
        return Path(raw)
    return raw


def _between(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise BadSetting(f"{variable(name)} is {value}; it must be between {low} and {high}.")
