"""Walls that are set up for a workshop: what is asked in a section, sections of one wall alone, templates that an event
keeps, and a title of the whole event's wall."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("section", sa.Column("question", sa.String(200), nullable=False, server_default=""))
    op.add_column("wall", sa.Column("title", sa.String(120), nullable=False, server_default=""))
    op.add_column("section", sa.Column("wall", sa.String(16), nullable=False, server_default=""))
    op.create_table(
        "lane_template",
        sa.Column("id", sa.Integer(), nullable=False, primary_key=True),
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), nullable=False, index=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("question", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
    )
