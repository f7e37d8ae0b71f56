"""The event as the planner sees it: who wants what, who must be where, and what is placed already."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import String, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.people.attendee import attendees
from barcamp.domain.plan.ending.ends import ends_of
from barcamp.domain.plan.fixed import Fixed, beside_fixed
from barcamp.domain.plan.grid import closed_on, placements, rooms, slots
from barcamp.domain.plan.room import apart
from barcamp.domain.topics.cohost import cohosts
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes
from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.clock import minute_of_day
from barcamp.kernel.night import DAY
from barcamp.kernel.strings import words
from barcamp.planner.problem import Cell, Problem, Room, Slot, Topic
from barcamp.queries.plan.going import chosen, load_said


async def load_problem(
    db: AsyncConnection,
    barcamp: Barcamp,
    now: datetime,
    *,
    stability: int = 0,
    fairness: int = 0,
    seconds: float = 2.0,
    among: Collection[int] | None = None,
    one_day: bool = False,
) -> Problem:
    """The problem, in seven queries whatever the size, eight if there are repeats, one more for a hybrid event. Ids are
    the database's; those in `interest` and `hosts` are of attendees.

    `among`: only these topics, those that stand in the plan, and whatever shares interest with them; figures of a plan
    need no others.

    `one_day`: only the slots of the day that has the next one are still to be filled, as if the others had begun.

    Fixed sessions stand where `beside_open` says. Wherever one runs, its room is closed in every other slot at that
    time.

    Withdrawn and parked topics are not part of it, nor are plenary rows. A room out of use is closed in every slot. For
    a topic with repeats, those who came first keep it, and the others are the interest of its repeats. While counts are
    hidden from everybody, nobody is interested in anything or goes anywhere.
    """
    minute = minute_of_day(barcamp, now)
    query = select(placements, topics.c.fixed).join(topics).where(placements.c.barcamp_id == barcamp.id)
    grid = (await db.execute(query)).all()
    present = {row.topic_id: Cell(row.room_id, row.slot_id) for row in grid}
    found_slots, programme, times = await _slots(db, barcamp, minute, one_day)
    fixed = [row for row in grid if row.fixed and row.slot_id in times]
    standing = [Fixed(row.topic_id, row.room_id, row.slot_id, *times[row.slot_id]) for row in fixed]
    busy = beside_fixed(standing, [(slot, *of) for slot, of in times.items()])
    moved = beside_open(standing, [slot for slot in found_slots if slot.id not in programme], {*present.values()})
    present |= moved
    for cell in moved.values():
        busy[int(cell.room)].discard(cell.slot)
    used = {cell.slot for cell in present.values()}
    found_slots = tuple(slot for slot in found_slots if slot.id not in programme or slot.id in used)
    found_rooms = await _rooms(db, barcamp.id, {slot.id: slot.midnight // DAY for slot in found_slots}, busy)
    online = await _online(db, barcamp)
    seats = {topic: found_rooms[cell.room].capacity for topic, cell in present.items() if cell.room in found_rooms}
    return Problem(
        topics=await _topics(db, barcamp, seats, None if among is None else {*among, *present}, online),
        rooms=tuple(found_rooms.values()),
        slots=found_slots,
        pins={row.topic_id: present[row.topic_id] for row in grid if row.pinned},
        present=present,
        online=online,
        stability=stability,
        fairness=fairness,
        seconds=seconds,
    )


async def _slots(
    db: AsyncConnection, barcamp: Barcamp, minute: int, one_day: bool
) -> tuple[tuple[Slot, ...], set[int | str], dict[int | str, tuple[int, int]]]:
    """The slots, each until its sessions end; which of them are only for the fixed programme: these count as begun,
    nothing moves in them; and from when to when each lasts itself."""
    query = (
        select(slots)
        .where(slots.c.barcamp_id == barcamp.id)
        .order_by(slots.c.starts, slots.c.ends, slots.c.id)
    )  # fmt: skip
    known = (await db.execute(query)).all()
    until, rows = ends_of(known, barcamp.changeover), [row for row in known if not row.title]
    day = min((row.day for row in rows if row.starts > minute and not row.programme), default=0)
    found = tuple(
        Slot(
            row.id, row.starts, until[row.id], row.starts <= minute or row.programme or (one_day and row.day != day),
            row.day * DAY,
        )
        for row in rows
    )  # fmt: skip
    return found, {row.id for row in rows if row.programme}, {row.id: (row.starts, row.ends) for row in rows}


def beside_open(standing: Iterable[Fixed], open_slots: Sequence[Slot], taken: set[Cell]) -> dict[int, Cell]:
    """Fixed sessions that run beside an open slot stand in it, as the planner sees it: who holds or wants them is busy
    then. One that runs beside several stands in that with which it shares most time. A second one in its room and all
    that run beside no open slot stay in the slots of the programme; of these, only who holds them is seen to be busy.
    """
    found: dict[int, Cell] = {}
    occupied = set(taken)
    ids = {slot.id for slot in open_slots}
    for each in standing:
        shared = [(min(slot.ends, each.ends) - max(slot.starts, each.starts), slot) for slot in open_slots]
        most, slot = max(shared, key=lambda one: (one[0], -one[1].starts), default=(0, None))
        if each.slot in ids or slot is None or most <= 0 or Cell(each.room, slot.id) in occupied:
            continue
        found[each.topic] = Cell(each.room, slot.id)
        occupied.add(found[each.topic])
    return found


async def _online(db: AsyncConnection, barcamp: Barcamp) -> frozenset[int]:
    """Who takes part from elsewhere."""
    if not barcamp.hybrid:
        return frozenset()
    query = select(attendees.c.id).where(attendees.c.barcamp_id == barcamp.id, attendees.c.online)
    return frozenset(await db.scalars(query))


async def _rooms(
    db: AsyncConnection, barcamp_id: int, days: Mapping[int | str, int], busy: Mapping[int, set[int | str]]
) -> dict[int | str, Room]:
    """`days` of the slots, and the slots in which a fixed session keeps a room `busy`."""
    query = select(rooms).where(rooms.c.barcamp_id == barcamp_id).order_by(rooms.c.id)
    found = (await db.execute(query)).all()
    return {
        row.id: Room(
            row.id,
            called,
            row.capacity,
            _features(row.features),
            bool(row.video_link),
            frozenset(days) if row.closed else frozenset(busy.get(row.id, ())) | _closed(row.closed_days, days),
        )
        for row, called in zip(found, apart([row.name for row in found]), strict=True)
    }


def _closed(on: int, days: Mapping[int | str, int]) -> frozenset[int | str]:
    return frozenset(slot for slot, day in days.items() if closed_on(on, day))


async def _topics(
    db: AsyncConnection, barcamp: Barcamp, seats: dict[int, int], among: set[int] | None, online: frozenset[int]
) -> tuple[Topic, ...]:
    barcamp_id, hidden = barcamp.id, barcamp.interest_hidden
    query = (
        select(topics)
        .where(topics.c.barcamp_id == barcamp_id, topics.c.withdrawn_at.is_(None), topics.c.parked_at.is_(None))
        .order_by(topics.c.id)
    )
    if among is not None:
        family = func.coalesce(topics.c.repeat_of, topics.c.id)
        theirs = select(family).where(topics.c.id.in_(among))
        query = query.where(family.in_(theirs))
    rows = (await db.execute(query)).all()
    helping: defaultdict[int, set[int]] = defaultdict(set)
    for topic, attendee in await db.execute(
        select(cohosts.c.topic_id, cohosts.c.attendee_id).where(cohosts.c.barcamp_id == barcamp_id)
    ):
        helping[topic].add(attendee)
    repeats: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.repeat_of is not None:
            repeats[row.repeat_of].append(row.id)
    wanted = None if among is None else {row.repeat_of or row.id for row in rows}
    interest = {} if hidden else await _interest(db, barcamp_id, repeats, seats, wanted, online)
    going = {} if hidden else await _going(db, barcamp_id, interest, repeats, seats, online)
    return tuple(
        Topic(
            id=row.id,
            title=row.title,
            interest=interest.get(row.id, frozenset()),
            going=going.get(row.id),
            hands=0 if hidden else row.hands,
            hosts=frozenset(helping[row.repeat_of or row.id] | ({row.host_id} if row.host_id else set[int]())),
            needs=_features(row.needs),
            online=row.online,
            not_before=row.not_before,
            not_after=row.not_after,
        )
        for row in rows
    )


async def _interest(
    db: AsyncConnection,
    barcamp_id: int,
    repeats: dict[int, list[int]],
    seats: dict[int, int],
    wanted: set[int] | None,
    online: frozenset[int],
) -> dict[int, frozenset[int]]:
    # Aggregated by the database: fetched one by one, the votes of a large event would hold everybody up.
    people = func.aggregate_strings(cast(votes.c.attendee_id, String), ",")
    query = select(votes.c.topic_id, people).where(votes.c.barcamp_id == barcamp_id).group_by(votes.c.topic_id)
    if wanted is not None:
        query = query.where(votes.c.topic_id.in_(wanted))
    found = {topic: frozenset(map(int, voters.split(","))) for topic, voters in await db.execute(query)}
    if repeats:
        found |= await _shared(db, repeats, seats, online)
    return found


async def _going(
    db: AsyncConnection,
    barcamp_id: int,
    interest: dict[int, frozenset[int]],
    repeats: dict[int, list[int]],
    seats: dict[int, int],
    online: frozenset[int],
) -> dict[int, frozenset[int]]:
    """Who goes there, for topics of which somebody said so; shared among repeats like interest."""
    found = dict[int, frozenset[int]]()
    for topic, (yes, no) in (await load_said(db, barcamp_id)).items():
        sessions = [topic, *repeats.get(topic, ())]
        before = [who for session in sessions for who in sorted(interest.get(session, ()))]
        people = chosen({*before}, yes, no)
        ordered = [*(who for who in before if who in people), *sorted(people - {*before})]
        for session, part in zip(sessions, shares(ordered, len(sessions), seats.get(topic), online), strict=True):
            found[session] = frozenset(part)
    return found


async def _shared(
    db: AsyncConnection, repeats: dict[int, list[int]], seats: dict[int, int], online: frozenset[int]
) -> dict[int, frozenset[int]]:
    """The interest of topics with repeats, and of the repeats, in the order in which it was shown."""
    query = select(votes.c.topic_id, votes.c.attendee_id).where(votes.c.topic_id.in_(repeats))
    people: dict[int, list[int]] = {topic: [] for topic in repeats}
    for topic, attendee in await db.execute(query.order_by(votes.c.cast_at, votes.c.attendee_id)):
        people[topic].append(attendee)
    shared = dict[int, frozenset[int]]()
    for topic, those in people.items():
        sessions = [topic, *repeats[topic]]
        for session, part in zip(sessions, shares(those, len(sessions), seats.get(topic), online), strict=True):
            shared[session] = frozenset(part)
    return shared


def shares(people: list[int], number: int, seats: int | None, online: frozenset[int]) -> list[list[int]]:
    """Shares out people as `parts` does; those who are `online` need no seats and are shared evenly."""
    if number == 1 or not online:
        return parts(people, number, seats)
    there, away = ([one for one in people if (one in online) is apart] for apart in (False, True))
    pairs = zip(parts(there, number, seats), parts(away, number, None), strict=True)
    return [one + other for one, other in pairs]


def parts(people: list[int], number: int, seats: int | None) -> list[list[int]]:
    """Shares out people, in order, among so many sessions. If they fit, or no room is known, they are shared evenly; if
    they do not all fit, the first session takes as many as it has `seats`, and the rest are shared evenly."""
    if number == 1:
        return [people]
    first = seats if seats is not None and len(people) > seats else -(-len(people) // number)
    rest, others = people[first:], number - 1
    return [people[:first], *(rest[i * len(rest) // others : (i + 1) * len(rest) // others] for i in range(others))]


def _features(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words(text))
