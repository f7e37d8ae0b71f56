"""How often somebody tried to sign in under a name: patience against guessing, in this process only.

Never per address: a whole room shares one.
"""

from datetime import datetime, timedelta

from barcamp.domain.base import Refused

MOST_ATTEMPTS = 10
WITHIN = timedelta(minutes=10)
MOST_NAMES = 10_000


class Attempts:
    """Names that do not exist are counted like those that do, so that the answer tells nothing about them."""

    def __init__(self) -> None:
        self._times: dict[str, list[datetime]] = {}

    def count(self, name: str, now: datetime) -> None:
        """Before the password is looked at, so that many at once count too. Raises Refused when it is too often."""
        name = name[:80]
        recent = [at for at in self._times.pop(name, ()) if now - at < WITHIN]
        self._times[name] = recent  # to the end: the longest unused come first
        if len(recent) >= MOST_ATTEMPTS:
            raise Refused("password.wait", minutes=int(WITHIN.total_seconds()) // 60)
        recent.append(now)
        while len(self._times) > MOST_NAMES:
            del self._times[next(iter(self._times))]

    def forget(self, name: str) -> None:
        """It was the right one."""
        self._times.pop(name[:80], None)
