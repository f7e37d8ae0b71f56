"""Who acts: roles, and whoever gives a command."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """Whoever may do something as an attendee may do it as a moderator, and so on upwards."""

    ANYONE = 0
    ATTENDEE = 1
    MODERATOR = 2
    ORGANISER = 3


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives a command. `barcamp_id` is where the role holds; None for an organiser between barcamps."""

    role: Role
    barcamp_id: int | None = None
    attendee_id: int | None = None
    organiser_id: int | None = None
    address: str = ""  # under which they reach the server
    sign_in: str = ""  # the hash of the token by which an organiser acts; empty: nobody looks whether it still holds
