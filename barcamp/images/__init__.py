"""Develops photos, one at a time, each in a process of its own, so that live pages never wait for it."""

import asyncio
import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from barcamp.images.develop import MOST_PIXELS
from barcamp.images.kinds import TAKEN, kind_of
from barcamp.kernel.refused import NotTaken, Refused, TooBusy

log = structlog.get_logger("images")

MOST_MEGABYTES = 15
MOST_AT_ONCE = 24  # photos on their way in, including those that arrive slowly
MOST_OF_ONE = 3
PATIENCE = 40  # seconds for one photo
_PROGRAM = Path(__file__).with_name("develop.py")


@dataclass(frozen=True, slots=True)
class Print:
    """A photo as it is kept: JPEG files, upright, at most 2000 and 480 pixels on the longer side, no metadata."""

    width: int
    height: int
    data: bytes
    thumb: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


class Images:
    def __init__(self) -> None:
        self._inside: Counter[str] = Counter()
        self.one_at_a_time = asyncio.Lock()

    @contextmanager
    def place(self, device: str) -> Generator[None]:
        """A place in the queue, from the upload's first byte on. Raises Refused if there is none."""
        if self._inside.total() >= MOST_AT_ONCE or self._inside[device] >= MOST_OF_ONE:
            raise TooBusy("photo.busy")
        self._inside[device] += 1
        try:
            yield
        finally:
            self._inside[device] -= 1
            self._inside += Counter()  # forgets people who have no photo inside any more

    async def develop(self, read: Callable[[int], bytes]) -> Print:
        """Develops a photo. `read(most)` gives the file's content, up to so many bytes; it is called in a thread, once
        it is its turn.

        The same content gives the same print. Raises Refused for anything that is not a photo we take.
        """
        async with self.one_at_a_time:
            out = await asyncio.to_thread(_develop, read)
        head, _, rest = out.partition(b"\n")
        said = json.loads(head)
        if why := said.get("why"):
            raise _refusal(why)
        cut = said["data"]
        return Print(said["width"], said["height"], rest[:cut], rest[cut : cut + said["thumb"]])


def _develop(read: Callable[[int], bytes]) -> bytes:
    content = read(MOST_MEGABYTES * 1_000_000 + 1)
    _look_at(content)
    return run(content, "photo", NotTaken("photo.broken"))


def _look_at(content: bytes) -> None:
    if not content:
        raise Refused("photo.none")
    if len(content) > MOST_MEGABYTES * 1_000_000:
        raise NotTaken("photo.too_big", most=MOST_MEGABYTES)
    kind = kind_of(content[:1024])
    if kind == "HEIC":
        raise NotTaken("photo.heic")
    if not kind:
        raise NotTaken("photo.no_picture")
    if kind not in TAKEN:
        raise NotTaken("photo.kind", kind=kind)


def _refusal(why: str) -> Refused:
    if why == "large":
        return NotTaken("photo.too_many_pixels", most=MOST_PIXELS // 1_000_000)
    return NotTaken("photo.animated") if why == "animated" else NotTaken("photo.broken")


def run(content: bytes, what: str, broken: Refused) -> bytes:
    """What the program makes of a photo or a logo. If it was killed or takes too long, the picture is broken: raises
    `broken`."""
    try:
        done = subprocess.run(
            [sys.executable, str(_PROGRAM), what], input=content, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        log.warning("picture took too long", bytes=len(content))
        raise broken from None
    if done.returncode or not done.stdout:
        log.warning("picture not developed", code=done.returncode, bytes=len(content), error=done.stderr[-500:])
        raise broken
    return done.stdout
