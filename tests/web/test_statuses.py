"""Every refusal has one HTTP status, which stands in a table."""

import pytest

from barcamp.web.statuses import OUTSIDE, ROLES, STATUSES, keys, status_of
from tests.house.words import refused_keys


def test_every_refusal_has_a_status():
    assert sorted(refused_keys() - set(STATUSES)) == []


def test_no_status_stands_for_what_nothing_is_refused_with():
    assert sorted(set(STATUSES) - refused_keys()) == []


def test_no_refusal_has_two():
    assert sorted(keys()) == sorted(STATUSES)


def test_every_role_that_is_missing_is_known_as_one():
    assert {key for key in refused_keys() if key.partition(".")[0] == "role"} == ROLES
    assert {STATUSES[key] for key in OUTSIDE} == {403}


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("role.moderator", 403), ("note.not_yours", 403), ("results.closed", 403), ("topic.gone", 404),
        ("code.unknown", 404), ("photo.slow", 408), ("interest.closed", 409), ("attendee.somebody_else", 412),
        ("photo.heic", 415), ("text.empty", 422), ("entry.pace", 429), ("desk.outage", 503),
    ],
)  # fmt: skip
def test_a_refusal_is_answered_with_its_status(key: str, status: int):
    assert status_of(key) == status


def test_what_stands_in_no_table_is_a_conflict():
    assert status_of("nothing.known") == 409
