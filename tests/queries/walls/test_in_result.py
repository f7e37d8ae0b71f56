"""Whether a card's words stand in the result of its wall."""

from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.wall import wall_named
from barcamp.queries.walls.notes import load_wall
from tests.cast import Cast


async def test_a_card_whose_words_stand_in_the_result_says_so(cast: Cast):
    for text in ("Wir melden uns\nim Mai.", "Mehl", "uns im", "Nicht dabei", "melden uns imm"):
        await cast.does(cast.kim, WriteNote(wall="e", text=text))
    await cast.does(cast.max, WriteResult(wall="e", text="- **Wir melden uns im Mai**, mit Mehl.\n- Sonst nichts."))
    async with cast.ctx.db.reading() as db:
        wall = await load_wall(db, cast.id, wall_named("e"))
    assert [note.text for note in wall.notes if note.in_result] == ["Wir melden uns\nim Mai.", "uns im"]
