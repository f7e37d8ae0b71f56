"""Who goes to which session, independently of interest."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "going",
        sa.Column("topic_id", sa.Integer(), sa.ForeignKey("topic.id"), primary_key=True),
        sa.Column("attendee_id", sa.Integer(), sa.ForeignKey("attendee.id"), primary_key=True),
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), nullable=False),
        sa.Column("goes", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_going_attendee_id", "going", ["attendee_id"])
    op.create_index("ix_going_barcamp_id", "going", ["barcamp_id"])
