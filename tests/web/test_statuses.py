"""Every refusal has one HTTP status: a conflict, or what it says."""

import html

import httpx
import pytest
from litestar.exceptions import (
    ClientException,
    InternalServerException,
    MethodNotAllowedException,
    NotAuthorizedException,
    NotFoundException,
    PermissionDeniedException,
    ServiceUnavailableException,
    ValidationException,
)
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from barcamp.kernel.refused import Invalid, NotFound, Refused, Unreadable
from tests.cast import Cast
from tests.house.language.words import REFUSALS, keys_of, statuses
from tests.server import Server
from tests.web.asking import sentence


@pytest.mark.parametrize(("ending", "status"), [(".gone", 404), (".not_yours", 403)])
def test_what_is_not_there_or_not_ones_own_is_no_conflict(ending: str, status: int):
    found = {key: given for key, given in statuses().items() if key.endswith(ending)}
    assert len(found) > 5
    assert {key: given for key, given in found.items() if given != {status}} == {}


def test_no_refusal_has_two():
    assert {key: given for key, given in statuses().items() if len(given) != 1} == {}


def test_every_kind_of_refusal_is_used_and_most_are_conflicts():
    assert {kind.status for kind in REFUSALS.values()} <= {status for given in statuses().values() for status in given}
    assert sum(given == {409} for given in statuses().values()) > len(statuses()) / 2


def test_every_role_that_is_missing_is_known_as_one():
    roles = {key for key in statuses() if key.startswith("role.")}
    assert set(keys_of("WrongRole")) == roles
    assert set(keys_of("Outside")) == {"attendee.join_first"}


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("role.moderator", 403), ("note.not_yours", 403), ("results.closed", 403), ("topic.gone", 404),
        ("code.unknown", 404), ("photo.slow", 408), ("interest.closed", 409), ("attendee.somebody_else", 412),
        ("photo.heic", 415), ("text.empty", 422), ("entry.pace", 429), ("desk.outage", 503),
    ],
)  # fmt: skip
def test_a_refusal_is_answered_with_its_status(key: str, status: int):
    assert statuses()[key] == {status}


UNREADABLE = {"content-type": "multipart/form-data; boundary=x"}
A_FIELD = (
    b'--x\r\ncontent-disposition: form-data; name="a"\r\n'
    b"content-type: text/plain; charset=nonsense\r\n\r\na\r\n--x--\r\n"
)


async def test_a_body_that_nobody_can_read_is_answered_alike_on_every_route(server: Server, cast: Cast):
    kim, ada = server.client(cast.kim), server.client(cast.ada)
    routes = [(kim, f"/{cast.code}/photos/e"), (ada, f"/{cast.code}/logos"), (ada, "/organiser/import-barcamp")]
    routes.append((ada, f"/organiser/{cast.code}/programme"))
    answers = [await client.post(route, content=A_FIELD, headers=UNREADABLE) for client, route in routes]
    assert [each.status_code for each in answers] == [400] * 4
    for kind in (ClientException, NotAuthorizedException, ValidationException):
        assert (await _refused_with(server, cast, kind())).status_code == 400


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (NotFoundException(), "page.gone"), (MethodNotAllowedException(), "method.wrong"),
        (PermissionDeniedException(), "request.foreign"), (RequestEntityTooLarge(), "body.too_large"),
        (InternalServerException(), "server.error"), (ServiceUnavailableException(), "server.error"),
        (Refused("room.capacity").beside("capacity"), "form.look_again"),
        (NotFound("topic.gone").beside("topic"), "form.look_again"),
        (Invalid({"title": Unreadable("text.empty")}), "form.look_again"),
        (NotFound("topic.gone"), "topic.gone"), (ValueError(), "server.error"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("live", [{}, {"hx-request": "true"}])
async def test_what_is_said_has_its_status_wherever_it_was_refused(
    server: Server, cast: Cast, error: Exception, key: str, live: dict[str, str]
):
    answer = await _refused_with(server, cast, error, live)
    assert sentence(key, "de") in html.unescape(answer.text)
    assert {answer.status_code} == statuses()[key]


async def _refused_with(
    server: Server, cast: Cast, error: Exception, live: dict[str, str] | None = None
) -> httpx.Response:
    """The answer of a page that ends like that."""
    with pytest.MonkeyPatch.context() as patched:

        async def fails(*_: object, **__: object) -> None:
            raise error

        patched.setattr("barcamp.web.screens.own.topic_cards", fails)
        return await server.client(cast.kim).get(f"/{cast.code}/topics/1", headers=live)
