"""The origin of an event that was founded on another server: its code there, and the ids its things had.

This keeps an event's documents the same: calendars, schedules and archives name things as they did before.
"""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from barcamp.kernel.db import metadata

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
