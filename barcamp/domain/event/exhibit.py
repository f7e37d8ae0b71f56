"""What everybody is asked to look at: a card of a wall, or a lane of it. The event keeps it as `t7-12` or `t7-l3`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Where to look: card `note` on `wall`, or its lane `section`. False for nowhere."""

    wall: str = ""
    note: int = 0
    section: int = 0

    @classmethod
    def read(cls, written: str) -> "Exhibit":
        wall, _, number = written.partition("-")
        if number.startswith("l"):
            return cls(wall, section=int(number[1:]))
        return cls(wall, note=int(number)) if number else cls()

    def __bool__(self) -> bool:
        return self.wall != ""

    def __str__(self) -> str:
        if not self.wall:
            return ""
        return f"{self.wall}-{self.note}" if self.note else f"{self.wall}-l{self.section}"
