"""Rule 10: what README and docs say about settings, commands and files is true."""

import hashlib
import re
import tomllib
from dataclasses import fields
from itertools import chain
from pathlib import Path

import pytest

from barcamp.settings import Settings, file_variable
from barcamp.terminal import Exit
from tools import settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_lists_every_setting_with_its_default_and_meaning():
    assert settings.table().count("\n") == len(fields(Settings)) + 1
    assert settings.told(README) == README, "make settings"


def test_the_operators_page_lists_every_exit_code():
    told = re.findall(r"^\| (\d) \|", (ROOT / "docs" / "operator.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(each) for each in told] == [1, *(code for code in Exit if code)]


def test_every_secret_and_its_file_are_told():
    page = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
    secrets = [each.name for each in fields(Settings) if each.metadata["secret"]]
    assert secrets
    assert [
        name for name in secrets if f"`{file_variable(name)}`" not in page or file_variable(name) not in README
    ] == []


def test_make_targets_in_the_readme_are_those_of_the_makefile():
    targets = set(re.findall(r"^([a-z]+):.*?## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    listed = set(re.findall(r"^\| `make ([a-z]+)` \|", README, re.MULTILINE))
    assert listed == targets - {"help", "clean"}


def test_every_dependency_earns_its_place_in_the_readme():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {match[0] for each in wanted if (match := re.match(r"[a-z0-9-]+", each))}
    table = README.partition("## What it stands on")[2]
    told = re.findall(r"[a-z0-9-]+", "".join(re.findall(r"^\| ([^|]+)\|", table, re.MULTILINE)).lower())
    assert names - set(told) == set()


def test_files_named_in_readme_and_docs_exist():
    missing = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in target and not (page.parent / target).exists():
                missing.append((page.name, target))
        for path in re.findall(
            r"`((?:barcamp|templates|static|tests)/[a-z_/-]+(?:\.(?:py|html|js|css|po|txt)|/))`", text
        ):
            if not (ROOT / path).exists():
                missing.append((page.name, path))
    assert missing == []


def test_scripts_and_sheets_named_anywhere_exist():
    """Also by their name alone, as docs and the heads of sheets do; decisions tell of what was."""
    there = {each.name for folder in ("static", "tests/js") for each in (ROOT / folder).rglob("*")}
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "static").glob("css/*.css")]
    named = re.compile(r"(?:`|\()([a-z-]+\.(?:js|css))(?:`|\))")
    missing = {(page.name, name) for page in pages for name in named.findall(page.read_text(encoding="utf-8"))}
    assert {(page, name) for page, name in missing if name not in there} == set()


def test_the_law_names_for_each_rule_a_test_that_begins_with_its_number():
    law = (
        (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## The law")[2].partition("\n## ")[0]
    )
    rows = re.findall(r"^\| (\d+) \| .* \| (.+) \|$", law, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, len(rows) + 1))
    silent = []
    for number, kept in rows:
        heads = [(ROOT / file).read_text(encoding="utf-8")[:600] for file in re.findall(r"`(tests/\S+\.py)`", kept)]
        assert heads, number
        cited = " ".join(some for head in heads for some in re.findall(r"Rules? ([\d, and]+)", head))
        silent += [] if number in re.findall(r"\d+", cited) else [number]
    assert silent == []


def test_the_licence_is_one_wherever_it_is_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert project["license"] == "EUPL-1.2"
    assert f"license: {project['license']}" in citation
    assert f"version: {project['version']}" in citation
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert all((ROOT / file).is_file() for file in project["license-files"])
    assert (ROOT / "barcamp" / "py.typed").is_file()


@pytest.mark.parametrize(("folder", "list_"), [("vendor", "VERSIONS.txt"), ("type", "ORIGIN.txt")])
def test_files_of_others_and_what_was_made_of_them_are_the_ones_that_are_told(folder: str, list_: str):
    held = ROOT / "static" / folder
    told = re.findall(r"^(\S+)\n(?:  .*\n)+?  sha256 ([0-9a-f]{64})$", (held / list_).read_text(), re.MULTILINE)
    there = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in held.iterdir() if p.suffix in (".js", ".woff2")
    }
    assert there
    assert dict(told) == there


def test_the_project_names_no_registry_and_no_path_of_a_machine():
    words = [
        "py" + "pi.org",
        "python" + "hosted",
        "registry." + "npmjs",
        "deb." + "debian.org",
        "/" + "work/",
        "/" + "tmp/bash",
    ]
    guilty = []
    for folder in (
        "barcamp",
        "templates",
        "static",
        "tests",
        "docs",
        ".ci",
        "bench",
        "deploy",
        "requirements",
        "tools",
    ):
        for path in (ROOT / folder).rglob("*"):
            if (
                path.suffix in (".py", ".html", ".css", ".js", ".md", ".txt", ".json", ".po", ".toml", "")
                and path.is_file()
            ):
                if "vendor" in path.parts:
                    continue
                text = path.read_text(encoding="utf-8", errors="replace")
                guilty += [(str(path.relative_to(ROOT)), word) for word in words if word in text]
    assert guilty == []
