"""How many write in each lane: each person once, forgotten by itself, and told only to those who look at that wall."""

from barcamp.live.audience import Audience, Group
from barcamp.live.typing import AGAIN, LIFE, MOST, Typing
from tests.live.broadcasts import PHONE, Viewer, unframed

WALL, OTHER = Group("notes", "de", "t7"), Group("notes", "en", "t8")


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def gathered(*groups: Group) -> tuple[Typing, Clock, list[Viewer]]:
    clock, audience = Clock(), Audience()
    viewers = [Viewer(group) for group in groups]
    for viewer in viewers:
        audience.enter(viewer.seat, due=False)
    return Typing(audience, clock), clock, viewers


def told(typing: Typing, viewer: Viewer) -> list[str]:
    """What the viewer is told now."""
    before = len(viewer.frames)
    for slices in typing.due():
        for _ in slices:
            pass
    return [unframed(frame) for frame in viewer.frames[before:]]


def test_people_are_counted_by_lane_each_in_one_and_once():
    typing, _, (viewer, other, phone) = gathered(WALL, OTHER, PHONE)
    for person, lane in ((1, 5), (2, 5), (3, 6), (3, 6), (2, 6)):
        typing.note("t7", person, lane)
    assert told(typing, viewer) == ["!typing 5:1 6:2"]
    assert (other.frames, phone.frames) == ([], [])


def test_it_is_told_when_it_changes_and_now_and_then():
    typing, clock, (viewer,) = gathered(WALL)
    typing.note("t7", 1, 5)
    assert told(typing, viewer) == ["!typing 5:1"]
    assert told(typing, viewer) == []
    clock.now += AGAIN
    typing.note("t7", 1, 5)
    assert told(typing, viewer) == ["!typing 5:1"]


def test_whoever_stops_is_forgotten_and_then_there_is_nothing_left():
    typing, clock, (viewer,) = gathered(WALL)
    typing.note("t7", 1, 5)
    assert told(typing, viewer) == ["!typing 5:1"]
    clock.now += LIFE
    assert typing.anybody
    assert told(typing, viewer) == ["!typing"]
    assert told(typing, viewer) == []
    assert not typing.anybody


def test_what_nobody_looks_at_is_not_kept_and_no_wall_grows_without_end():
    typing, _, (viewer,) = gathered(WALL)
    typing.note("t9", 1, 5)
    assert not typing.anybody
    for person in range(MOST + 10):
        typing.note("t7", person, 5)
    assert told(typing, viewer) == [f"!typing 5:{MOST}"]
