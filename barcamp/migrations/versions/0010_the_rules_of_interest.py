"""The rules of interest, and what the host of a topic brings along."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("points", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("barcamp", sa.Column("blind", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("topic", sa.Column("angle", sa.String(8), nullable=False, server_default=""))
