"""What `crawl --dry-run` does: two requests a blog, and a look into the archive; how much a crawl would take is said, nothing is kept."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from archive.items import Blog
from archive.report.states import in_words
from crawler import estimate, run
from crawler.account import ADVICE, NEEDS_A_PERSON, first_reason
from crawler.config import Config
from crawler.crawl import Crawl
from crawler.estimate import Foresight
from crawler.foresight import foresee
from crawler.options import Options
from crawler.progress import progress

KINDS = {"full": "", "check": "; a check", "part": "; a part"}
Row = dict[str, Any]


def dry_run(settings: Config, blogs: Sequence[Blog], data: Path | None, options: Options, as_json: bool) -> int:
    """Estimate, say so, and return the exit code that a crawl would have by what the blogs' sources said."""
    known = foresee(data or settings.store.path, blogs, settings, options, datetime.now(UTC))
    with progress(silent=as_json) as tell:
        done = run.plan(settings, blogs, options, tell, {slug: each.history for slug, each in known.items()})
    told = [_blog(done, slug, known.get(slug, estimate.NEW)) for slug in done.frontiers]
    caps = settings.politeness.providers
    minutes = estimate.in_all([(done.blogs[row["blog"]].url, row["minutes"]) for row in told], caps)
    if as_json:
        click.echo(json.dumps(_object(told, minutes), indent=1))
    else:
        click.echo("\n".join([*_lines(told), _sum(told, minutes)]))
    return _code(told, done)


def _blog(done: Crawl, slug: str, known: Foresight) -> Row:
    frontier = done.frontiers[slug]
    tally, requests = frontier.account.tally(), estimate.requests_of(frontier, known)
    delay = max(done.delay, frontier.robots.delay())
    return {
        "blog": slug,
        "requests": requests,
        "posts": estimate.posts_of(frontier),
        "new": estimate.news_of(frontier, known),
        "kind": known.history.kind,
        "state": "refused" if known.history.refused else tally["state"],
        "why": first_reason(tally),
        "waits": known.history.refused,
        "minutes": estimate.minutes(requests, delay),
        "fetched": tally["fetched"],
    }


def _object(told: Sequence[Row], minutes: float) -> Row:
    columns = {name: {row["blog"]: row[word] for row in told} for name, word in
               (("requests", "requests"), ("posts", "posts"), ("new", "new"), ("kinds", "kind"), ("states", "state"))}  # fmt: skip
    return {**columns, "minutes_at_least": round(minutes, 1)}


def _lines(told: Sequence[Row]) -> Iterator[str]:
    wide = max((len(row["blog"]) for row in told), default=0)
    yield from (f"{row['blog']:<{wide}}  {_words(row)}" for row in told)


def _words(row: Mapping[str, Any]) -> str:
    of = "" if row["posts"] is None else f" for {row['posts']:,} posts"
    if row["new"] is not None:
        of += f" ({row['new']:,} new or changed{KINDS[row['kind']]})"
    if row["waits"]:
        return "0 requests  [refused]  it refused less than a day ago, and is asked once a day; --full asks now"
    words = "; ".join(filter(None, (row["why"], ADVICE.get(row["state"], ""))))
    state = "" if row["state"] == "ok" else f"  [{in_words(row['state'])}]  {words}"
    return f"{row['requests']:,} requests at least{of}{state}"


def _sum(told: Sequence[Row], minutes: float) -> str:
    total = sum(row["requests"] for row in told)
    return f"{total:,} requests, about {minutes:,.0f} min; comment pages come on top. Nothing was kept."


def _code(told: Sequence[Row], done: Crawl) -> int:
    if done.reason == "shutdown":
        return 130
    if not any(row["fetched"] for row in told):
        return 3
    return int(any(row["state"] in NEEDS_A_PERSON for row in told))
