"""Whether search engines may find the results. Until the organiser says so they may not."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("findable", sa.Boolean(), nullable=False, server_default=sa.false()))
