"""Commands as values, forms and journal lines."""

from datetime import date
from typing import Annotated, ClassVar

import pytest

from barcamp.domain.event.phases import SetPitching
from barcamp.domain.people.entry import Join
from barcamp.domain.plan.room import AddRoom
from barcamp.domain.setup.founding import FoundBarcamp
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.kernel.actor import Role
from barcamp.kernel.command import COMMANDS, Command, from_form
from barcamp.kernel.refused import Invalid
from barcamp.kernel.strings import Line


def test_a_command_that_does_not_say_who_may_give_it_cannot_be_defined():
    with pytest.raises(TypeError, match="Unsaid does not say who may give it"):

        class Unsaid(Command):
            topic: int

    with pytest.raises(TypeError, match="Inherited does not say who may give it"):

        class Inherited(CastVote):
            topic: int

    assert {"unsaid", "inherited"} & set(COMMANDS) == set()


def test_a_command_is_known_by_its_verb(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("barcamp.kernel.command.COMMANDS", known := {})

    class ServeSoup(Command):
        by: ClassVar[Role] = Role.ATTENDEE
        pot: Annotated[str, Line(10)]

    assert known == {"serve-soup": ServeSoup}


def test_a_command_is_made_from_a_form():
    assert from_form(CastVote, {"topic": " 7 ", "op": "x", "back": "/"}) == CastVote(topic=7)
    assert from_form(PitchTopic, {"title": " Brot "}) == PitchTopic(title="Brot", description="")
    assert from_form(AddRoom, {"name": "Saal"}) == AddRoom(name="Saal", capacity=20)


@pytest.mark.parametrize(("typed", "read"), [("yes", True), ("ON", True), ("1", True), ("no", False), ("", False)])
def test_yes_and_no_are_read(typed: str, read: bool):
    assert from_form(SetPitching, {"open": typed}) == SetPitching(open=read)


def test_a_missing_yes_or_no_is_no():
    assert from_form(SetPitching, {}) == SetPitching(open=False)


def test_dates_are_read():
    made = from_form(FoundBarcamp, {"model": "empty", "name": "B", "day": " 2026-06-13 "})
    assert made == FoundBarcamp(model="empty", name="B", day=date(2026, 6, 13))


@pytest.mark.parametrize("typed", ["x", "1.5", "2147483648", "-2147483648", "9" * 5000, "\ud800"])
def test_what_is_no_number_is_refused_beside_its_field(typed: str):
    assert _keys(CastVote, {"topic": typed}) == {"topic": "text.number"}


def test_a_number_that_was_left_out_is_asked_for():
    assert _keys(CastVote, {"topic": " "}) == {"topic": "text.empty"}


@pytest.mark.parametrize("typed", ["13.6.2026", "13.06.2026", " 13. 6. 2026 "])
def test_a_date_may_be_typed_as_people_write_it(typed: str):
    made = from_form(FoundBarcamp, {"model": "empty", "name": "B", "day": typed})
    assert made == FoundBarcamp(model="empty", name="B", day=date(2026, 6, 13))


@pytest.mark.parametrize("typed", ["", "13.6.", "30.2.2026", "2026-02-30", "\ud800"])
def test_what_is_no_date_is_refused_beside_its_field(typed: str):
    assert _keys(FoundBarcamp, {"model": "empty", "name": "B", "day": typed}) == {"day": "text.date"}


def test_every_field_that_cannot_be_used_is_named_at_once():
    wrong = _keys(FoundBarcamp, {"model": "empty", "name": "x" * 121, "day": "morgen", "place": "a\ud800b"})
    assert wrong == {"name": "text.long", "day": "text.date", "place": "text.control"}


def test_a_command_with_unusable_text_cannot_be_made_by_code_either():
    with pytest.raises(Invalid) as caught:
        PitchTopic(title=" ", description="x" * 801)
    assert {name: why.key for name, why in caught.value.fields.items()} == {
        "title": "text.empty",
        "description": "text.long",
    }


def test_a_field_that_a_form_did_not_send_is_empty():
    assert _keys(PitchTopic, {}) == {"title": "text.empty"}
    assert _keys(CastVote, {}) == _keys(CastVote, {"topic": "  "}) == {"topic": "text.empty"}


def test_the_journal_keeps_the_words_but_no_secrets():
    join = Join(device="d" * 64, name="Kim*", organisation="🥨")
    assert join.for_journal() == '{"name":"Kim*","organisation":"🥨","online":false}'


@pytest.mark.parametrize("kind", COMMANDS.values(), ids=COMMANDS)
def test_a_command_s_secrets_are_fields_of_it(kind: type[Command]):
    assert kind.secret <= set(kind.__struct_fields__)


def _keys(kind: type[Command], form: dict[str, str]) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        from_form(kind, form)
    return {name: why.key for name, why in caught.value.fields.items()}
