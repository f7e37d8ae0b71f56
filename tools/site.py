"""Hooks that mkdocs calls while it builds the site: the pages at the top of the repository stand among those of docs/,
and links that lead out of the site name the file as it is called in the repository."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CODE_OF_CONDUCT.md", "SECURITY.md")
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)#\s]*)(#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for name in PAGES:
        files.append(File.generated(config, name, abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """As the repository means them: those at its top from there, those of docs/ from docs/."""
    source = page.file.src_uri
    here = ROOT if source in PAGES else (ROOT / "docs" / source).parent

    def led(link: re.Match[str]) -> str:
        shown, words, target, anchor = link[1], link[2], link[3], link[4] or ""
        if not target or ":" in target:
            return link[0]
        meant = (here / target).resolve().relative_to(ROOT)
        within = meant.relative_to("docs") if meant.is_relative_to("docs") else meant
        if files.get_file_from_path(within.as_posix()) is None and within != meant:
            within = within / "README.md"  # a folder
        if files.get_file_from_path(within.as_posix()) is None:
            return f"{words} (`{meant}`)"  # not part of the site
        up = "../" * source.count("/")
        return f"{shown}[{words}]({up}{within.as_posix()}{anchor})"

    return LINK.sub(led, markdown)
