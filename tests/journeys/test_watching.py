"""What is examined after journeys: each kind of thing somewhere, in as few states as show them all."""

import json
from pathlib import Path

import pytest

from tests.journeys import watching
from tests.journeys.watching import State, assign, assigned, enough, there


def test_every_journey_that_looks_at_a_kind_is_there():
    """A kind whose journey is gone would be examined by nobody."""
    assert {journey for journey in assigned().values() if not there(journey)} == set()


def test_a_file_of_journeys_has_its_name_alone():
    files = [file.name for file in Path(watching.__file__).parent.rglob("test_*.py")]
    assert "test_watching.py" in files
    assert sorted(set(files)) == sorted(files)


def test_as_few_states_as_show_everything_are_examined():
    states = [State("", name, set(kinds), "") for name, kinds in (("one", "a"), ("rich", "abc"), ("other", "cd"))]
    assert [state.path for state in enough(states, known=set())] == ["rich", "other"]
    assert [state.path for state in enough(states, known=set("bd"))] == ["rich"]
    assert enough(states, known=set("abcd")) == []


def test_kinds_go_to_the_journeys_that_show_most_at_once_and_others_keep_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    here = "test_watching.py::test_as_few_states_as_show_everything_are_examined"
    monkeypatch.setattr(watching, "assigned", lambda: {"kept": here, "lost": "test_watching.py::test_gone"})
    for journey, states in {"short": ["ab"], "long": ["a", "abc"], "last": ["d", "kept"]}.items():
        told = {"journey": journey, "states": [[kinds] if kinds == "kept" else list(kinds) for kinds in states]}
        (tmp_path / journey).write_text(json.dumps(told), encoding="utf-8")
    assert assign(tmp_path).splitlines() == ["last", "  d", "long", "  a", "  b", "  c", here, "  kept"]


@pytest.mark.parametrize("journey", ["test_gone.py::test_it", "test_watching.py::test_gone", "test_back.py::x[one", ""])
def test_a_journey_by_another_name_is_not_there(journey: str):
    assert not there(journey)
