"""The logos of an event, in the organiser's order, and the files themselves, one at a time."""

from dataclasses import dataclass

from sqlalchemy import LargeBinary, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.event.logo import logos
from barcamp.kernel.rows import all_as, first_as

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo. `data` is empty unless it was asked for."""

    id: int
    description: str
    media_type: str
    width: int
    height: int
    sha256: str
    data: bytes = b""

    @property
    def name(self) -> str:
        return f"logo-{self.id}.{ENDINGS[self.media_type]}"

    @property
    def path(self) -> str:
        """The path below the event's address; it changes with the content."""
        return f"logo/{self.name}?v={self.sha256[:16]}"


async def load_logos(db: AsyncConnection, barcamp_id: int, with_data: bool = False) -> list[Logo]:
    data = logos.c.data if with_data else literal(b"", LargeBinary).label("data")
    query = (
        select(logos.c.id, logos.c.description, logos.c.media_type, logos.c.width, logos.c.height, logos.c.sha256, data)
        .where(logos.c.barcamp_id == barcamp_id, logos.c.media_type.in_(ENDINGS))
        .order_by(logos.c.position, logos.c.id)
    )
    return await all_as(Logo, db, query)


async def load_logo_file(db: AsyncConnection, barcamp_id: int, logo_id: int) -> Logo | None:
    """A logo with its data; None if it is gone."""
    query = select(
        logos.c.id, logos.c.description, logos.c.media_type, logos.c.width, logos.c.height, logos.c.sha256, logos.c.data
    ).where(logos.c.id == logo_id, logos.c.barcamp_id == barcamp_id, logos.c.media_type.in_(ENDINGS))
    return await first_as(Logo, db, query)
