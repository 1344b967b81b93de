"""The command `coursekeep`: one small function a verb. Data goes to stdout, words to stderr."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.errors import ConfigError
from crawler import __version__
from crawler.bibliography import export, references, works
from crawler.health import coverage, problems
from crawler.helptext import Group
from crawler.verb import CONFIG, DATA, JSON, folder_of, verb


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="coursekeep")
def main() -> None:
    """The crawler and archive for course blogs: WARC for decades, SQLite for questions."""


@main.command()
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
@click.option("--dry-run", is_flag=True, help="Ask each blog's lists only; say how many requests a crawl would make.")
@click.option(
    "--allow-private-networks", is_flag=True, help="Also crawl addresses of this machine and the local network."
)
@JSON
@verb
def crawl(urls: tuple[str, ...], config: Path | None, data: Path | None, course: str | None, blog: str | None, full: bool,
          delay: float | None, dry_run: bool, allow_private_networks: bool, as_json: bool) -> None:  # fmt: skip
    """Archive blogs: the addresses given, or the roster of the configuration.

    Run it again to go on with what was interrupted, or to see what is new.
    """
    from crawler import commands
    from crawler.options import Options

    options = Options(delay=delay, full=full, allow_private=allow_private_networks, plan_only=dry_run)
    sys.exit(commands.crawl(urls, config, data, course, blog, options, as_json))


@main.command()
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


@main.command()
@CONFIG
@DATA
@JSON
@verb
def rebuild(config: Path | None, data: Path | None, as_json: bool) -> None:
    """Make the database again from the WARC files, the same to the byte."""
    from crawler import commands

    commands.rebuild(config, data, as_json)


@main.command()
@click.argument("files", nargs=-1, metavar="[FILE ...]", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--url", help="The address the page was saved from.")
@click.option("--jsonl", is_flag=True, help='Read {"id", "url", "body_base64", "content_type"} lines on stdin.')
@verb
def parse(files: tuple[Path, ...], url: str | None, jsonl: bool) -> None:
    """Print what saved pages say, a JSON object a line: post, references, comments, pingbacks."""
    from crawler import reading

    if jsonl == bool(files):
        raise click.UsageError("name FILE ... or give --jsonl, one of the two")
    _print_lines(reading.lines(sys.stdin.buffer) if jsonl else reading.files(files, url))


def _print_lines(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


@main.command()
@CONFIG
@DATA
@JSON
@verb
def status(config: Path | None, data: Path | None, as_json: bool) -> None:
    """What is in the data folder: blogs, counts, the last crawl, disk."""
    from archive.report.summary import folder_lines, folder_summary
    from crawler.account import ADVICE

    summary = folder_summary(folder_of(config, data))
    click.echo(
        json.dumps(summary, indent=1, ensure_ascii=False) if as_json else "\n".join(folder_lines(summary, ADVICE))
    )


@main.command()
@CONFIG
@DATA
@JSON
@verb
def doctor(config: Path | None, data: Path | None, as_json: bool) -> None:
    """Check Python, packages, SQLite, disk, configuration and clock: each line ok, or what to do."""
    from dataclasses import asdict

    from crawler.doctor import check

    default = Path("config.yaml")
    chosen = config or (default if default.exists() else None)
    try:
        folder = folder_of(config, data)
    except ConfigError:  # which the check of the configuration tells in full
        folder = Path("data")
    findings = check(folder, chosen, datetime.now(UTC))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.ok else 'look'}  {finding.name:<14} {finding.words}")
            if not finding.ok and finding.advice:
                click.echo(f"      {'':<14} {finding.advice}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)


for each in (works, export, references, problems, coverage):
    main.add_command(each)
