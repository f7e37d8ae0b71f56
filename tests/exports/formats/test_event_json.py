"""event.json against its published schema, read by another JSON reader than its writer."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from barcamp.exports.formats import event_json
from tests.exports.days import NAUGHTY, empty_day, full_day, hostile_day, weekend_day

DAYS = {"full": full_day, "empty": empty_day, "hostile": hostile_day, "weekend": weekend_day}
SCHEMA = json.loads((Path(__file__).parents[3] / "docs/schemas/event.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", DAYS)
def test_it_has_the_shape_that_is_published(name: str):
    Draft202012Validator.check_schema(SCHEMA)
    tree = msgspec.json.decode(event_json.write(DAYS[name]()))
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(tree)


@pytest.mark.parametrize("spoil", [{"more": 1}, {"final": "yes"}, {"version": 1}, {"made_at": "yesterday"}])
def test_the_schema_notices_another_shape(spoil: dict[str, object]):
    tree = {**msgspec.json.decode(event_json.write(empty_day())), **spoil}
    assert list(Draft202012Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(tree))


def test_texts_are_as_they_were_typed():
    tree = msgspec.json.decode(event_json.write(hostile_day()))
    assert [chapter["title"] for chapter in tree["chapters"]] == list(NAUGHTY)


def test_a_picture_is_named_and_can_be_checked():
    day = full_day()
    told = msgspec.json.decode(event_json.write(day))["chapters"][0]["pictures"][0]
    picture = day.chapters[0].pictures[0]
    assert (told["file"], told["sha256"]) == (f"photos/{picture.name}", hashlib.sha256(picture.data).hexdigest())


def test_half_a_character_does_not_spoil_the_file():
    day = empty_day()
    tree = json.loads(event_json.write(replace(day, left_out=("a\ud800b",))))
    assert tree["left_out"] == ["a\ufffdb"]
