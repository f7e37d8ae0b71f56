"""An event in which every name is one word, as long as its field allows: nothing can be divided at a space."""

from sqlalchemy import String, Table, update

from barcamp.kernel.db import metadata
from tests.cast import Cast

WORD = "Wirtschaftsförderungsgesellschaftsaufsichtsratsvorsitzendenversammlung"
SHORTEST = 60  # what every field for a name takes

# Of each table what people type, and what is no name there.
_TYPED = ("name", "place", "title", "organisation", "organiser_name", "contact", "funding", "features", "label",
          "description", "needs", "what", "text", "outcome", "who", "due", "grouped", "result", "result_by", "made_by",
          "placed_by", "announcement", "hidden_because")  # fmt: skip
_NO_NAME = {("wall", "name"), ("organiser", "name")}


async def lengthen_every_word(cast: Cast, letters: int = SHORTEST) -> None:
    """What somebody has typed becomes one word; what is empty, and so means something, stays empty."""
    async with cast.ctx.db.writing() as db:
        for table in metadata.sorted_tables:
            for name in _names(table):
                column = table.c[name]
                most = min(letters, getattr(column.type, "length", None) or letters)
                await db.execute(update(table).where(column != "").values({name: WORD[:most]}))


def _names(table: Table) -> list[str]:
    columns = [each.name for each in table.columns if isinstance(each.type, String)]
    return [name for name in columns if name in _TYPED and (table.name, name) not in _NO_NAME]
