"""Hybrid events: whoever takes part online needs no seat, but a room with a video link, and counts like everybody."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from barcamp.planner.document import read_problem, write_problem
from barcamp.planner.explain.assess import Heads, Tight, Unlinked, assess, heads_of
from barcamp.planner.explain.compare import repeats
from barcamp.planner.explain.why import explain
from barcamp.planner.problem import Cell, Id, Problem, Room, Slot, Topic
from barcamp.planner.proof.contradictions import settle
from barcamp.planner.solver import solve
from barcamp.text import i18n
from tests.planner.brute import best_of_all, every_plan, tiny
from tests.planner.checker import complaints, kept_out

SMALL, LARGE = Room("small", "Stube", 5, video=True), Room("large", "Saal", 50)
NOON = Slot(1, 720, 765)
NOON_IN: dict[Id, Cell] = {"few": Cell("large", 1), "many": Cell("small", 1)}
MANY_ONLINE = Topic("many", "KI", frozenset(range(40)))
FEW_ON_SITE = Topic("few", "Innenstadt", frozenset(range(100, 110)))
HYBRID = Problem((MANY_ONLINE, FEW_ON_SITE), (SMALL, LARGE), (NOON,), online=frozenset(range(4, 40)))


def test_a_small_room_is_enough_for_many_who_are_online():
    solution = solve(HYBRID)
    assert dict(solution.cells) == NOON_IN
    figures = assess(HYBRID, solution.cells)
    assert heads_of(HYBRID, solution.cells) == {"many": Heads(4.0, 36.0), "few": Heads(10.0, 0.0)}
    assert (figures.tight, figures.unlinked) == ((), ())
    # The same people, all of them on site.
    assert dict(solve(replace(HYBRID, online=frozenset())).cells) == {"many": Cell("large", 1), "few": Cell("small", 1)}


def test_those_online_do_not_crowd_a_room_but_those_on_site_do():
    on_site = replace(HYBRID, online=frozenset(range(6, 40)))
    assert assess(on_site, NOON_IN).tight == (Tight("many", "small", 6.0, 5),)


def test_where_the_host_is_online_the_room_with_a_video_link_is_theirs():
    hosted = replace(
        HYBRID,
        topics=(replace(MANY_ONLINE, interest=frozenset(range(3))), replace(FEW_ON_SITE, hosts=frozenset({"Ada"}))),
        online=frozenset({"Ada"}),
    )
    assert dict(solve(hosted).cells) == {"few": Cell("small", 1), "many": Cell("large", 1)}


def test_it_is_said_where_a_video_link_is_missing():
    swapped: dict[Id, Cell] = {"few": Cell("small", 1), "many": Cell("large", 1)}
    assert assess(HYBRID, swapped).unlinked == (Unlinked("many", "large", 36, 0),)
    assert _said(HYBRID, swapped) == ["Saal hat keinen Videolink, aber 36 Interessierte für „KI“ sind online."]
    led = replace(HYBRID, topics=(replace(MANY_ONLINE, hosts=frozenset({4})), FEW_ON_SITE))
    assert _said(led, swapped) == ["Saal hat keinen Videolink, aber die Leitung von „KI“ ist online."]
    assert _said(replace(HYBRID, online=frozenset()), swapped) == []


def test_the_room_s_reason_tells_both_apart():
    why = explain(HYBRID, solve(HYBRID))
    with i18n.speaking("de"):
        said = i18n.sentence(why.rooms["many"].key, **why.rooms["many"].facts)
    assert said == "Zu „KI“ kommen vor Ort etwa 4 Personen, online sind es 36; Stube hat 5 Plätze."


def test_who_is_online_is_not_turned_away_by_a_full_room():
    two = replace(HYBRID, slots=(NOON, Slot(2, 780, 825)), online=frozenset(range(7, 40)))
    [repeat] = repeats(two, NOON_IN)
    assert (repeat.topic, repeat.turned_away) == ("many", 2)


def test_who_is_online_changes_neither_the_value_nor_the_proof():
    for seed in range(40):
        problem, _ = settle(replace(tiny(seed), rounds=20_000))
        online = _some_online(problem, seed)
        plain, hybrid = solve(problem), solve(online)
        assert (hybrid.value, hybrid.bound, hybrid.proven) == (plain.value, plain.bound, plain.proven), seed
        assert (len(hybrid.cells), hybrid.value) == best_of_all(online), seed
        assert complaints(online, hybrid) == [], seed


def test_no_other_choice_of_rooms_keeps_fewer_people_out():
    found: list[Fraction] = []
    for seed in range(80):
        problem, _ = settle(replace(tiny(seed), rounds=5_000, stability=0))
        problem = _some_online(problem, seed)
        cells = dict(solve(problem, prove=False).cells)
        alike = [plan for plan in every_plan(problem) if _slots(plan) == _slots(cells)]
        found.append(kept_out(problem, cells))
        assert found[-1] == min(kept_out(problem, plan) for plan in alike), seed
    assert sum(out > 0 for out in found) > 10


def test_a_document_keeps_who_is_online():
    assert read_problem(write_problem(HYBRID)) == HYBRID


def _said(problem: Problem, cells: dict[Id, Cell]) -> list[str]:
    with i18n.speaking("de"):
        reasons = explain(problem, replace(solve(problem, prove=False), cells=cells)).unlinked
        return [i18n.sentence(reason.key, **reason.facts) for reason in reasons]


def _some_online(problem: Problem, seed: int) -> Problem:
    """About half of the people and hosts, and rooms in which chairs are few and video links are not everywhere."""
    rng = Random(seed)
    everybody = sorted({who for topic in problem.topics for who in (*topic.interest, *topic.hosts)}, key=str)
    rooms = tuple(replace(room, capacity=rng.randint(0, 3), video=rng.random() < 0.5) for room in problem.rooms)
    plain = tuple(replace(topic, online=False) for topic in problem.topics)
    some = frozenset(who for who in everybody if rng.random() < 0.5)
    return replace(problem, topics=plain, rooms=rooms, online=some)


def _slots(cells: dict[Id, Cell]) -> dict[Id, Id]:
    return {topic: cell.slot for topic, cell in cells.items()}
