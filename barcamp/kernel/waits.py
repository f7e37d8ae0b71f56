"""How a command waits on the phone on which it was given until there is a connection: see static/js/outbox/."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waits:
    """How a command waits. `called`: what people read about it while it waits. `near`: the list beside which it is
    shown, topics or notes; "Me" shows all of them. `new`: refers to nothing that existed before, so that nothing
    earlier holds it up. `mine`: what of one's own it adds to or takes from, +votes or -votes; the phone knows that
    without being told."""

    called: str
    near: str = ""
    new: bool = False
    mine: str = ""
