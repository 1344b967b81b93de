"""The verb `export`: the database, or a part of it, in the formats of other programs."""

import json
import re
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from crawler.verb import CONFIG, DATA, DATABASE, JSON, database_of, verb

FORMATS = (
    "csv",
    "jsonl",
    "parquet",
    "sqlite",
    "graphml",
    "gexf",
    "edges",
    "text",
    "wxr",
    "atom",
    "opml",
    "csl-json",
    "bibtex",
    "ris",
)
"""The names in archive/export/formats.py, which is not loaded for the help."""
NETWORKS = ("comments", "pingbacks", "links", "works")


def _weeks(_: click.Context, __: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """First and last of `3` or `1-4`."""
    if value is None:
        return None
    told = re.fullmatch(r"(-?\d{1,4})(?:-(\d{1,4}))?", value.strip())
    if not told:
        raise click.BadParameter(f"{value} is no week: write 3, or 1-4")
    first, last = int(told[1]), int(told[2] or told[1])
    if first > last:
        raise click.BadParameter(f"{value}: the first week comes first")
    return first, last


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option(
    "-o", "--output", metavar="FILE|DIR", required=True, type=click.Path(path_type=Path, allow_dash=True),
    help="Where to write: csv, jsonl, parquet and text make a folder, all others a file; - is the standard output.",
)  # fmt: skip
@click.option("--course", metavar="SLUG", help="Only this course's blogs.")
@click.option("--blog", metavar="SLUG", help="Only this blog.")
@click.option(
    "--week", callback=_weeks, metavar="N|N-M", help="Only these weeks of the course, with what is answered there."
)
@click.option("--network", type=click.Choice(NETWORKS), help="graphml, gexf, edges: which one (default: comments).")
@click.option("--post", metavar="URL", help="csl-json, bibtex, ris: only what this post lists.")
@click.option(
    "--most-cited",
    type=click.IntRange(1),
    metavar="N",
    help="csl-json, bibtex, ris: only the N works that most people list.",
)
@click.option("--include-no-consent", "everyone", is_flag=True, help="Also those who said no: not for research.")
@CONFIG
@DATA
@DATABASE
@JSON
@verb
def export(form: str, output: Path, course: str | None, blog: str | None, week: tuple[int, int] | None,
           everyone: bool, config: Path | None, data: Path | None, database: Path | None, as_json: bool, **chosen: Any) -> None:  # fmt: skip
    """Write the database, or a part of it, for other programs.

    \b
    csv jsonl parquet     a folder, a file a table
    sqlite                a database of its own
    graphml gexf edges    a network: who comments on whom, ...
    text                  a folder of texts with variables
    wxr                   a blog, for WordPress to import
    atom opml             new posts, and blogs, for feed readers
    csl-json bibtex ris   the works that are cited

    Nothing of those whose consent is "no" is in it, and no mail addresses. The same database gives the same bytes.
    """
    from archive.export import make
    from archive.export.excerpt import Scope
    from archive.export.formats import FORMATS as KNOWN
    from archive.export.options import Options
    from crawler.bar import bar

    given = {name for name, value in chosen.items() if value is not None}
    if less := sorted(given - KNOWN[form].takes):
        raise click.UsageError(f"{form} takes no --{less[0].replace('_', '-')}")
    if as_json and str(output) == "-":
        raise click.UsageError("--json tells what was written, and -o - writes there: name a file")
    source = database_of(config, data, database)
    scope = Scope(course=course, blog=blog, weeks=week, everyone=everyone)
    options = Options(**{**chosen, "post": _post(source, chosen.get("post"))})
    with bar("export", as_json) as progress:
        told = make.export(source, form, _place(output), scope, options, progress)
    if as_json:
        return click.echo(json.dumps(told, indent=1))
    for line in make.lines(told):
        click.echo(f"coursekeep: {line}", err=True)


def _place(output: Path) -> Any:
    return sys.stdout.buffer if str(output) == "-" else output


def _post(source: Path, url: str | None) -> int | None:
    from archive.report.opening import opened_file
    from crawler.verbs.bibliography import post_number

    if not url:
        return None
    with closing(opened_file(source)) as db:
        return post_number(db, url)
