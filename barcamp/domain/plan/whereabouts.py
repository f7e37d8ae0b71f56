"""Whether somebody takes part on site or from elsewhere. It is asked in hybrid events only, and counts wherever rooms
are chosen: whoever is elsewhere needs no seat, but a way into the room."""

from sqlalchemy import select, update

from barcamp.domain.people.attendee import attendees
from barcamp.domain.topics.vote import votes
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits


class SayWhere(Command):
    """Says that one takes part online, or on site."""

    by = Role.ATTENDEE
    waits = Waits("On site or online")
    online: bool

    async def perform(self, turn: Turn) -> Done:
        return await note_whereabouts(turn, turn.attendee_id, online=self.online)


async def note_whereabouts(turn: Turn, person: int, *, online: bool) -> Done:
    """Notes it of somebody who is here. Raises Refused unless the event is hybrid."""
    if not turn.barcamp.hybrid:
        raise Refused("whereabouts.not_asked")
    here = attendees.c.id == person, attendees.c.online.is_not(online)
    if not (await turn.db.execute(update(attendees).where(*here).values(online=online))).rowcount:
        return Done()
    if turn.barcamp.interest_hidden:
        return Done.of(Changed.people())
    wanted = await turn.db.scalars(select(votes.c.topic_id).where(votes.c.attendee_id == person))
    return Done.of(Changed.people(), Changed.heads(), *(Changed.interest(topic) for topic in wanted))
