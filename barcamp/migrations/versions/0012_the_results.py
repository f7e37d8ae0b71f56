"""Who may see the results. For existing events, people who are not in them see as little as before."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("results_for", sa.String(10), nullable=False, server_default=""))
