"""One valid command of every kind for the silent round: on a wall of its own, a card of Kim's is sealed."""

from collections.abc import Callable
from typing import Any

from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.silence.lanes import sealed
from barcamp.domain.walls.silence.round import AskForTime, BeginSilence, GiveTime
from barcamp.domain.walls.silence.sealed import EditSealed, RevealCards, WithdrawSealed
from barcamp.kernel.command import Command
from tests.cast import Cast


async def set_out_silence(cast: Cast) -> tuple[str, int]:
    """The wall, and the card."""
    wall = f"s{cast.plenaries[1]}"
    async with cast.ctx.db.reading() as db:
        questions = next(each.id for each in await load_sections(db, cast.id) if each.kind == "questions")
    await cast.does(cast.max, BeginSilence(wall=wall, section=questions))
    await cast.does(cast.kim, WriteNote(wall=wall, text="Wann?", section=questions))
    return wall, (await cast.rows(sealed, barcamp_id=cast.id))[-1].id


SILENCE_ORDERS: dict[type[Command], Callable[[Any], Command]] = {
    AskForTime: lambda t: AskForTime(wall=t.silent_wall),
    BeginSilence: lambda t: BeginSilence(wall=t.silent_wall, section=t.insights),
    EditSealed: lambda t: EditSealed(card=t.sealed, text="Wo?"),
    GiveTime: lambda t: GiveTime(wall=t.silent_wall),
    RevealCards: lambda t: RevealCards(wall=t.silent_wall),
    WithdrawSealed: lambda t: WithdrawSealed(card=t.sealed),
}
