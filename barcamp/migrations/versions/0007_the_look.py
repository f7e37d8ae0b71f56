"""An accent colour of the event's own, and logos."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("accent", sa.String(7), nullable=False, server_default=""))
    op.create_table(
        "logo",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), nullable=False, index=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(160), nullable=False),
        sa.Column("media_type", sa.String(16), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
