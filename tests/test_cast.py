"""The cast and the server that every other test stands on."""

from barcamp.domain.topics.topic import PitchTopic
from barcamp.kernel.actor import Role
from tests.cast import Cast
from tests.server import Server


async def test_the_cast_has_its_roles_in_two_barcamps(cast: Cast):
    assert [m.actor.role for m in (cast.ada, cast.max, cast.kim, cast.noor)] == [
        Role.ORGANISER, Role.MODERATOR, Role.ATTENDEE, Role.ATTENDEE,
    ]  # fmt: skip
    assert {m.actor.barcamp_id for m in (cast.ada, cast.max, cast.kim, cast.noor)} == {cast.id}
    assert {m.actor.barcamp_id for m in (cast.eve, cast.eve_moderating, cast.eve_organising)} == {cast.elsewhere.id}
    assert cast.id != cast.elsewhere.id


async def test_members_can_act(cast: Cast):
    answer = await cast.does(cast.kim, PitchTopic(title="Brot"))
    assert answer.made is not None
    assert await cast.pitches("Salz", by=cast.noor) == answer.made + 1


async def test_the_server_knows_each_member_by_cookie(server: Server):
    cast = server.cast
    for member, status in ((cast.kim, 200), (cast.eve, 403), (None, 403)):
        got = await server.client(member).get(f"/{cast.code}/mine", headers={"hx-request": "true"})
        assert got.status_code == status


async def test_a_screen_s_socket_can_be_opened(server: Server):
    path = f"/{server.cast.code}/socket/projector"
    async with server.socket(path, server.cast.kim) as socket:
        assert (await socket.recv()).splitlines()[0]
