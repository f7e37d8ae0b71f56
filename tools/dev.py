"""`python -m tools.dev` (`make dev`): a day to work in, on a server that restarts whenever code, templates, styles or
scripts change; open screens then reload their pages. The day stays the same until this ends.

This process only watches: what it serves is imported by the serving process, anew each time.
"""

import asyncio
import contextlib
import gc
import signal
import socket
import tempfile
from dataclasses import replace
from pathlib import Path

import click
from watchfiles import run_process

ROOT = Path(__file__).parents[1]
PHASES = ("arrival", "pitching", "interest", "planning", "sessions", "closing")
WATCHED = [ROOT / name for name in ("barcamp", "templates", "static")]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--day", type=click.Choice(PHASES), default="arrival", show_default=True, help="How far it is.")
@click.option("--attendees", type=click.IntRange(0, 500), default=12, show_default=True, help="Who are there.")
def main(port: int, day: str, attendees: int) -> None:
    """Starts a demo day in a phase and the server with it, both anew with every change of a file: the day is kept."""
    with tempfile.TemporaryDirectory(prefix="barcamp-dev-", ignore_cleanup_errors=True) as folder:
        try:
            listener = socket.create_server(("127.0.0.1", port))
        except OSError:
            raise click.ClickException(f"Port {port} is taken; choose another one with --port.") from None
        # Requests that come while the server restarts wait, and are not refused.
        with listener:
            run_process(
                *WATCHED,
                target=_serve,
                args=(listener, Path(folder), day, attendees),
                callback=lambda changes: click.echo(f"changed: {', '.join(sorted(_named(changes)))}"),
            )


def _named(changes: set) -> set[str]:
    return {Path(path).relative_to(ROOT).as_posix() for _, path in changes}


def _serve(listener: socket.socket, folder: Path, phase: str, attendees: int) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_day(listener, folder, phase, attendees))


async def _day(listener: socket.socket, folder: Path, phase: str, attendees: int) -> None:
    gc.set_threshold(100_000, 50, 100)  # as the command line does: what is imported stays
    from barcamp import addresses, app, migrations, serving
    from barcamp.demo import day_until, links_of
    from barcamp.rendering import templating
    from barcamp.settings import Settings
    from barcamp.telemetry import logs
    from tests import durability

    durability.waive()  # the day ends with this: it need not wait for the disk at each of its thousand commits
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # on Windows Ctrl-C raises KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    config = Settings(data=folder, port=listener.getsockname()[1])
    logs.configure(config.log)
    await migrations.upgrade(config.database, config.public_url)
    templating.environment().globals["dev"] = True
    parts = replace(app.build(config), demo=True)
    founded = folder / "founded"
    async with serving.open_house(app.make_app(parts), config, listener):
        if not founded.exists():
            day = await day_until(parts, phase, attendees)
            for label, link in (await links_of(parts, day, addresses.address(config))).items():
                click.echo(f"{label}: {link}")
            founded.touch()
        click.echo("listening")
        await stop.wait()
        serving.end_within(1)


if __name__ == "__main__":
    main()
