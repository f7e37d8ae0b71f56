"""The wheel carries templates, static files, catalogues and migrations: unpacked elsewhere, it runs by itself. Fonts
for the scripts of the world are in a wheel of their own."""

import ast
import asyncio
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]


async def unpacked(source: Path, site: Path) -> None:
    """Builds the wheel and lays it where packages are."""
    built = site.with_name("dist") / source.name
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    await asyncio.to_thread(subprocess.run, command, cwd=source, check=True, capture_output=True, timeout=600)
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(site)


def without_the_checkout(site: Path) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("BARCAMP_")} | {"PYTHONPATH": str(site)}


async def test_the_wheel_serves_pages_without_the_checkout(tmp_path: Path):
    site = tmp_path / "site"
    await unpacked(ROOT, site)
    assert {each.name for each in site.rglob("*.ttf")} == {
        "AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-Bold.ttf"
    }  # fmt: skip
    assert await _shows("Grüße an 日本 und Мир", site, tmp_path) == "Grüße an □ und Мир"
    await unpacked(ROOT / "fonts", site)
    assert await _shows("Grüße an 日本 und Мир", site, tmp_path) == "Grüße an 日本 und Мир"
    environment = without_the_checkout(site)
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _SERVE, str(tmp_path / "data"),
        cwd=tmp_path, env=environment, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        where, address = (await asyncio.wait_for(server.stdout.readline(), 300)).decode().split()
        assert where == str(site / "barcamp")
        async with httpx.AsyncClient(base_url=address) as visitor:
            home = await visitor.get("/", headers={"Accept-Language": "de"})
            assert "Bei einer Veranstaltung mitmachen" in home.text
            sheet = home.text.split('rel="stylesheet" href="')[1].split('"')[0]
            assert (await visitor.get(sheet)).status_code == 200
            assert (await visitor.get("/readyz")).text == "ready\n"
    finally:
        server.terminate()
        await server.wait()


async def _shows(text: str, site: Path, folder: Path) -> str:
    """The text as a report would show it, by what is installed there."""
    code = "import sys; from barcamp.exports.formats.glyphs import shown; print(ascii(shown(sys.argv[1])))"
    told = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code, text], cwd=folder, env=without_the_checkout(site), check=True,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return ast.literal_eval(told.stdout)


# Prints where the package was found and where it listens; the server itself is the real one.
_SERVE = """
import asyncio, sys, uvicorn
from pathlib import Path
import barcamp
from barcamp import app, migrations, serving, settings
config = settings.Settings(data=Path(sys.argv[1]))
asyncio.run(migrations.upgrade(config.database))
class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        print(Path(barcamp.__file__).parent, f"http://127.0.0.1:{port}", flush=True)
ctx = app.build(config)
Server(uvicorn.Config(app.make_app(ctx), host="127.0.0.1", port=0, **serving.uvicorn_options(config))).run()
"""
