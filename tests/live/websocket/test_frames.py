"""Messages to screens, and the frames around them."""

import pytest
from websockets.frames import Frame, Opcode

from barcamp.live.websocket.frames import message, text_frame
from tests.live.broadcasts import Shown, read_message, unframed


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 200_000])
def test_a_frame_is_the_one_that_the_websockets_library_makes(size: int):
    payload = "x" * size
    assert text_frame(payload).plain == Frame(Opcode.TEXT, payload.encode()).serialize(mask=False)
    assert unframed(text_frame(payload).plain) == payload


@pytest.mark.parametrize("payload", ["ä" * 62, "ä" * 63, "🥨" * 16384, "Kim*innen\n\x00"])
def test_a_frame_counts_bytes_and_not_characters(payload: str):
    assert text_frame(payload).plain == Frame(Opcode.TEXT, payload.encode()).serialize(mask=False)


def test_a_message_is_a_mark_and_fragments():
    assert message("7_1-2", {"plan": "<p>A</p>", "now": "B\nC"}) == (
        "7_1-2\n"
        '<hx-partial hx-target="#plan" hx-swap="outerMorph"><p>A</p></hx-partial>'
        '<hx-partial hx-target="#now" hx-swap="outerMorph">B\nC</hx-partial>'
    )
    assert read_message(message("7", {"plan": "<p>A</p>"})) == Shown("7", {"plan": "<p>A</p>"})


def test_a_message_without_fragments_is_no_sign_of_life():
    assert message("7_1-2", {}) == "7_1-2\n"
