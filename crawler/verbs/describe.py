"""The verb `describe`: what the archive is as a data set, and how it is cited."""

import hashlib
from contextlib import closing
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, DATABASE, JSON, database_of, say, verb


@click.command()
@click.option("--citation", is_flag=True, help="Print CITATION.cff, as it stands in exports.")
@CONFIG
@DATA
@DATABASE
@JSON
@verb
def describe(citation: bool, config: Path | None, data: Path | None, database: Path | None, as_json: bool) -> None:
    """The data set in words: counts, time, languages, themes, gaps, licences, digests, citation."""
    from archive.report import describe as report
    from archive.report.opening import opened_file

    if citation and as_json:
        raise click.UsageError("--citation or --json, not both")
    asked = database_of(config, data, database)
    with closing(opened_file(asked)) as db:
        told = report.described(db)
    if citation:
        return click.echo(report.citation_file(told), nl=False)
    used = config or (None if data or database else Path("config.yaml"))
    for name, file in (("database", asked), ("configuration", used)):
        if file and file.is_file():
            told["digests"][name] = f"sha256:{_digest(file)}"
    say({**told, "citation": report.citation(told)}, report.described_lines(told), as_json)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
