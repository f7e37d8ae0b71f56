"""A shared device: it forgets who it was here, and sends nothing as somebody else."""

import pytest

from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.attendee import badges
from barcamp.domain.topics.topic import topics
from tests.cast import Cast
from tests.server import Server
from tests.web.asking import page

SURE = {"sure": "yes"}


async def test_a_device_that_leaves_is_asked_for_a_name_again(server: Server, cast: Cast):
    kim = server.client(cast.kim)
    assert page(await kim.get(f"/{cast.code}")).has("mine")
    for _ in range(2):  # a second tap is no mistake
        answer = await kim.post(f"/{cast.code}/leave", data=SURE)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}")
    assert page(await kim.get(f"/{cast.code}")).has("f-join-name")
    assert await cast.rows(badges, attendee_id=cast.kim.id) == []


async def test_who_was_not_asked_by_the_page_is_asked_by_the_server(server: Server, cast: Cast):
    kim = server.client(cast.kim)
    answer = await kim.post(f"/{cast.code}/leave")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{cast.code}/leave")
    (form,) = [
        each for each in page(await kim.get(f"/{cast.code}/leave")).all("form") if each["action"].endswith("/leave")
    ]
    assert {each["name"]: each["value"] for each in form.all("input")} == SURE
    assert len(await cast.rows(badges, attendee_id=cast.kim.id)) == 1


async def test_leaving_is_possible_when_the_event_is_archived(server: Server, cast: Cast):
    await cast.does(cast.max, ArchiveBarcamp())
    kim = server.client(cast.kim)
    assert (await kim.post(f"/{cast.code}/leave", data=SURE)).status_code == 303
    assert await cast.rows(badges, attendee_id=cast.kim.id) == []


@pytest.mark.parametrize("field", ["writer", "person"])  # the latter from pages that are older than the server
@pytest.mark.parametrize(("writer", "status"), [("kim", 200), ("noor", 412), ("", 412)])
async def test_a_command_is_done_as_the_one_who_wrote_it(
    server: Server, cast: Cast, field: str, writer: str, status: int
):
    wrote = str(getattr(cast, writer).id) if writer else "x"
    form = {"title": "Brot", field: wrote, "op": "waited-long"}
    answer = await server.client(cast.kim).post(f"/{cast.code}/pitch-topic", data=form, headers={"hx-request": "true"})
    assert answer.status_code == status
    assert len(await cast.rows(topics)) == (status == 200)


async def test_a_form_about_somebody_else_is_done_as_whoever_sends_it(server: Server, cast: Cast):
    form = {"person": str(cast.kim.id), "title": "Brot", "writer": str(cast.max.id)}
    answer = await server.client(cast.max).post(f"/{cast.code}/pitch-for", data=form)
    assert answer.status_code == 303
    assert [topic.host_id for topic in await cast.rows(topics)] == [cast.kim.id]
