"""The verb `pseudonymise`: a twin of the database for research, with pseudonyms in the place of people."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, folder_of, say, verb


@click.command()
@click.option(
    "-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path),
    help="The new database; a folder gets a coursekeep.sqlite, which --data of other verbs takes.",
)  # fmt: skip
@click.option(
    "--key-env", "name", metavar="NAME",
    help="The environment variable that holds the key, 16 characters or more (default: the configuration's `privacy.key_env`); "
    "the same key gives the same names again.",
)  # fmt: skip
@click.option("--course", metavar="SLUG", help="Only this course.")
@click.option("--shift-dates", "days", metavar="DAYS|random", help="Move all dates; multiples of 7 and random keep weekdays.")  # fmt: skip
@click.option("--report", "account", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Where to write what a person should read; confidential.")  # fmt: skip
@CONFIG
@DATA
@JSON
@verb
def pseudonymise(output: Path, name: str | None, course: str | None, days: str | None, account: Path | None, config: Path | None,
                 data: Path | None, as_json: bool) -> None:  # fmt: skip
    """Write a twin of the database for research, with pseudonyms in the place of people.

    Who said no is not in it. Mail, telephone numbers, handles and addresses are masked, pictures and people's addresses are gone.
    """
    from archive.report.summary import opened
    from archive.twin import report
    from archive.twin.dates import shift_of
    from archive.twin.key import key_of
    from archive.twin.make import twin
    from crawler.bar import bar

    key = key_of(name or _named(config, data), os.environ)
    shift = shift_of(days, key)
    folder = folder_of(config, data)
    with closing(opened(folder)) as db:
        source = Path(db.execute("pragma database_list").fetchone()[2])
    with _place(output) as place, bar("pseudonymise", as_json) as progress:
        told = twin(source, place, key, shift, course, progress)
    if account:
        report.write(account, told, place)
    if shift.days % 7:
        click.echo("coursekeep: note: the shift is no multiple of 7, so weekdays are others than they were", err=True)
    if not account and told["places"]:
        click.echo(
            "coursekeep: note: --report FILE lists what a person should read before the twin is given away", err=True
        )
    say(report.public(told), report.lines(told, place), as_json)


def _named(config: Path | None, data: Path | None) -> str:
    """The variable that the configuration names. Raises ConfigError for a mistake in it."""
    from crawler.choice import settings_of

    if named := settings_of(config, data).privacy.key_env:
        return named
    raise click.UsageError("name the environment variable that holds the key: --key-env NAME, or privacy: {key_env: NAME} in config.yaml")  # fmt: skip


@contextmanager
def _place(output: Path) -> Iterator[Path]:
    """The file; in a folder, which is made where it is missing, `coursekeep.sqlite`. No empty folder stays where none was."""
    if output.suffix and not output.is_dir():
        yield output
        return
    is_new = not output.exists()
    output.mkdir(exist_ok=True)
    try:
        yield output / "coursekeep.sqlite"
    finally:
        if is_new:
            with suppress(OSError):  # the twin is in it
                output.rmdir()
