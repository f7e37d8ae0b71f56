"""The list of all downloads: each can be written, and nothing is imported for it before."""

import subprocess
import sys

import pytest

from barcamp.exports.pack.downloads import DOWNLOADS
from barcamp.text import i18n
from tests.exports.days import empty_day

LOADED = """
import sys
import barcamp.exports.pack.downloads
print(*sorted(sys.modules))
"""


@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_download_is_imported_and_written(name: str):
    entry = DOWNLOADS[name]
    if not entry.there:
        pytest.skip(f"{entry.needs} is not installed")
    with i18n.speaking("de"):
        assert entry.write(empty_day())


def test_the_list_imports_neither_a_format_nor_what_it_needs():
    printed = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout
    loaded = set(printed.split())
    assert "barcamp.exports.pack.downloads" in loaded
    assert loaded & {"PIL", "docx", "jinja2", "typst", "barcamp.exports.book.tree", "barcamp.exports.formats"} == set()
