"""What the organiser has ticked off, and events that rehearse another one with a clock of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("ticked", sa.String(120), nullable=False, server_default=""))
    op.add_column("barcamp", sa.Column("rehearses", sa.String(6), nullable=False, server_default=""))
    op.add_column("barcamp", sa.Column("clock_shift", sa.Integer(), nullable=False, server_default="0"))
