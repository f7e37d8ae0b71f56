"""Photos of flipcharts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), nullable=False, primary_key=True),
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), nullable=False),
        sa.Column("wall", sa.String(16), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("attendee.id"), nullable=False, index=True),
        sa.Column("description", sa.String(300), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_because", sa.String(200), nullable=False, server_default=""),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("thumb", sa.LargeBinary(), nullable=False),
        sa.Index("ix_photo_wall", "barcamp_id", "wall"),
    )
