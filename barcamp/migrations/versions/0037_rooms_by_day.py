"""Rooms that are closed on some days of an event, a bit for each: 1 for the first."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.add_column("room", sa.Column("closed_days", sa.Integer(), nullable=False, server_default="0"))
