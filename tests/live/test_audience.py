"""Seats and groups."""

from barcamp.live.audience import MOST_SILENT, Audience, Group
from barcamp.live.websocket.frames import Frame
from tests.live.broadcasts import CONSOLE, PHONE, Viewer

CHANGE, PAGE = Frame(b"change", b"small change"), Frame(b"page", b"small page")


def page_since(mark: str) -> Frame:
    """Nobody is as far as anything that is still known."""
    return PAGE


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
    audience.show(PHONE, CHANGE)
    assert [viewer.frames for viewer in viewers] == [[b"change"], [b"change"], [], []]
    assert viewers[0].frames[0] is viewers[1].frames[0]


def test_who_is_due_gets_no_changes_but_the_whole_page():
    audience, due, current = Audience(), Viewer(PHONE), Viewer(PHONE)
    audience.enter(due.seat, due=True)
    audience.enter(current.seat, due=False)
    assert (audience.anyone_due, audience.due_groups()) == (True, {PHONE})
    audience.show(PHONE, CHANGE)
    assert (due.frames, current.frames) == ([], [b"change"])
    audience.show_due(PHONE, "8", page_since)
    assert (due.frames, current.frames) == ([b"page"], [b"change"])
    assert (audience.anyone_due, audience.due_groups()) == (False, set())
    audience.show(PHONE, CHANGE)
    assert due.frames == [b"page", b"change"]


def test_who_turns_out_to_have_the_page_already_is_spared():
    audience, has_it, has_not = Audience(), Viewer(PHONE, "8"), Viewer(PHONE, "7")
    audience.enter(has_it.seat, due=True)
    audience.enter(has_not.seat, due=True)
    audience.show_due(PHONE, "8", page_since)
    assert (has_it.frames, has_not.frames) == ([], [b"page"])
    audience.show(PHONE, CHANGE)
    assert (has_it.frames, has_not.frames) == ([b"change"], [b"page", b"change"])


def test_who_is_behind_gets_nothing_and_then_everything():
    audience, viewer = Audience(), Viewer(PHONE, "8")
    audience.enter(viewer.seat, due=False)
    audience.set_behind(viewer.seat, True)
    audience.show(PHONE, CHANGE)
    audience.make_all_due(PHONE)
    audience.show_due(PHONE, "9", page_since)
    assert (viewer.frames, audience.anyone_due) == ([], False)
    audience.set_behind(viewer.seat, False)
    assert audience.anyone_due
    audience.show_due(PHONE, "8", page_since)
    assert viewer.frames == [b"page"]


def test_who_leaves_is_not_due_any_more():
    audience, viewer = Audience(), Viewer(PHONE)
    audience.enter(viewer.seat, due=True)
    assert audience.anyone_due
    audience.leave(viewer.seat)
    assert not audience.anyone_due
    audience.show_due(PHONE, "8", page_since)
    assert viewer.frames == []


def test_who_takes_compression_gets_the_small_frames():
    audience, small, plain = Audience(), Viewer(PHONE, deflates=True), Viewer(PHONE)
    audience.enter(small.seat, due=True)
    audience.enter(plain.seat, due=True)
    audience.show_due(PHONE, "8", page_since)
    audience.show(PHONE, CHANGE)
    assert small.frames == [b"small page", b"small change"]
    assert plain.frames == [b"page", b"change"]


def test_who_turns_out_to_be_behind_while_being_shown_something_disturbs_nobody():
    audience, slow, quick = Audience(), Viewer(PHONE), Viewer(PHONE)
    slow.show = lambda frame: audience.set_behind(slow.seat, True)  # type: ignore[method-assign]
    for viewer in (slow, quick):
        audience.enter(viewer.seat, due=False)
    audience.show(PHONE, CHANGE)
    audience.show(PHONE, CHANGE)
    assert (quick.frames, slow.seat.behind) == ([b"change", b"change"], True)


def test_who_no_longer_answers_is_let_go_of_and_who_answers_is_not():
    audience, silent, answering = Audience(), Viewer(PHONE), Viewer(PHONE)
    for viewer in (silent, answering):
        audience.enter(viewer.seat, due=False)
    for _ in range(MOST_SILENT + 2):
        assert not silent.aborted
        audience.let_go_of_the_silent()
        answering.alive = True
    assert (silent.aborted, answering.aborted) == (True, False)
