"""The origin of an event, and links for calendar apps."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "origin",
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), primary_key=True, autoincrement=False),
        sa.Column("code", sa.String(6), nullable=False),
    )
    op.create_table(
        "origin_id",
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), primary_key=True, autoincrement=False),
        sa.Column("noun", sa.String(32), primary_key=True),
        sa.Column("here", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("there", sa.Integer(), nullable=False),
    )
    op.create_table(
        "calendar_link",
        sa.Column("attendee_id", sa.Integer(), sa.ForeignKey("attendee.id"), primary_key=True, autoincrement=False),
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), nullable=False, index=True),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
