"""`make docs` builds the site of all pages, without a network; what they name is there."""

import re
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tools.site import PAGES

ROOT = Path(__file__).parents[2]


def test_the_site_holds_every_page_and_loads_nothing_from_elsewhere(tmp_path: Path):
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path), strict=True)
    build(config)  # raises for a link into nowhere, and for a page that the menu does not name
    pages = {
        path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")
    }
    meant = {name.replace("README.md", "index.md") for name in PAGES}
    meant |= {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert {name.replace("README.md", "index.md").replace(".md", ".html") for name in meant} <= set(pages)
    for name, html in pages.items():
        loaded = re.findall(r"<(?:link|script|img)\b[^>]*(?:href|src)=\"(https?:[^\"]+)\"", html)
        assert not loaded, name
    assert 'src="screens/phone-topics.png"' in pages["index.html"]
    assert (tmp_path / "screens" / "phone-topics.png").is_file()
