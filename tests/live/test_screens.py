"""Which region of which screen shows a fact."""

import pytest

from barcamp.kernel.facts import KINDS, Changed
from barcamp.live.regions import LOADERS
from barcamp.live.screens import KNOWN, OF_SUBJECT, ON_STAGE, SCREENS, shown_by, told, whole
from tests.cast import Cast

HEARD = "rights"  # no matter of what is drawn


def shown(screen: str, *facts: Changed, subject: str = "") -> list[str]:
    return shown_by(
        screen, subject, {kind: {fact.key for fact in facts if fact.kind == kind} for kind in _kinds(facts)}
    )


def _kinds(facts: tuple[Changed, ...]) -> set[str]:
    return {fact.kind for fact in facts}


@pytest.mark.parametrize(
    ("facts", "phone", "console", "projector"),
    [
        ([Changed.interest(7)], ["topics"], ["next", "stage", "topics"], ["ranking"]),
        ([Changed.interest(7), Changed.counts()], ["stage", "topics"], None, ["ranking", "scene"]),
        ([Changed.people()], [], ["next", "people"], ["people", "scene"]),
        ([Changed.moment()], ["news", "now", "phase", "plan", "walls"], None, ["now", "phase", "plan", "scene"]),
        ([Changed.heads()], [], ["check", "plan"], []),
        ([Changed.wall("t7")], [], ["scene"], ["scene"]),
        ([Changed.note("t7", 3)], [], ["scene"], ["scene"]),
        ([Changed.voters("t7")], [], [], ["scene"]),
        ([Changed.rights()], [], [], []),
        ([], [], [], []),
    ],
)
def test_a_screen_shows_what_changed_of_its_own(facts, phone, console, projector):
    assert shown("phone", *facts) == phone
    assert console is None or shown("console", *facts) == console
    assert shown("projector", *facts) == projector


def test_a_topic_s_place_is_a_matter_of_the_plan_and_of_its_card():
    assert shown("phone", Changed.placed(7)) == ["news", "now", "plan", "topics", "walls"]
    assert {"check", "clock", "next", "plan", "proposal", "scene", "stage", "topics"} == {
        *shown("console", Changed.placed(7))
    }


def test_a_notes_screen_shows_its_own_wall_alone():
    facts = Changed.wall("t7"), Changed.wall("t8"), Changed.wall("s7"), Changed.heads()
    assert shown("notes", *facts, subject="t7") == [
        "breadth_t7", "opening_t7", "order_t7", "voting_t7", "wall_t7",
    ]  # fmt: skip
    assert shown("notes", Changed.sections(), subject="t7") == [
        "order_t7", "sections_t7", "silence_t7", "wall_t7",
    ]  # fmt: skip


def test_who_has_voted_changes_the_number_alone():
    assert shown("notes", Changed.voters("t7"), Changed.voters("t8"), subject="t7") == ["voting_t7"]
    assert shown("notes", Changed.people(), subject="t7") == ["voting_t7"]


def test_where_those_meet_who_write_on_a_wall_is_a_matter_of_the_plan_and_the_time():
    """A session that was added has a number of its own, and the wall of its topic."""
    for fact in (Changed.placed(7), Changed.grid(), Changed.moment(), Changed.video(), Changed.archived()):
        assert "video_t8" in shown("notes", fact, subject="t8")
    assert shown("phone", Changed.video()) == ["now", "plan"]
    assert shown("projector", Changed.video()) == shown("console", Changed.video()) == []


def test_what_is_about_something_on_a_wall_is_about_that_wall():
    assert shown("notes", Changed.note("t7", 3), Changed.note("t8", 4), subject="t7") == ["wall_t7"]
    assert shown("notes", Changed.note("t71", 3), Changed.cards("t8"), subject="t7") == []


async def test_the_stage_is_drawn_anew_for_the_topic_there_alone(cast: Cast):
    camp = await cast.barcamp()
    assert ON_STAGE not in told([Changed.interest(7)], camp)
    there = type(camp)(**{**{name: getattr(camp, name) for name in camp.__slots__}, "on_stage": 7})
    assert ON_STAGE not in told([Changed.interest(8), Changed.note("t1", 7)], there)
    assert "stage" in shown_by("phone", "", told([Changed.interest(7)], there))


@pytest.mark.parametrize("written", ["everything", "topic_7", "of-a-later-version"])
def test_what_may_be_anything_shows_the_whole_page(written: str):
    """Also what another version of the program wrote into the journal."""
    assert shown("notes", Changed(written), subject="t7") == whole("notes", "t7")
    assert shown("phone", Changed(written), Changed.interest(7)) == whole("phone")


def test_a_page_is_all_regions_of_its_screen():
    assert whole("projector") == list(SCREENS["projector"])
    assert whole("notes", "t7") == [f"{kind}_t7" if kind in OF_SUBJECT else kind for kind in SCREENS["notes"]]


def test_every_fact_shows_somewhere_and_no_other():
    """A name that is misspelled here would change nothing, for ever."""
    named = {kind for regions in SCREENS.values() for causes in regions.values() for kind in causes}
    assert named <= KNOWN
    keys = "", "t7", "t7-1"  # of nothing, of a wall, of something on it
    seen = {
        kind
        for kind in KINDS
        for key in keys
        if any(shown(screen, Changed(kind, key), subject="t7") for screen in SCREENS)
    }
    assert KINDS - seen == {HEARD}


def test_every_region_of_a_screen_has_a_loader():
    kinds = {kind for regions in SCREENS.values() for kind in regions}
    assert kinds == set(LOADERS)
