"""What everybody is asked to look at: it lies over what the projector shows, and ends by itself with what it shows."""

from collections.abc import Awaitable, Callable

import pytest

from barcamp.domain.event.exhibit import Exhibit
from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.hide_topic import HideTopic, ShowTopic
from barcamp.domain.moderation.merge import MergeTopics
from barcamp.domain.moderation.projector import ShowOnProjector, scene_of
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.erasure import REMOVE, ErasePerson
from barcamp.domain.walls.hide_note import HideNote, ShowNote
from barcamp.domain.walls.layout.edit_sections import AddSection, RemoveSection
from barcamp.domain.walls.note import EditNote, WithdrawNote, WriteNote
from barcamp.domain.walls.section import load_sections
from tests.cast import Cast

Order = Callable[[Cast, int, int], Awaitable[object]]


async def written(cast: Cast, wall: str) -> int:
    return (await cast.does(cast.kim, WriteNote(wall=wall, text="Mehl"))).made or 0


async def lane(cast: Cast, kind: str = "insights") -> int:
    async with cast.ctx.db.reading() as db:
        return next(each.id for each in await load_sections(db, cast.id) if each.kind == kind)


@pytest.mark.parametrize("written", ["", "e-5", "t7-12", "s3-l4"])
def test_it_is_read_as_it_was_written(written: str):
    assert str(Exhibit.read(written)) == written
    assert bool(Exhibit.read(written)) is (written != "")


async def test_a_card_lies_over_the_scene_until_it_is_put_away(cast: Cast):
    topic = await cast.pitches()
    note = await written(cast, f"t{topic}")
    await cast.does(cast.max, ShowOnProjector(scene="pause", seconds=300))
    before = await cast.barcamp()
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", note=note))
    camp = await cast.barcamp()
    assert (scene_of(camp), camp.exhibit) == ("exhibit", f"t{topic}-{note}")
    await cast.does(cast.max, ShowOnProjector(scene="exhibit"))
    camp = await cast.barcamp()
    assert (scene_of(camp), camp.exhibit, camp.scene_until) == ("pause", "", before.scene_until)


@pytest.mark.parametrize("order", [ShowOnProjector(scene="plan"), MoveToPhase(phase="sessions"), ArchiveBarcamp()])
async def test_whatever_else_is_to_be_seen_ends_it(cast: Cast, order: ShowOnProjector | MoveToPhase | ArchiveBarcamp):
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", note=await written(cast, "e")))
    await cast.does(cast.max, order)
    assert scene_of(await cast.barcamp()) != "exhibit"


async def test_only_what_everybody_may_see_can_be_shown(cast: Cast):
    note = await written(cast, "e")
    await cast.does(cast.max, HideNote(note=note, reason="Ein Name"))
    assert await cast.refused(cast.max, ShowOnProjector(scene="exhibit", note=note)) == "note.gone"
    await cast.does(cast.max, ShowNote(note=note))
    await cast.does(cast.kim, WithdrawNote(note=note))
    assert await cast.refused(cast.max, ShowOnProjector(scene="exhibit", note=note)) == "note.gone"
    section = await lane(cast)
    assert await cast.refused(cast.max, ShowOnProjector(scene="exhibit", wall="e", section=99_999)) == "section.gone"
    assert await cast.refused(cast.max, ShowOnProjector(scene="exhibit", wall="t999", section=section)) == "topic.gone"
    assert await cast.refused(cast.max, ShowOnProjector(scene="exhibit", section=section)) == "wall.gone"
    assert (await cast.barcamp()).exhibit == ""


async def hides(cast: Cast, topic: int, note: int):
    await cast.does(cast.max, HideNote(note=note, reason="Ein Name"))
    await cast.does(cast.max, ShowNote(note=note))  # shown again it is a card like any other


async def withdraws(cast: Cast, topic: int, note: int):
    await cast.does(cast.kim, WithdrawNote(note=note))


async def erases(cast: Cast, topic: int, note: int):
    await cast.does(cast.ada, ErasePerson(attendee=cast.kim.id, contributions=REMOVE))


async def hides_the_topic(cast: Cast, topic: int, note: int):
    await cast.does(cast.max, HideTopic(topic=topic, reason="Doppelt"))
    await cast.does(cast.max, ShowTopic(topic=topic))


async def withdraws_the_topic(cast: Cast, topic: int, note: int):
    await cast.does(cast.noor, WithdrawTopic(topic=topic))


async def merges(cast: Cast, topic: int, note: int):
    await cast.does(cast.max, MergeTopics(topic=topic, into=await cast.pitches(title="Anderes"), title="Beides"))


@pytest.mark.parametrize("goes", [hides, withdraws, erases, hides_the_topic, withdraws_the_topic, merges])
async def test_a_card_that_goes_ends_it_by_itself(cast: Cast, goes: Order):
    topic = await cast.pitches(by=cast.noor)
    note = await written(cast, f"t{topic}")
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", note=note))
    await written(cast, f"t{topic}")
    await cast.does(cast.kim, EditNote(note=note, text="Vollkornmehl"))
    assert (await cast.barcamp()).exhibit != ""
    await goes(cast, topic, note)
    assert (await cast.barcamp()).exhibit == ""


async def test_a_lane_that_goes_ends_it_by_itself(cast: Cast):
    section = (await cast.does(cast.ada, AddSection(title="Ideen"))).made or 0
    await cast.does(cast.max, ShowOnProjector(scene="exhibit", wall="e", section=section))
    await cast.does(cast.ada, RemoveSection(section=await lane(cast, "links")))
    assert (await cast.barcamp()).exhibit == f"e-l{section}"
    await cast.does(cast.ada, RemoveSection(section=section))
    assert (await cast.barcamp()).exhibit == ""
