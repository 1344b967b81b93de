"""The verb that reads saved pages: `parse`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from crawler.verb import verb


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE ...]", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--url", help="The address the page was saved from.")
@click.option("--jsonl", is_flag=True, help='Read {"id", "url", "body_base64", "content_type"} lines on stdin.')
@click.option("--processes", type=click.IntRange(1), metavar="N", help="How many read the lines (default: all cores).")
@verb
def parse(files: tuple[Path, ...], url: str | None, jsonl: bool, processes: int | None) -> None:
    """Print what saved pages say, a JSON object a line: post, references, comments, pingbacks."""
    from crawler import reading

    if jsonl == bool(files):
        raise click.UsageError("name FILE ... or give --jsonl, one of the two")
    _print_lines(reading.lines(sys.stdin.buffer, processes) if jsonl else reading.files(files, url))


def _print_lines(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()
