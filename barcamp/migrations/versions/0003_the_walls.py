"""The walls: sections, groups, support, keepers, results, dots."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KINDS = ("about", "insights", "questions", "next", "links")


def upgrade() -> None:
    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False, primary_key=True),
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), nullable=False, index=True),
        sa.Column("wall_kind", sa.String(1), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
    )
    op.create_table(
        "wall",
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("keeper_id", sa.Integer(), sa.ForeignKey("attendee.id"), nullable=True),
        sa.Column("result", sa.Text(), nullable=False, server_default=""),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("result_by", sa.String(60), nullable=False, server_default=""),
        sa.Column("result_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("dots_closed_at", sa.DateTime(timezone=True), nullable=True),
    )
    for name, extra in (
        ("support", sa.Column("given_at", sa.DateTime(timezone=True), nullable=False)),
        ("dot", sa.Column("number", sa.Integer(), nullable=False)),
    ):
        op.create_table(
            name,
            sa.Column("note_id", sa.Integer(), sa.ForeignKey("note.id"), primary_key=True, autoincrement=False),
            sa.Column(
                "attendee_id", sa.Integer(), sa.ForeignKey("attendee.id"), primary_key=True, autoincrement=False,
                index=True,
            ),
            sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), nullable=False, index=True),
            extra,
        )  # fmt: skip
    with op.batch_alter_table("note") as note:
        note.add_column(sa.Column("section_id", sa.Integer(), nullable=True))
        note.create_foreign_key("fk_note_section_id_section", "section", ["section_id"], ["id"])
        note.create_index("ix_note_section_id", ["section_id"])
        note.add_column(sa.Column("who", sa.String(120), nullable=False, server_default=""))
        note.add_column(sa.Column("until", sa.Date(), nullable=True))
        note.add_column(sa.Column("due", sa.String(60), nullable=False, server_default=""))
        note.add_column(sa.Column("grouped", sa.String(60), nullable=False, server_default=""))
        note.add_column(sa.Column("key", sa.Boolean(), nullable=False, server_default=sa.false()))
        note.add_column(sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
        note.add_column(sa.Column("hidden_because", sa.String(200), nullable=False, server_default=""))
    with op.batch_alter_table("barcamp") as barcamp:
        barcamp.add_column(sa.Column("scene", sa.String(16), nullable=False, server_default=""))
        barcamp.add_column(sa.Column("scene_wall", sa.String(16), nullable=False, server_default=""))
    _give_sections()


def _give_sections() -> None:
    """Gives existing events the sections that new ones get; their notes stay where they are, above these."""
    camp = sa.table("barcamp", sa.column("id"))
    section = sa.table("section", *map(sa.column, ("barcamp_id", "wall_kind", "kind", "title", "position")))
    db = op.get_bind()
    rows = [
        {"barcamp_id": each, "wall_kind": "", "kind": kind, "title": "", "position": position}
        for each in db.scalars(sa.select(camp.c.id)).all()
        for position, kind in enumerate(KINDS, 1)
    ]
    if rows:
        db.execute(sa.insert(section), rows)
