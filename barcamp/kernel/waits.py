"""How a command waits on the phone on which it was given, until there is a connection: see static/js/outbox/."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waits:
    """`called`: what people read of it while it waits. `near`: the list beside which it is seen, topics or notes; in
    "Me" all are. `new`: about nothing that was there before, so that nothing before it holds it up. `mine`: to what of
    one's own it adds, or from what it takes, +votes or -votes; the phone knows that without being told."""

    called: str
    near: str = ""
    new: bool = False
    mine: str = ""
