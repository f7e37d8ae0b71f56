"""`barcamp plan FILE`, as a script calls it."""

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from barcamp.cli import main
from tests.planner.schemas import FOLDER

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "plan.json"


def barcamp(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "barcamp", "plan", *words]
    return subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", timeout=300)


def test_the_example_is_planned_and_explained_in_german():
    done = barcamp(str(EXAMPLE), "--rounds", "50000", "--language", "de")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    Draft202012Validator(json.loads((FOLDER / "plan-solution.schema.json").read_text("utf-8"))).validate(answer)
    assert (answer["value"], answer["shown"], answer["left_out"]) == (31, 35, [])
    assert answer["summary"][0]["sentence"] == "Erfüllbar sind 31 von 35 Interessen."
    assert [part["sentence"] for part in answer["contradictions"][0]["why"]] == [
        "„Bicycles for the office“ braucht: whiteboard. Das gibt es in keinem Raum, der noch frei zu planen ist.",
        "Darum ist „Bicycles for the office“ ohne dies geplant: whiteboard.",
    ]


def test_a_fair_plan_says_what_it_gives_up_and_for_whom():
    asked = EXAMPLE.read_text(encoding="utf-8").replace('"seed": 7', '"seed": 7, "fairness": 3')
    done = at_once("-", "--rounds", "600000", "--language", "de", given=asked)
    answer = json.loads(done.stdout)
    Draft202012Validator(json.loads((FOLDER / "plan-solution.schema.json").read_text("utf-8"))).validate(answer)
    figures = answer["fairness"]
    assert (figures["share"], figures["given_up"], figures["before"], figures["after"]) == (3, 0, 2, 2)
    assert [said["sentence"] for said in answer["summary"][2:]] == [
        "Der Plan verzichtet auf höchstens 3 von 100 erfüllbaren Interessen, damit möglichst niemand eine Runde ohne "
        "eigenes Thema hat.",
        f"Von {figures['entitled']} Personen, für die zwei Zeitfenster mit einem gewünschten Thema möglich sind, "
        "haben 2 höchstens eins, mit Verzicht wie ohne.",
        "Noch weniger geht nachweislich nicht.",
    ]


def test_standard_input_gives_the_same_plan_for_the_same_seed():
    text = EXAMPLE.read_text(encoding="utf-8")
    answers = [
        json.loads(at_once(file, "--rounds", "5000", "--no-proof", given=text).stdout) for file in ("-", str(EXAMPLE))
    ]
    assert answers[0]["plan"] == answers[1]["plan"]
    assert [answer["bound"] for answer in answers] == [None, None]


def test_a_bad_file_is_one_sentence_and_an_exit_code():
    done = barcamp("-", given='{"topics": [{"id": 1, "hands": -1}]}')
    assert (done.returncode, done.stdout) == (6, "")
    assert done.stderr == "-: Expected `int` >= 0 - at `$.topics[0].hands`.\n"


def test_a_missing_file_is_one_sentence_and_an_exit_code(tmp_path: Path):
    done = at_once(str(tmp_path / "none.json"))
    assert (done.exit_code, done.stdout) == (6, "")
    assert done.stderr == f"{tmp_path / 'none.json'} cannot be read: No such file or directory.\n"


def at_once(*words: str, given: str = "") -> Result:
    return CliRunner().invoke(main, ["plan", *words], input=given)
