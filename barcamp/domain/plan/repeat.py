"""Repeats: the same session once more, for those who could not get in. A repeat is a topic of its own while it is on
the grid."""

from sqlalchemy import func, select

from barcamp.domain.plan.fixed import refuse_beside_fixed, refuse_if_fixed
from barcamp.domain.plan.grid import Spot, placements
from barcamp.domain.plan.placement import occupant
from barcamp.domain.plan.plan_change import change_plan, check_room, check_slot
from barcamp.domain.topics.topic import load_topic, topics
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn

MOST_REPEATS = 3
_TAKEN_OVER = ("barcamp_id", "host_id", "title", "description", "needs", "online", "not_before", "not_after", "angle")


class RepeatTopic(Command):
    """Offers a placed topic, or what it repeats, once more in a free cell."""

    by = Role.MODERATOR
    topic: int
    room: int
    slot: int

    async def perform(self, turn: Turn) -> Done:
        topic = await load_topic(turn, self.topic, repeats=True)
        await check_room(turn, self.room, await check_slot(turn, self.slot))
        await refuse_if_fixed(turn, topic.root)
        await refuse_beside_fixed(turn, self.room, self.slot)
        if there := await occupant(turn, self.room, self.slot):
            raise Refused("cell.taken", title=there.title, who=there.placed_by)
        await _refuse_unplaced_or_too_many(turn, topic.root, topic.title)
        made = await _another(turn, topic.root)
        done = await change_plan(turn, {made: Spot(self.room, self.slot)}, "repeat")
        return Done(done.changed, made)


async def _refuse_unplaced_or_too_many(turn: Turn, root: int, title: str) -> None:
    sessions = select(
        func.count().filter(topics.c.id == root), func.count().filter(topics.c.repeat_of == root)
    ).select_from(topics.join(placements))
    first, again = (await turn.db.execute(sessions.where(topics.c.barcamp_id == turn.barcamp.id))).one()
    if not first:
        raise Refused("topic.not_placed", title=title)
    if again >= MOST_REPEATS:
        raise Refused("repeat.too_many", most=MOST_REPEATS)


async def _another(turn: Turn, root: int) -> int:
    same = (await turn.db.execute(select(topics).where(topics.c.id == root))).mappings().one()
    return await turn.add(
        topics, **{name: same[name] for name in _TAKEN_OVER}, pitched_at=turn.now, withdrawn_at=turn.now, repeat_of=root
    )
