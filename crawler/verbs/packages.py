"""The verbs that hand an archive on: `wacz`, `replay` and `bag`."""

import sys
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, Moment, folder_of, say, verb


@click.command()
@click.option(
    "-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write, such as course.wacz.",
)  # fmt: skip
@CONFIG
@DATA
@click.option("--course", metavar="SLUG", help="Only this course's blogs.")
@click.option("--blog", metavar="SLUG", help="Only this blog.")
@click.option("--crawl", metavar="ID", help="Only what this crawl captured, and what it refers to.")
@click.option(
    "--key", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Sign it with this private key (PEM, ECDSA P-384).",
)  # fmt: skip
@JSON
@verb
def wacz(output: Path, config: Path | None, data: Path | None, course: str | None, blog: str | None, crawl: str | None,
         key: Path | None, as_json: bool) -> None:  # fmt: skip
    """Pack the archive, or a part of it, into one WACZ file for ReplayWeb.page and other players."""
    if sum(map(bool, (course, blog, crawl))) > 1:
        raise click.UsageError("choose one of --course, --blog and --crawl")
    from archive.wacz.make import lines
    from crawler.packing import pack

    told = pack(folder_of(config, data), output, course=course, blog=blog, crawl=crawl, key=key, silent=as_json)
    say(told, lines(told), as_json)


@click.command()
@click.argument("url", required=False, metavar="[URL]")
@CONFIG
@DATA
@click.option(
    "--wacz", "package", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Show this WACZ file instead of the data folder.",
)  # fmt: skip
@click.option(
    "--at",
    type=Moment(),
    metavar="TIME",
    help="As it was then: 2026-11-22 or 2026-11-22T15:12:00Z (default: the newest).",
)
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="On this port (default: 8490, or a free one).")
@click.option("--open/--no-open", "opening", default=None, help="Open a browser (default: on a desktop).")
@click.option("--get", is_flag=True, help="Fetch the player, ReplayWeb.page (AGPL), with npm; once is enough.")
@click.option(
    "--player", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="ReplayWeb.page's files, if you have them."
)  # fmt: skip
@verb
def replay(url: str | None, config: Path | None, data: Path | None, package: Path | None, at: str | None,
           port: int | None, opening: bool | None, get: bool, player: Path | None) -> None:  # fmt: skip
    """Show the archive in a browser, on this machine only: all pages, or URL as it was."""
    from contextlib import nullcontext

    from crawler import replay_player as players
    from crawler.replay import beginning, packed, show

    if get:
        click.echo(f"coursekeep: the player is in {players.get()}", err=True)
        if not (url or package or data or config):
            return
    files = players.found(player)
    with nullcontext(package) if package else packed(folder_of(config, data), silent=False) as path:
        start = beginning(path, url, at)
        show(path, files, start, port, lambda address: _shown(address, opening))


@click.command()
@click.option(
    "-o", "--output", metavar="DIR", required=True, type=click.Path(path_type=Path), help="The bag; must not exist yet."
)
@CONFIG
@DATA
@click.option("--course", metavar="SLUG", help="Only this course's blogs.")
@click.option(
    "--key", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Sign the WACZ in it with this private key (PEM, ECDSA P-384).",
)  # fmt: skip
@JSON
@verb
def bag(output: Path, config: Path | None, data: Path | None, course: str | None, key: Path | None,
        as_json: bool) -> None:  # fmt: skip
    """Make a BagIt bag of a course for a library: WARC files, index, WACZ, database, roster and README."""
    from crawler.bagging import lines, make
    from crawler.bar import bar
    from crawler.choice import settings_of

    folder = folder_of(config, data)
    with bar("bag", as_json) as progress:
        told = make(folder, output, settings_of(config, data), course, key, progress)
    say(told, lines(told), as_json)


def _shown(address: str, opening: bool | None) -> None:
    """Say where it is, and open it; by itself only where a person sits before a desktop."""
    import os
    import webbrowser

    click.echo(address)
    click.echo("coursekeep: Ctrl-C ends it", err=True)
    desktop = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or sys.platform in (
        "darwin",
        "win32",
    )
    if opening or (opening is None and desktop and sys.stdout.isatty()):
        webbrowser.open(address)
