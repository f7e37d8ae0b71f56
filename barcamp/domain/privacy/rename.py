"""Changing one's own name wherever it stands."""

from collections.abc import Mapping

from sqlalchemy import select, update

from barcamp.domain.people.attendee import Name, Organisation, attendees, name_tag
from barcamp.domain.walls.note import notes
from barcamp.domain.walls.photos.table import photos
from barcamp.domain.walls.wall import walls
from barcamp.kernel.actor import Role
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits


class Rename(Editor):
    """Changes one's own name and organisation."""

    by = Role.ATTENDEE
    waits = Waits("My name")
    name: Name
    organisation: Organisation = ""

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        return await name_tag(turn, turn.attendee_id)

    async def perform(self, turn: Turn) -> Done:
        await turn.db.execute(
            update(attendees)
            .where(attendees.c.id == turn.attendee_id)
            .values(name=self.name, organisation=self.organisation)
        )
        return Done.of(Changed.names(), *await walls_signed(turn, turn.attendee_id))


async def walls_signed(turn: Turn, person: int | None) -> list[Changed]:
    """The walls that show this person's name, under a note or a photo or as the note keeper."""
    under = select(notes.c.wall).where(notes.c.author_id == person, notes.c.withdrawn_at.is_(None))
    kept = select(walls.c.name).where(walls.c.keeper_id == person)
    hung = select(photos.c.wall).where(photos.c.author_id == person, photos.c.withdrawn_at.is_(None))
    names = await turn.db.scalars(under.union(kept, hung))
    return [said(name) for name in names for said in (Changed.wall, Changed.cards, Changed.photos)]
