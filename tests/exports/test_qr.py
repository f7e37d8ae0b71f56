"""QR codes on a terminal: the modules are those of the code, and around it is light."""

import pytest

from barcamp.exports.qr import matrix, terminal

LIT = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}  # upper and lower half


@pytest.mark.parametrize("text", ["http://192.168.1.5:8000/RT2126", "https://bürger.example/AAAAAA", "x" * 200])
def test_a_terminal_shows_the_code_two_modules_a_character_with_light_around(text: str):
    halves = [[LIT[letter] for letter in line] for line in terminal(text).split("\n")]
    lit = [[each[half] for each in line] for line in halves for half in (0, 1)]
    code = matrix(text)
    side = len(code) + 4
    assert [row[2:-2] for row in lit[2 : side - 2]] == [[not dark for dark in row] for row in code]
    around = [*lit[:2], *lit[side - 2 : side], *([*row[:2], *row[-2:]] for row in lit[:side])]
    assert all(all(row) for row in around)
    assert {len(row) for row in lit} == {side}
