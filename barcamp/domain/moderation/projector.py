"""What the projector shows: what the phase of the day asks for, unless a moderator chooses something else."""

from datetime import timedelta

from barcamp.domain.event.barcamp import change
from barcamp.domain.event.exhibit import Exhibit
from barcamp.domain.topics.topic import load_topic
from barcamp.domain.walls.note import load_note
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.wall import open_wall, wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

# Empty: as the phase asks. `pitch` is one topic on stage; `results` runs through all sessions, or stays with one;
# `exhibit` is a card or a lane that everybody is asked to look at, over whatever else is on.
SCENES = ("", "join", "topics", "pitch", "plan", "countdown", "wall", "exhibit", "results", "pause", "thanks")
# The scene that each phase asks for.
OF_PHASE = {
    "arrival": "join",
    "pitching": "topics",
    "interest": "topics",
    "planning": "plan",
    "sessions": "plan",
    "closing": "results",
}
REST = "rest"  # the last page of a results round, which lists the sessions without a result
LOOKS = ("", "light", "dark")  # empty: as the projector's machine is set
LONGEST = 12 * 60 * 60  # seconds


def scene_of(barcamp: Barcamp) -> str:
    """The scene that is on now; never empty."""
    if barcamp.archived:
        return "thanks"
    return "exhibit" if barcamp.exhibit else barcamp.scene or OF_PHASE[barcamp.phase]


class ShowOnProjector(Command):
    """Chooses what the projector shows. `wall` names the wall, or the topic on stage. A results round runs through all
    sessions; with a `wall` (or REST) it stays there. A countdown and a pause last for `seconds`; without any, until
    what is running now is over. `exhibit` shows the card `note`, or the lane `section` of the `wall`, large on all
    screens, over what the projector shows; without either it ends that."""

    by = Role.MODERATOR
    waits = Waits("Projector", near="notes")
    scene: str = ""
    wall: str = ""
    seconds: int = 0
    note: int = 0
    section: int = 0

    async def perform(self, turn: Turn) -> Done:
        if self.scene not in SCENES:
            raise Refused("scene.unknown")
        if self.scene == "exhibit":
            await change(turn, exhibit=str(await self._exhibit(turn)))
            return Done.of(Changed.scene())
        until = timedelta(seconds=min(self.seconds, LONGEST)) + turn.now if self.seconds > 0 else None
        await change(turn, scene=self.scene, scene_wall=await self._wall(turn), scene_until=until, exhibit="")
        return Done.of(Changed.scene())

    async def _exhibit(self, turn: Turn) -> Exhibit:
        if self.note:
            wall = await open_wall(turn, (await load_note(turn, self.note)).wall)
            return Exhibit(str(wall), note=self.note)
        if not self.section:
            return Exhibit()
        wall = await open_wall(turn, self.wall)
        if not any(each.id == self.section for each in await load_sections(turn.db, turn.barcamp.id)):
            raise NotFound("section.gone")
        return Exhibit(str(wall), section=self.section)

    async def _wall(self, turn: Turn) -> str:
        if self.scene == "pitch":
            wall = wall_named(self.wall)
            await load_topic(turn, wall.id if wall.kind == "t" else 0)
            return str(wall)
        if self.scene == "results" and self.wall == REST:
            return REST
        if self.scene == "wall" or (self.scene == "results" and self.wall != ""):
            return str(await open_wall(turn, self.wall))
        return ""


class SetProjectorLook(Command):
    """Chooses light for a bright room or dark for a dim one; empty follows the projector's machine."""

    by = Role.MODERATOR
    look: str = ""

    async def perform(self, turn: Turn) -> Done:
        if self.look not in LOOKS:
            raise Refused("look.unknown")
        await change(turn, projector_look=self.look)
        return Done.of(Changed.scene())
