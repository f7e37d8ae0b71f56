"""Planning documents: what is read, what is refused and how, what is written, and what the published schemas say."""

import json

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, ValidationError

from barcamp.planner.document import BadDocument, read_problem, write_problem
from barcamp.planner.explain.answer import write_solution
from barcamp.planner.problem import Cell, Problem, Room, Slot, Topic
from barcamp.planner.solver import solve
from tests.planner.nonsense import problems
from tests.planner.schemas import FOLDER, PUBLISHED, made

EMPTY = {"topics": [], "rooms": [], "slots": []}
PROBLEM_SCHEMA = json.loads((FOLDER / "plan-problem.schema.json").read_text(encoding="utf-8"))
SOLUTION_SCHEMA = json.loads((FOLDER / "plan-solution.schema.json").read_text(encoding="utf-8"))


def read(**parts: object) -> Problem:
    return read_problem(json.dumps({**EMPTY, **parts}))


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_schema_says_what_is_read_and_written(name: str):
    published = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(published)
    assert published == made(name)  # python -m tests.planner.schemas


def test_a_problem_is_read_with_all_it_says():
    found = read(
        topics=[
            {
                "id": 7, "title": "KI", "interest": [1, "x", 1], "hands": 2, "hosts": ["kim"], "needs": ["projector"],
                "online": True, "not_before": "9:30", "not_after": 720,
            }
        ],
        rooms=[{"id": "hall", "name": "Saal", "capacity": 9, "features": ["projector"], "video": True, "closed": [2]}],
        slots=[{"id": 2, "starts": "10:00", "ends": "10:45", "begun": True}],
        pins=[{"topic": 7, "room": "hall", "slot": 2}],
        present=[{"topic": 7, "room": "hall", "slot": 3}],
        stability=3, fairness=2, seconds=0.5, seed=4, rounds=100,
    )  # fmt: skip
    assert found == Problem(
        topics=(
            Topic(7, "KI", frozenset({1, "x"}), 2, frozenset({"kim"}), frozenset({"projector"}), True, 570, 720),
        ),
        rooms=(Room("hall", "Saal", 9, frozenset({"projector"}), True, frozenset({2})),),
        slots=(Slot(2, 600, 645, True),),
        pins={7: Cell("hall", 2)},
        present={7: Cell("hall", 3)},
        stability=3, fairness=2, seconds=0.5, seed=4, rounds=100,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"topics": [{"id": 1, "hands": -1}]}, "Expected `int` >= 0 - at `$.topics[0].hands`."),
        ({"topics": [{"id": 1, "wants": []}]}, "Object contains unknown field `wants` - at `$.topics[0]`."),
        ({"topics": [{"title": "KI"}]}, "Object missing required field `id` - at `$.topics[0]`."),
        ({"topics": [{"id": 1}, {"id": "1"}, {"id": 1}]}, "1 has the id of another one - at `$.topics[2]`."),
        (
            {"pins": [{"topic": 1, "room": 1, "slot": 1}, {"topic": 1, "room": 2, "slot": 1}]},
            "1 is about a topic that was there - at `$.pins[1]`.",
        ),
        (
            {"slots": [{"id": 1, "starts": "10:00", "ends": 600}]},
            "A slot must end later than it starts - at `$.slots[0].ends`.",
        ),
        ({"fairness": 101}, "Expected `int` <= 100 - at `$.fairness`."),
        ({"seconds": -1}, "Expected `float` >= 0.0 - at `$.seconds`."),
    ],
)
def test_a_bad_document_is_refused_with_what_is_wrong_and_where(parts: dict, complaint: str):
    with pytest.raises(BadDocument) as refused:
        read(**parts)
    assert str(refused.value) == complaint


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff\xfe", b'{"topics": NaN}', b"[" * 100_000, b"null"])
def test_what_is_no_document_at_all_is_refused(text: bytes):
    with pytest.raises(BadDocument):
        read_problem(text)


def test_the_schema_refuses_what_the_reader_refuses():
    validator = Draft202012Validator(PROBLEM_SCHEMA)
    validator.validate(EMPTY)
    for parts in ({"topics": [{"id": 1, "hands": -1}]}, {"topics": [{"id": 1, "wants": []}]}, {"rooms": None}):
        with pytest.raises(ValidationError):
            validator.validate({**EMPTY, **parts})
        with pytest.raises(BadDocument):
            read(**parts)


@settings(max_examples=60)
@given(problems)
def test_documents_go_round_and_answers_are_as_published(problem: Problem):
    sane = _with_each_id_once(problem)
    text = write_problem(sane)
    Draft202012Validator(PROBLEM_SCHEMA).validate(json.loads(text))
    assert read_problem(text) == sane
    answer = json.loads(write_solution(sane, solve(sane, prove=False), lambda reason: reason.key))
    Draft202012Validator(SOLUTION_SCHEMA).validate(answer)
    # Every document has every field, or additions would go unnoticed.
    assert set(answer) == set(SOLUTION_SCHEMA["$defs"]["SolutionDocument"]["properties"])


def _with_each_id_once(problem: Problem) -> Problem:
    topics = {topic.id: Topic(**{**_fields(topic), "hands": max(0, topic.hands)}) for topic in problem.topics}
    slots = {slot.id: Slot(slot.id, slot.starts, max(slot.ends, slot.starts + 1), slot.begun) for slot in problem.slots}
    rooms = {room.id: room for room in problem.rooms}
    parts = {**_fields(problem), "topics": tuple(topics.values()), "rooms": tuple(rooms.values())}
    return Problem(**{**parts, "slots": tuple(slots.values()), "stability": max(0, problem.stability)})


def _fields(thing: Topic | Problem) -> dict:
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}
