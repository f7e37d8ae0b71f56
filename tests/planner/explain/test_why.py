"""The reasons and figures of a plan, in German as they are read out."""

# pyright: reportArgumentType=false

from dataclasses import replace
from typing import Any

import pytest

from barcamp.planner.explain.assess import Clash, Cost, Tight, assess, costs
from barcamp.planner.explain.compare import Repeat, changes, popularity, repeats
from barcamp.planner.explain.reasons import BREACHES, Reason, forbidden
from barcamp.planner.explain.why import explain
from barcamp.planner.problem import Cell, Fairness, Id, Problem, Room, Slot, Solution, Topic
from barcamp.planner.rules import RULES, breaches, possible_cells
from barcamp.text import i18n

AULA = Room(1, "Aula", 4, frozenset({"Beamer"}), video=True)
KELLER = Room(2, "Keller", 2)
MORNING, NOON = Slot(10, 600, 645), Slot(11, 660, 705)
TOWN = Topic(1, "Innenstadt", frozenset({1, 2, 3, 4}), hosts=frozenset({"Ada"}))
AI = Topic(2, "KI", frozenset({3, 4, 5}), hosts=frozenset({"Kim"}))
STAFF = Topic(3, "Nachwuchs", frozenset({1, 5}), hands=2, hosts=frozenset({"Ada"}))
DAY = Problem((TOWN, AI, STAFF), (AULA, KELLER), (MORNING, NOON))
BY_HAND = {1: Cell(1, 10), 2: Cell(2, 10), 3: Cell(1, 11)}


def said(reason: Reason) -> str:
    with i18n.speaking("de"):
        return i18n.sentence(reason.key, **reason.facts)


def explained(problem: Problem, cells: dict[Id, Cell], **more: Any):
    left_out = tuple(topic.id for topic in problem.topics if topic.id not in cells)
    return explain(problem, Solution(cells, assess(problem, cells).objective, left_out=left_out, **more))


def test_the_figures_of_a_plan():
    found = assess(DAY, BY_HAND)
    assert (found.value, found.shown, found.objective) == (5 + 4, 11, 9)
    assert found.clashes == (Clash(1, 2, 2),)
    assert found.heads == {1: 3.0, 2: 2.0, 3: 4.0}
    assert (found.tight, found.breaches) == ((), ())


def test_moves_are_deducted_at_their_price():
    steady = replace(DAY, present={1: Cell(2, 10), 2: Cell(2, 10), 9: Cell(1, 10)}, stability=3)
    found = assess(steady, BY_HAND)
    assert (found.value, found.moves, found.objective) == (9, 1, 6)


def test_more_heads_than_seats_are_tight():
    crowded = {1: Cell(2, 10), 2: Cell(1, 10), 3: Cell(2, 11)}
    assert assess(DAY, crowded).tight == (Tight(3, 2, 4.0, 2), Tight(1, 2, 3.0, 2))
    assert said(explained(DAY, crowded).tight[0]) == "Eng: Zu „Nachwuchs“ kommen etwa 4 Personen; Keller hat 2 Plätze."


def test_what_a_step_costs():
    found = costs(DAY, BY_HAND, 2)
    assert found[Cell(2, 10)] == Cost()
    assert found[Cell(2, 11)] == Cost(value_change=1, doubled=1, relieved=2)
    # Nachwuchs goes where KI was, beside Innenstadt, which has the same host.
    assert (found[Cell(1, 11)].value_change, [b.rule for b in found[Cell(1, 11)].breaches]) == (1, ["host"])


def test_headline_and_proof():
    assert said(explained(DAY, BY_HAND).headline) == "Erfüllbar sind 9 von 11 Interessen."
    assert said(explained(DAY, BY_HAND).proof) == "Ob mehr möglich wäre, ist nicht bewiesen."
    assert said(explained(DAY, BY_HAND, bound=9).proof) == "Mehr geht nachweislich nicht."
    assert said(explained(DAY, BY_HAND, bound=10).proof) == "Höchstens 1 mehr ist möglich."
    assert said(explained(DAY, BY_HAND, bound=11).proof) == "Höchstens 2 mehr sind möglich."


WHO = "für die zwei Zeitfenster mit einem gewünschten Thema möglich sind"
AIM = "Interessen, damit möglichst niemand eine Runde ohne eigenes Thema hat."


@pytest.mark.parametrize(
    ("share", "figures", "told"),
    [
        (1, (40, 7, 4, 4), [f"Von 40 Personen, {WHO}, haben damit 4 höchstens eins; sonst wären es 7.",
                            "Noch weniger geht nachweislich nicht."]),
        (1, (40, 7, 1, 0), [f"Von 40 Personen, {WHO}, hat damit 1 höchstens eins; sonst wären es 7.",
                            "Ob es noch weniger sein könnten, ist nicht bewiesen."]),
        (3, (40, 7, 4, 3), [f"Von 40 Personen, {WHO}, haben damit 4 höchstens eins; sonst wären es 7.",
                            "Höchstens 1 weniger ist möglich."]),
        (1, (40, 2, 2, 2), [f"Von 40 Personen, {WHO}, haben 2 höchstens eins, mit Verzicht wie ohne.",
                            "Noch weniger geht nachweislich nicht."]),
        (1, (40, 2, 0, 0), ["Wo zwei Zeitfenster mit einem gewünschten Thema möglich sind, hat damit niemand weniger; "
                            "sonst hätten 2 von 40 Personen höchstens eins."]),
        (1, (40, 0, 0, 0), [f"Alle 40 Personen, {WHO}, haben sie auch ohne Verzicht."]),
        (1, (0, 0, 0, 0), []),
    ],
)  # fmt: skip
def test_what_a_fair_plan_gives_up_and_for_whom(share: int, figures: tuple[int, int, int, int], told: list[str]):
    solution = Solution(BY_HAND, 9, 9, fairness=Fairness(*figures, best=9))
    aim = f"Der Plan verzichtet auf höchstens {share} von 100 erfüllbaren {AIM}"
    assert [said(one) for one in explain(replace(DAY, fairness=share), solution).fair] == [aim, *told]


def test_a_plan_that_was_not_asked_to_be_fair_says_how_many_have_little_of_it():
    side_by_side = {1: Cell(1, 10), 2: Cell(2, 10), 3: Cell(1, 11)}
    told = explained(DAY, side_by_side).fair
    few = sum(
        len({side_by_side[t.id].slot for t in DAY.topics if who in t.interest}) < 2
        for who in {who for t in DAY.topics for who in t.interest}
        if sum(who in t.interest for t in DAY.topics) > 1
    )
    assert few > 0
    assert [(one.key, one.facts["num"]) for one in told] == [("plan.fair_not_asked", few)]


def test_clashes_are_told_with_how_many_they_concern():
    found = explained(DAY, BY_HAND)
    assert [said(clash) for clash in found.clashes] == ["„Innenstadt“ und „KI“ teilen sich 2 Interessierte."]
    elsewhere = explained(DAY, {**BY_HAND, 2: Cell(2, 11)})
    assert [said(clash) for clash in elsewhere.clashes] == ["„KI“ und „Nachwuchs“ teilen sich 1 interessierte Person."]


WHY = {
    "plan.why_best": (DAY, {1: Cell(1, 10), 2: Cell(2, 11), 3: Cell(1, 11)}, 2),
    "plan.why_not_best": (DAY, BY_HAND, 2),
    "plan.why_even": (replace(DAY, topics=(TOWN,)), {1: Cell(1, 10)}, 1),
    "plan.why_no_other": (
        replace(DAY, topics=(TOWN, AI, replace(STAFF, not_after=650)), rooms=(AULA,)),
        {1: Cell(1, 11), 3: Cell(1, 10)},
        1,
    ),
    "plan.why_only_time": (replace(DAY, topics=(replace(TOWN, not_after=650), AI)), BY_HAND, 1),
    "plan.why_only_cell": (
        replace(DAY, topics=(replace(TOWN, not_after=650, needs=frozenset({"Beamer"})), AI)),
        BY_HAND,
        1,
    ),
    "plan.why_pinned": (replace(DAY, pins={1: Cell(1, 10)}), BY_HAND, 1),
    "plan.why_begun": (replace(DAY, slots=(replace(MORNING, begun=True), NOON), present={1: Cell(1, 10)}), BY_HAND, 1),
    "plan.why_stays": (replace(DAY, present=BY_HAND, stability=3), BY_HAND, 2),
}
SENTENCES = {
    "plan.why_best": "„KI“ liegt um 11:00 am besten: Zu jeder anderen Zeit ließe sich mindestens 1 Interesse weniger "
    "erfüllen.",
    "plan.why_not_best": "„KI“ läge um 11:00 besser als um 10:00: 1 Interesse mehr ließe sich erfüllen.",
    "plan.why_even": "„Innenstadt“ liegt um 10:00 so gut wie zu jeder anderen Zeit.",
    "plan.why_no_other": "Zu keiner anderen Zeit ließe sich „Innenstadt“ allein unterbringen, ohne eine Regel zu "
    "verletzen.",
    "plan.why_only_time": "Für „Innenstadt“ kommt nur 10:00 infrage.",
    "plan.why_only_cell": "Für „Innenstadt“ kommt nur Aula um 10:00 infrage.",
    "plan.why_pinned": "„Innenstadt“ ist um 10:00 in Aula angeheftet.",
    "plan.why_begun": "„Innenstadt“ läuft seit 10:00 und bleibt dort.",
    "plan.why_stays": "„KI“ bleibt um 10:00, wie veröffentlicht; eine Verlegung brächte zu wenig.",
}


@pytest.mark.parametrize("key", WHY)
def test_each_session_has_a_reason_for_its_time(key: str):
    problem, cells, topic = WHY[key]
    cells = {one: cell for one, cell in cells.items() if one in {known.id for known in problem.topics}}
    why = explained(problem, cells).times[topic]
    assert (why.key, said(why)) == (key, SENTENCES[key])


def test_each_session_has_a_reason_for_its_room():
    needy = replace(DAY, topics=(replace(TOWN, needs=frozenset({"Beamer"})), replace(AI, online=True), STAFF))
    cells = {1: Cell(1, 10), 2: Cell(1, 11), 3: Cell(2, 11)}
    assert [said(reason) for reason in explained(needy, cells).rooms.values()] == [
        "„Innenstadt“ braucht: Beamer. Das hat nur Aula.",
        "„KI“ braucht eine Videoverbindung. Die hat nur Aula.",
        "Eng: Zu „Nachwuchs“ kommen etwa 4 Personen; Keller hat 2 Plätze.",
    ]
    assert said(explained(DAY, BY_HAND).rooms[2]) == "Zu „KI“ kommen etwa 2 Personen; Keller hat 2 Plätze."


PAIR, THREE = Topic(4, "Rad", frozenset({1, 2})), Topic(5, "Nacht", frozenset({1, 2, 3}))
LEFT_OUT = {
    "plan.left_out_no_cell": (replace(DAY, rooms=()), {}, 1),
    "plan.left_out_begun": (replace(DAY, slots=(replace(MORNING, begun=True),)), {}, 1),
    "plan.left_out_pinned": (
        replace(DAY, rooms=(AULA,), pins={2: Cell(1, 10), 3: Cell(1, 11)}),
        {2: Cell(1, 10), 3: Cell(1, 11)},
        1,
    ),
    "plan.left_out_host": (replace(DAY, slots=(MORNING,), pins={1: Cell(1, 10)}), {1: Cell(1, 10)}, 3),
    "plan.left_out_free": (replace(DAY, slots=(MORNING,)), {1: Cell(1, 10)}, 2),
    "plan.left_out_better": (replace(DAY, rooms=(AULA,)), {2: Cell(1, 10), 3: Cell(1, 11)}, 1),
    "plan.left_out_fewest": (replace(DAY, rooms=(AULA,)), {1: Cell(1, 10), 3: Cell(1, 11)}, 2),
    "plan.left_out_even": (
        Problem((TOWN, PAIR, THREE), (AULA, KELLER), (MORNING,)),
        {1: Cell(1, 10), 4: Cell(2, 10)},
        5,
    ),
    "plan.left_out_served": (
        Problem((TOWN, replace(PAIR, interest=frozenset({7, 8})), THREE), (AULA, KELLER), (MORNING,)),
        {1: Cell(1, 10), 4: Cell(2, 10)},
        5,
    ),
}


@pytest.mark.parametrize("key", LEFT_OUT)
def test_each_topic_left_out_has_a_reason(key: str):
    problem, cells, topic = LEFT_OUT[key]
    why = explained(problem, cells).left_out[topic]
    assert why.key == key
    assert "%" not in said(why)


def test_popularity_order_gives_the_most_wanted_the_largest_rooms():
    # Innenstadt and Nachwuchs, of one host, to the two times of the Aula; KI beside the first of them.
    assert popularity(DAY) == 9


def test_changes_against_the_present_plan():
    plan = replace(DAY, present={1: Cell(1, 10), 2: Cell(2, 10)})
    cells = {1: Cell(2, 11), 3: Cell(1, 11)}
    assert [change.kind for change in changes(plan, cells)] == ["moved", "dropped", "new"]
    assert [said(reason) for _, reason in explained(plan, cells).changes] == [
        "„Innenstadt“: 11:00, Keller (bisher 10:00, Aula).",
        "Nicht mehr im Plan: „KI“ (bisher 10:00, Keller).",
        "Neu: „Nachwuchs“, 11:00, Aula.",
    ]


def test_a_repeat_is_suggested_where_an_over_full_topic_finds_a_free_cell():
    full = {1: Cell(2, 10), 2: Cell(1, 10), 3: Cell(1, 11)}
    free_host = replace(DAY, topics=(TOWN, AI, replace(STAFF, hosts=frozenset({"Noor"}))))
    # Three are expected for two seats: of those who want it, 3 and 4 want KI too and nothing of 11:00.
    assert repeats(free_host, full) == (Repeat(1, Cell(2, 11), clashing=2, turned_away=0),)
    assert repeats(DAY, full) == ()  # its host is busy then
    assert [said(reason) for _, reason in explained(free_host, full).repeats] == [
        "Eine Wiederholung von „Innenstadt“ um 11:00 in Keller hilft 2 Personen."
    ]


BROKEN = {
    "known": (DAY, {1: Cell(9, 10)}),
    "cell": (DAY, {1: Cell(1, 10), 2: Cell(1, 10)}),
    "host": (DAY, {1: Cell(1, 10), 3: Cell(2, 10)}),
    "not_before": (replace(DAY, topics=(replace(TOWN, not_before=610),)), {1: Cell(1, 10)}),
    "not_after": (replace(DAY, topics=(replace(TOWN, not_after=640),)), {1: Cell(1, 10)}),
    "need": (replace(DAY, topics=(replace(TOWN, needs=frozenset({"Beamer"})),)), {1: Cell(2, 10)}),
    "online": (replace(DAY, topics=(replace(TOWN, online=True),)), {1: Cell(2, 10)}),
    "closed": (replace(DAY, rooms=(replace(AULA, closed=frozenset({10})),)), {1: Cell(1, 10)}),
    "pin": (replace(DAY, pins={1: Cell(2, 10)}), {1: Cell(1, 10)}),
    "begun": (replace(DAY, slots=(replace(MORNING, begun=True), NOON)), {1: Cell(1, 10)}),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_forbids_what_breaks_it_and_says_so(rule: str):
    problem, cells = BROKEN[rule]
    found = breaches(problem, cells)
    assert [breach.rule for breach in found] == [rule]
    sentence = said(forbidden(found[0]))
    assert "„Innenstadt“" in sentence
    assert "%" not in sentence


def test_every_rule_has_its_sentence_and_says_what_it_is():
    assert list(BREACHES) == [rule.__name__ for rule in RULES] == list(BROKEN)
    assert all(rule.__doc__ for rule in RULES)


def test_the_cells_in_which_a_topic_could_stand():
    wanting = replace(DAY, topics=(replace(TOWN, needs=frozenset({"Beamer"})), replace(AI, not_before=660)))
    assert possible_cells(wanting, 1) == (Cell(1, 10), Cell(1, 11))
    assert possible_cells(wanting, 2) == (Cell(1, 11), Cell(2, 11))
    assert possible_cells(replace(wanting, pins={1: Cell(2, 10)}), 1) == (Cell(2, 10),)


def test_sessions_without_anybody_who_leads_are_named_where_hosts_are_known():
    unled = replace(AI, hosts=frozenset())
    found = explained(Problem((TOWN, unled, STAFF), (AULA, KELLER), (MORNING, NOON)), BY_HAND)
    assert [said(reason) for reason in found.unled] == ["Die Session „KI“ leitet noch niemand."]
    nobody = tuple(replace(topic, hosts=frozenset()) for topic in (TOWN, AI, STAFF))
    assert explained(Problem(nobody, (AULA, KELLER), (MORNING, NOON)), BY_HAND).unled == ()
    assert explained(DAY, BY_HAND).unled == ()
