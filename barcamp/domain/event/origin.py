"""Where an event came from that was founded on another server: its code there, and what its things were called.

What an event's own documents say stays the same by it: calendars, schedules and archives name things as they were.
"""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from barcamp.kernel.db import metadata

origins = Table(
    "origin",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True),
    Column("code", String(6), nullable=False),
)

# `noun` is the name of a table, `here` an id in it, `there` what it was.
origin_ids = Table(
    "origin_id",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True),
    Column("noun", String(32), primary_key=True),
    Column("here", Integer, primary_key=True, autoincrement=False),
    Column("there", Integer, nullable=False),
)
