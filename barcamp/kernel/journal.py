"""The journal: one line per accepted command, numbered without gaps per ledger.

A barcamp's ledger has the id of the barcamp; ledger 0 is the server's own.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from barcamp.kernel.db import UTCDateTime, metadata

SERVER = 0

ledgers = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seq", Integer, nullable=False, server_default="0"),
)

lines = Table(
    "journal",
    metadata,
    Column("ledger_id", Integer, ForeignKey("ledger.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("op", String(64), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("attendee_id", Integer),
    Column("organiser_id", Integer),
    Column("command", String(40), nullable=False),
    Column("payload", Text, nullable=False),
    Column("touched", Text, nullable=False),
    Column("made", Integer),
    # The device makes the op; the same op in the same ledger is the same command given again.
    Index("ux_journal_op", "ledger_id", "op", unique=True),
)
