"""The verbs of bibliographies: `works` and `references`. `export` writes them too (crawler/verbs/export.py)."""

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.verb import CONFIG, DATA, DATABASE, JSON, asked_database, say, verb

if TYPE_CHECKING:
    import sqlite3

    from archive.report.works import Choice

FORMATS = ("csl-json", "bibtex", "ris")
COURSE = click.option("--course", metavar="SLUG", help="Only what this course's blogs list.")
BLOG = click.option("--blog", metavar="SLUG", help="Only what this blog lists.")


@click.command()
@CONFIG
@DATA
@DATABASE
@COURSE
@BLOG
@click.option("--post", metavar="URL", help="What this post cites, and what it cites or lists only.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many works.")
@JSON
@verb
def works(config: Path | None, data: Path | None, database: Path | None, course: str | None, blog: str | None,
          post: str | None, limit: int | None, as_json: bool) -> None:  # fmt: skip
    """The works that are cited and listed, by how many people do."""
    from archive.report import works as report

    with closing(asked_database(config, data, database)) as db:
        choice = _choice(db, course, blog, post)
        if choice.post is not None:
            told = report.of_post(db, choice.post)
            return say(told, report.post_lines(told), as_json)
        found = report.works(db, choice, limit)
    say(found, report.works_lines(found), as_json)


@click.command()
@click.argument("file", required=False, metavar="[FILE|-]", type=click.File("rb"))
@click.option("--format", "form", type=click.Choice((*FORMATS, "apa")), help="What to print (default: csl-json).")
@click.option("--jsonl", is_flag=True, help='Read {"id", "text"} lines, print {"id", "csl"} lines.')
@verb
def references(file: Any, form: str | None, jsonl: bool) -> None:
    """Parse a pasted reference list: an entry a line, or paragraphs."""
    from crawler import reading

    if (jsonl and form) or not (jsonl or file):
        raise click.UsageError("name a FILE (- is the standard input), with --format if you like; or give --jsonl")
    if jsonl:
        for line in reading.references(file or sys.stdin.buffer):
            sys.stdout.write(line + "\n")
        return
    from archive.errors import ParseError
    from archive.export.bibliography import written
    from crawler.pasted import read_list
    from crawler.plaintext import is_text

    data = file.read()
    if not is_text(data):
        raise ParseError("is no text: open it in its own program, and save or paste it as plain text", file.name)
    _write(Path("-"), written(read_list(data), form or "csl-json", ordered=False))


def _choice(db: "sqlite3.Connection", course: str | None, blog: str | None, post: str | None) -> "Choice":
    from archive.report.works import Choice

    return Choice(course=course, blog=blog, post=post_number(db, post) if post else None)


def post_number(db: "sqlite3.Connection", url: str) -> int:
    """The number of the post with an address, whose scheme, `www.` and final slash do not matter."""
    from archive.errors import StoreError
    from archive.report.summary import rows
    from crawler.scope import thread_url, url_key

    wanted = url_key(thread_url(url.split("#")[0]))
    for row in rows(db, "select id, url from posts order by id"):
        if url_key(row["url"]) == wanted:
            return int(row["id"])
    raise StoreError("no post in the database has this address", url)


def _write(path: Path, text: str) -> None:
    """Write a file, or the standard output. A file is replaced when the new one is whole."""
    if str(path) == "-":
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    target = path.resolve()
    if target.exists() and not target.is_file():  # a pipe or a device cannot be replaced
        target.write_bytes(text.encode())
        return
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(text.encode())
        part.replace(target)
    except OSError as error:
        from archive.errors import StoreError

        part.unlink(missing_ok=True)
        raise StoreError(f"cannot be written ({error.strerror}); what was there is kept", str(path)) from error
