"""Who waits for a commit: in order within an event, and behind no other event's crowd."""

import asyncio

import pytest

from barcamp.desk.batch import Order
from barcamp.desk.desk import MOST_IN_ONE_COMMIT
from barcamp.desk.queue import Queue
from barcamp.domain.event.phases import Announce
from barcamp.kernel.actor import Actor, Role
from tests.cast import Cast


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


async def test_a_small_event_does_not_wait_for_the_crowd_of_a_large_one(cast: Cast):
    many = 3 * MOST_IN_ONE_COMMIT
    crowd = [asyncio.create_task(cast.does(cast.max, Announce(text=str(number)))) for number in range(many)]
    other = asyncio.create_task(cast.pitches("Dort", by=cast.eve))
    await other
    assert sum(order.done() for order in crowd) <= MOST_IN_ONE_COMMIT
    seqs = [answer.seq for answer in await asyncio.gather(*crowd)]
    assert seqs == list(range(seqs[0], seqs[0] + many))


async def test_each_event_has_its_share_and_what_one_leaves_is_for_the_others():
    queue = Queue()
    for ledger, waiting in {1: 50, 2: 3, 3: 30}.items():
        for _ in range(waiting):
            queue.add(_order(ledger))
    before = list(queue)
    taken = queue.take(23)
    assert [order.actor.barcamp_id for order in taken] == [2] * 3 + [3] * 10 + [1] * 10
    queue.give_back(taken)
    assert sorted(map(id, queue)) == sorted(map(id, before))
    assert [order for order in queue if order.ledger == 1] == [order for order in before if order.ledger == 1]
    assert len(queue.take(83)) == 83
    assert not queue


async def test_where_there_are_more_events_than_fit_each_has_one():
    queue = Queue()
    for ledger in range(5):
        queue.add(_order(ledger + 1))
    assert len(queue.take(2)) == 5


def _order(ledger: int) -> Order:
    future = asyncio.get_running_loop().create_future()
    return Order(Announce(text="x"), Actor(Role.MODERATOR, ledger), "op", future)
