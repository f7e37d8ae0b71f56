"""How often somebody tried to sign in under a name: patience against guessing. This module counts in this process,
including names that do not exist; for names that do, the desk counts for all processes (domain/people/organiser.py).

It never counts per address: a whole room shares one. A device that signed in under a name before has a count of its
own, so that strangers cannot lock the owner out.
"""

import hashlib
from datetime import datetime

from barcamp.domain.people.organiser import MOST_TRIES as MOST_ATTEMPTS
from barcamp.domain.people.organiser import WITHIN
from barcamp.kernel.refused import TooBusy

MOST_NAMES = 10_000


class LoginThrottle:
    """Counts attempts. Names that do not exist are counted like those that do, so that the answer reveals nothing about
    them."""

    def __init__(self) -> None:
        self._times: dict[str, list[datetime]] = {}

    def count(self, name: str, now: datetime, device: str = "") -> None:
        """Counts an attempt before the password is looked at, so that many at once count too. Raises Refused if there
        are too many. `device` is one that signed in under this name before."""
        name = _key(name, device)
        recent = [at for at in self._times.pop(name, ()) if now - at < WITHIN]
        self._times[name] = recent  # to the end: the longest unused come first
        if len(recent) >= MOST_ATTEMPTS:
            raise TooBusy("password.wait", minutes=int(WITHIN.total_seconds()) // 60)
        recent.append(now)
        while len(self._times) > MOST_NAMES:
            del self._times[next(iter(self._times))]

    def forget(self, name: str, device: str = "") -> None:
        """Forgets the attempts: the password was right."""
        self._times.pop(_key(name, device), None)


def whose(name: str, device: str = "") -> str:
    """The key under which the desk counts it."""
    return hashlib.sha256(_key(name, device).encode()).hexdigest()


def _key(name: str, device: str) -> str:
    return f"{name[:80]}\n{device[:100]}" if device else name[:80]
