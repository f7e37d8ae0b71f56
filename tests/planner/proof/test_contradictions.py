"""Wishes that do not go together, one after the other, and what is said about them."""

from dataclasses import replace

import pytest

from barcamp.planner.explain.reasons import CONTRADICTIONS, settled
from barcamp.planner.problem import Cell, Problem, Room, Slot, Topic, Wish
from barcamp.planner.proof.contradictions import settle
from barcamp.planner.solver import solve
from barcamp.text import i18n

AULA = Room(1, "Aula", 30, frozenset({"Beamer"}))
KELLER = Room(2, "Keller", 10, frozenset({"Flipchart"}), video=True)
CLOSED = Room(3, "Turm", 10, closed=frozenset({10, 11, 13}))
SLOTS = (Slot(10, 600, 645), Slot(11, 660, 705), Slot(13, 780, 825))
TOWN = Topic(1, "Innenstadt", frozenset({1, 2, 3}), hosts=frozenset({"Ada"}))
AI = Topic(2, "KI", frozenset({3, 4}), hosts=frozenset({"Ada", "Kim"}))
DAY = Problem((TOWN, AI), (AULA, KELLER, CLOSED), SLOTS, rounds=100)
BEGUN = replace(DAY, slots=(replace(SLOTS[0], begun=True), *SLOTS[1:]))


def wishing(**wishes: object) -> Problem:
    return replace(DAY, topics=(replace(TOWN, **wishes), AI))


CASES = {
    "pin_topic": (replace(DAY, pins={9: Cell(1, 10)}), "Ein Thema, das es nicht gibt, ist angeheftet: 9."),
    "pin_nowhere": (
        replace(DAY, pins={1: Cell(1, 12)}),
        "„Innenstadt“ ist an einer Stelle angeheftet, die nicht zum Plan gehört: Aula, 12.",
    ),
    "pin_begun": (
        replace(BEGUN, present={1: Cell(2, 10)}, pins={1: Cell(1, 11)}),
        "„Innenstadt“ ist um 11:00 in Aula angeheftet, läuft aber schon an anderer Stelle.",
    ),
    "pin_late": (
        replace(BEGUN, pins={1: Cell(1, 10)}),
        "„Innenstadt“ ist um 10:00 angeheftet, doch dieses Zeitfenster läuft schon ohne das Thema.",
    ),
    "pin_closed": (
        replace(DAY, pins={1: Cell(3, 11)}),
        "„Innenstadt“ ist in Turm angeheftet, der Raum steht um 11:00 aber nicht zur Verfügung.",
    ),
    "pin_busy": (
        replace(BEGUN, slots=(*BEGUN.slots, Slot(14, 630, 700)), present={1: Cell(1, 10)}, pins={2: Cell(1, 14)}),
        "„KI“ ist um 10:30 angeheftet, doch wer es anbietet, ist da schon in einer laufenden Session.",
    ),
    "pin_cell": (
        replace(DAY, pins={2: Cell(1, 11), 1: Cell(1, 11)}),
        "„Innenstadt“ und „KI“ sind beide um 11:00 in Aula angeheftet.",
    ),
    "pin_host": (
        replace(DAY, pins={2: Cell(1, 11), 1: Cell(2, 11)}),
        "„Innenstadt“ und „KI“ sind zur gleichen Zeit angeheftet (11:00), haben aber eine Person gemeinsam, "
        "die sie anbietet.",
    ),
    "pin_need": (
        replace(wishing(needs=frozenset({"Beamer"})), pins={1: Cell(2, 11)}),
        "„Innenstadt“ braucht: Beamer. Das gibt es in Keller nicht, wo es angeheftet ist.",
    ),
    "pin_online": (
        replace(wishing(online=True), pins={1: Cell(1, 11)}),
        "„Innenstadt“ braucht eine Videoverbindung, ist aber in Aula angeheftet, wo es keine gibt.",
    ),
    "pin_not_before": (
        replace(wishing(not_before=720), pins={1: Cell(1, 11)}),
        "„Innenstadt“ soll nicht vor 12:00 beginnen, ist aber um 11:00 angeheftet.",
    ),
    "pin_not_after": (
        replace(wishing(not_after=660), pins={1: Cell(1, 11)}),
        "„Innenstadt“ soll bis 11:00 zu Ende sein, ist aber um 11:00 angeheftet.",
    ),
    "need": (
        wishing(needs=frozenset({"Klavier", "Beamer"})),
        "„Innenstadt“ braucht: Klavier. Das gibt es in keinem Raum, der noch frei zu planen ist.",
    ),
    "online": (
        replace(wishing(online=True), rooms=(AULA,)),
        "„Innenstadt“ braucht eine Videoverbindung. Die gibt es in keinem Raum, der noch frei zu planen ist.",
    ),
    "not_before": (
        wishing(not_before=840),
        "„Innenstadt“ soll nicht vor 14:00 beginnen, so spät beginnt aber kein Zeitfenster.",
    ),
    "not_after": (
        wishing(not_after=610),
        "„Innenstadt“ soll bis 10:10 zu Ende sein, bis dahin liegt aber kein freies Zeitfenster.",
    ),
    "no_room": (
        wishing(needs=frozenset({"Beamer", "Flipchart"})),
        "„Innenstadt“ braucht: Beamer, Flipchart. Kein Raum hat das alles zugleich.",
    ),
    "no_room_online": (
        wishing(needs=frozenset({"Beamer"}), online=True),
        "„Innenstadt“ braucht: Beamer und eine Videoverbindung. Kein Raum hat das alles zugleich.",
    ),
    "no_time": (
        wishing(not_before=610, not_after=700),
        "„Innenstadt“ soll nicht vor 10:10 beginnen und bis 11:40 zu Ende sein. Dazwischen liegt kein Zeitfenster.",
    ),
    "no_cell": (
        replace(
            wishing(needs=frozenset({"Beamer"}), not_before=780), rooms=(replace(AULA, closed=frozenset({13})), KELLER)
        ),
        "Zur gewünschten Zeit ist kein Raum nutzbar, der hat, was „Innenstadt“ braucht.",
    ),
}


@pytest.mark.parametrize("key", CONTRADICTIONS)
def test_a_contradiction_is_told_in_one_sentence_and_the_rest_is_planned(key: str):
    problem, sentence = CASES[key]
    found = settle(problem)[1]
    assert [contradiction.key for contradiction in found] == [key]
    with i18n.speaking("de"):
        why = settled(problem, found[0]).why
        assert i18n.sentence(why.key, **why.facts) == sentence
    assert set(solve(problem).cells) == {1, 2}


def test_without_contradictory_wishes_nothing_is_given_up():
    assert settle(DAY) == (DAY, ())


@pytest.mark.parametrize(
    ("problem", "given_up", "sentence"),
    [
        (CASES["pin_cell"][0], Wish("pin", 2), "Darum ist „KI“ frei geplant."),
        (CASES["no_room"][0], Wish("need", 1, "Beamer"), "Darum ist „Innenstadt“ ohne dies geplant: Beamer."),
        (CASES["online"][0], Wish("online", 1), "Darum ist „Innenstadt“ ohne Videoverbindung geplant."),
        (
            CASES["pin_not_before"][0],
            Wish("not_before", 1, 720),
            "Darum ist „Innenstadt“ ohne die Vorgabe „nicht vor 12:00“ geplant.",
        ),
        (
            CASES["not_after"][0],
            Wish("not_after", 1, 610),
            "Darum ist „Innenstadt“ ohne die Vorgabe „bis 10:10 zu Ende“ geplant.",
        ),
    ],
)
def test_what_is_given_up_is_told(problem: Problem, given_up: Wish, sentence: str):
    found = settle(problem)[1]
    assert [contradiction.given_up for contradiction in found] == [given_up]
    with i18n.speaking("de"):
        without = settled(problem, found[0]).without
        assert i18n.sentence(without.key, **without.facts) == sentence


def test_more_pins_than_cells_keep_those_with_most_interest():
    topics = tuple(Topic(i, interest=frozenset(range(i))) for i in range(5))
    problem = Problem(topics, (AULA,), SLOTS[:2], pins={i: Cell(1, 10 + i % 2) for i in range(5)}, rounds=100)
    settled_problem, found = settle(problem)
    assert dict(settled_problem.pins) == {4: Cell(1, 10), 3: Cell(1, 11)}
    assert [contradiction.given_up for contradiction in found] == [Wish("pin", 2), Wish("pin", 1), Wish("pin", 0)]
    assert solve(problem).left_out == (0, 1, 2)


def test_two_wishes_of_which_either_would_do_give_up_only_the_weaker():
    settled_problem, found = settle(CASES["no_cell"][0])
    assert [contradiction.given_up for contradiction in found] == [Wish("need", 1, "Beamer")]
    assert (settled_problem.topics[0].needs, settled_problem.topics[0].not_before) == (frozenset(), 780)


def test_what_runs_in_a_room_without_what_it_needs_goes_on_running():
    running = replace(BEGUN, topics=(replace(TOWN, needs=frozenset({"Klavier"})), AI), present={1: Cell(2, 10)})
    settled_problem, found = settle(running)
    assert found == ()
    assert dict(settled_problem.pins) == {1: Cell(2, 10)}
    assert solve(running).cells[1] == Cell(2, 10)


@pytest.mark.parametrize("missing", ["rooms", "slots", "topics"])
def test_without_rooms_slots_or_topics_the_plan_is_empty_and_nothing_contradicts(missing: str):
    problem = replace(DAY, **{missing: ()})
    solution = solve(problem)
    assert (dict(solution.cells), solution.contradictions) == ({}, ())
    assert solution.left_out == (() if missing == "topics" else (1, 2))
