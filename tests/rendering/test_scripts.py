"""Scripts are modules, and what pages load of them is one file in the order of the graph."""

import shutil
import subprocess
from pathlib import Path

import pytest

from barcamp.rendering import scripts
from barcamp.rendering.assets import folder, static, version
from barcamp.rendering.scripts import LATER, NotAModule, already, bundle, order
from tests.presence import absent

ROOT = folder("static")
EVERY = sorted(each.relative_to(ROOT).as_posix() for each in (ROOT / "js").rglob("*.js"))


@pytest.fixture(autouse=True)
def forgetful():
    yield
    scripts.module.cache_clear()


def write(root: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (root / f"{name}.js").write_text(text, encoding="utf-8")
    return root


def ran(*texts: str) -> str:
    """What classic scripts print, one after another on one page."""
    node = shutil.which("node") or absent("node", "There is no node.")
    page = "globalThis.window = globalThis;\n" + "".join(f"(0, eval)({text!r});\n" for text in texts)
    done = subprocess.run([node, "-"], input=page, capture_output=True, text=True, timeout=600)
    return done.stdout + done.stderr


def test_each_module_runs_once_and_after_what_it_imports(tmp_path: Path):
    write(
        tmp_path,
        main='import "./left.js";\nimport "./right.js";\nimport { hail } from "./hail.js";\nconsole.log(hail);\n',
        hail='export const hail = "main";\n',
        left='import * as below from "./below.js";\nconsole.log("left", below.NAME);\n',
        right='import { NAME, hail as call } from "./below.js";\nconsole.log("right", NAME, call());\n',
        below='console.log("below");\nexport const NAME = "B";\nexport function hail() { return `hail ${NAME}`; }\n',
    )
    assert order(tmp_path, "main.js") == ["below.js", "left.js", "right.js", "hail.js", "main.js"]
    assert ran(bundle(tmp_path, "main.js")).split("\n")[:-1] == ["below", "left B", "right B hail B", "main"]


def test_one_that_fails_takes_no_other_with_it_and_is_complained_about(tmp_path: Path):
    write(
        tmp_path,
        main='import "./bad.js";\nimport "./good.js";\n',
        bad='export const one = 1;\nthrow new Error("bad luck");\n',
        good='console.log("good");\n',
    )
    told = ran(bundle(tmp_path, "main.js"))
    assert told.startswith("good\n")
    assert "Error: bad luck" in told


def test_what_a_page_has_already_is_neither_sent_nor_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(LATER, "late.js", ("page.js", "other.js"))
    write(
        tmp_path,
        page='import "./shared.js";\nimport "./own.js";\n',
        other='import "./shared.js";\n',
        late='import * as own from "./own.js";\nimport { count } from "./shared.js";\nconsole.log(own.N, count());\n',
        shared='console.log("shared");\nlet n = 0;\nexport const count = () => n += 1;\nexport const N = count();\n',
        own='console.log("own");\nexport const N = "N";\n',
    )
    late = bundle(tmp_path, "late.js")
    assert already(tmp_path, "late.js") == {"shared.js"}
    assert 'log("own")' in late
    assert 'log("shared")' not in late
    assert ran(bundle(tmp_path, "page.js"), late) == "shared\nown\nN 2\n"
    assert ran(bundle(tmp_path, "other.js"), late) == "shared\nown\nN 2\n"


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({"main": 'import "./one.js";\n', "one": 'import "./main.js";\n'}, "imports itself"),
        ({"main": 'import * as it from "./one.js";\n', "one": "export const a = 1;\n"}, "under its own name"),
        ({"main": "export let a = 1;\n"}, "export let a"),
        ({"main": "export default 1;\n"}, "export default"),
        ({"main": 'import one from "./one.js";\n', "one": "export const a = 1;\n"}, "import one"),
    ],
)
def test_what_bundles_do_not_know_is_refused(tmp_path: Path, texts: dict[str, str], why: str):
    with pytest.raises(NotAModule, match=why):
        bundle(write(tmp_path, **texts), "main.js")


def test_two_modules_of_one_script_have_two_names(tmp_path: Path):
    (tmp_path / "below").mkdir()
    write(tmp_path, main='import "./one.js";\nimport "./below/one.js";\n', one="export const a = 1;\n")
    write(tmp_path / "below", one="export const b = 1;\n")
    with pytest.raises(NotAModule, match="called one"):
        bundle(tmp_path, "main.js")


def test_a_script_by_itself_is_sent_as_it_is(tmp_path: Path):
    write(tmp_path, main="// Only people read this.\nconst a = 1;\nconsole.log(a);\n")
    assert bundle(tmp_path, "main.js") == '(()=>{"use strict";const a=1;console.log(a);})();'


@pytest.mark.parametrize("path", EVERY)
def test_every_script_can_be_sent_and_is_understood(path: str):
    sent = bundle(ROOT, path)
    assert "import " not in sent.replace("important ", "")
    node = shutil.which("node") or absent("node", "There is no node.")
    checked = subprocess.run([node, "--check", "-"], input=sent, capture_output=True, text=True, timeout=600)
    assert checked.stderr == ""


def test_types_are_checked_in_every_script():
    checked = {path for path in EVERY if (ROOT / path).read_text(encoding="utf-8").startswith("// @ts-check\n")}
    assert set(EVERY) - checked == set()


def test_what_comes_later_is_a_script_and_so_are_the_pages_it_comes_to():
    assert {each for late, pages in LATER.items() for each in (late, *pages)} <= set(EVERY)
    assert "js/core/device.js" in already(ROOT, "js/offline.js")


def test_the_version_of_all_changes_with_any_file(monkeypatch: pytest.MonkeyPatch):
    before = version()
    version.cache_clear()
    assert version() == before
    version.cache_clear()
    monkeypatch.setattr("barcamp.rendering.assets.static", lambda path: "?v=1" if "tint" in path else static(path))
    assert version() != before
    version.cache_clear()
