"""The verbs that tell where the archive and the blogs differ: `problems` and `coverage`."""

from contextlib import closing
from pathlib import Path

import click

from crawler.verb import CONFIG, DATA, JSON, folder_of, say, verb


@click.command()
@CONFIG
@DATA
@click.option("--course", metavar="SLUG", help="Only this course's blogs.")
@click.option("--blog", metavar="SLUG", help="Only this blog.")
@click.option(
    "--kind",
    metavar="KIND",
    help="Only wall, trap_guard, blocked_source, failed_fetch, post_count, comment_count, ping_count, "
    "comments_elsewhere, validators_unreliable, feed_text, missing_field, truncated or unknown_markup.",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many differences.")
@JSON
@verb
def problems(config: Path | None, data: Path | None, course: str | None, blog: str | None, kind: str | None,
             limit: int | None, as_json: bool) -> None:  # fmt: skip
    """Blogs that need a person, where blogs and archive differ, and what can be done."""
    from archive.report import problems as report
    from archive.report.summary import opened
    from crawler.advice import ADVICE

    with closing(opened(folder_of(config, data))) as db:
        told = report.problems(db, ADVICE, course=course, blog=blog, kind=kind, limit=limit)
    say(told, report.problems_lines(told), as_json)


@click.command()
@CONFIG
@DATA
@JSON
@verb
def coverage(config: Path | None, data: Path | None, as_json: bool) -> None:
    """What was read of posts and comments, theme by theme."""
    from archive.report import coverage as report
    from archive.report.summary import opened

    with closing(opened(folder_of(config, data))) as db:
        told = report.coverage(db)
    say(told, report.coverage_lines(told), as_json)
