"""One topic at a time, as a form without scripts."""

import re

from barcamp.domain.event.phases import SetInterest
from barcamp.domain.topics.glance import SeeTopics, glances
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.vote import CastVote, votes
from tests.cast import Cast
from tests.server import Server


async def test_one_goes_from_topic_to_topic_with_forms_and_links_alone(server: Server, cast: Cast):
    made = {await cast.pitches(title, by=cast.noor): title for title in ("Brot", "Salz", "Mehl")}
    kim = server.client(cast.kim)
    page = (await kim.get(f"/{cast.code}/one-by-one")).text
    assert "noch 3 Themen, die du nicht gesehen hast" in page
    first, *_ = _next(page)
    assert f">{made[first]}</h2>" in page
    answer = await kim.post(f"/{cast.code}/see-topics", data={"topics": str(first), "back": _back(page)})
    page = (await kim.get(answer.headers["location"])).text
    assert "noch 2 Themen, die du nicht gesehen hast" in page
    second, *_ = _next(page)
    answer = await kim.post(f"/{cast.code}/cast-vote", data={"topic": str(second), "back": _back(page)})
    page = (await kim.get(answer.headers["location"])).text
    third, *_ = _next(page)
    assert f'name="topics" value="{second} {third}"' in page  # also the one before is counted as seen
    assert f'href="/{cast.code}/one-by-one?show={second}"' in page
    before = (await kim.get(f"/{cast.code}/one-by-one?show={second}")).text
    assert f">{made[second]}</h2>" in before
    assert "/withdraw-vote" in before
    await kim.post(f"/{cast.code}/see-topics", data={"topics": f"{second} {third}"})
    page = (await kim.get(f"/{cast.code}/one-by-one?last={third}")).text
    assert "<h2>Alle gesehen</h2>" in page
    assert "Interesse gezeigt: 1 Thema." in page
    assert {row.topic_id for row in await cast.rows(glances)} == set(made)
    assert [row.topic_id for row in await cast.rows(votes)] == [second]
    await kim.post(f"/{cast.code}/see-all-again", data={})
    assert set(_next((await kim.get(f"/{cast.code}/one-by-one")).text)) == {first, third}


async def test_the_phone_asks_for_numbers_only(server: Server, cast: Cast):
    first, second, third = [await cast.pitches(title, by=cast.noor) for title in ("Brot", "Salz", "Mehl")]
    await cast.does(cast.kim, SeeTopics(topics=str(first)))
    answer = await server.client(cast.kim).get(f"/{cast.code}/one-by-one/next?held={second}")
    assert (answer.text, answer.headers["cache-control"]) == (f"2 {third}", "no-store")


async def test_an_address_that_somebody_made_up_shows_the_next_topic(server: Server, cast: Cast):
    await cast.pitches("Brot", by=cast.noor)
    for query in ("show=x", "show=999999999", "show=12345678901234567890", "last=%00", "show=-1&last=,"):
        answer = await server.client(cast.kim).get(f"/{cast.code}/one-by-one?{query}")
        assert (answer.status_code, ">Brot</h2>" in answer.text) == (200, True), query
    assert (await server.client(cast.kim).get(f"/{cast.code}/one-by-one/next?held=a%20b")).status_code == 200


async def test_without_points_it_says_so_and_one_can_go_on(server: Server, cast: Cast):
    wanted, other = [await cast.pitches(title, by=cast.noor) for title in ("Brot", "Salz")]
    await cast.does(cast.max, SetRulesOfInterest(points=1))
    kim = server.client(cast.kim)
    assert "noch 1 Punkt<" in (await kim.get(f"/{cast.code}/one-by-one")).text
    await cast.does(cast.kim, CastVote(topic=wanted))
    page = (await kim.get(f"/{cast.code}/one-by-one")).text
    assert "Alle Punkte sind vergeben." in page
    assert "/cast-vote" not in page
    assert f'name="topics" value="{other}"' in page


async def test_while_interest_is_closed_no_topic_is_shown(server: Server, cast: Cast):
    await cast.pitches("Brot", by=cast.noor)
    await cast.does(cast.max, SetInterest(open=False))
    page = (await server.client(cast.kim).get(f"/{cast.code}/one-by-one")).text
    assert "Gerade lässt sich kein Interesse zeigen." in page
    assert ">Brot<" not in page
    assert f'action="/{cast.code}/see-topics"' not in page


async def test_it_is_offered_from_a_dozen_topics_on(server: Server, cast: Cast):
    for number in range(11):
        await cast.pitches(f"Thema {number}", by=cast.noor)
    kim = server.client(cast.kim)
    assert _way((await kim.get(f"/{cast.code}")).text).endswith(" hidden>")
    await cast.pitches("Noch eins", by=cast.noor)
    assert not _way((await kim.get(f"/{cast.code}")).text).endswith(" hidden>")


async def test_ones_data_say_how_many_topics_one_looked_at(server: Server, cast: Cast):
    topic = await cast.pitches("Brot", by=cast.noor)
    kim = server.client(cast.kim)
    assert "Einzeln angesehene Themen" not in (await kim.get(f"/{cast.code}/my-data")).text
    await cast.does(cast.kim, SeeTopics(topics=str(topic)))
    assert "<dt>Einzeln angesehene Themen</dt><dd>1</dd>" in (await kim.get(f"/{cast.code}/my-data")).text


def _next(page: str) -> list[int]:
    found = re.search(r'data-next="([\d ]*)"', page)
    assert found
    return [int(each) for each in found[1].split()]


def _back(page: str) -> str:
    found = re.search(r'action="[^"]*/see-topics".*?name="back" value="([^"]+)"', page, re.DOTALL)
    assert found
    return found[1]


def _way(page: str) -> str:
    found = re.search(r'<a [^>]*id="singly"[^>]*>', page)
    assert found
    return found[0]
