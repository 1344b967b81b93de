"""The verbs that look into the archive itself: `verify`, `show` and `cat`."""

import sys
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, Moment, folder_of, say, verb


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
    from crawler.bar import bar
    from crawler.folder import undisturbed

    folder = folder_of(config, data)
    with undisturbed(folder), bar("verify", as_json) as tell:
        report = check.check(folder, f"coursekeep/{__version__}", tell)
        try:
            log.append(folder, report.summary())
        except OSError as error:
            click.echo(f"coursekeep: this check could not be noted in {log.FIXITY}: {error.strerror}", err=True)
    say(fixity.as_json(report), fixity.lines(report), as_json)
    sys.exit(4 if report.grave else 0)


@click.command()
@click.argument("url")
@CONFIG
@DATA
@JSON
@verb
def show(url: str, config: Path | None, data: Path | None, as_json: bool) -> None:
    """Every capture of an address, newest first; with URL* the addresses that begin so."""
    from archive.report import captures as report
    from archive.warc.lookup import Lookup

    lookup = Lookup(folder_of(config, data))
    if url.endswith("*"):
        begun = report.addresses(lookup, url.removesuffix("*"))
        say(begun, report.address_lines(begun), as_json)
    else:
        told = report.captures(lookup, url)
        say(told, report.capture_lines(told), as_json)


@click.command()
@click.argument("url")
@CONFIG
@DATA
@click.option(
    "--at",
    "moment",
    type=Moment(),
    metavar="TIME",
    help="As it was then: 2026-11-22, 2026-11-22T15:12 or 20261122151200.",
)
@click.option("--headers", is_flag=True, help="The head of the answer first.")
@click.option("--exact", is_flag=True, help="As stored: with the codings that the server sent it in.")
@verb
def cat(url: str, config: Path | None, data: Path | None, moment: str | None, headers: bool, exact: bool) -> None:
    """What is kept of an address, on stdout: as a browser would save it, codings undone.

    The newest whole answer with status 200, or the newest of any kind where there is none; --at goes back in time. What
    a capture does not store again, since it had not changed, comes from the earlier one. With --headers --exact a
    stored answer comes byte for byte as it is in the WARC file.
    """
    from archive.warc.lookup import Lookup
    from crawler import printing

    lookup = Lookup(folder_of(config, data))
    chosen = printing.chosen(lookup, url, moment)
    click.echo(f"coursekeep: {printing.words(chosen)}", err=True)
    sys.stdout.buffer.write(printing.printed(lookup, chosen, headers=headers, exact=exact))
    sys.stdout.buffer.flush()
