"""Who arranges a wall: moderators, the hosts of its topic, and its note keeper. They write its result, too."""

from sqlalchemy import select

from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.topic import load_topic
from barcamp.domain.walls.wall import Wall, on_record
from barcamp.kernel.actor import Role
from barcamp.kernel.refused import NotAllowed
from barcamp.kernel.turn import Turn


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


async def _hosts(turn: Turn, topic_id: int) -> set[int | None]:
    topic = await load_topic(turn, topic_id)
    return {topic.host_id, *await turn.db.scalars(select(cohosts.c.attendee_id).where(cohosts.c.topic_id == topic.id))}
