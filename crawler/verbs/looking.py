"""The verbs that say what the pages of `serve` show: `posts`, `person`, `network` and `crawls`."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from crawler.verb import CONFIG, DATA, JSON, folder_of, say, verb

COURSE = click.option("--course", metavar="SLUG", help="Only this course.")
LIMIT = click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="At most so many.")  # fmt: skip


@click.command()
@COURSE
@click.option("--blog", metavar="SLUG", help="Only this blog.")
@click.option("--person", metavar="ID|NAME", help="Only of this person.")
@click.option("--week", type=int, metavar="N", help="Only of this week of the course.")
@click.option("--post", type=int, metavar="ID", help="Only this post (the id in `posts`).")
@LIMIT
@CONFIG
@DATA
@JSON
@verb
def posts(course: str | None, blog: str | None, person: str | None, week: int | None, post: int | None, limit: int,
          config: Path | None, data: Path | None, as_json: bool) -> None:  # fmt: skip
    """Posts with their comments, the newest first."""
    from archive.export.slugs import must_be_there
    from archive.report.person import number_of
    from archive.report.reader import Choice
    from archive.report.reader import posts as report
    from archive.report.summary import opened

    with closing(opened(folder_of(config, data))) as db:
        must_be_there(db, course, blog)
        who = number_of(db, person) if person else None
        told = report(db, Choice(course=course, blog=blog, person=who, week=week, post=post), {}, limit=limit)
    if not told["posts"]:
        click.echo("coursekeep: note: no posts", err=True)
    say(told, _post_lines(told["posts"]), as_json)


def _post_lines(found: list[dict[str, Any]]) -> Iterator[str]:
    from archive.export.plain import plain

    for post in found:
        yield plain(f"{post['local_date'] or '':10}  {post['blog']}  {post['title'] or '(no title)'}  {post['person'] or ''}  {post['url']}")  # fmt: skip
        for comment in post["comments"]:
            yield "  " * (comment["depth"] or 1) + plain(f"{comment['person'] or ''}: {comment['text'] or ''}")


@click.command()
@click.argument("who", metavar="ID|NAME")
@CONFIG
@DATA
@JSON
@verb
def person(who: str, config: Path | None, data: Path | None, as_json: bool) -> None:
    """One person: posts and comments, whom they answer and who answers them, assignments, marks."""
    from archive.report.person import number_of
    from archive.report.person import person as report
    from archive.report.summary import opened

    with closing(opened(folder_of(config, data))) as db:
        told = report(db, datetime.now(UTC), number_of(db, who))
    say(told, _person_lines(told), as_json)


def _person_lines(told: dict[str, Any]) -> Iterator[str]:
    from archive.export.plain import plain

    given, received = (sum(e["comments"] for e in told[name]) for name in ("given", "received"))
    yield plain(
        f"{told['person']}  {told['role'] or ''} {told['section'] or ''}  {', '.join(b['url'] for b in told['blogs'])}"
    )
    yield f"{told['posts']:,} posts  {told['words']:,} words  {given:,} comments on others  {received:,} received"
    for word, name in (("to", "given"), ("from", "received")):
        yield from (plain(f"  {word:<5} {e['other'] or 'somebody'} {e['comments']}") for e in told[name])
    yield from (plain(f"  {a['title']}: {a['status']}") for a in told["assignments"])


@click.command()
@click.option("--week", type=int, metavar="N", help="Of this week only.")
@COURSE
@CONFIG
@DATA
@JSON
@verb
def network(week: int | None, course: str | None, config: Path | None, data: Path | None, as_json: bool) -> None:
    """Who comments on whom, in a week or in the whole course, and who stands alone."""
    from archive.report.network import network as report
    from archive.report.summary import opened

    with closing(opened(folder_of(config, data))) as db:
        told = report(db, datetime.now(UTC), week, course=course)
    say(told, _network_lines(told), as_json)


def _network_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    for course in told:
        yield from (f"{e['comments']:>5}  {e['source_name']} -> {e['target_name']}" for e in course["edges"])
        if alone := [n["person"] for n in course["nodes"] if not n["given"] and not n["received"]]:
            yield f"alone  {', '.join(alone)}"


@click.command()
@click.argument("number", type=int, required=False, metavar="[ID]")
@LIMIT
@CONFIG
@DATA
@JSON
@verb
def crawls(number: int | None, limit: int, config: Path | None, data: Path | None, as_json: bool) -> None:
    """The crawls with their accounts; with an ID that crawl, blog by blog."""
    from archive.report import crawls as report
    from archive.report.summary import opened

    with closing(opened(folder_of(config, data))) as db:
        told: Any = report.crawls(db, limit=limit) if number is None else report.crawl(db, number)
    say(told, _crawl_lines(told if number is None else [told]), as_json)


def _crawl_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    for each in told:
        counts = " + ".join(
            f"{n.replace('_', ' ')} {each[n] or 0:,}" for n in ("fetched", "not_modified", "excluded", "failed")
        )
        yield f"{each['id']}  {each['status']:<9}  planned {each['planned'] or 0:,} = {counts}" + (f" + not reached {each['gap'] or 0:,}" if each["gap"] else "")  # fmt: skip
        for blog in each.get("blogs", ()):
            yield f"    {blog['blog']}  {blog['state']}  planned {blog['planned'] or 0:,}  failed {blog['failed'] or 0:,}"
