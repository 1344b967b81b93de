"""The verbs for coordinators: `week` and `assignments`. They only read the database; mails, pages and pictures are in report_files.py."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.verb import CONFIG, DATA, JSON, folder_of, said, say, verb

if TYPE_CHECKING:
    from archive.report.query import Answer

COURSE = click.option("--course", metavar="SLUG", help="Only this course.")
CSV = click.option("--csv", "as_csv", is_flag=True, help="Print CSV for spreadsheets.")
NOW = click.option("--now", hidden=True, type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]), help="As if it were then.")
OUTPUT = click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True), help="Write there, not to stdout.")  # fmt: skip


@click.command()
@click.argument("number", required=False, type=int, metavar="[N]")
@COURSE
@CSV
@NOW
@CONFIG
@DATA
@JSON
@verb
def week(number: int | None, course: str | None, as_csv: bool, now: datetime | None, config: Path | None, data: Path | None,
         as_json: bool) -> None:  # fmt: skip
    """Who posted, who commented on whom, who has not: a week of the course (default: this one)."""
    from archive.report import week as report
    from archive.report.query import csv_text
    from archive.report.summary import opened
    from archive.report.week_lines import week_lines, week_table

    one_form(as_csv, as_json)
    with closing(opened(folder_of(config, data))) as db:
        told = report.week(db, now or datetime.now(UTC), number, course=course)
    if as_csv:
        return click.echo(csv_text(week_table(told)), nl=False)
    say(told, week_lines(told), as_json)


@click.command()
@COURSE
@CSV
@click.option(
    "--for",
    "form",
    type=click.Choice(("plain", "moodle", "canvas")),
    default="plain",
    show_default=True,
    help="Columns of the CSV.",
)
@OUTPUT
@NOW
@CONFIG
@DATA
@JSON
@verb
def assignments(course: str | None, as_csv: bool, form: str, output: Path | None, now: datetime | None, config: Path | None,
                data: Path | None, as_json: bool) -> None:  # fmt: skip
    """Who has handed in what, how late, and who is missing; as CSV for the gradebook."""
    from archive.report import assignments as report
    from archive.report import gradebook
    from archive.report.assignments_lines import assignments_lines
    from archive.report.query import csv_text
    from archive.report.summary import opened

    one_form(as_csv, as_json)
    with closing(opened(folder_of(config, data))) as db:
        told = report.assignments(db, now or datetime.now(UTC), course=course)
    if form != "plain" or as_csv or (output and not as_json):
        for each in told["courses"]:
            if not each["assignments"]:
                click.echo(f"coursekeep: note: {each['course']} has no assignments: name them in config.yaml", err=True)
        text = csv_text(_one([gradebook.table(each, form) for each in told["courses"]]))
        return written(output, text)
    if output:
        return written(output, said(told, (), as_json) + "\n")
    say(told, assignments_lines(told), as_json)


def one_form(as_csv: bool, as_json: bool) -> None:
    """A usage error where both are asked for."""
    if as_csv and as_json:
        raise click.UsageError("--csv or --json, not both")


def _one(tables: "list[Answer]") -> "Answer":
    if len(tables) > 1:
        raise click.UsageError("there are several courses: name one with --course, since each has columns of its own")
    return tables[0]


def written(path: Path | None, content: str | bytes) -> None:
    """A text or bytes on stdout, or in a file, which is replaced when the new one is whole. Raises StoreError."""
    whole = content.encode() if isinstance(content, str) else content
    if path is None or str(path) == "-":
        return click.echo(whole, nl=False)
    try:
        _put(path, whole)
    except OSError as error:
        from archive.errors import StoreError

        raise StoreError(f"cannot be written ({error.strerror or error}); what was there is kept", str(path)) from error
    click.echo(f"coursekeep: written to {path}", err=True)


def _put(target: Path, whole: bytes) -> None:
    if target.exists() and not target.is_file():  # a pipe or a device cannot be replaced
        target.write_bytes(whole)
        return
    target = target.resolve()  # what a link leads to is replaced, not the link
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(whole)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
