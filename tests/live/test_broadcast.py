"""Rule 6: the broadcast. What changed is drawn once per group, and shown to every seat, three or three hundred."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any

import pytest

from barcamp.domain.event.phases import Announce, MoveToPhase
from barcamp.domain.people.entry import Join
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.topics.vote import CastVote, WithdrawVote
from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.facts import Changed
from barcamp.live.audience import Group
from barcamp.live.people_counter import EVERY, PeopleCounter
from barcamp.live.regions import LOADERS
from barcamp.live.screens import SCREENS
from tests.cast import Cast
from tests.counting import counted
from tests.live.broadcasts import CONSOLE, PHONE, PROJECTOR, Shown, Viewer, make_broadcast, seated, unframed


@pytest.mark.parametrize("votes", [1, 301])
async def test_one_vote_or_three_hundred_are_one_drawing_per_group_and_region(cast: Cast, votes: int):
    topic, broadcast = await cast.pitches("Brot"), make_broadcast(cast)
    phone, projector = await seated(broadcast, PHONE, PROJECTOR)
    before = broadcast.counts.drawings
    turns = [CastVote(topic=topic), WithdrawVote(topic=topic)]
    answers = await asyncio.gather(*(cast.does(cast.kim, turns[number % 2]) for number in range(votes)))
    assert all(answer.changed == {Changed.interest(topic)} for answer in answers)
    await broadcast.beat()
    assert broadcast.counts.drawings - before == 3  # two regions, and the one card in one of these
    assert phone.shown == [Shown(broadcast.mark, {f"topic_{topic}": f'<div id="topic_{topic}">Brot 1</div>'})]
    assert projector.shown == [Shown(broadcast.mark, {"ranking": '<div id="ranking">Brot 1 </div>'})]


async def test_drawings_and_statements_do_not_depend_on_the_audience(cast: Cast):
    topic = await cast.pitches()
    costs = []
    for seats in (3, 300):
        broadcast = make_broadcast(cast)
        viewers = await seated(broadcast, *([PHONE, CONSOLE, PROJECTOR] * (seats // 3)))
        before = broadcast.counts.drawings
        await cast.does(cast.kim, CastVote(topic=topic))
        await cast.does(cast.kim, WithdrawVote(topic=topic))
        async with counted() as statements:
            await broadcast.beat()
        costs.append((broadcast.counts.drawings - before, len(statements)))
        assert [len(viewer.frames) for viewer in viewers] == [1] * seats
        assert len({id(viewer.frames[0]) for viewer in viewers}) == 3
    assert costs[0] == costs[1]


async def test_nothing_is_drawn_for_screens_that_nobody_watches(cast: Cast):
    broadcast = make_broadcast(cast)
    [console] = await seated(broadcast, CONSOLE)
    before = broadcast.counts.drawings
    await cast.does(cast.stranger, Join(device="d" * 64, name="Bo"))
    await broadcast.beat()
    assert (broadcast.counts.drawings - before, len(console.frames)) == (1, 1)  # people; the next step is the same
    broadcast.audience.leave(console.seat)
    await cast.does(cast.stranger, Join(device="e" * 64, name="Cy"))
    await broadcast.beat()
    assert (broadcast.counts.drawings - before, len(console.frames)) == (1, 1)


async def test_each_language_is_drawn_for_itself(cast: Cast):
    broadcast = make_broadcast(cast, announcement="{{ barcamp.announcement }} {{ locale() }}")
    viewers = await seated(broadcast, *(Group("phone", locale) for locale in ("de", "de-sie", "en")))
    await cast.does(cast.max, Announce(text="Suppe"))
    await broadcast.beat()
    said = [viewer.shown[0].regions["announcement"] for viewer in viewers]
    assert said == [f'<div id="announcement">Suppe {locale}</div>' for locale in ("de", "de-sie", "en")]


async def test_a_screen_that_shows_nothing_of_a_change_still_gets_the_new_mark(cast: Cast):
    broadcast = make_broadcast(cast)
    [phone] = await seated(broadcast, PHONE)
    await cast.does(cast.stranger, Join(device="d" * 64, name="Bo"))
    await broadcast.beat()
    # No sign of life, which might be doubted.
    assert [unframed(frame) for frame in phone.frames] == [f"{phone.mark} {broadcast.mark}\n"]


async def test_a_beat_without_a_change_shows_nothing(cast: Cast):
    broadcast = make_broadcast(cast)
    [phone] = await seated(broadcast, PHONE)
    await broadcast.beat()
    assert phone.frames == []
    await cast.does(cast.max, Announce(text="Suppe"))
    await broadcast.beat()
    await broadcast.beat()
    assert len(phone.frames) == 1


async def test_what_others_do_is_not_shown_here(cast: Cast):
    broadcast = make_broadcast(cast)
    [phone] = await seated(broadcast, PHONE)
    await cast.pitches("Woanders", by=cast.eve)
    await broadcast.beat()
    assert phone.frames == []
    await cast.pitches("Hier")
    await broadcast.beat()
    assert phone.shown[0].regions.keys() == {"topics"}


async def test_a_notes_screen_sees_its_own_wall_alone(cast: Cast):
    walls = [f"s{slot}" for slot in cast.plenaries[:2]]
    broadcast = make_broadcast(cast)
    one, two = await seated(broadcast, *(Group("notes", "de", wall) for wall in walls))
    await cast.does(cast.kim, WriteNote(wall=walls[0], text="Guten Morgen"))
    await broadcast.beat()
    [(region, drawn)] = one.shown[0].regions.items()
    assert region.startswith(f"wall_{walls[0]}")
    assert drawn.endswith("Guten Morgen</div></div>")
    assert two.shown == [Shown(broadcast.mark, {})]


async def test_a_wall_is_the_same_however_its_number_is_written(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Mehl"))
    broadcast = make_broadcast(cast)
    page = await broadcast.page(Group("notes", "de", f"t00{topic}"))
    assert "Mehl" in page.regions[f"wall_t00{topic}"]


async def test_the_passing_of_time_changes_what_is_on_now(cast: Cast):
    broadcast = make_broadcast(cast)
    [projector] = await seated(broadcast, PROJECTOR)
    await broadcast.beat()
    assert projector.frames == []
    cast.clock.forward(hours=3)
    await broadcast.beat()
    [shown] = projector.shown
    assert shown.regions["now"] == '<div id="now">Mittagessen</div>'
    assert set(shown.regions) == {"now"}  # in which alone of what was drawn anything is another


async def test_at_midnight_the_event_s_day_is_no_longer_called_tomorrow(cast: Cast):
    await cast.does(cast.max, MoveToPhase(phase="arrival"))
    cast.clock.forward(hours=-24)
    broadcast = make_broadcast(cast, phase="{{ ahead }}", now="{{ moment.ahead }}")
    [phone] = await seated(broadcast, PHONE)
    cast.clock.forward(hours=16)
    await broadcast.beat()
    assert phone.shown[0].regions == {"phase": '<div id="phase">0</div>', "now": '<div id="now">0</div>'}


async def test_a_topic_that_was_withdrawn_in_the_same_beat_is_left_out(cast: Cast):
    topic, broadcast = await cast.pitches(), make_broadcast(cast)
    [phone] = await seated(broadcast, PHONE)
    await cast.does(cast.kim, CastVote(topic=topic))
    await cast.does(cast.kim, WithdrawTopic(topic=topic))
    await broadcast.beat()
    assert phone.shown == [Shown(broadcast.mark, {"topics": '<div id="topics"></div>'})]


@pytest.mark.parametrize("fault", ["template", "loader"])
async def test_a_region_that_fails_is_left_out_and_the_rest_is_shown(cast: Cast, fault: str, monkeypatch):
    instead: dict[str, Any] = {"projector_ranking": "{{ 1 // 0 }}"} if fault == "template" else {}
    if fault == "loader":
        monkeypatch.setitem(LOADERS, "ranking", _fail)
    broadcast = make_broadcast(cast, **instead)
    [projector] = await seated(broadcast, PROJECTOR)
    assert set((await broadcast.page(PROJECTOR)).regions) == set(SCREENS["projector"]) - {"ranking"}
    before = broadcast.counts.failed
    await cast.pitches("Brot")
    await cast.does(cast.max, Announce(text="Suppe"))
    await broadcast.beat()
    assert list(projector.shown[0].regions) == ["announcement"]
    assert broadcast.counts.failed == before + 1


async def test_a_seat_with_the_current_page_gets_nothing_on_entering(cast: Cast):
    broadcast = make_broadcast(cast)
    [current] = await seated(broadcast, PHONE)
    older, new = Viewer(PHONE, "1_0-0"), Viewer(PHONE)
    for viewer in (older, new):
        broadcast.enter(viewer.seat)
    await broadcast.beat()
    page = await broadcast.page(PHONE)
    assert current.frames == []
    assert older.shown == new.shown == [Shown(page.mark, page.regions)]
    assert list(page.regions) == list(SCREENS["phone"])


async def test_a_seat_without_a_page_gets_everything_also_before_the_first_beat(cast: Cast):
    broadcast, viewer = make_broadcast(cast), Viewer(PHONE)
    broadcast.enter(viewer.seat)
    assert viewer.seat.due
    await broadcast.beat()
    assert list(viewer.shown[0].regions) == list(SCREENS["phone"])


async def test_a_seat_whose_page_outlived_a_restart_gets_nothing(cast: Cast):
    mark = (await make_broadcast(cast).page(PHONE)).mark
    broadcast, viewer = make_broadcast(cast), Viewer(PHONE, mark)
    broadcast.enter(viewer.seat)
    await broadcast.beat()
    assert viewer.frames == []
    await cast.pitches()
    await broadcast.beat()
    assert list(viewer.shown[0].regions) == ["topics"]


async def test_a_seat_that_is_behind_gets_nothing_then_the_whole_page(cast: Cast):
    broadcast = make_broadcast(cast)
    slow, quick = await seated(broadcast, PHONE, PHONE)
    broadcast.audience.set_behind(slow.seat, True)
    for text in ("Suppe", "Brot"):
        await cast.does(cast.max, Announce(text=text))
        await broadcast.beat()
    assert (len(slow.frames), len(quick.frames)) == (0, 2)
    broadcast.audience.set_behind(slow.seat, False)
    await broadcast.beat()
    page = await broadcast.page(PHONE)
    assert slow.shown == [Shown(page.mark, page.regions)]
    assert page.regions["announcement"] == '<div id="announcement">Brot</div>'
    assert len(quick.frames) == 2


async def test_who_sits_down_while_the_stage_looks_is_not_forgotten(cast: Cast, monkeypatch):
    broadcast = make_broadcast(cast)
    [phone] = await seated(broadcast, PHONE)
    late, looked = Viewer(PROJECTOR, broadcast.mark), broadcast._look

    async def look(wanted):
        found = await looked(wanted)
        broadcast.enter(late.seat)
        return found

    await cast.does(cast.max, Announce(text="Suppe"))
    monkeypatch.setattr(broadcast, "_look", look)
    await broadcast.beat()
    monkeypatch.undo()
    await broadcast.beat()
    assert len(phone.frames) == 1
    assert late.shown[-1].regions["announcement"] == '<div id="announcement">Suppe</div>'


async def test_a_page_is_drawn_once_per_change_however_many_ask(cast: Cast):
    broadcast = make_broadcast(cast)
    pages = await asyncio.gather(*(broadcast.page(PHONE) for _ in range(50)))
    assert {id(page) for page in pages} == {id(pages[0])}
    assert broadcast.counts.drawings == len(SCREENS["phone"])
    await cast.pitches()
    broadcast.ring()
    assert (await broadcast.page(PHONE)).mark != pages[0].mark
    assert broadcast.counts.drawings == len(SCREENS["phone"]) + 2  # the topics, and the new card


async def test_a_page_that_is_asked_for_first_does_not_swallow_the_change(cast: Cast):
    broadcast = make_broadcast(cast)
    phone, projector = await seated(broadcast, PHONE, PROJECTOR)
    await cast.does(cast.max, Announce(text="Suppe"))
    await broadcast.page(PHONE)
    await broadcast.beat()
    for viewer in (phone, projector):
        assert [list(shown.regions) for shown in viewer.shown] == [["announcement"]]


async def test_a_beat_that_could_not_read_is_made_up_for_by_the_next(cast: Cast, monkeypatch):
    broadcast = make_broadcast(cast)
    [phone] = await seated(broadcast, PHONE)
    await cast.does(cast.max, Announce(text="Suppe"))
    monkeypatch.setattr(cast.ctx.db, "reading", _unreadable)
    with pytest.raises(OSError, match="unplugged"):
        await broadcast.beat()
    monkeypatch.undo()
    assert phone.frames == []
    await broadcast.beat()
    assert list(phone.shown[0].regions) == ["announcement"]


async def test_a_sign_of_life_is_the_mark_alone(cast: Cast):
    broadcast = make_broadcast(cast)
    phone, slow = await seated(broadcast, PHONE, PHONE)
    broadcast.audience.set_behind(slow.seat, True)
    await broadcast.sign_of_life()
    assert ([unframed(frame) for frame in phone.frames], slow.frames) == ([broadcast.mark], [])


async def _fail(sight, key):
    raise LookupError("one bad row")


@asynccontextmanager
async def _unreadable():
    raise OSError("unplugged")
    yield


async def test_how_many_are_here_is_drawn_once_in_a_while_and_ends_right(cast: Cast):
    broadcast, now = make_broadcast(cast), [0.0]
    broadcast._people_counter = PeopleCounter(lambda: now[0])
    [console] = await seated(broadcast, CONSOLE)
    for number in range(3):
        await _somebody_joins(cast, number)
        await broadcast.beat()
    assert [sorted(shown.regions) for shown in console.shown] == [["people"], [], []]
    now[0] += EVERY
    late = Viewer(CONSOLE, broadcast.mark)
    await broadcast.beat()
    assert console.shown[-1].regions["people"] == '<div id="people">5 here</div>'
    broadcast.enter(late.seat)  # has the page from before the last of them was drawn
    await broadcast.beat()
    assert late.shown[-1].regions["people"] == '<div id="people">5 here</div>'
    seen = len(console.frames)
    now[0] += EVERY
    await broadcast.beat()
    assert len(console.frames) == seen


async def _somebody_joins(cast: Cast, number: int) -> None:
    await cast.does(cast.stranger, Join(device=f"{cast.id}-guest-{number}", name=f"Gast {number}"))
