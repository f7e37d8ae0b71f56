"""`make settings` writes the table of settings in README.md, as barcamp/settings.py declares them."""

import dataclasses
import re
from pathlib import Path

from barcamp.settings import Settings, variable

README = Path(__file__).parents[1] / "README.md"
_TABLE = re.compile(r"(?<=<!-- settings -->\n).*?(?=\n<!-- /settings -->)", re.DOTALL)


def main() -> None:
    README.write_text(told(README.read_text(encoding="utf-8")), encoding="utf-8")


def told(readme: str) -> str:
    """The README with the table as it has to be. Raises LookupError if there is no place for one."""
    made, places = _TABLE.subn(lambda _: table(), readme)
    if places != 1:
        raise LookupError("README.md has no place for the settings")
    return made


def table() -> str:
    lines = ["| variable | default | meaning |", "|---|---|---|"]
    for field in dataclasses.fields(Settings):
        default = f"`{field.default}`" if str(field.default) else ""
        lines.append(f"| `{variable(field.name)}` | {default} | {field.metadata['says']} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
