"""Fixed sessions entered by hand, one by one, and taken off the plan again."""

from typing import Annotated

from barcamp.domain.plan.plan_change import check_room
from barcamp.domain.setup.programme.difference import GONE, NEW, Difference, Step
from barcamp.domain.setup.programme.items import LONGEST_NAMES, LONGEST_TEXT, Item
from barcamp.domain.setup.programme.standing import load_standing
from barcamp.domain.setup.programme.taking import take
from barcamp.domain.setup.programme.told import MOST
from barcamp.domain.setup.slot import day_of, times
from barcamp.domain.topics.topic import Title, load_topic
from barcamp.kernel.actor import Role
from barcamp.kernel.clock import refuse_missing_times
from barcamp.kernel.command import Command
from barcamp.kernel.refused import Refused
from barcamp.kernel.strings import Line, Text
from barcamp.kernel.turn import Done, Turn


class AddFixedSession(Command):
    """Puts a fixed session into the plan. `people` are those who hold it, `day` one of several, 0 for the first."""

    by = Role.MODERATOR
    title: Title
    room: int
    starts: str
    ends: str
    people: Annotated[str, Line(LONGEST_NAMES, least=0)] = ""
    day: int = 0
    description: Annotated[str, Text(LONGEST_TEXT, least=0)] = ""

    async def perform(self, turn: Turn) -> Done:
        starts, ends = times(self.starts, self.ends, day_of(turn, self.day))
        refuse_missing_times(turn.barcamp, starts, ends)
        await check_room(turn, self.room, self.day)
        standing = await load_standing(turn.db, turn.barcamp)
        if sum(each.stands and bool(each.fixed) for each in standing.sessions) >= MOST:
            raise Refused("programme.too_many", number=MOST + 1, most=MOST)
        there = next(
            (each for each in standing.sessions if each.stands and each.room == self.room
             and each.starts < ends and starts < each.ends), None,
        )  # fmt: skip
        if there is not None:
            if there.fixed:
                raise Refused("programme.there_fixed", title=there.title).beside("starts")
            raise Refused("programme.there_open", title=there.title).beside("starts")
        item = Item(1, "", self.title, self.people, "", starts, ends, self.day, self.description)
        return await take(turn, Difference((Step(NEW, item, room=self.room),)), "hand")


class RemoveFixedSession(Command):
    """Takes a fixed session off the plan, with its notes and its interest kept for an undo."""

    by = Role.MODERATOR
    topic: int

    async def perform(self, turn: Turn) -> Done:
        topic = await load_topic(turn, self.topic)
        if not topic.fixed:
            raise Refused("programme.not_fixed")
        standing = await load_standing(turn.db, turn.barcamp)
        was = next(each for each in standing.sessions if each.topic == topic.id)
        return await take(turn, Difference((Step(GONE, was=was),)), topic.fixed)
