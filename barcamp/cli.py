"""The command line: serve, demo, and what an operator needs. `python -m barcamp` is the same."""

import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from barcamp import __version__, logs, migrations, settings
from barcamp.db import in_one_line
from barcamp.settings import BadSetting, Settings, variable

data_option = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder for the database file."
)
OPTIONS = [
    click.option("--host", help="Address to listen on."),
    click.option("--port", type=int, help="Port to listen on; 0 takes a free one."),
    click.option("--public-url", help="Address that people use, if it is another one."),
    data_option,
]


def serving_options(function: Any) -> Any:
    for option in reversed(OPTIONS):
        function = option(function)
    return function


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Runs a barcamp day: join, pitch, show interest, plan, note, archive, report."""


@main.command()
@serving_options
@click.option("--processes", type=int, help="Server processes; more than one needs a Redis bell.")
def serve(**options: Any) -> None:
    """Starts the server. On the first run it prints a link with which the organiser sets a password."""
    config = _settings(**options)
    from barcamp import serving

    _prepare(config)
    try:
        serving.serve(config)
    except serving.CannotListen as why:
        _stop(str(why))


@main.command()
@serving_options
@click.option(
    "--attendees",
    type=click.IntRange(0, 500),
    default=30,
    show_default=True,
    help="How many simulated attendees.",
)
@click.option(
    "--pace",
    type=click.FloatRange(0.05, 100),
    default=1.0,
    show_default=True,
    help="Speed of the day; 10 is ten times as fast.",
)
def demo(attendees: int, pace: float, **options: Any) -> None:
    """Starts a complete demo day with simulated attendees who act over real HTTP and websockets."""
    from barcamp import demo as demonstration
    from barcamp.serving import CannotListen

    # A phone in the same Wi-Fi should reach it, and a real database should never see it.
    for name, value in (("host", "0.0.0.0"), ("data", Path("demo-data"))):
        if options.get(name) is None and variable(name) not in os.environ:
            options[name] = value
    config = _settings(**options, database_url="", bell_url="memory://", processes=1)
    _prepare(config)
    try:
        demonstration.run(config, attendees, pace)
    except CannotListen as why:
        _stop(str(why))


@main.command("organiser-link")
@serving_options
def organiser_link(**options: Any) -> None:
    """Prints a one-time link with which an organiser sets a name and a password, or a new password."""
    config = _settings(**options)
    from barcamp import serving

    _prepare(config)
    click.echo(asyncio.run(serving.make_setup_link(config)))


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
def backup(file: Path, data: Path | None) -> None:
    """Writes a copy of the database to FILE, also while the server runs. Never overwrites a file."""
    from barcamp.backup import NotDone, back_up

    try:
        back_up(_settings(data=data), file)
    except NotDone as why:
        _stop(str(why))
    click.echo(f"saved: {file}")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
@click.option("--replace", is_flag=True, help="Put it in place of a database that is there, which is kept beside it.")
def restore(file: Path, data: Path | None, replace: bool) -> None:
    """Checks the copy in FILE and puts it where the server will find it."""
    from barcamp import backup as copies

    config = _settings(data=data)
    try:
        kept = copies.restore(config, file, replace, datetime.now())
    except copies.NotDone as why:
        _stop(str(why))
    if kept:
        click.echo(f"kept: {kept}")
    click.echo(f"restored: {file}")


def _settings(**options: Any) -> Settings:
    try:
        return settings.read().with_(**options)
    except BadSetting as why:
        _stop(str(why))


def _prepare(config: Settings) -> None:
    logs.configure(config.log)
    try:
        asyncio.run(migrations.upgrade(config.database))
    except migrations.NewerDatabase as why:
        _stop(str(why))
    except Exception as error:
        _stop(f"The database cannot be opened: {in_one_line(error)}")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)
