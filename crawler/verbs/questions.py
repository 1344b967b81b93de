"""The verbs that ask the database: `query`, `search`, `history` and `diff`. They only read, and need no configuration."""

import os
import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.verb import CONFIG, DATA, DATABASE, JSON, Moment, asked_database, said, say, verb

if TYPE_CHECKING:
    import sqlite3

    from archive.report.history import Subject

WHERE = ("posts", "comments", "references")


@click.command()
@click.argument("question", required=False, metavar="[SQL|NAME]")
@click.option("-p", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of the question; repeatable.")
@click.option("--list", "listed", is_flag=True, help="Show the named questions with their parameters.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV for spreadsheets.")
@CONFIG
@DATA
@DATABASE
@JSON
@verb
def query(question: str | None, parameters: tuple[str, ...], listed: bool, as_csv: bool, config: Path | None,
          data: Path | None, database: Path | None, as_json: bool) -> None:  # fmt: skip
    """Ask the database: a named question, or SQL. Nothing can be changed."""
    from archive.report import query as report

    if listed:
        return say(report.questions(), report.questions_lines(), as_json)
    if not question or (as_csv and as_json):
        raise click.UsageError("give SQL or the name of a question; --list shows these" if not question else "--csv or --json, not both")  # fmt: skip
    with closing(asked_database(config, data, database)) as db:
        told = report.asked(db, question, _parameters(parameters))
        why = "" if told.rows else report.why_nothing(db, question, _parameters(parameters))
    if why:
        click.echo(f"coursekeep: note: {why}", err=True)
    if as_csv:
        return click.echo(report.csv_text(told), nl=False)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    say(told.objects() if as_json else None, report.table_lines(told, width), as_json)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@click.option("--in", "place", type=click.Choice(WHERE), help="Only posts, comments or references.")
@click.option("--course", metavar="SLUG", help="Only this course's blogs.")
@click.option("--blog", metavar="SLUG", help="Only this blog.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="At most so many.")
@CONFIG
@DATA
@DATABASE
@JSON
@verb
def search(words: tuple[str, ...], place: str | None, course: str | None, blog: str | None, limit: int,
           config: Path | None, data: Path | None, database: Path | None, as_json: bool) -> None:  # fmt: skip
    """Find words in posts, comments and reference lists: words, "a phrase", communit*, NEAR(a b)."""
    from archive.export.slugs import must_be_there
    from archive.report import search as report

    tables = [{"references": "reference_entries"}.get(place, place)] if place else list(report.TABLES)
    with closing(asked_database(config, data, database)) as db:
        must_be_there(db, course, blog)
        found = report.search(db, " ".join(words), tables=tables, course=course, blog=blog, limit=limit)
    say(found, report.search_lines(found, _coloured()), as_json)


@click.command()
@click.argument("url", metavar="URL")
@CONFIG
@DATA
@DATABASE
@JSON
@verb
def history(url: str, config: Path | None, data: Path | None, database: Path | None, as_json: bool) -> None:
    """When a post, or a comment (URL#comment-N), changed and was captured."""
    from archive.report import history as report

    with closing(asked_database(config, data, database)) as db:
        told = report.history(db, _subject(db, url))
    say(told, report.history_lines(told), as_json)


@click.command()
@click.argument("url", metavar="URL")
@click.option(
    "--from", "since", type=Moment(), metavar="TIME", help="As it was seen then: 2026-03-13, or with a time (UTC)."
)
@click.option("--to", "until", type=Moment(), metavar="TIME", help="And then (default: as it was seen last).")
@click.option("--html", "as_html", is_flag=True, help="Print an HTML page.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write there, not to stdout.")
@CONFIG
@DATA
@DATABASE
@JSON
@verb
def diff(url: str, since: str | None, until: str | None, as_html: bool, output: Path | None, config: Path | None,
         data: Path | None, database: Path | None, as_json: bool) -> None:  # fmt: skip
    """The words in which two versions of a post or a comment differ (default: its last change)."""
    from archive.report import history as report

    if as_html and as_json:
        raise click.UsageError("--html or --json, not both")
    with closing(asked_database(config, data, database)) as db:
        told = report.difference(db, _subject(db, url), since, until)
    lines = (
        [report.difference_page(told).rstrip("\n")]
        if as_html
        else report.difference_lines(told, _coloured() and not output)
    )
    if output:
        output.write_text(said(told, lines, as_json) + "\n", encoding="utf-8")
    else:
        say(told, lines, as_json)


def _coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"-p {text}: write NAME=VALUE")
        pairs[name.strip().lstrip(":")] = value
    return pairs


def _subject(db: "sqlite3.Connection", url: str) -> "Subject":
    """The post at an address, whose scheme, `www.` and final slash do not matter; with #comment-N that comment."""
    from archive.errors import QueryError
    from archive.report.history import Subject

    plain, _, mark = url.partition("#")
    number = mark.removeprefix("comment-")
    comment = int(number) if mark.startswith("comment-") and number.isdigit() else None
    post = _post(db, plain)
    if post is None:
        raise QueryError("no post in the database has this address; `coursekeep search WORDS` finds posts", url)
    return Subject(post=post, comment=comment)


def _post(db: "sqlite3.Connection", url: str) -> int | None:
    found: Any = db.execute("select id from posts where url = ?", (url,)).fetchone()
    if found is None:
        from crawler.scope import thread_url, url_key

        wanted = url_key(thread_url(url))
        found = next((row for row in db.execute("select id, url from posts order by id") if url_key(row[1]) == wanted), None)  # fmt: skip
    return int(found[0]) if found else None
