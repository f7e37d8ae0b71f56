"""The pitch round, topics merged and hidden, and what a moderator can take back."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    with op.batch_alter_table("barcamp") as barcamp:
        barcamp.add_column(sa.Column("on_stage", sa.Integer()))
        barcamp.add_column(sa.Column("stage_until", sa.DateTime(timezone=True)))
    with op.batch_alter_table("topic") as topic:
        topic.add_column(sa.Column("queued", sa.Integer()))
        topic.add_column(sa.Column("staged_at", sa.DateTime(timezone=True)))
        merged = sa.ForeignKey("topic.id", name="fk_topic_merged_into_topic")
        topic.add_column(sa.Column("merged_into", sa.Integer(), merged))
        topic.add_column(sa.Column("hidden_at", sa.DateTime(timezone=True)))
        topic.add_column(sa.Column("hidden_because", sa.String(200), nullable=False, server_default=""))
        topic.create_index("ix_topic_merged_into", ["merged_into"])
    op.create_table(
        "deed",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("about", sa.String(60), nullable=False),
        sa.Column("by", sa.String(60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("regions", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
    )
    op.create_index("ux_deed_number", "deed", ["barcamp_id", "number"], unique=True)
