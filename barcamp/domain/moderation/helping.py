"""People whom a moderator helps: somebody without a phone is entered by name, and pitches and shows interest through
the moderator."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from sqlalchemy import func, select

from barcamp.domain.people.attendee import Name, Organisation, attendees, has_device, keep_out, name_tag, register
from barcamp.domain.plan.whereabouts import note_whereabouts
from barcamp.domain.privacy.erasure import KEEP, TAKE_OUT, erase
from barcamp.domain.privacy.rename import walls_signed
from barcamp.domain.topics.topic import Description, Title, load_topic, topics
from barcamp.domain.topics.vote import votes
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.history import Changes, remember
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.rows import named
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn


class EnterPerson(Command):
    """Enters somebody who is here without a device."""

    by = Role.MODERATOR
    name: Name
    organisation: Organisation = ""

    async def perform(self, turn: Turn) -> Done:
        return Done.of(Changed.people(), made=await register(turn, self.name, self.organisation, Role.ATTENDEE))


class RenamePerson(Editor):
    by = Role.MODERATOR
    person: int
    name: Name
    organisation: Organisation = ""

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        await load_person(turn, self.person)
        return await name_tag(turn, self.person)

    async def perform(self, turn: Turn) -> Done:
        await load_person(turn, self.person)
        changes = Changes()
        await changes.write(turn, attendees, self.person, name=self.name, organisation=self.organisation)
        facts = Changed.names(), *await walls_signed(turn, self.person)
        return await remember(turn, "rename", changes, *facts, about=f"p{self.person}")


class SayWhereFor(Command):
    """Says for somebody that they take part online, or on site."""

    by = Role.MODERATOR
    person: int
    online: bool

    async def perform(self, turn: Turn) -> Done:
        await load_person(turn, self.person)
        return await note_whereabouts(turn, self.person, online=self.online)


class RemovePerson(Command):
    """Removes somebody as the organiser erases them, and keeps their devices out. Only the organiser can remove
    moderators."""

    by = Role.MODERATOR
    rewrites: ClassVar[bool] = True
    erases: ClassVar[bool] = True
    person: int
    contributions: Annotated[str, Line(10)] = KEEP
    mentions: Annotated[str, Line(10)] = TAKE_OUT

    async def perform(self, turn: Turn) -> Done:
        row = await load_person(turn, self.person)
        if row.role >= Role.MODERATOR and turn.actor.role < Role.ORGANISER:
            raise Refused("person.moderates")
        await keep_out(turn, self.person)
        return await erase(turn, self.person, self.contributions, self.mentions)


class PitchFor(Command):
    """Pitches a topic for somebody who cannot type it in. This works while suggesting is closed, too: the topic was
    said in the room."""

    by = Role.MODERATOR
    person: int
    title: Title
    description: Description = ""

    async def perform(self, turn: Turn) -> Done:
        await load_person(turn, self.person)
        made = await turn.add(
            topics, barcamp_id=turn.barcamp.id, host_id=self.person, title=self.title, description=self.description,
            pitched_at=turn.now,
        )  # fmt: skip
        return Done.of(Changed.topics(made), made=made)


class ShowInterestFor(Command):
    """Shows somebody's interest, or with `no` takes it back."""

    by = Role.MODERATOR
    person: int
    topic: int
    no: bool = False

    async def perform(self, turn: Turn) -> Done:
        await load_person(turn, self.person)
        await load_topic(turn, self.topic)
        if turn.barcamp.interest_hidden and await has_device(turn, self.person):
            raise Refused("interest.blind")  # what it changed would reveal what they chose
        here = votes.c.topic_id == self.topic, votes.c.attendee_id == self.person
        there = (await turn.db.execute(select(votes).where(*here))).first()
        changes = Changes()
        if self.no and there is not None:
            await changes.take_out(turn, votes, named(there))
        if not self.no and there is None:
            await _refuse_without_points(turn, self.person)
            await changes.put_in(
                turn, votes, topic_id=self.topic, attendee_id=self.person, barcamp_id=turn.barcamp.id,
                cast_at=turn.now,
            )  # fmt: skip
        facts = Changed.interest(self.topic), Changed.heads()
        return await remember(turn, "interest-for", changes, *facts, about=f"t{self.topic}")


async def _refuse_without_points(turn: Turn, person: int) -> None:
    if not turn.barcamp.points:
        return
    given = (
        select(func.count())
        .select_from(votes.join(topics, topics.c.id == votes.c.topic_id))
        .where(votes.c.attendee_id == person, topics.c.withdrawn_at.is_(None))
    )
    if (await turn.db.scalar(given) or 0) >= turn.barcamp.points:
        raise Refused("interest.spent")


async def load_person(turn: Turn, person: int):
    """The row of somebody who is here. Raises Refused."""
    query = select(attendees.c.id, attendees.c.name, attendees.c.role).where(
        attendees.c.id == person, attendees.c.barcamp_id == turn.barcamp.id,
        attendees.c.erased_at.is_(None), attendees.c.removed_at.is_(None),
    )  # fmt: skip
    row = (await turn.db.execute(query)).first()
    if row is None:
        raise NotFound("attendee.gone")
    return row
