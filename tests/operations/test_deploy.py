"""The files by which others operate the server: whole, and in agreement with it."""

import asyncio
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from barcamp import settings
from barcamp.cli import main
from tests.ports import held_port
from tests.presence import absent
from tests.server import Server

ROOT = Path(__file__).parents[2]
COMPOSED = ("compose.yaml", "compose.sqlite.yaml")
OURS = {"barcamp", "postgres:17-alpine", "redis:8-alpine"}  # caddy opens ports below 1024 and drops the rest


def composed(name: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", COMPOSED)
def test_every_variable_is_a_setting_that_can_work(name: str):
    for service in composed(name)["services"].values():
        given = {key: value for key, value in service.get("environment", {}).items() if key.startswith("BARCAMP_")}
        assert settings.unknown(given) == {}
        assert [value for value in given.values() if not isinstance(value, str)] == []
        filled = {key: re.sub(r"\$\{HOST_NAME[^}]*\}", "camp.example.org", value) for key, value in given.items()}
        filled = {key: value for key, value in filled.items() if not key.endswith("_FILE")}
        assert settings.read(filled)
    app = composed(name)["services"]["app"]
    assert app["healthcheck"]["test"] == ["CMD", "barcamp", "healthcheck"]
    [network] = composed(name)["networks"].values()
    assert app["environment"]["BARCAMP_PROXY"] == network["ipam"]["config"][0]["subnet"]


@pytest.mark.parametrize("name", COMPOSED)
def test_every_file_and_volume_that_is_named_is_there(name: str, tmp_path: Path):
    whole = composed(name)
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "make-secrets", tmp_path / "deploy")
    subprocess.run([tmp_path / "deploy" / "make-secrets"], check=True)
    assert subprocess.run([tmp_path / "deploy" / "make-secrets"], capture_output=True, check=False).returncode == 1
    for secret in whole.get("secrets", {}).values():
        assert (tmp_path / secret["file"]).read_text()
    url = (tmp_path / "secrets" / "database_url").read_text()
    assert (tmp_path / "secrets" / "database_password").read_text() in url
    assert settings.read({"BARCAMP_DATABASE_URL": url})
    for service in whole["services"].values():
        assert set(service.get("secrets", [])) <= set(whole.get("secrets", {}))
        assert set(service.get("depends_on", {})) <= set(whole["services"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (ROOT / source).is_file() if source.startswith(".") else source in whole["volumes"], source


@pytest.mark.parametrize("name", COMPOSED)
def test_nothing_runs_with_more_rights_than_it_needs(name: str):
    for service in composed(name)["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        if service["image"] in OURS:
            assert int(service["user"].split(":")[0]) > 0
            assert service["security_opt"] == ["no-new-privileges:true"]
            assert "ports" not in service
        else:
            assert service["cap_add"] == ["NET_BIND_SERVICE"]


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path):
    text = (ROOT / "deploy" / "barcamp.service").read_text(encoding="utf-8")
    assert settings.unknown(dict(each.split("=", 1) for each in re.findall(r"^Environment=(.+)$", text, re.M))) == {}
    if shutil.which("systemd-analyze") is None:
        absent("systemd", "systemd-analyze is not there.")
    unit = tmp_path / "barcamp.service"
    unit.write_text(text.replace("/opt/barcamp/bin/barcamp", sys.executable))
    told = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False)
    assert "barcamp.service" not in told.stderr, told.stderr
    assert told.returncode == 0, told.stderr


def test_copies_are_made_and_old_ones_go(database_url: str, tmp_path: Path):
    folder = tmp_path / "copies"
    folder.mkdir()
    for day in range(4):
        (folder / f"barcamp-2020010{day}-000000.db").write_text("old")
    (tmp_path / "barcamp").write_text(f'#!/bin/sh\nexec {sys.executable} -m barcamp "$@"\n')
    (tmp_path / "barcamp").chmod(0o755)
    environ = {
        "PATH": f"{tmp_path}:/usr/bin:/bin", "FOLDER": str(folder), "KEEP": "3", "EVERY_S": "1",
        "BARCAMP_DATABASE_URL": database_url,
    }  # fmt: skip
    subprocess.run(["/bin/sh", ROOT / "deploy" / "backup.sh", "once"], env=environ, cwd=ROOT, check=True)
    *old, newest = sorted(folder.iterdir())
    assert [each.name for each in old] == ["barcamp-20200102-000000.db", "barcamp-20200103-000000.db"]
    with closing(sqlite3.connect(newest)) as copy:
        assert copy.execute("SELECT COUNT(*) FROM barcamp").fetchone()[0] > 0


async def test_the_health_of_a_container_follows_the_port(server: Server):
    port = server.url.rpartition(":")[2]
    told = await _asks(port)
    assert (told.exit_code, told.output) == (0, "ready\n")
    with held_port() as nobody:
        assert (await _asks(str(nobody))).exit_code == 6


async def _asks(port: str):
    return await asyncio.to_thread(CliRunner().invoke, main, ["healthcheck"], env={"BARCAMP_PORT": port})


def _copied(folder: Path) -> list[str]:
    """What the image's build takes from the checkout, laid into the folder as it stands there."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    copies = [line.split()[1:] for line in lines if line.startswith("COPY ") and "--from=" not in line]
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    taken: list[str] = []
    for *sources, target in copies:
        for source in sources:
            assert not any(source == each or source.startswith(f"{each}/") for each in ignored), source
            into = folder / target / source if target.endswith("/") else folder / target
            into.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            copy(ROOT / source, into)
            taken.append(source)
    return taken


async def test_the_image_has_all_that_its_wheel_is_made_of(tmp_path: Path):
    """Without an engine: the same command, on nothing but what the image's build copies."""
    taken = _copied(tmp_path)
    assert {"barcamp", "templates", "static", "fonts", "pyproject.toml"} <= set(taken)
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "wheel")]
    await asyncio.to_thread(subprocess.run, built, cwd=tmp_path, check=True, capture_output=True, timeout=600)
    [wheel] = (tmp_path / "wheel").glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license-files"]
    assert {name.partition("/licenses/")[2] for name in inside if "/licenses/" in name} == set(told)
    assert {"barcamp/_templates/frame.html", "barcamp/__main__.py"} <= inside


def test_what_the_image_runs_is_there():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for file in re.findall(r"-r (requirements/\S+)", text):
        assert (ROOT / file).is_file(), file
    commands = re.findall(r'CMD \["barcamp", "([a-z]+)"\]', text)
    assert commands
    for command in commands:
        assert command in main.commands, command  # type: ignore[attr-defined]
    stages = re.findall(r"^FROM \S+ AS (\w+)", text, re.MULTILINE)
    assert set(re.findall(r"--from=(\w+)", text)) <= set(stages)
