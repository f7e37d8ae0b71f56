"""Checks of scripts and sheets: tsc for types and Biome for style, as package.json pins them. They come from npm, which
is used only for this; if there is no npm, a line says so."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = ROOT / "node_modules"
CHECKS = (
    ("tsc", "--project", "."),
    ("tsc", "--project", "tsconfig.worker.json"),  # a service worker has no page
    ("biome", "check", "--error-on-warnings"),
)


def main() -> int:
    npm = shutil.which("npm")
    if npm is None:
        print("Scripts and sheets are not checked: there is no npm.")
        return 0
    if not _is_new():
        quiet = ("--silent", "--no-audit", "--no-fund", "--no-package-lock")
        subprocess.run([npm, "install", *quiet], cwd=ROOT, check=True)
        (MODULES / ".stamp").touch()
    ends = [subprocess.run([MODULES / ".bin" / name, *given], cwd=ROOT).returncode for name, *given in CHECKS]
    return max(ends)


def _is_new() -> bool:
    stamp = MODULES / ".stamp"
    return stamp.is_file() and stamp.stat().st_mtime >= (ROOT / "package.json").stat().st_mtime


if __name__ == "__main__":
    sys.exit(main())
