"""`python -m tools.dependencies` writes docs/dependencies.md from the locked versions and requirements/why.toml,
without a network."""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "dependencies.md"
HEAD = """# Dependencies

Made by `python -m tools.dependencies` from what `python -m tools.lock` recorded: the exact versions are in
`requirements/server.txt` (with every extra) and `requirements/dev.txt`, each with its hashes.
`pip install --require-hashes -r requirements/server.txt` installs them from whichever registry pip is set to.
"""


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    packages = json.loads((ROOT / "requirements" / "packages.json").read_text(encoding="utf-8"))
    why = tomllib.loads((ROOT / "requirements" / "why.toml").read_text(encoding="utf-8"))
    known = {each["name"]: each for each in packages}
    lines = [
        HEAD,
        "## Chosen",
        "",
        "| package | for | version | released | licence | why |",
        "|---|---|---|---|---|---|",
    ]
    for name, extra in chosen().items():
        lines.append(f"| {name} | {extra} | {_facts(known[name])} | {why[name]} |")
    lines += [
        "",
        "## Needed by these",
        "",
        "| package | version | released | licence | needed by |",
        "|---|---|---|---|---|",
    ]
    for each in packages:
        if each["name"] not in chosen():
            lines.append(f"| {each['name']} | {_facts(each)} | {', '.join(each['needed_by'])} |")
    return "\n".join(lines) + "\n"


def chosen() -> dict[str, str]:
    """What pyproject.toml asks for, each with its extra, or `all` if every server needs it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = dict.fromkeys(map(_name, project["dependencies"]), "all")
    for extra, wanted in project["optional-dependencies"].items():
        found |= dict.fromkeys(map(_name, wanted), f"`{extra}`")
    return found


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return found[0].lower()


def _facts(package: dict) -> str:
    return f"{package['version']} | {package['released']} | {package['licence']}"


if __name__ == "__main__":
    main()
