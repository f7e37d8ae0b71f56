"""The note keeper: the person who writes down the result of a session, sought at its start."""

from barcamp.domain.walls.wall import on_record, open_wall, record
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotAllowed, Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits


class BecomeKeeper(Command):
    """Makes somebody the note keeper if there is none; a moderator takes over from another."""

    by = Role.ATTENDEE
    waits = Waits("Note keeper", near="notes")
    wall: str

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        row = await on_record(turn, wall)
        keeper = row.keeper_id if row else None
        if keeper == turn.attendee_id:
            return Done()
        if keeper is not None and turn.actor.role < Role.MODERATOR:
            raise Refused("keeper.taken")
        await record(turn, wall, keeper_id=turn.attendee_id)
        return Done.of(Changed.wall(str(wall)))


class LeaveKeeper(Command):
    """Gives the role up; a moderator may do so for somebody else."""

    by = Role.ATTENDEE
    waits = Waits("Note keeper", near="notes")
    wall: str

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        row = await on_record(turn, wall)
        if row is None or row.keeper_id is None:
            return Done()
        if turn.actor.role < Role.MODERATOR and row.keeper_id != turn.attendee_id:
            raise NotAllowed("keeper.not_yours")
        await record(turn, wall, keeper_id=None)
        return Done.of(Changed.wall(str(wall)))
