"""Problems as Hypothesis makes them: small, and as nonsensical as the values allow."""

from hypothesis import strategies as st

from barcamp.planner.problem import Cell, Problem, Room, Slot, Topic

IDS = st.sampled_from([1, 2, 3, 4, 5, "a", "b"])  # for topics, rooms and slots alike: some will not exist
PEOPLE = st.frozensets(st.integers(0, 9), max_size=8)
FEATURES = st.frozensets(st.sampled_from(["projector", "flipchart", "piano"]), max_size=2)
TIMES = st.none() | st.sampled_from([0, 60, 90, 120, 180, 999])
CELLS = st.builds(Cell, IDS, IDS)

topics = st.builds(
    Topic, IDS, st.sampled_from(["", "Innenstadt", "KI"]), PEOPLE, st.integers(-1, 3),
    st.frozensets(st.integers(0, 4), max_size=2), FEATURES, st.booleans(), TIMES, TIMES,
)  # fmt: skip
rooms = st.builds(Room, IDS, st.just(""), st.integers(0, 8), FEATURES, st.booleans(), st.frozensets(IDS, max_size=2))
slots = st.builds(Slot, IDS, st.sampled_from([0, 60, 90, 120]), st.sampled_from([60, 120, 180]), st.booleans())


def tuples(things: st.SearchStrategy, most: int) -> st.SearchStrategy:
    return st.lists(things, max_size=most).map(tuple)


problems = st.builds(
    Problem,
    tuples(topics, 6),
    tuples(rooms, 3),
    tuples(slots, 4),
    st.dictionaries(IDS, CELLS, max_size=4),
    st.dictionaries(IDS, CELLS, max_size=4),
    st.integers(-1, 3),
    PEOPLE,
    st.sampled_from([0, 0, 1, 3, 50, 100]),
    seconds=st.just(1.0),
    seed=st.integers(0, 3),
    rounds=st.just(300),
)
# Plans as hands may make them.
plans = st.dictionaries(IDS, CELLS, max_size=6)
