"""The verbs that fill the archive: `crawl`, `demo` and `rebuild`."""

import sys
from datetime import date
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, PastDay, verb


@click.command()
@click.argument("urls", nargs=-1, metavar="[URL ...]")
@CONFIG
@DATA
@click.option("--course", metavar="SLUG", help="Only this course of the roster.")
@click.option(
    "--blog", "blogs", metavar="SLUG", multiple=True, help="Only this blog of the roster; more than once for more."
)
@click.option("--full", is_flag=True, help="Begin anew and look at everything, as is done once a week anyway.")
@click.option("--since", type=PastDay(), metavar="DATE", help="Only posts published or changed since that day.")
@click.option("--patch", is_flag=True, help="Only what earlier crawls missed: failures, answers cut short, images.")
@click.option(
    "--delay",
    type=click.FloatRange(0, 3600),
    metavar="SECONDS",
    help="Pause between two requests to a blog (default: 1).",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes that share the blogs, those of one provider together (default: 1).",
)
@click.option(
    "--media",
    type=click.Choice(("none", "images", "all")),
    help="Images, style sheets, fonts: none, those of the blog's platform (default), or all.",
)
@click.option(
    "--dry-run", is_flag=True, help="Ask each blog two things; say how many requests and minutes a crawl takes."
)
@click.option(
    "--allow-private-networks", is_flag=True, help="Also crawl addresses of this machine and the local network."
)
@click.option(
    "--log",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write each decision about an address there, a line each.",
)
@click.option(
    "--log-format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Of the log; json without --log goes to stderr.",
)
@JSON
@verb
def crawl(urls: tuple[str, ...], config: Path | None, data: Path | None, course: str | None, blogs: tuple[str, ...],
          full: bool, since: date | None, patch: bool,
          delay: float | None, workers: int | None, media: str | None, dry_run: bool, allow_private_networks: bool,
          log: Path | None, log_format: str, as_json: bool) -> None:  # fmt: skip
    """Archive blogs: the addresses given, or the roster of the configuration.

    Run it again to go on with what was interrupted, or to see what is new.
    """
    from crawler import commands
    from crawler.options import Options

    if patch and (full or since or dry_run):
        raise click.UsageError("--patch asks for what is missing only: leave --full, --since and --dry-run out")
    options = Options(
        delay=delay,
        full=full,
        workers=workers or 0,
        media=media,
        since=since.isoformat() if since else "",
        patch=patch,
        allow_private=allow_private_networks,
        plan_only=dry_run,
        log=log,
        log_format=log_format,
    )
    sys.exit(commands.crawl(urls, config, data, course, blogs, options, as_json))


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
