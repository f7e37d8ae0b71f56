"""Who may see the results of the day: the results page and its report, which hold only what people agreed to
publish."""

from typing import ClassVar

from barcamp.domain.event.barcamp import change
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Invalid, Refused
from barcamp.kernel.turn import Done, Turn

# Anyone with the code, only those who joined, or nobody. Empty until the organiser decides.
OPENINGS = ("everybody", "joined", "nobody")


class OpenResults(Command):
    """Says who may see the results from now on; possible at any time, while the day is running or long after it."""

    by = Role.ORGANISER
    even_archived: ClassVar[bool] = True
    results: str

    async def perform(self, turn: Turn) -> Done:
        await open_results(turn, self.results)
        return Done.of(Changed.results())


class OpenToSearch(Command):
    """Says whether search engines may list the results page, as long as anyone with the code may see it."""

    by = Role.ORGANISER
    even_archived: ClassVar[bool] = True
    open: bool

    async def perform(self, turn: Turn) -> Done:
        await change(turn, findable=self.open)
        return Done()


async def open_results(turn: Turn, audience: str) -> None:
    if audience not in OPENINGS:
        raise Invalid({"results": Refused("results.choose")})
    await change(turn, results_for=audience)


def found_by_searching(barcamp: Barcamp) -> bool:
    return barcamp.findable and not barcamp.rehearses and may_see_results(barcamp, Role.ANYONE)


def may_see_results(barcamp: Barcamp, role: Role) -> bool:
    """Whether somebody may see the results. Moderators always may. Until the organiser decides, those who joined may
    once the day is archived: they can read the walls anyway, and nobody else was promised anything."""
    match barcamp.results_for:
        case "everybody":
            return True
        case "joined":
            return role >= Role.ATTENDEE
        case "nobody":
            return role >= Role.MODERATOR
        case _:
            return role >= (Role.ATTENDEE if barcamp.archived else Role.MODERATOR)
