"""One topic at a time: whoever looks is shown those that the fewest have seen, and no topic twice."""

import random

import pytest
from sqlalchemy import select

from barcamp.domain.event.phases import SetInterest
from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.topics.cohost import AddCohost
from barcamp.domain.topics.glance import SeeAllAgain, SeeTopics, glances
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import CastVote
from barcamp.kernel.facts import Changed
from barcamp.kernel.journal import lines
from barcamp.kernel.refused import Invalid
from barcamp.queries.topics.glances import AHEAD, Deck, hardly_seen, in_turn, load_deck
from tests.cast import Cast, Member


async def test_those_that_the_fewest_have_seen_come_first_and_none_twice(cast: Cast):
    first, second, third = [await cast.pitches(title, by=cast.noor) for title in ("Brot", "Salz", "Mehl")]
    assert (await cast.does(cast.max, SeeTopics(topics=f"{first} {third}"))).changed == {
        Changed.glances(first),
        Changed.glances(third),
    }
    assert (await _deck(cast, cast.kim)).next[0] == second
    await cast.does(cast.kim, SeeTopics(topics=str(second)))
    assert (await cast.does(cast.kim, SeeTopics(topics=str(second)))).changed == frozenset()
    deck = await _deck(cast, cast.kim)
    assert (set(deck.next), deck.left, deck.skipped) == ({first, third}, 2, 1)
    assert await _counted(cast) == {first: 1, second: 1, third: 1}


async def test_own_topics_and_those_one_is_interested_in_are_left_out(cast: Cast):
    await cast.pitches("Eigenes")
    helped, wanted, other = [await cast.pitches(title, by=cast.noor) for title in ("Mit mir", "Gewollt", "Neu")]
    await cast.does(cast.noor, AddCohost(topic=helped, attendee=cast.kim.id))
    await cast.does(cast.kim, CastVote(topic=wanted))
    assert await _deck(cast, cast.kim) == Deck(next=(other,), left=1, chosen=1, skipped=0)


async def test_a_few_come_ahead_and_those_that_are_held_do_not_come_again(cast: Cast):
    every = {await cast.pitches(f"Thema {number}", by=cast.noor) for number in range(AHEAD + 2)}
    first = await _deck(cast, cast.kim)
    then = await _deck(cast, cast.kim, first.next)
    assert (len(first.next), first.left, then.left) == (AHEAD, len(every), len(every))
    assert set(first.next) | set(then.next) == every


async def test_from_the_beginning_again_comes_what_was_skipped_and_counts_nobody_twice(cast: Cast):
    skipped, wanted = [await cast.pitches(title, by=cast.noor) for title in ("Brot", "Salz")]
    await cast.does(cast.kim, SeeTopics(topics=f"{skipped},{wanted}"))
    await cast.does(cast.kim, CastVote(topic=wanted))
    assert (await _deck(cast, cast.kim)).next == ()
    await cast.does(cast.kim, SeeAllAgain())
    assert (await _deck(cast, cast.kim)).next == (skipped,)
    await cast.does(cast.kim, SeeTopics(topics=str(skipped)))
    assert (await _deck(cast, cast.kim)).next == ()
    assert await _counted(cast) == {skipped: 1, wanted: 1}


async def test_what_is_gone_is_left_out_and_nothing_counts_once_interest_is_closed(cast: Cast):
    hidden, there = [await cast.pitches(title, by=cast.noor) for title in ("Weg", "Da")]
    foreign = await cast.pitches(by=cast.eve)
    await cast.does(cast.max, HideTopic(topic=hidden, reason="Werbung"))
    await cast.does(cast.kim, SeeTopics(topics=f"{hidden} {there} {foreign} 999999999"))
    assert [row.topic_id for row in await cast.rows(glances)] == [there]
    await cast.does(cast.max, SetInterest(open=False))
    assert (await cast.does(cast.noor, SeeTopics(topics=str(there)))).changed == frozenset()
    assert len(await cast.rows(glances)) == 1


@pytest.mark.parametrize("typed", ["", "Brot", "1;2", "1 -2", "12345678901", "1 2 3 Brot"])
async def test_what_is_no_list_of_numbers_is_refused_and_nothing_is_written(cast: Cast, typed: str):
    await cast.pitches(by=cast.noor)
    with pytest.raises(Invalid):
        await cast.does(cast.kim, SeeTopics(topics=typed))
    assert await cast.rows(glances) == []


async def test_it_needs_a_person(cast: Cast):
    topic = await cast.pitches()
    assert await cast.refused(cast.ada, SeeTopics(topics=str(topic))) == "attendee.join_first"
    assert await cast.refused(cast.ada, SeeAllAgain()) == "attendee.join_first"


async def test_what_somebody_looked_at_stands_in_no_journal_and_goes_with_the_person(cast: Cast):
    topic = await cast.pitches(by=cast.noor)
    await cast.does(cast.kim, SeeTopics(topics=str(topic)))
    async with cast.ctx.db.reading() as db:
        query = select(lines.c.payload, lines.c.attendee_id).where(lines.c.command == "see-topics")
        assert [tuple(row) for row in await db.execute(query)] == [("{}", None)]
    await cast.does(cast.kim, ErasePerson(attendee=cast.kim.id))
    assert await cast.rows(glances) == []
    assert await _counted(cast) == {topic: 1}  # a number, and nobody's any more


def test_only_topics_that_far_fewer_have_seen_are_named():
    assert hardly_seen({}) == {}
    assert hardly_seen({1: 2, 2: 0}) == {}  # hardly anybody looks at topics in this way
    assert hardly_seen({1: 10, 2: 9, 3: 4, 4: 3}) == {4: 3}


def test_topics_that_come_late_are_seen_as_often_as_early_ones():
    """80 topics, of which the last 20 come once half of 200 people have begun; each looks at 25, in heaps of five; 20
    of them at a time, each with topics ahead that do not know yet what the others see."""
    for seed in range(5):
        seen = looked_at(seed, by_turn=True)
        assert max(seen) / (sum(seen) / len(seen)) <= 1.3


def test_down_a_list_late_topics_are_hardly_seen():
    """The same people, each reading 25 topics of the list from its top: what is compared in the documents."""
    seen = looked_at(0, by_turn=False)
    assert max(seen) / (sum(seen) / len(seen)) > 3
    assert min(seen) == 0


def looked_at(seed: int, *, by_turn: bool) -> list[int]:
    """How many people have seen each topic in the end."""
    rng = random.Random(seed)
    people = rng.sample(range(1, 10_000), 200)
    counts = dict.fromkeys(range(1, 81), 0)
    late = [topic for topic in counts if topic > 60]
    begun, seen, untold = 0, dict[int, set[int]](), dict[int, list[int]]()
    waiting, active = list(people), list[int]()
    while waiting or active:
        while waiting and len(active) < 20:
            active.append(waiting.pop())
            seen[active[-1]] = set()
            begun += 1
        there = [topic for topic in counts if begun > 100 or topic not in late]
        who = rng.choice(active)
        for topic in untold.pop(who, []):
            counts[topic] += 1
        if len(seen[who]) >= 25:
            active.remove(who)
            continue
        unseen = [(counts[topic], topic) for topic in there if topic not in seen[who]]
        heap = (in_turn(who, unseen) if by_turn else [topic for _, topic in unseen])[:AHEAD]
        seen[who].update(heap)
        untold[who] = heap
    return list(counts.values())


async def _deck(cast: Cast, who: Member, held: tuple[int, ...] = ()) -> Deck:
    async with cast.ctx.db.reading() as db:
        return await load_deck(db, cast.id, who.id, held)


async def _counted(cast: Cast) -> dict[int, int]:
    return {row.id: row.glances for row in await cast.rows(topics, barcamp_id=cast.id)}
