"""Who has seen which topic, looking at one after the other, and how many have seen each."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.add_column("topic", sa.Column("glances", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "glance",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_glance_attendee_id_attendee")),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_glance_barcamp_id_barcamp")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_glance_topic_id_topic")),
        sa.PrimaryKeyConstraint("topic_id", "attendee_id", name=op.f("pk_glance")),
    )
    op.create_index("ix_glance_attendee_id", "glance", ["attendee_id"])
    op.create_index("ix_glance_barcamp_id", "glance", ["barcamp_id"])
