"""The origin of an event that was founded on another server: its code there, and the ids its things had.

This keeps an event's documents the same: calendars, schedules and archives name things as they did before.
"""

from uuid import UUID, uuid5

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from barcamp.kernel.db import metadata

# A namespace of our own, so that the same session has the same names on every server.
NAMESPACE = UUID("6d5a4c0e-53a8-5f0b-9c53-2b1f7a60b1de")

origins = Table(
    "origin",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True),
    Column("code", String(6), nullable=False),
)

# `noun` is the name of a table, `here` an id in it, `there` the id it had.
origin_ids = Table(
    "origin_id",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True),
    Column("noun", String(32), primary_key=True),
    Column("here", Integer, primary_key=True, autoincrement=False),
    Column("there", Integer, nullable=False),
)


def guid_of(name: str) -> str:
    """What exports call something of that name."""
    return str(uuid5(NAMESPACE, name))
