"""What commands have in common: options, the data folder, and their end. Errors are a line each on stderr, never a traceback."""

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import click

from archive.errors import CoursekeepError, StoreError

CONFIG = click.option(
    "--config", type=click.Path(path_type=Path, dir_okay=False), help="Configuration file (default: ./config.yaml)."
)
DATA = click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Data folder (default: ./data).")
DATABASE = click.option(
    "--database", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Ask this database, an export or a twin, not the data folder's.",
)  # fmt: skip


class PastDay(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A day that has begun somewhere on earth, written as in 2026-03-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day."""
        try:
            day = value if isinstance(value, date) else datetime.strptime(value.strip(), "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is no day: write it as in 2026-03-01", param, ctx)
        if day > datetime.now(UTC).date() + timedelta(days=1):
            self.fail(f"{day} is still to come: name a day that has been", param, ctx)
        return day


class Moment(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A moment, as 14 digits in UTC (crawler/moment.py)."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Its last second, where it is a day or an hour."""
        from crawler.moment import last_second

        try:
            return last_second(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


@contextmanager
def errors_as_lines() -> Iterator[None]:
    """Our own errors become a line and an exit code; Ctrl-C becomes 130; a closed pipe is no error."""
    try:
        yield
    except CoursekeepError as error:
        click.echo(f"coursekeep: {error}", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        click.echo("coursekeep: interrupted; run it again to go on", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still to be flushed goes nowhere
        sys.exit(0)
    except sqlite3.Error as error:
        advice = "make room if the disk is full; `coursekeep rebuild` makes it again"
        click.echo(f"coursekeep: the database cannot be used ({error}); {advice}", err=True)
        sys.exit(StoreError.exit_code)
    except OSError as error:
        click.echo(f"coursekeep: {error.filename or 'the disk'}: {error.strerror or error}", err=True)
        sys.exit(StoreError.exit_code)


def verb(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command whose errors are lines."""

    @wraps(function)
    def guarded(*args: Any, **arguments: Any) -> Any:
        with errors_as_lines():
            return function(*args, **arguments)

    return guarded


def folder_of(config: Path | None, data: Path | None) -> Path:
    """The data folder: as given, else the configuration's, else ./data."""
    if data:
        return data
    path = config or Path("config.yaml")
    if config is None and not path.exists():
        return Path("data")
    from crawler.document import data_folder

    folder = data_folder(path)
    if not (folder / "coursekeep.sqlite").exists():
        from crawler.config import load

        load(path)  # a mistake in it may be why there is nothing: all of them are told
    return folder


def database_of(config: Path | None, data: Path | None, database: Path | None) -> Path:
    """The database that is asked: as given, else the data folder's. It is made sure that it can be read."""
    from archive.report.opening import opened_file
    from archive.report.summary import opened

    if database and (config or data):
        raise click.UsageError("--database names a file of its own: leave out --data and --config")
    if database:
        opened_file(database).close()
        return database
    folder = folder_of(config, data)
    opened(folder).close()
    return folder / "coursekeep.sqlite"


def asked_database(config: Path | None, data: Path | None, database: Path | None) -> sqlite3.Connection:
    """The same, open for reading."""
    from archive.report.opening import opened_file

    return opened_file(database_of(config, data, database))


def say(value: Any, lines: Iterable[str], as_json: bool) -> None:
    """An answer on stdout: as JSON, or in words."""
    if told := said(value, lines, as_json):
        click.echo(told)


def said(value: Any, lines: Iterable[str], as_json: bool) -> str:
    """An answer as JSON, or in words; without the last end of a line."""
    return json.dumps(value, indent=1, ensure_ascii=False) if as_json else "\n".join(lines)
