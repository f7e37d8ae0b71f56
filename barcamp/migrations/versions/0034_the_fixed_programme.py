"""Fixed sessions beside open ones: topics of a fixed programme, with the id that they have elsewhere and who
leads them, and time slots that are only for these."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.add_column("topic", sa.Column("fixed", sa.String(4), nullable=False, server_default=""))
    op.add_column("topic", sa.Column("guid", sa.String(200), nullable=False, server_default=""))
    op.add_column("topic", sa.Column("led_by", sa.String(200), nullable=False, server_default=""))
    op.add_column("slot", sa.Column("programme", sa.Boolean(), nullable=False, server_default=sa.false()))
