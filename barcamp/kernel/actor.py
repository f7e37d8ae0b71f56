"""Who acts: roles, and the person who gives a command."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What somebody may do. Whatever an attendee may do a moderator may do as well, and so on upwards."""

    ANYONE = 0
    ATTENDEE = 1
    MODERATOR = 2
    ORGANISER = 3


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who gives a command. `barcamp_id` is where the role holds; None for an organiser between barcamps."""

    role: Role
    barcamp_id: int | None = None
    attendee_id: int | None = None
    organiser_id: int | None = None
    address: str = ""  # the address under which they reach the server
    sign_in: str = ""  # the hash of the token by which an organiser acts; empty: not checked whether it still holds
