"""Seats and groups."""

from collections.abc import Iterator

from barcamp.live.audience import MOST_SILENT, SLICE, Audience, Group
from barcamp.live.websocket.frames import Frame
from tests.live.broadcasts import CONSOLE, PHONE, Viewer

CHANGE, PAGE = Frame(b"change", b"small change"), Frame(b"page", b"small page")


def page_since(mark: str) -> Frame:
    """Nobody is as far as anything that is still known."""
    return PAGE


def written(slices: Iterator[None]) -> None:
    for _ in slices:
        pass


def test_seats_come_and_go_and_groups_with_them():
    audience, kim, noor, max_ = Audience(), Viewer(PHONE), Viewer(PHONE), Viewer(CONSOLE)
    for viewer in (kim, noor, max_):
        audience.enter(viewer.seat, due=False)
    assert (len(audience), set(audience.groups)) == (3, {PHONE, CONSOLE})
    assert set(map(id, audience.seats())) == {id(kim.seat), id(noor.seat), id(max_.seat)}
    audience.leave(noor.seat)
    assert (len(audience), set(audience.groups)) == (2, {PHONE, CONSOLE})
    audience.leave(kim.seat)
    audience.leave(kim.seat)
    assert (len(audience), audience.groups) == (1, [CONSOLE])


def test_everybody_in_a_group_is_shown_the_same_bytes_and_nobody_else():
    audience = Audience()
    viewers = [Viewer(PHONE), Viewer(PHONE), Viewer(Group("phone", "en")), Viewer(CONSOLE)]
    for viewer in viewers:
        audience.enter(viewer.seat, due=False)
    written(audience.showing(PHONE, CHANGE))
    assert [viewer.frames for viewer in viewers] == [[b"change"], [b"change"], [], []]
    assert viewers[0].frames[0] is viewers[1].frames[0]


def test_who_is_due_gets_no_changes_but_the_whole_page():
    audience, due, current = Audience(), Viewer(PHONE), Viewer(PHONE)
    audience.enter(due.seat, due=True)
    audience.enter(current.seat, due=False)
    assert (audience.anyone_due, audience.due_groups()) == (True, {PHONE})
    written(audience.showing(PHONE, CHANGE))
    assert (due.frames, current.frames) == ([], [b"change"])
    written(audience.showing_due(PHONE, "8", page_since))
    assert (due.frames, current.frames) == ([b"page"], [b"change"])
    assert (audience.anyone_due, audience.due_groups()) == (False, set())
    written(audience.showing(PHONE, CHANGE))
    assert due.frames == [b"page", b"change"]


def test_who_turns_out_to_have_the_page_already_is_spared():
    audience, has_it, has_not = Audience(), Viewer(PHONE, "8"), Viewer(PHONE, "7")
    audience.enter(has_it.seat, due=True)
    audience.enter(has_not.seat, due=True)
    written(audience.showing_due(PHONE, "8", page_since))
    assert (has_it.frames, has_not.frames) == ([], [b"page"])
    written(audience.showing(PHONE, CHANGE))
    assert (has_it.frames, has_not.frames) == ([b"change"], [b"page", b"change"])


def test_who_is_behind_gets_nothing_and_then_everything():
    audience, viewer = Audience(), Viewer(PHONE, "8")
    audience.enter(viewer.seat, due=False)
    audience.set_behind(viewer.seat, True)
    written(audience.showing(PHONE, CHANGE))
    audience.make_all_due(PHONE)
    written(audience.showing_due(PHONE, "9", page_since))
    assert (viewer.frames, audience.anyone_due) == ([], False)
    audience.set_behind(viewer.seat, False)
    assert audience.anyone_due
    written(audience.showing_due(PHONE, "8", page_since))
    assert viewer.frames == [b"page"]


def test_who_leaves_is_not_due_any_more():
    audience, viewer = Audience(), Viewer(PHONE)
    audience.enter(viewer.seat, due=True)
    assert audience.anyone_due
    audience.leave(viewer.seat)
    assert not audience.anyone_due
    written(audience.showing_due(PHONE, "8", page_since))
    assert viewer.frames == []


def test_who_takes_compression_gets_the_small_frames():
    audience, small, plain = Audience(), Viewer(PHONE, deflates=True), Viewer(PHONE)
    audience.enter(small.seat, due=True)
    audience.enter(plain.seat, due=True)
    written(audience.showing_due(PHONE, "8", page_since))
    written(audience.showing(PHONE, CHANGE))
    assert small.frames == [b"small page", b"small change"]
    assert plain.frames == [b"page", b"change"]


def test_who_turns_out_to_be_behind_while_being_shown_something_disturbs_nobody():
    audience, slow, quick = Audience(), Viewer(PHONE), Viewer(PHONE)
    slow.show = lambda frame: audience.set_behind(slow.seat, True)  # type: ignore[method-assign]
    for viewer in (slow, quick):
        audience.enter(viewer.seat, due=False)
    written(audience.showing(PHONE, CHANGE))
    written(audience.showing(PHONE, CHANGE))
    assert (quick.frames, slow.seat.behind) == ([b"change", b"change"], True)


def test_a_full_room_is_written_to_slice_by_slice():
    audience, viewers = _full_room(due=False)
    slices = audience.showing(PHONE, CHANGE)
    for number in range(2):
        next(slices)
        assert sum(map(len, (viewer.frames for viewer in viewers))) == SLICE * (number + 1)
    written(slices)
    assert [viewer.frames for viewer in viewers] == [[b"change"]] * len(viewers)


def test_who_leaves_falls_behind_or_comes_between_two_slices_gets_nothing_of_it():
    audience, viewers = _full_room(due=False)
    slices = audience.showing(PHONE, CHANGE)
    next(slices)
    gone, slow, late = viewers[-1], viewers[-2], Viewer(PHONE, "8")
    audience.leave(gone.seat)
    audience.set_behind(slow.seat, True)
    audience.enter(late.seat, due=False)
    written(slices)
    assert [viewer.frames for viewer in (gone, slow, late, viewers[-3])] == [[], [], [], [b"change"]]


def test_who_leaves_or_falls_behind_before_a_page_reaches_them_is_not_seated_again():
    audience, viewers = _full_room(due=True)
    slices = audience.showing_due(PHONE, "8", page_since)
    next(slices)
    waiting = [viewer for viewer in viewers if not viewer.frames]
    assert len(waiting) == len(viewers) - SLICE
    gone, slow, other = waiting[-3:]
    audience.leave(gone.seat)
    audience.set_behind(slow.seat, True)
    written(slices)
    written(audience.showing(PHONE, CHANGE))
    assert [viewer.frames for viewer in (gone, slow, other)] == [[], [], [b"page", b"change"]]


def _full_room(due: bool) -> tuple[Audience, list[Viewer]]:
    audience, viewers = Audience(), [Viewer(PHONE) for _ in range(2 * SLICE + 10)]
    for viewer in viewers:
        audience.enter(viewer.seat, due=due)
    return audience, viewers


def test_who_no_longer_answers_is_let_go_of_and_who_answers_is_not():
    audience, silent, answering = Audience(), Viewer(PHONE), Viewer(PHONE)
    for viewer in (silent, answering):
        audience.enter(viewer.seat, due=False)
    for _ in range(MOST_SILENT + 2):
        assert not silent.aborted
        audience.let_go_of_the_silent()
        answering.alive = True
    assert (silent.aborted, answering.aborted) == (True, False)


def test_only_people_with_more_than_one_device_are_told_of_what_is_theirs():
    audience = Audience()
    phone, laptop, other_tab, alone, somebody = (Viewer(PHONE) for _ in range(5))
    for viewer, person, device in (
        (phone, 1, "a"), (laptop, 1, "b"), (other_tab, 2, "c"), (alone, 2, "c"), (somebody, 3, "d"),
    ):  # fmt: skip
        viewer.seat.person, viewer.seat.device = person, device
        audience.enter(viewer.seat, due=False)
    written(audience.telling({1, 2, 3, 4}, CHANGE))
    assert [viewer.frames for viewer in (phone, laptop, other_tab, alone, somebody)] == [[b"change"]] * 2 + [[]] * 3
    audience.leave(laptop.seat)
    audience.leave(laptop.seat)
    written(audience.telling({1}, CHANGE))
    assert phone.frames == [b"change"]
