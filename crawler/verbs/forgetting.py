"""The verb that takes down: `forget`."""

import sys
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, verb


@click.command()
@click.argument("url", required=False, metavar="[URL]")
@click.option("--blog", metavar="SLUG", help="All of this blog.")
@click.option(
    "--person", metavar="NAME", help="All posts and comments under this name, and the name wherever it stands."
)
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is written down and stays.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@CONFIG
@DATA
@JSON
@verb
def forget(url: str | None, blog: str | None, person: str | None, reason: str, dry_run: bool, config: Path | None,
           data: Path | None, as_json: bool) -> None:  # fmt: skip
    """Take a post, a blog or a person out of the archive for good.

    WARC files are written again without it, a record of when and why stays, and it is not fetched again.
    """
    if sum(each is not None for each in (url, blog, person)) != 1:
        raise click.UsageError("name one of URL, --blog SLUG and --person NAME")
    from crawler.forgetting import command

    wish = command.Wish(url=url, blog=blog, person=person, reason=reason, dry=dry_run)
    sys.exit(command.run(wish, config, data, as_json))
