"""The situations of the silent round; the others of the walls are in tests/house/screens/wall_situations.py."""

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.silence.lanes import sealed
from barcamp.domain.walls.silence.round import AskForTime, BeginSilence, GiveTime
from barcamp.domain.walls.silence.sealed import EditSealed, RevealCards, WithdrawSealed
from tests.cast import Cast
from tests.house.screens.situations import Act, situation


async def _round(cast: Cast, topic: int, *texts: str, section: str = "") -> int:
    """A silent round on the wall that the projector shows, with cards of Kim's; the id of the last."""
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    await cast.does(cast.max, BeginSilence(wall=f"t{topic}", section=await _section(cast, section)))
    for text in texts:
        await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text=text))
    return (await cast.rows(sealed, barcamp_id=cast.id))[-1].id if texts else 0


async def _section(cast: Cast, kind: str) -> int:
    async with cast.ctx.db.reading() as db:
        return next((each.id for each in await load_sections(db, cast.id) if each.kind == kind), 0)


@situation
async def begin_silence(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    return cast.max, BeginSilence(wall=f"t{topic}", minutes=0)


@situation
async def begin_silence__in_one_more_section(cast: Cast, topic: int) -> Act:
    await _round(cast, topic, "Mehl", section="insights")
    return cast.max, BeginSilence(wall=f"t{topic}", section=await _section(cast, "questions"))


@situation
async def write_note__in_a_silent_round(cast: Cast, topic: int) -> Act:
    await _round(cast, topic, "Mehl")
    return cast.kim, WriteNote(wall=f"t{topic}", text="Salz")


@situation
async def write_note__the_first_in_a_silent_round(cast: Cast, topic: int) -> Act:
    await _round(cast, topic)
    return cast.kim, WriteNote(wall=f"t{topic}", text="Salz")


@situation
async def write_note__once_the_cards_are_revealed(cast: Cast, topic: int) -> Act:
    await _round(cast, topic, "Mehl")
    await cast.does(cast.max, RevealCards(wall=f"t{topic}"))
    return cast.kim, WriteNote(wall=f"t{topic}", text="Salz")


@situation
async def edit_sealed__once_it_is_revealed(cast: Cast, topic: int) -> Act:
    card = await _round(cast, topic, "Mehl")
    await cast.does(cast.max, RevealCards(wall=f"t{topic}"))
    return cast.kim, EditSealed(card=card, text="Vollkornmehl")


@situation
async def withdraw_sealed(cast: Cast, topic: int) -> Act:
    return cast.kim, WithdrawSealed(card=await _round(cast, topic, "Mehl", "Salz"))


@situation
async def ask_for_time(cast: Cast, topic: int) -> Act:
    await _round(cast, topic, "Mehl")
    return cast.kim, AskForTime(wall=f"t{topic}")


@situation
async def give_time(cast: Cast, topic: int) -> Act:
    await _round(cast, topic, "Mehl")
    await cast.does(cast.kim, AskForTime(wall=f"t{topic}"))
    return cast.max, GiveTime(wall=f"t{topic}", minutes=2)


@situation
async def reveal_cards(cast: Cast, topic: int) -> Act:
    await _round(cast, topic, "Mehl", "Salz")
    return cast.max, RevealCards(wall=f"t{topic}")


@situation
async def reveal_cards__of_one_section(cast: Cast, topic: int) -> Act:
    await _round(cast, topic, "Mehl")
    section = await _section(cast, "questions")
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Wann?", section=section))
    return cast.max, RevealCards(wall=f"t{topic}", section=section)


@situation
async def reveal_cards__where_nobody_has_written(cast: Cast, topic: int) -> Act:
    await _round(cast, topic)
    return cast.max, RevealCards(wall=f"t{topic}")


@situation
async def archive_barcamp__with_sealed_cards(cast: Cast, topic: int) -> Act:
    await _round(cast, topic, "Mehl")
    return cast.max, ArchiveBarcamp()
