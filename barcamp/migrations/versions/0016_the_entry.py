"""The entry can be closed: people who knock are let in by hand, and a device that was removed stays out until then."""

import sqlalchemy as sa
from alembic import op

from barcamp.kernel.db import UTCDateTime

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("entry_open", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("barcamp", sa.Column("entry_busy", UTCDateTime()))
    op.add_column("attendee", sa.Column("removed_at", UTCDateTime()))
    op.create_table(
        "kept_out",
        sa.Column("device", sa.String(64), primary_key=True),
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), primary_key=True, index=True),
    )
    op.create_table(
        "knock",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("organisation", sa.String(100), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index("ux_knock_device", "knock", ["barcamp_id", "device"], unique=True)
