"""The verb `report`: the week as a page or a mail, and pictures, each written to a file."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.verb import CONFIG, DATA, folder_of, verb
from crawler.verbs.report import COURSE, NOW, written

if TYPE_CHECKING:
    import sqlite3


FILE = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
PSEUDONYMOUS = click.option("--pseudonymous", is_flag=True, help="Student 1, Student 2, ... instead of names.")
SUFFIXES = (".svg", ".png", ".html")
WEEK = click.option("--week", "number", type=int, metavar="N", help="Only this week of the course.")
WEEKLY = ("network", "timeline")
"""Pictures that can be of one week."""
PICTURES = {
    "network": "Who comments on whom, with those whom nobody answers.",
    "activity": "Every student, every week: zeros are marked.",
    "citations": "The works that most people list.",
    "timeline": "Posts and comments day by day, deadlines.",
    "threads": "The longest conversations.",
}


@click.group()
def report() -> None:
    """Write reports to files: the week as a page or a mail, and pictures."""


@report.command("week")
@click.argument("number", required=False, type=int, metavar="[N]")
@click.option("-o", "--output", metavar="FILE", type=FILE, help="Where to write; - is the standard output.")
@click.option(
    "--text", "as_text", is_flag=True, help="Plain text for a mail, not HTML; printed where no FILE is named."
)
@PSEUDONYMOUS
@COURSE
@NOW
@CONFIG
@DATA
@verb
def week_(number: int | None, output: Path | None, as_text: bool, pseudonymous: bool, course: str | None, now: datetime | None,
          config: Path | None, data: Path | None) -> None:  # fmt: skip
    """The week to mail or print: posts with comments, and more.

    One HTML file that needs nothing else: who is missing, who waits for an answer, deadlines, a heat map of all weeks, who
    commented on whom, the days, and the posts with their comments.
    """
    from archive.report import digest

    if not (output or as_text):
        raise click.UsageError("name a file: -o week.html; or --text prints the week as plain text")

    def made(db: "sqlite3.Connection") -> str:
        told = digest.digest(db, now or datetime.now(UTC), number, course=course, pseudonymous=pseudonymous)
        return digest.text(told) if as_text else digest.html(told)

    written(output, _asked(config, data, made))


def _asked(config: Path | None, data: Path | None, ask: "Callable[[sqlite3.Connection], Any]") -> Any:
    from archive.report.summary import opened

    with closing(opened(folder_of(config, data))) as db:
        return ask(db)


def _picture(kind: str, about: str) -> None:
    weekly: Callable[[Any], Callable[..., None]] = WEEK if kind in WEEKLY else lambda unchanged: unchanged

    @report.command(kind, help=about)
    @weekly
    @click.option("-o", "--output", metavar="FILE", required=True, type=FILE, help="Where to write: a file that ends with .svg, .png or .html.")  # fmt: skip
    @PSEUDONYMOUS
    @COURSE
    @NOW
    @CONFIG
    @DATA
    @verb
    def command(output: Path, pseudonymous: bool, course: str | None, now: datetime | None, config: Path | None,
                data: Path | None, number: int | None = None) -> None:  # fmt: skip
        from archive.report.pictures.files import written as drawn
        from archive.report.pictures.kinds import KINDS, scope

        suffix = output.suffix.lower()
        if suffix not in SUFFIXES:
            raise click.UsageError(f"-o {output}: name a file that ends with {', '.join(SUFFIXES)}")

        def made(db: "sqlite3.Connection") -> bytes:
            of = scope(db, now or datetime.now(UTC), course=course, week=number, pseudonymous=pseudonymous)
            return drawn(KINDS[kind](db, of), suffix, lambda words: click.echo(f"coursekeep: note: {words}", err=True))

        written(output, _asked(config, data, made))


for _kind, _about in PICTURES.items():
    _picture(_kind, _about)
