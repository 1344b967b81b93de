"""The verbs that work by the clock: `run --due` does what is due, `schedule` shows and installs the timetable."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.errors import ConfigError
from crawler.verb import CONFIG, DATA, JSON, say, verb

NOW = click.option("--now", hidden=True, metavar="TIME", help="Another time than the clock's, for tests.")
NAP = 30.0
"""Seconds between two looks at the clock, which may jump when a machine wakes."""


@click.command()
@click.option("--due", is_flag=True, help="Do what the schedule asks for, and end: for cron or a timer.")
@click.option("--watch", is_flag=True, help="Stay, and do it whenever it is due; Ctrl-C ends it.")
@click.option("--dry-run", is_flag=True, help="Only say what is due.")
@CONFIG
@DATA
@NOW
@verb
def run(due: bool, watch: bool, dry_run: bool, config: Path | None, data: Path | None, now: str | None) -> None:
    """Do what the schedule in the configuration asks for: checks, full crawls, archives.

    One run at a time; where an earlier one still goes, it says so and ends.
    """
    if due == watch:
        raise click.UsageError("say --due to do what is due and end, or --watch to stay")
    if watch:
        _watch(config, data, dry_run)
    sys.exit(_once(config, data, dry_run, _moment(now)))


def _once(config: Path | None, data: Path | None, dry: bool, now: datetime) -> int:
    from crawler import roster_file, running, runs, timetable

    read, path = roster_file.read(config)
    place = running.Place(config=read, path=path, data=data or read.store.path)
    if not runs.subjects(read):
        click.echo(timetable.NONE)
        return 0
    if dry:
        found = runs.waiting(read, place.data, now)
        for job in found:
            click.echo(running.words_of(job))
        click.echo("nothing was done" if found else "nothing is due")
        return 0
    return running.run(place, now, lambda words: click.echo(words))


def _watch(config: Path | None, data: Path | None, dry: bool) -> None:
    """Until Ctrl-C. A mistake in the configuration is told once, and waited out."""
    told = ""
    while True:
        try:
            _once(config, data, dry, datetime.now(UTC))
            told = ""
        except ConfigError as error:
            if str(error) != told:
                click.echo(f"coursekeep: {error}", err=True)
            told = str(error)
        time.sleep(NAP)


@click.group(invoke_without_command=True)
@CONFIG
@DATA
@JSON
@NOW
@click.pass_context
@verb
def schedule(context: click.Context, config: Path | None, data: Path | None, as_json: bool, now: str | None) -> None:
    """What is done next and when it last was, by each course's clock; `schedule install` sets up the timer."""
    if context.invoked_subcommand:
        return
    from crawler import roster_file, timetable

    read, _ = roster_file.read(config)
    moment = _moment(now)
    rows = timetable.timetable(read, data or read.store.path, moment)
    say(rows, timetable.lines(rows, moment) if rows else [timetable.NONE], as_json)


@schedule.command()
@click.option("--user/--system", "user", default=True, help="For you (default), or for the machine, as root.")
@click.option("--print", "show", is_flag=True, help="Only print the units, or cron's line.")
@CONFIG
@DATA
@verb
def install(user: bool, show: bool, config: Path | None, data: Path | None) -> None:
    """Set up a systemd timer that calls `coursekeep run --due`; where there is no systemd, print a line for cron."""
    from crawler import roster_file, timer

    _, path = roster_file.read(config)
    made = timer.units(path, data, system=not user)
    if show:
        click.echo(
            f"# {made.name}.service\n{made.service}\n# {made.name}.timer\n{made.timer}\n# or, for cron:\n# {timer.cron_line(path, data)}"
        )
    elif not timer.has_systemd():
        click.echo("coursekeep: there is no systemd here; put this line into `crontab -e`:", err=True)
        click.echo(timer.cron_line(path, data))
    else:
        _installed(made.write(timer.folder_for(system=not user)), *timer.start(made.name, system=not user), user)


def _installed(files: list[Path], ok: bool, orders: list[str], user: bool) -> None:
    for path in files:
        click.echo(f"wrote {path}")
    scope = "--user " if user else ""
    click.echo(f"to end it: systemctl {scope}disable --now {files[-1].name}")
    if not ok:
        click.echo("systemd did not take it in; run:")
        click.echo("\n".join(f"  {order}" for order in orders))
    elif user:
        click.echo("the timer runs while you are logged in; for always: loginctl enable-linger")


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
