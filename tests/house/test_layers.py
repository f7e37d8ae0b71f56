"""Rule 1: imports go down, and Litestar lives in web and app alone."""

from importlinter.cli import lint_imports

from tests.house.sources import ROOT, imports, modules


def test_imports_go_down(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


def test_litestar_lives_in_web_and_app_alone():
    users = {path for path, tree in modules().items() if imports(tree) & {"litestar", "litestar_htmx"}}
    at_home = {path for path in users if path.startswith("web/") or path == "app.py"}
    assert {"app.py", "web/commands.py"} <= at_home
    assert users - at_home == set()
