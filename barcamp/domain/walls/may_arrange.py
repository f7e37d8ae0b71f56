"""Who arranges a wall: moderators, the hosts of its topic, and its note keeper. They write its result, too, and say
whether everybody may move the cards of others."""

from typing import Any

from sqlalchemy import select

from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.topic import load_topic
from barcamp.domain.walls.wall import Wall, on_record, open_wall, record, wall_named
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotAllowed
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits


class LetEverybodyMove(Command):
    """Whether everybody may move all cards of the wall, or only their own."""

    by = Role.ATTENDEE
    waits = Waits("Moving cards", near="notes")
    wall: str
    everybody: bool = False

    async def perform(self, turn: Turn) -> Done:
        wall = await open_wall(turn, self.wall)
        await must_arrange(turn, wall)
        row = await on_record(turn, wall)
        if self.everybody == (row is not None and row.everybody_moves):
            return Done()
        await record(turn, wall, everybody_moves=self.everybody)
        return Done.of(Changed.wall(str(wall)))


async def must_arrange(turn: Turn, wall: Wall) -> None:
    """Raises Refused for anyone else."""
    if turn.actor.role >= Role.MODERATOR:
        return
    row = await on_record(turn, wall)
    if row is not None and row.keeper_id == turn.attendee_id:
        return
    if wall.kind == "t" and turn.attendee_id in await _hosts(turn, wall.id):
        return
    raise NotAllowed("wall.not_yours")


async def must_move(turn: Turn, note: Any) -> None:
    """Raises Refused for whoever may not move this card: it is somebody else's, and the wall does not let everybody."""
    if turn.actor.attendee_id is not None and note.author_id == turn.actor.attendee_id:
        return
    wall = wall_named(note.wall)
    row = await on_record(turn, wall)
    if row is not None and row.everybody_moves:
        return
    try:
        await must_arrange(turn, wall)
    except NotAllowed:
        raise NotAllowed("move.not_yours") from None


async def _hosts(turn: Turn, topic_id: int) -> set[int | None]:
    topic = await load_topic(turn, topic_id)
    return {topic.host_id, *await turn.db.scalars(select(cohosts.c.attendee_id).where(cohosts.c.topic_id == topic.id))}
