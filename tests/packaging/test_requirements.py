"""What is locked is what pyproject.toml asks for, whole, and told on a page that needs no network to be made."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools import dependencies

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SERVER = [*PROJECT["project"]["dependencies"], *chain(*PROJECT["project"]["optional-dependencies"].values())]
ASKED = {
    "server.txt": SERVER,
    "dev.txt": [*SERVER, *PROJECT["dependency-groups"]["dev"], *PROJECT["dependency-groups"]["build"]],
    "build.txt": PROJECT["dependency-groups"]["build"],
}


def locked(name: str) -> dict[str, list[tuple[str, list[str]]]]:
    """Versions by package, as several may be locked for several Pythons, with their hashes."""
    text = (FOLDER / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for line in text.splitlines():
        pin = re.match(r"([a-z0-9._-]+)==([^ ;]+)", line)
        assert pin is not None, line
        found.setdefault(pin[1], []).append((pin[2], re.findall(r"--hash=sha256:[0-9a-f]{64}\b", line)))
    return found


@pytest.mark.parametrize("name", ASKED)
def test_everything_that_is_asked_for_is_locked_in_a_version_that_fits(name: str):
    pins = locked(name)
    for each in map(Requirement, ASKED[name]):
        versions = [version for version, _ in pins[each.name.lower()]]
        assert [version for version in versions if not each.specifier.contains(version)] == [], each


@pytest.mark.parametrize("name", ASKED)
def test_every_version_has_its_hashes_and_no_address(name: str):
    assert [(pin, version) for pin, told in locked(name).items() for version, hashes in told if not hashes] == []
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert [word for word in ("://", "--index", "--find-links", " @ ") if word in text] == []


def test_what_runs_is_what_is_tested():
    server, dev = locked("server.txt"), locked("dev.txt")
    assert {name: told for name, told in server.items() if dev.get(name) != told} == {}


def test_the_page_is_made_of_what_is_locked():
    assert dependencies.PAGE.read_text(encoding="utf-8") == dependencies.page()
    assert set(dependencies.chosen()) == {Requirement(each).name.lower() for each in SERVER}
    told = (FOLDER / "packages.json").read_text(encoding="utf-8")
    assert set(re.findall(r'"name": "([^"]+)"', told)) == set(locked("server.txt"))


def test_container_and_checks_install_what_is_locked():
    docker, checks = [(ROOT / name).read_text(encoding="utf-8") for name in ("Dockerfile", ".ci/run")]
    assert re.findall(r"--require-hashes -r requirements/(\w+\.txt)", docker) == ["server.txt", "build.txt"]
    assert set(re.findall(r"--require-hashes -r requirements/(\w+\.txt)", checks)) == {"dev.txt"}
    assert "cd fonts && /opt/build/bin/python -m hatchling build -t wheel -d /wheel" in docker


def test_what_a_server_needs_has_no_client_and_nothing_that_watches_files():
    every = {Requirement(each).name for each in PROJECT["project"]["dependencies"]}
    assert every & {"httpx", "websockets", "watchfiles"} == set()
    assert [each for each in PROJECT["project"]["dependencies"] if Requirement(each).extras - {"asyncio"}] == []
