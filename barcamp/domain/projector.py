"""What the projector shows: by itself what the phase of the day asks for, else what a moderator wants seen."""

from barcamp.domain.barcamp import change
from barcamp.domain.base import Done, Refused, Role, Turn, touched
from barcamp.domain.command import Command
from barcamp.domain.wall import open_wall

# Empty: by the phase. `results` goes through all sessions by itself, or stays with the one whose wall is named.
SCENES = ("", "wall", "results")


class ShowOnProjector(Command):
    by = Role.MODERATOR
    scene: str = ""
    wall: str = ""

    async def perform(self, turn: Turn) -> Done:
        if self.scene not in SCENES:
            raise Refused("scene.unknown")
        named = self.scene == "wall" or (self.scene == "results" and self.wall != "")
        wall = str(await open_wall(turn, self.wall)) if named else ""
        await change(turn, scene=self.scene, scene_wall=wall)
        return touched("phase", "scene")
