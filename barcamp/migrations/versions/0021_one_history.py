"""One history: steps of the plan and whatever else moderators did stand in one table, in the order in which they were
done.

What could be undone or redone still can. A redo of the plan comes after everything that was done.
"""

import heapq
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_KEPT = ("barcamp_id", "kind", "about", "by", "at", "rows", "before", "after", "skipped", "state")


def upgrade() -> None:
    _create()
    db, now = op.get_bind(), sa.MetaData()
    for name in ("barcamp", "revision", "plan_step", "deed", "proposal"):
        sa.Table(name, now, autoload_with=db)
    for barcamp in db.scalars(sa.select(now.tables["barcamp"].c.id)).all():
        _carry(db, now, barcamp)
    op.drop_table("deed")
    op.drop_table("plan_step")


def _carry(db: sa.Connection, now: sa.MetaData, barcamp: int) -> None:
    steps, deeds = (_rows(db, now.tables[name], barcamp) for name in ("plan_step", "deed"))
    done: Iterable[dict[str, Any]] = heapq.merge(
        [{**step, "about": "", "rows": "[]", "state": "done"} for step in steps if not step["undone"]],
        [
            {**deed, "skipped": 0, "state": "over" if deed["undone"] else "done"}
            for deed in deeds
            if not deed["undone"] or deed["kind"] == "merge"
        ],
        key=lambda row: row["at"],
    )
    undone: list[dict[str, Any]] = [
        {**step, "about": "", "rows": "[]", "state": "undone"} for step in steps if step["undone"]
    ]
    numbers = {0: 0}
    for number, row in enumerate([*done, *undone], 1):
        if row["rows"] == "[]":
            numbers[int(row["number"])] = number
        kept = {name: row[name] for name in _KEPT}
        db.execute(sa.insert(now.tables["revision"]).values(**kept, number=number, changed="everything"))
    proposals = now.tables["proposal"]
    here = proposals.c.barcamp_id == barcamp
    for base in db.scalars(sa.select(proposals.c.base).where(here)).all():
        db.execute(sa.update(proposals).where(here).values(base=numbers.get(base, 0)))


def _rows(db: sa.Connection, table: sa.Table, barcamp: int) -> list[dict[str, Any]]:
    query = sa.select(table).where(table.c.barcamp_id == barcamp).order_by(table.c.number)
    return [{str(name): value for name, value in row.items()} for row in db.execute(query).mappings()]


def _create() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_revision_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_index("ux_revision_number", "revision", ["barcamp_id", "number"], unique=True)
