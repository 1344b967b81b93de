"""The verbs that fill the archive: `crawl`, `demo` and `rebuild`."""

import sys
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, verb


@click.command()
@click.argument("urls", nargs=-1, metavar="[URL ...]")
@CONFIG
@DATA
@click.option("--course", metavar="SLUG", help="Only this course of the roster.")
@click.option("--blog", metavar="SLUG", help="Only this blog of the roster.")
@click.option("--full", is_flag=True, help="Begin anew and ask for everything, changed or not.")
@click.option(
    "--delay",
    type=click.FloatRange(0, 3600),
    metavar="SECONDS",
    help="Pause between two requests to a blog (default: 1).",
)
@click.option(
    "--media",
    type=click.Choice(("none", "images", "all")),
    help="Images, style sheets, fonts: none, those of the blog's platform (default), or all.",
)
@click.option("--dry-run", is_flag=True, help="Ask each blog's lists only; say how many requests a crawl would make.")
@click.option(
    "--allow-private-networks", is_flag=True, help="Also crawl addresses of this machine and the local network."
)
@JSON
@verb
def crawl(urls: tuple[str, ...], config: Path | None, data: Path | None, course: str | None, blog: str | None, full: bool,
          delay: float | None, media: str | None, dry_run: bool, allow_private_networks: bool, as_json: bool) -> None:  # fmt: skip
    """Archive blogs: the addresses given, or the roster of the configuration.

    Run it again to go on with what was interrupted, or to see what is new.
    """
    from crawler import commands
    from crawler.options import Options

    options = Options(delay=delay, full=full, media=media, allow_private=allow_private_networks, plan_only=dry_run)
    sys.exit(commands.crawl(urls, config, data, course, blog, options, as_json))


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("coursekeep-demo"),
    show_default=True,
    help="Where to keep the demo's archive.",
)
@JSON
@verb
def demo(data: Path, as_json: bool) -> None:
    """Crawl a fictional course that this program serves itself: no network needed."""
    from crawler import demo as of_demo

    sys.exit(of_demo.run(data, as_json))


@click.command()
@CONFIG
@DATA
@click.option("--processes", type=click.IntRange(1), metavar="N", help="How many share the work (default: all cores).")
@JSON
@verb
def rebuild(config: Path | None, data: Path | None, processes: int | None, as_json: bool) -> None:
    """Make the database again from the WARC files, the same to the byte."""
    from crawler import commands

    commands.rebuild(config, data, as_json, processes)
