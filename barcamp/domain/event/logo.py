"""Logos of hosts and sponsors: in the order the organiser gives them, each with a description for people who cannot see
it. They arrive clean, as images/ makes them."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table, delete, func, select, update

from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import metadata
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

MOST = 8

logos = Table(
    "logo",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("description", String(160), nullable=False),
    Column("media_type", String(16), nullable=False),  # image/png, image/jpeg or image/svg+xml
    Column("width", Integer, nullable=False),  # pixels, or an SVG's units
    Column("height", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),  # of `data`
    Column("data", LargeBinary, nullable=False),
)

Description = Annotated[str, Line(160)]


class AddLogo(Command):
    """Adds a logo. `data` is a file as images/ makes it, `sha256` is the hash of `data`."""

    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"data"})
    media_type: str
    width: int
    height: int
    sha256: str
    data: bytes
    description: Description

    async def perform(self, turn: Turn) -> Done:
        here = logos.c.barcamp_id == turn.barcamp.id
        many, last = (await turn.db.execute(select(func.count(), func.max(logos.c.position)).where(here))).one()
        if many >= MOST:
            raise Refused("logo.too_many", most=MOST)
        made = await turn.add(
            logos,
            barcamp_id=turn.barcamp.id,
            position=(last or 0) + 1,
            description=self.description,
            media_type=self.media_type,
            width=self.width,
            height=self.height,
            sha256=self.sha256,
            data=self.data,
        )
        return Done.of(Changed.logos(), made=made)


class DescribeLogo(Editor):
    by = Role.ORGANISER
    logo: int
    description: Description

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        logo = await _load(turn, self.logo)
        return {"description": await turn.db.scalar(select(logos.c.description).where(logos.c.id == logo.id))}

    async def perform(self, turn: Turn) -> Done:
        found = await _load(turn, self.logo)
        await _change(turn, found.id, description=self.description)
        return Done.of(Changed.logos())


class MoveLogo(Command):
    """Moves a logo one place forwards; the first one goes to the end."""

    by = Role.ORGANISER
    logo: int

    async def perform(self, turn: Turn) -> Done:
        found = await _load(turn, self.logo)
        query = select(logos.c.id).where(logos.c.barcamp_id == turn.barcamp.id).order_by(logos.c.position, logos.c.id)
        order = list(await turn.db.scalars(query))
        at = order.index(found.id)
        order.remove(found.id)
        order.insert(at - 1 if at else len(order), found.id)
        for position, logo in enumerate(order, 1):
            await _change(turn, logo, position=position)
        return Done.of(Changed.logos())


class RemoveLogo(Command):
    """Removes a logo for good, with its file."""

    by = Role.ORGANISER
    logo: int

    async def perform(self, turn: Turn) -> Done:
        found = await _load(turn, self.logo)
        await turn.db.execute(delete(logos).where(logos.c.id == found.id))
        return Done.of(Changed.logos())


async def _load(turn: Turn, logo_id: int) -> Any:
    """A logo of this event, without its file. Raises Refused."""
    query = select(logos.c.id).where(logos.c.id == logo_id, logos.c.barcamp_id == turn.barcamp.id)
    row = (await turn.db.execute(query)).first()
    if row is None:
        raise NotFound("logo.gone")
    return row


async def _change(turn: Turn, logo_id: int, **values: object) -> None:
    await turn.db.execute(update(logos).where(logos.c.id == logo_id).values(**values))
