"""What people agreed to; offers, feedback, head-counts, series, the day of deletion."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _add_facts()
    _give_deletion_days()
    _table("consent", _person(), _camp(), sa.Column("agreed", sa.Boolean(), nullable=False), _at("settled_at"))
    _table(
        "offer",
        sa.Column("id", sa.Integer(), primary_key=True),
        _camp(),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("attendee.id"), nullable=True, index=True),
        sa.Column("title", sa.String(140), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(200), nullable=False),
        sa.Column("link", sa.String(400), nullable=False),
        _at("put_up_at"),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
    )
    _table(
        "offer_interest",
        _key("offer_id", "offer"), _person(index=True), _camp(),
        sa.Column("contact", sa.String(200), nullable=False), _at("shown_at"),
    )  # fmt: skip
    _table(
        "feedback_count",
        _key("barcamp_id", "barcamp"), _number("question", primary_key=True), _number("value", primary_key=True),
        _number("number"),
    )  # fmt: skip
    _table(
        "feedback_sentence",
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False), _camp(),
        sa.Column("text", sa.Text(), nullable=False),
    )  # fmt: skip
    _table("feedback_mark", _person(), _camp())
    _table("head_count", _key("topic_id", "topic"), _camp(), _number("heads"), _at("counted_at"))
    _table("presence", _key("topic_id", "topic"), _person(index=True), _camp())
    _table(
        "series",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("organiser_id", sa.Integer(), sa.ForeignKey("organiser.id"), nullable=False, index=True),
        sa.Column("name", sa.String(120), nullable=False),
    )
    _table(
        "edition",
        _key("barcamp_id", "barcamp"),
        sa.Column("series_id", sa.Integer(), sa.ForeignKey("series.id"), nullable=False, index=True),
        _number("number"),
    )
    _table(
        "carried_step",
        sa.Column("id", sa.Integer(), primary_key=True), _camp(),
        sa.Column("text", sa.Text(), nullable=False), sa.Column("outcome", sa.Text(), nullable=False),
    )  # fmt: skip


def _add_facts() -> None:
    op.add_column("attendee", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    # One by one: together, alembic would make a new table and drop the old one, to which others point.
    op.add_column("barcamp", sa.Column("feedback_on", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("barcamp", sa.Column("delete_on", sa.Date(), server_default="9999-12-31", nullable=False))
    op.add_column("barcamp", sa.Column("organiser_name", sa.String(160), server_default="", nullable=False))
    op.add_column("barcamp", sa.Column("contact", sa.String(200), server_default="", nullable=False))
    op.add_column("barcamp", sa.Column("funding", sa.String(300), server_default="", nullable=False))


def _give_deletion_days() -> None:
    """Keeps existing events for as long as new ones, but for no less than a month from now."""
    barcamp = sa.table("barcamp", sa.column("id"), sa.column("day", sa.Date), sa.column("delete_on", sa.Date))
    db = op.get_bind()
    soonest = date.today() + timedelta(days=30)
    for row in db.execute(sa.select(barcamp.c.id, barcamp.c.day)).all():
        wanted = row.day + timedelta(days=182) if row.day.year < 9999 else row.day
        db.execute(sa.update(barcamp).where(barcamp.c.id == row.id).values(delete_on=max(wanted, soonest)))


def _table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(name, *columns)


def _camp() -> sa.Column[Any]:
    return sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), nullable=False, index=True)


def _person(*, index: bool = False) -> sa.Column[Any]:
    return _key("attendee_id", "attendee", index=index)


def _key(name: str, table: str, *, index: bool = False) -> sa.Column[Any]:
    link = sa.ForeignKey(f"{table}.id")
    return sa.Column(name, sa.Integer(), link, primary_key=True, autoincrement=False, index=index or None)


def _number(name: str, *, primary_key: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False, primary_key=primary_key, autoincrement=False)


def _at(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
