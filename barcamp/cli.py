"""The command line: serve, demo, and what operators need. `python -m barcamp` is the same. What takes long to load is
imported when it is needed: `--version` and `--help` answer at once."""

import asyncio
import gc
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from barcamp import __version__, settings, terminal
from barcamp.settings import BadSetting, Settings, variable
from barcamp.terminal import Exit, need, stop
from barcamp.text.languages import LANGUAGES

data_option = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder for the database file."
)
NO_PHONES = "Simulated phones are an extra: install barcamp[demo]."
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


class _Barcamp(click.Group):
    """Makes every command, and its help, work on any console."""

    def main(self, *args: Any, **options: Any) -> Any:
        terminal.bear_with_it()
        gc.set_threshold(100_000, 50, 100)  # what is imported stays: it need not be walked again and again
        return super().main(*args, **options)


@click.group(cls=_Barcamp, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Runs a barcamp day: join, pitch, show interest, plan, note, archive, report."""


@main.command()
@serving_options
@click.option("--processes", type=int, help="Server processes; more than one needs a Redis bell.")
def serve(**options: Any) -> None:
    """Starts the server. On the first run it prints a link with which the organiser sets a password."""
    from barcamp import serving

    config = _settings(**options)
    _prepare(config)
    serving.tell_doubts(config, os.environ)
    try:
        serving.serve(config)
    except serving.CannotListen as why:
        stop(str(why), Exit.ADDRESS, config.log)


@main.command()
@serving_options
@click.option(
    "--event", type=click.Choice(["round-table", "kick-off", "weekend"]), default="round-table", show_default=True
)
@click.option("--attendees", type=click.IntRange(0, 500), help="How many are simulated.  [default: 30, 40 or 200]")
@click.option(
    "--pace", type=click.FloatRange(0.05, 100), default=1.0, show_default=True, help="Speed; 10 is ten times as fast."
)
def demo(event: str, attendees: int | None, pace: float, **options: Any) -> None:
    """Starts a complete demo day with simulated attendees who act over real HTTP and websockets."""
    need("websockets", NO_PHONES, os.environ.get(variable("log"), ""))
    from barcamp import demo as demonstration
    from barcamp.serving import CannotListen

    # A phone on the same Wi-Fi should reach it, and it should never touch a real database.
    for name, value in (("host", "0.0.0.0"), ("data", Path("demo-data"))):
        if options.get(name) is None and variable(name) not in os.environ:
            options[name] = value
    config = _settings(**options, database_url="", bell_url="memory://", processes=1)
    _prepare(config)
    try:
        demonstration.run(config, attendees, pace, event)
    except CannotListen as why:
        stop(str(why), Exit.ADDRESS)


@main.command()
@click.argument("code")
@serving_options
@click.option(
    "--attendees", type=click.IntRange(0, 60), default=30, show_default=True, help="How many simulated phones."
)
@click.option("--minutes", type=click.FloatRange(0.1, 180), default=60.0, show_default=True, help="How long it lasts.")
def rehearse(code: str, attendees: int, minutes: float, **options: Any) -> None:
    """Rehearses the event with this CODE: simulated phones in a copy of it, on the running server."""
    need("websockets", NO_PHONES, os.environ.get(variable("log"), ""))
    from barcamp.demo import rehearsing
    from barcamp.operations.backup import NotDone

    config = _settings(**options)
    _prepare(config)
    try:
        rehearsing.run(config, code, attendees, minutes)
    except NotDone as why:
        stop(str(why), Exit.FAILED)


@main.command("rehearsing-phones", hidden=True)
@click.argument("url")
@click.argument("code")
@click.option("--attendees", type=click.IntRange(1, 60), default=30)
@click.option("--minutes", type=click.FloatRange(0, 180), default=60.0)
def rehearsing_phones(url: str, code: str, attendees: int, minutes: float) -> None:
    """The phones that a server starts for a rehearsal; they end with it."""
    from barcamp.demo import rehearsing

    asyncio.run(rehearsing.phones(url, code, attendees, minutes))


@main.command("organiser-link")
@serving_options
def organiser_link(**options: Any) -> None:
    """Prints a one-time link with which an organiser sets a name and a password, or a new password."""
    from barcamp import serving

    config = _settings(**options)
    _prepare(config)
    click.echo(asyncio.run(serving.make_setup_link(config)))


@main.command()
@serving_options
def healthcheck(**options: Any) -> None:
    """Asks the server with these settings, on this machine, whether it is ready; for containers."""
    from barcamp.operations.healthcheck import ask

    try:
        click.echo(ask(_settings(**options)))
    except OSError as why:
        stop(f"not ready: {why}", Exit.FAILED)


@main.command()
@serving_options
def doctor(**options: Any) -> None:
    """Checks what a server with these settings would rely on, and says what is wrong. Changes nothing."""
    from barcamp import serving
    from barcamp.operations import doctor as examination
    from barcamp.telemetry import logs

    config = _settings(**options)
    logs.configure(config.log)
    serving.let_many_in()
    if not asyncio.run(examination.examine(config, click.echo)):
        sys.exit(Exit.FAILED)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
def backup(file: Path, data: Path | None) -> None:
    """Writes a copy of the database to FILE, even while the server is running. Never overwrites a file."""
    from barcamp.operations.backup import NotDone, back_up

    try:
        back_up(_settings(data=data), file)
    except NotDone as why:
        stop(str(why), Exit.FAILED)
    click.echo(f"saved: {file}")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
@click.option("--replace", is_flag=True, help="Put it in place of a database that is there, which is kept beside it.")
def restore(file: Path, data: Path | None, replace: bool) -> None:
    """Checks the copy in FILE and puts it where the server will find it."""
    from barcamp.operations import backup as copies

    config = _settings(data=data)
    try:
        kept = copies.restore(config, file, replace, datetime.now())
    except copies.NotDone as why:
        stop(str(why), Exit.FAILED)
    if kept:
        click.echo(f"kept: {kept}")
    click.echo(f"restored: {file}")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--seconds", type=click.FloatRange(0, 86400), help="Time limit, in place of the file's.")
@click.option("--seed", type=click.IntRange(0), help="Another seed gives another search.")
@click.option("--rounds", type=click.IntRange(0), help="Limit in steps instead of time: alike on any machine.")
@click.option("--proof/--no-proof", default=True, help="Whether to look for a proof that more is not possible.")
@click.option("--language", type=click.Choice(tuple(LANGUAGES)), default="en", show_default=True)
def plan(file: str, **options: Any) -> None:
    """Finds the best plan for the planning problem in FILE (JSON; - is standard input) and prints it as JSON."""
    from barcamp.planner.cli import NotRead, solved

    try:
        answer = solved(file, **options)
    except NotRead as why:
        stop(str(why), Exit.FAILED)
    click.echo(answer, nl=False)


@main.command()
@click.argument("code")
@click.option(
    "--format", "formats", multiple=True, help="Which file: report.pdf, data.xlsx, pack.zip … May be repeated."
)
@click.option("--all", "everything", is_flag=True, help="Every file, and the archive.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file; for several, a folder.")
@click.option("--without", multiple=True, type=click.Choice(["names", "photos", "votes"]), help="Leave this out.")
@data_option
def export(
    code: str, formats: tuple[str, ...], everything: bool, out: Path, without: tuple[str, ...], data: Path | None
) -> None:
    """Writes what the event with this CODE leaves behind, as the server would."""
    from barcamp.exports.book.choice import Choice
    from barcamp.transfer import cli

    wanted = [what for what in cli.WHAT if cli.there(what)] if everything else list(formats)
    if not wanted or set(wanted) - set(cli.WHAT):
        stop(f"Name one or more with --format: {', '.join(cli.WHAT)}; or --all.", Exit.USAGE)
    choice = Choice(*(each not in without for each in ("names", "photos", "votes")), contacts=False)
    several = everything or len(wanted) > 1 or out.is_dir()
    config = _settings(data=data)
    _prepare(config)
    try:
        for file in asyncio.run(cli.export(config, code, wanted, lambda what: out / what if several else out, choice)):
            click.echo(f"written: {file}")
    except cli.NotDone as why:
        stop(str(why), Exit.FAILED)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Checks an archive: that it is whole, that nothing was altered, and what is in it."""
    from barcamp.transfer import cli

    try:
        told = cli.check(file).manifest
    except cli.NotDone as why:
        stop(str(why), Exit.FAILED)
    click.echo(f"sound: {told['name']}, {told['day']}, {len(told['files'])} files")
    click.echo("final" if told["final"] else "interim: the day had not been closed")
    if told.get("erased_people"):
        click.echo(f"amended: {told['erased_people']} people were erased on request")
    click.echo("can be imported" if told["complete"] else "cannot be imported: something was left out")


@main.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--organiser", default="", help="Whose event it is to be; needed where several people organise.")
@click.option("--again", is_flag=True, help="Also if the event is here already: then as a second one.")
@data_option
def import_(file: Path, organiser: str, again: bool, data: Path | None) -> None:
    """Checks the archive in FILE and brings its event into this server; if its code is taken, under a new one."""
    from barcamp.transfer import cli

    config = _settings(data=data)
    _prepare(config)
    try:
        camp = asyncio.run(cli.bring_in(config, file, organiser, again=again))
    except cli.NotDone as why:
        stop(str(why), Exit.FAILED)
    click.echo(f"imported: {camp.name}, code {camp.code}")


def _settings(**options: Any) -> Settings:
    try:
        return settings.read().with_(**options)
    except BadSetting as why:
        stop(str(why), Exit.SETTING, os.environ.get(variable("log"), ""))


def _prepare(config: Settings) -> None:
    from barcamp import migrations
    from barcamp.telemetry import logs
    from barcamp.telemetry.discreet import in_one_line

    logs.configure(config.log)
    try:
        asyncio.run(migrations.upgrade(config.database, config.public_url))
    except migrations.NewerDatabase as why:
        stop(str(why), Exit.DATABASE, config.log)
    except Exception as error:
        stop(f"The database cannot be opened: {in_one_line(error)}", Exit.DATABASE, config.log)
