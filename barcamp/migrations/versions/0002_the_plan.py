"""The plan: wishes of topics, co-hosts, pins, steps to undo, published versions, proposals."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("topic", sa.Column("needs", sa.String(length=200), server_default="", nullable=False))
    op.add_column("topic", sa.Column("online", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("topic", sa.Column("not_before", sa.Integer(), nullable=True))
    op.add_column("topic", sa.Column("not_after", sa.Integer(), nullable=True))
    op.add_column("topic", sa.Column("hands", sa.Integer(), server_default="0", nullable=False))
    op.add_column("topic", sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True))
    # Written by hand: SQLite can add a column with a reference; alembic would copy all rows into a new table.
    op.execute(
        "ALTER TABLE topic ADD COLUMN repeat_of INTEGER CONSTRAINT fk_topic_repeat_of_topic REFERENCES topic(id)"
    )
    op.create_index(op.f("ix_topic_repeat_of"), "topic", ["repeat_of"])
    op.add_column("room", sa.Column("closed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("placement", sa.Column("pinned", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "cohost",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_cohost_topic_id_topic")),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_cohost_attendee_id_attendee")),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_cohost_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("topic_id", "attendee_id", name=op.f("pk_cohost")),
    )
    op.create_index(op.f("ix_cohost_attendee_id"), "cohost", ["attendee_id"])
    op.create_index(op.f("ix_cohost_barcamp_id"), "cohost", ["barcamp_id"])
    op.create_table(
        "plan_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_plan_step_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
    )
    op.create_index("ux_plan_step_number", "plan_step", ["barcamp_id", "number"], unique=True)
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_plan_version_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
    )
    op.create_index("ux_plan_version_number", "plan_version", ["barcamp_id", "number"], unique=True)
    op.create_table(
        "proposal",
        sa.Column("barcamp_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_proposal_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("barcamp_id", name=op.f("pk_proposal")),
    )
