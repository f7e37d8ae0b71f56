"""The rules of interest: how many points each person has, and whether counts are hidden until the round is closed."""

from collections.abc import Mapping

from sqlalchemy import exists, select

from barcamp.domain.event.barcamp import change, uncovered
from barcamp.domain.topics.vote import votes
from barcamp.kernel.actor import Role
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn

MOST_POINTS = 20


class SetRulesOfInterest(Editor):
    """Sets the rules. `points` for each person, one at most per topic; 0 for no limit. `blind`: nobody sees how much
    interest topics have while it can be shown. Fixed once somebody has shown interest: nobody is judged by other rules
    than those they chose by."""

    by = Role.MODERATOR
    points: int = 0
    blind: bool = False

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        return {"points": turn.barcamp.points, "blind": turn.barcamp.blind}

    async def perform(self, turn: Turn) -> Done:
        if not 0 <= self.points <= MOST_POINTS:
            raise Refused("rules.points", most=MOST_POINTS)
        if await turn.db.scalar(select(exists().where(votes.c.barcamp_id == turn.barcamp.id))):
            raise Refused("rules.begun")
        hidden = turn.barcamp.interest_hidden
        await change(turn, points=self.points, blind=self.blind)
        return Done.of(Changed.openings(), *uncovered(turn, hidden))
