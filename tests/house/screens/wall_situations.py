"""The situations of the notes walls; the others are in tests/house/screens/situations.py."""

from barcamp.domain.moderation.projector import SetProjectorLook, ShowOnProjector
from barcamp.domain.people.entry import Join
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.dots import BringBackDots, CloseDots, OpenDots, PlaceDot, ShowSelection, TakeDot
from barcamp.domain.walls.groups import GroupNote, MarkKey, RenameGroup, UnmarkKey
from barcamp.domain.walls.hide_note import HideNote, ShowNote
from barcamp.domain.walls.keeper import BecomeKeeper, LeaveKeeper
from barcamp.domain.walls.layout.divide import ChooseLanes, CopyLanes
from barcamp.domain.walls.layout.edit_sections import AddSection, MoveSection, RemoveSection, RenameSection
from barcamp.domain.walls.layout.title import NameWall
from barcamp.domain.walls.many_notes import WriteNotes
from barcamp.domain.walls.may_arrange import LetEverybodyMove
from barcamp.domain.walls.move_note import MoveNote, UndoMove
from barcamp.domain.walls.note import EditNote, WriteNote
from barcamp.domain.walls.order_lane import OrderLane, UndoOrder
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.several.move_notes import MoveNotes, UndoMoves
from barcamp.domain.walls.several.withdraw_notes import WithdrawNotes
from barcamp.domain.walls.support import SupportNote, UnsupportNote
from barcamp.web.gate import tokens
from tests.cast import Cast, Member
from tests.house.screens.situations import Act, situation


async def _note(cast: Cast, topic: int, text: str = "Mehl") -> int:
    return (await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text=text))).made or 0


async def _section(cast: Cast, kind: str) -> int:
    async with cast.ctx.db.reading() as db:
        return next(each.id for each in await load_sections(db, cast.id) if each.kind == kind)


@situation
async def write_note__a_next_step(cast: Cast, topic: int) -> Act:
    step = await _section(cast, "next")
    return cast.kim, WriteNote(wall=f"t{topic}", text="Treffen", section=step, who="Stadt A", until="30.6.")


@situation
async def write_notes(cast: Cast, topic: int) -> Act:
    return cast.kim, WriteNotes(wall=f"t{topic}", text="Mehl\nSalz\nHefe", section=await _section(cast, "questions"))


@situation
async def write_note__on_the_wall_that_the_projector_shows(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    return cast.kim, WriteNote(wall=f"t{topic}", text="Gut lesbar: https://example.org")


async def _guests(cast: Cast) -> list[Member]:
    return [await cast.newcomer(f"Gast {number}", f"Stadt {number}") for number in range(7)]


@situation
async def write_note__by_one_who_lets_it_be_told_how_many_have(cast: Cast, topic: int) -> Act:
    *some, last = (await _guests(cast))[:3]
    for who in some:
        await cast.does(who, WriteNote(wall=f"t{topic}", text="Mehl"))
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    return last, WriteNote(wall=f"t{topic}", text="Salz")


@situation
async def support_note__from_a_third_organisation(cast: Cast, topic: int) -> Act:
    note, (*some, last) = await _note(cast, topic), (await _guests(cast))[:3]
    for who in some:
        await cast.does(who, SupportNote(note=note))
    return last, SupportNote(note=note)


@situation
async def close_dots__with_points_from_many_organisations(cast: Cast, topic: int) -> Act:
    note = await _note(cast, topic)
    await cast.does(cast.max, OpenDots(wall=f"t{topic}", points=1))
    for who in (await _guests(cast))[:3]:
        await cast.does(who, PlaceDot(note=note))
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    return cast.max, CloseDots(wall=f"t{topic}")


@situation
async def edit_note(cast: Cast, topic: int) -> Act:
    return cast.kim, EditNote(note=await _note(cast, topic), text="Vollkornmehl", until="bald")


@situation
async def edit_note__into_another_section(cast: Cast, topic: int) -> Act:
    links = await _section(cast, "links")
    return cast.kim, EditNote(note=await _note(cast, topic), text="https://example.org", section=links)


@situation
async def support_note(cast: Cast, topic: int) -> Act:
    return cast.kim, SupportNote(note=await _note(cast, topic))


@situation
async def unsupport_note(cast: Cast, topic: int) -> Act:
    note = await _note(cast, topic)
    await cast.does(cast.kim, SupportNote(note=note))
    return cast.kim, UnsupportNote(note=note)


@situation
async def group_note(cast: Cast, topic: int) -> Act:
    return cast.kim, GroupNote(note=await _note(cast, topic), group="Zutaten", section=await _section(cast, "links"))


@situation
async def move_note(cast: Cast, topic: int) -> Act:
    first, second = await _note(cast, topic), await _note(cast, topic, "Salz")
    return cast.kim, MoveNote(note=second, place=f"before-{first}")


@situation
async def move_note__into_another_section(cast: Cast, topic: int) -> Act:
    await cast.does(
        cast.kim, EditNote(note=await _note(cast, topic), text="Wo?", section=await _section(cast, "links"))
    )
    return cast.kim, MoveNote(note=await _note(cast, topic, "Salz"), section=await _section(cast, "links"))


@situation
async def move_note__onto_another_card(cast: Cast, topic: int) -> Act:
    first, second = await _note(cast, topic), await _note(cast, topic, "Salz")
    await _note(cast, topic, "Hefe")
    return cast.kim, MoveNote(note=second, place=f"onto-{first}")


@situation
async def move_note__out_of_a_group(cast: Cast, topic: int) -> Act:
    first, second = await _note(cast, topic), await _note(cast, topic, "Salz")
    await cast.does(cast.kim, MoveNote(note=second, place=f"onto-{first}"))
    return cast.kim, MoveNote(note=first, place="first")


@situation
async def undo_move(cast: Cast, topic: int) -> Act:
    first, second = await _note(cast, topic), await _note(cast, topic, "Salz")
    await cast.does(cast.kim, MoveNote(note=second, place=f"onto-{first}"))
    return cast.kim, UndoMove(note=second)


async def _two(cast: Cast, topic: int) -> str:
    return f"{await _note(cast, topic)} {await _note(cast, topic, 'Salz')}"


@situation
async def move_notes(cast: Cast, topic: int) -> Act:
    two = await _two(cast, topic)
    return cast.kim, MoveNotes(wall=f"t{topic}", cards=two, section=await _section(cast, "links"))


@situation
async def move_notes__into_one_group(cast: Cast, topic: int) -> Act:
    two = await _two(cast, topic)
    return cast.kim, MoveNotes(wall=f"t{topic}", cards=two, place=f"onto-{two.split()[0]}")


@situation
async def undo_moves(cast: Cast, topic: int) -> Act:
    two = await _two(cast, topic)
    moves = MoveNotes(wall=f"t{topic}", cards=two, section=await _section(cast, "links"))
    await cast.does(cast.kim, moves)
    return cast.kim, UndoMoves(wall=f"t{topic}", cards=two)


@situation
async def withdraw_notes(cast: Cast, topic: int) -> Act:
    return cast.kim, WithdrawNotes(wall=f"t{topic}", cards=await _two(cast, topic))


async def _one_with_support(cast: Cast, topic: int) -> OrderLane:
    await _note(cast, topic)
    await cast.does(cast.kim, SupportNote(note=await _note(cast, topic, "Salz")))
    return OrderLane(wall=f"t{topic}", section=await _section(cast, "insights"))


@situation
async def order_lane(cast: Cast, topic: int) -> Act:
    return cast.kim, await _one_with_support(cast, topic)


@situation
async def undo_order(cast: Cast, topic: int) -> Act:
    order = await _one_with_support(cast, topic)
    await cast.does(cast.kim, order)
    return cast.kim, UndoOrder(wall=order.wall, section=order.section)


@situation
async def let_everybody_move(cast: Cast, topic: int) -> Act:
    return cast.kim, LetEverybodyMove(wall=f"t{topic}", everybody=True)


@situation
async def rename_group(cast: Cast, topic: int) -> Act:
    await cast.does(cast.kim, GroupNote(note=await _note(cast, topic), group="A"))
    section = await _section(cast, "insights")
    return cast.kim, RenameGroup(wall=f"t{topic}", section=section, group="A", name="Zutaten")


@situation
async def mark_key(cast: Cast, topic: int) -> Act:
    await cast.does(cast.kim, MarkKey(note=await _note(cast, topic, "Salz")))
    return cast.kim, MarkKey(note=await _note(cast, topic))


@situation
async def unmark_key(cast: Cast, topic: int) -> Act:
    note = await _note(cast, topic)
    await cast.does(cast.kim, MarkKey(note=note))
    return cast.kim, UnmarkKey(note=note)


@situation
async def hide_note(cast: Cast, topic: int) -> Act:
    return cast.max, HideNote(note=await _note(cast, topic), reason="Ein Name zu viel")


@situation
async def show_note(cast: Cast, topic: int) -> Act:
    note = await _note(cast, topic)
    await cast.does(cast.max, HideNote(note=note, reason="Ein Name zu viel"))
    return cast.max, ShowNote(note=note)


@situation
async def show_on_projector__a_card_to_everybody(cast: Cast, topic: int) -> Act:
    return cast.max, ShowOnProjector(scene="exhibit", note=await _note(cast, topic))


@situation
async def show_on_projector__a_lane_to_everybody(cast: Cast, topic: int) -> Act:
    await _note(cast, topic)
    section = await _section(cast, "insights")
    return cast.max, ShowOnProjector(scene="exhibit", wall=f"t{topic}", section=section)


@situation
async def show_on_projector__nothing_to_everybody_any_more(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", note=await _note(cast, topic)))
    return cast.max, ShowOnProjector(scene="exhibit")


@situation
async def write_note__in_the_lane_that_everybody_sees(cast: Cast, topic: int) -> Act:
    section = await _section(cast, "insights")
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", wall=f"t{topic}", section=section))
    return cast.kim, WriteNote(wall=f"t{topic}", text="Hefe", section=section)


@situation
async def edit_note__that_everybody_sees(cast: Cast, topic: int) -> Act:
    note = await _note(cast, topic)
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", note=note))
    return cast.kim, EditNote(note=note, text="Vollkornmehl")


@situation
async def hide_note__that_everybody_sees(cast: Cast, topic: int) -> Act:
    note = await _note(cast, topic)
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", note=note))
    return cast.max, HideNote(note=note, reason="Ein Name zu viel")


@situation
async def become_keeper(cast: Cast, topic: int) -> Act:
    return cast.noor, BecomeKeeper(wall=f"t{topic}")


@situation
async def leave_keeper(cast: Cast, topic: int) -> Act:
    await cast.does(cast.noor, BecomeKeeper(wall=f"t{topic}"))
    return cast.noor, LeaveKeeper(wall=f"t{topic}")


@situation
async def write_result(cast: Cast, topic: int) -> Act:
    return cast.kim, WriteResult(wall=f"t{topic}", text="Erst **fragen**.\n\n- dann planen")


@situation
async def write_result__in_the_results_round(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="results"))
    return cast.kim, WriteResult(wall=f"t{topic}", text="Erst fragen.")


@situation
async def open_dots(cast: Cast, topic: int) -> Act:
    await _note(cast, topic)
    return cast.max, OpenDots(wall=f"t{topic}", points=3)


@situation
async def open_dots__once_more_with_fewer_points(cast: Cast, topic: int) -> Act:
    await _vote(cast, topic, cast.kim)
    return cast.max, OpenDots(wall=f"t{topic}", points=1)


@situation
async def open_dots__anew(cast: Cast, topic: int) -> Act:
    await _ranked(cast, topic, cast.kim)
    return cast.max, OpenDots(wall=f"t{topic}", points=2, how="anew")


@situation
async def bring_back_dots(cast: Cast, topic: int) -> Act:
    note = await _ranked(cast, topic, cast.kim)
    await cast.does(cast.max, OpenDots(wall=f"t{topic}", points=2, how="anew"))
    await cast.does(cast.kim, PlaceDot(note=note, vote=1))
    return cast.max, BringBackDots(wall=f"t{topic}")


async def _vote(cast: Cast, topic: int, who: Member | None = None) -> int:
    """Noor, or `who`, has given both points to a card."""
    note = await _note(cast, topic)
    await cast.does(cast.max, OpenDots(wall=f"t{topic}", points=2))
    for _ in range(2):
        await cast.does(who or cast.noor, PlaceDot(note=note))
    return note


@situation
async def place_dot(cast: Cast, topic: int) -> Act:
    return cast.kim, PlaceDot(note=await _vote(cast, topic))


@situation
async def place_dot__on_the_wall_that_the_projector_shows(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    return cast.kim, PlaceDot(note=await _vote(cast, topic))


@situation
async def take_dot(cast: Cast, topic: int) -> Act:
    note = await _vote(cast, topic)
    await cast.does(cast.kim, PlaceDot(note=note))
    return cast.kim, TakeDot(note=note)


@situation
async def join__while_a_vote_goes_on(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    await _vote(cast, topic)
    return cast.stranger, Join(device=tokens.hashed(tokens.new_token()), name="Nuri")


@situation
async def close_dots(cast: Cast, topic: int) -> Act:
    await _vote(cast, topic)
    return cast.max, CloseDots(wall=f"t{topic}")


@situation
async def close_dots__on_the_wall_that_the_projector_shows(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    await _vote(cast, topic)
    return cast.max, CloseDots(wall=f"t{topic}")


@situation
async def close_dots__where_nobody_has_voted(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    await cast.does(cast.max, OpenDots(wall=f"t{topic}", points=2))
    return cast.max, CloseDots(wall=f"t{topic}")


async def _ranked(cast: Cast, topic: int, who: Member | None = None) -> int:
    """A card with points, on the wall that the projector shows."""
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    note = await _vote(cast, topic, who)
    await cast.does(cast.max, CloseDots(wall=f"t{topic}"))
    return note


@situation
async def show_selection(cast: Cast, topic: int) -> Act:
    wall = f"t{topic}"
    cards = [await cast.makes(cast.kim, WriteNote(wall=wall, text=text)) for text in ("Mehl", "Hefe", "Salz", "Öl")]
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=wall))
    await cast.does(cast.max, OpenDots(wall=wall, points=8))
    for card in cards:
        await cast.does(cast.noor, PlaceDot(note=card))
    await cast.does(cast.max, CloseDots(wall=wall))
    return cast.max, ShowSelection(wall=wall, number=3)


@situation
async def group_note__a_card_with_points_becomes_a_next_step(cast: Cast, topic: int) -> Act:
    note = await _ranked(cast, topic)
    return cast.kim, GroupNote(note=note, section=await _section(cast, "next"))


@situation
async def edit_note__with_points(cast: Cast, topic: int) -> Act:
    return cast.kim, EditNote(note=await _ranked(cast, topic), text="Vollkornmehl")


@situation
async def hide_note__with_points(cast: Cast, topic: int) -> Act:
    return cast.max, HideNote(note=await _ranked(cast, topic), reason="Ein Name zu viel")


@situation
async def write_note__after_a_vote(cast: Cast, topic: int) -> Act:
    await _ranked(cast, topic)
    cast.clock.forward(minutes=1)
    return cast.kim, WriteNote(wall=f"t{topic}", text="Später")


@situation
async def add_section(cast: Cast, topic: int) -> Act:
    return cast.ada, AddSection(title="Material")


@situation
async def add_section__for_sessions_alone(cast: Cast, topic: int) -> Act:
    return cast.ada, AddSection(title="Material", wall_kind="t")


@situation
async def rename_section(cast: Cast, topic: int) -> Act:
    return cast.ada, RenameSection(section=await _section(cast, "insights"), title="Was wir mitnehmen")


@situation
async def rename_section__with_a_question(cast: Cast, topic: int) -> Act:
    return cast.ada, RenameSection(section=await _section(cast, "insights"), question="Was nehmen wir mit?")


@situation
async def rename_section__with_a_question_on_the_projector(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    return cast.ada, RenameSection(section=await _section(cast, "insights"), question="Was nehmen wir mit?")


@situation
async def choose_lanes(cast: Cast, topic: int) -> Act:
    return cast.max, ChooseLanes(wall=f"t{topic}", template="retrospective")


@situation
async def choose_lanes__where_cards_are(cast: Cast, topic: int) -> Act:
    await cast.does(*await write_note__a_next_step(cast, topic))
    return cast.max, ChooseLanes(wall=f"t{topic}", template="kick-off")


@situation
async def copy_lanes(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    await cast.does(cast.max, ChooseLanes(wall="e", template="marketplace"))
    return cast.max, CopyLanes(wall=f"t{topic}", source="e")


@situation
async def name_wall(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    return cast.ada, NameWall(title="Kick-off Fachkräfte")


@situation
async def move_section(cast: Cast, topic: int) -> Act:
    return cast.ada, MoveSection(section=await _section(cast, "insights"))


@situation
async def remove_section(cast: Cast, topic: int) -> Act:
    return cast.ada, RemoveSection(section=await _section(cast, "links"))


@situation
async def show_on_projector(cast: Cast, topic: int) -> Act:
    return cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}")


@situation
async def show_on_projector__one_topic_on_stage(cast: Cast, topic: int) -> Act:
    return cast.max, ShowOnProjector(scene="pitch", wall=f"t{topic}", seconds=60)


@situation
async def show_on_projector__a_pause(cast: Cast, topic: int) -> Act:
    return cast.max, ShowOnProjector(scene="pause", seconds=600)


@situation
async def cast_vote__for_the_topic_on_stage(cast: Cast, topic: int) -> Act:
    other = await cast.pitches("Zucker", by=cast.noor)
    await cast.does(cast.max, ShowOnProjector(scene="pitch", wall=f"t{other}"))
    return cast.kim, CastVote(topic=other)


@situation
async def set_projector_look(cast: Cast, topic: int) -> Act:
    return cast.max, SetProjectorLook(look="dark")


@situation
async def show_on_projector__the_result_of_one_session(cast: Cast, topic: int) -> Act:
    await cast.does(cast.kim, WriteResult(wall=f"t{topic}", text="Erst fragen."))
    return cast.max, ShowOnProjector(scene="results", wall=f"t{topic}")
