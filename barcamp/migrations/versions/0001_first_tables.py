"""First tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    op.create_table(
        "organiser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organiser")),
        sa.UniqueConstraint("name", name=op.f("uq_organiser_name")),
    )
    op.create_table(
        "barcamp",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("tone", sa.String(length=3), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("pitching_open", sa.Boolean(), nullable=False),
        sa.Column("interest_open", sa.Boolean(), nullable=False),
        sa.Column("announcement", sa.String(length=200), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["ledger.id"], name=op.f("fk_barcamp_id_ledger")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_barcamp_organiser_id_organiser")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barcamp")),
        sa.UniqueConstraint("code", name=op.f("uq_barcamp_code")),
    )
    with op.batch_alter_table("barcamp", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_barcamp_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "journal",
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("op", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=True),
        sa.Column("organiser_id", sa.Integer(), nullable=True),
        sa.Column("command", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("touched", sa.Text(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["ledger_id"], ["ledger.id"], name=op.f("fk_journal_ledger_id_ledger")),
        sa.PrimaryKeyConstraint("ledger_id", "seq", name=op.f("pk_journal")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ux_journal_op", ["ledger_id", "op"], unique=True)

    op.create_table(
        "organiser_key",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organiser.id"], name=op.f("fk_organiser_key_organiser_id_organiser")
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_organiser_key")),
    )
    op.create_table(
        "sign_in",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_sign_in_organiser_id_organiser")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("organisation", sa.String(length=100), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_attendee_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
    )
    with op.batch_alter_table("attendee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendee_barcamp_id"), ["barcamp_id"], unique=False)

    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("features", sa.String(length=200), nullable=False),
        sa.Column("video_link", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_room_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
    )
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_barcamp_id"), ["barcamp_id"], unique=False)

    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_slot_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_barcamp_id"), ["barcamp_id"], unique=False)

    op.create_table(
        "badge",
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_badge_attendee_id_attendee")),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_badge_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("device", "barcamp_id", name=op.f("pk_badge")),
    )
    with op.batch_alter_table("badge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_badge_attendee_id"), ["attendee_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_link_attendee_id_attendee")),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_link_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("token", name=op.f("uq_link_token")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_barcamp_id"), ["barcamp_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("wall", sa.String(length=16), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["attendee.id"], name=op.f("fk_note_author_id_attendee")),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_note_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_note_wall", ["barcamp_id", "wall"], unique=False)

    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=140), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("pitched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_topic_barcamp_id_barcamp")),
        sa.ForeignKeyConstraint(["host_id"], ["attendee.id"], name=op.f("fk_topic_host_id_attendee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_barcamp_id"), ["barcamp_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topic_host_id"), ["host_id"], unique=False)

    op.create_table(
        "placement",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("placed_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_placement_barcamp_id_barcamp")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_placement_room_id_room")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_placement_slot_id_slot")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_placement_topic_id_topic")),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_placement")),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_barcamp_id"), ["barcamp_id"], unique=False)
        batch_op.create_index("ux_placement_cell", ["slot_id", "room_id"], unique=True)

    op.create_table(
        "vote",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_vote_attendee_id_attendee")),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_vote_barcamp_id_barcamp")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_vote_topic_id_topic")),
        sa.PrimaryKeyConstraint("topic_id", "attendee_id", name=op.f("pk_vote")),
    )
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_attendee_id"), ["attendee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vote_barcamp_id"), ["barcamp_id"], unique=False)

    # The server's own ledger.
    op.execute("INSERT INTO ledger (id, seq) VALUES (0, 0)")
