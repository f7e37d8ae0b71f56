"""What a closed event's report says about things that are not its own: how its series stood at that time, and where
people found it. Of the other events it keeps titles and figures, and nothing that anybody wrote there."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, and_, insert, or_, select, update

from barcamp.domain.event.barcamp import barcamps
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.db import metadata
from barcamp.kernel.turn import Turn

LONGEST_ADDRESS = 300

frozen_reports = Table(
    "frozen_report",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True, autoincrement=False),
    Column("series", String(120), nullable=False, server_default=""),
    Column("address", String(LONGEST_ADDRESS), nullable=False, server_default=""),  # the server's; empty: unknown
)

# The events of the series before this one, in order. `of` is the event's id on this server.
frozen_editions = Table(
    "frozen_edition",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("of", Integer, index=True),
    Column("number", Integer, nullable=False),
    Column("name", String(120), nullable=False),
    Column("day", Date, nullable=False),
    Column("people", Integer, nullable=False),
    Column("organisations", Integer, nullable=False),
    Column("topics", Integer, nullable=False),
    Column("interests", Integer, nullable=False),
    Column("sessions", Integer, nullable=False),
    Column("notes", Integer, nullable=False),
)


async def freeze(turn: Turn, camp: Barcamp, series: str, before: Iterable[Mapping[str, object]]) -> None:
    """Freezes this, once: what an archive brought from another server stays, and only the address becomes this
    server's."""
    reports, address = frozen_reports, turn.actor.address[:LONGEST_ADDRESS]
    here = reports.c.barcamp_id == camp.id
    if (await turn.db.execute(update(reports).where(here).values(address=address))).rowcount:
        return
    await turn.db.execute(insert(reports).values(barcamp_id=camp.id, series=series, address=address))
    rows = [{"barcamp_id": camp.id, "place": place, **row} for place, row in enumerate(before)]
    if rows:
        await turn.db.execute(insert(frozen_editions), rows)


async def forget_title(turn: Turn, camp: Barcamp) -> None:
    """Removes a deleted event's title from the reports of other events; numbers and figures stay."""
    c = frozen_editions.c
    owned = select(barcamps.c.id).where(barcamps.c.organiser_id == camp.organiser_id)
    brought_in = and_(c.of.is_(None), c.name == camp.name, c.day == camp.day, c.barcamp_id.in_(owned))
    await turn.db.execute(update(frozen_editions).where(or_(c.of == camp.id, brought_in)).values(name=""))
