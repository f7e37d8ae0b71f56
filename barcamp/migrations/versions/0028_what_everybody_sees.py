"""The card or the lane of a wall that everybody is asked to look at."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("exhibit", sa.String(32), nullable=False, server_default=""))
