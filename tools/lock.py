"""`python -m tools.lock` finds the newest versions that pyproject.toml allows (with uv, wherever it is set to look) and
records them with their hashes: requirements/server.txt with every extra, dev.txt with what tests and linters also need,
build.txt with what makes the wheel, and packages.json, from which docs/dependencies.md is made. It records no address
of a registry."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

from tools import dependencies

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "requirements"
# By name, with the groups of pyproject.toml that are in it.
FILES = {
    "server.txt": ["--all-extras", "--no-dev"],
    "dev.txt": ["--all-extras", "--group", "dev", "--group", "build"],
    "build.txt": ["--only-group", "build"],
}


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("pyproject.toml", "README.md"):
            shutil.copy(ROOT / each, folder)
        _uv(folder, "lock", "--quiet")
        for file, groups in FILES.items():
            told = _uv(
                folder, "export", "--quiet", "--frozen", "--format", "requirements-txt",
                "--no-emit-project", "--no-header", "--no-annotate", *groups,
            )  # fmt: skip
            (FOLDER / file).write_text(told, encoding="utf-8")
        locked = tomllib.loads((folder / "uv.lock").read_text(encoding="utf-8"))["package"]
    packages = _packages(locked)
    (FOLDER / "packages.json").write_text(json.dumps(packages, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    dependencies.main()


def _uv(folder: Path, *words: str) -> str:
    done = subprocess.run(["uv", *words], cwd=folder, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def _packages(locked: list[dict]) -> list[dict]:
    """The packages in server.txt: version, date of release, licence, and which of them need it."""
    named = set(re.findall(r"^([a-z0-9-]+)==", (FOLDER / "server.txt").read_text(encoding="utf-8"), re.MULTILINE))
    found = []
    for package in sorted(locked, key=lambda each: each["name"]):
        if package["name"] in named:
            files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
            users = {
                each["name"] for each in locked for needed in each.get("dependencies", [])
                if needed["name"] == package["name"] and each["name"] in named
            }  # fmt: skip
            found.append(
                {
                    "name": package["name"],
                    "version": package["version"],
                    "released": max(str(file["upload-time"])[:10] for file in files),
                    "licence": _licence(package["name"]),
                    "needed_by": sorted(users),
                }
            )
    return found


def _licence(name: str) -> str:
    try:
        told: Any = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return "not for the system this was made on"
    classified = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or [] if each.startswith("License ::")
    ]
    text = told.get("License-Expression") or "; ".join(classified) or told.get("License") or "not told"
    return text.splitlines()[0][:60]


if __name__ == "__main__":
    sys.exit(main())
