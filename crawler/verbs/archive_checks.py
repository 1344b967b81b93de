"""The verbs that look into the archive itself: `verify`, `show` and `cat`."""

import sys
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, folder_of, say, verb


@click.command()
@CONFIG
@DATA
@JSON
@verb
def verify(config: Path | None, data: Path | None, as_json: bool) -> None:
    """Check every byte that is kept, and all that is said of it: WARC files, database, index, checksums, packages.

    Says what is wrong in which file at which byte, and what to do; exits 4 then. Changes nothing, and adds a line to
    warc/fixity.jsonl.
    """
    from archive.report import fixity
    from archive.verify import check, log
    from crawler import __version__

    folder = folder_of(config, data)
    with click.progressbar(length=1000, label="verify", file=sys.stderr, hidden=as_json) as bar:

        def tell(_: str, done: int, of: int) -> None:
            bar.update(max(0, done * 1000 // max(of, 1) - bar.pos))

        report = check.check(folder, f"coursekeep/{__version__}", tell)
        bar.update(1000 - bar.pos)
    try:
        log.append(folder, report.summary())
    except OSError as error:
        click.echo(f"coursekeep: this check could not be noted in {log.FIXITY}: {error.strerror}", err=True)
    say(fixity.as_json(report), fixity.lines(report), as_json)
    sys.exit(4 if report.grave else 0)
