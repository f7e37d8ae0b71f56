"""The wheel carries templates, static files, catalogues and migrations: unpacked elsewhere, it runs by itself."""

import asyncio
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]


async def test_the_wheel_serves_pages_without_the_checkout(tmp_path: Path):
    built = tmp_path / "dist"
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    await asyncio.to_thread(subprocess.run, command, cwd=ROOT, check=True, capture_output=True, timeout=600)
    site = tmp_path / "site"
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BARCAMP_")} | {"PYTHONPATH": str(site)}
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
