"""Events of several days: how many there are, and the day of each time slot."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("days", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("slot", sa.Column("day", sa.Integer(), nullable=False, server_default="0"))
