"""Whether search engines may list the results, which they may not until the organiser says so."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("findable", sa.Boolean(), nullable=False, server_default=sa.false()))
