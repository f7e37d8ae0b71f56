"""The pitch round, topics merged and hidden, and what a moderator can take back."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("on_stage", sa.Integer(), nullable=True))
    op.add_column("barcamp", sa.Column("stage_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("topic", sa.Column("queued", sa.Integer(), nullable=True))
    op.add_column("topic", sa.Column("staged_at", sa.DateTime(timezone=True), nullable=True))
    # Written by hand: SQLite can add a column with a reference; alembic would copy all rows into a new table, and the
    # old one cannot go while votes point to it.
    op.execute(
        "ALTER TABLE topic ADD COLUMN merged_into INTEGER CONSTRAINT fk_topic_merged_into_topic REFERENCES topic(id)"
    )
    op.add_column("topic", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("topic", sa.Column("hidden_because", sa.String(200), nullable=False, server_default=""))
    op.create_index("ix_topic_merged_into", "topic", ["merged_into"])
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
