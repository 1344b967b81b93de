"""Everything captured of a blog in, its rows out. Pure: live crawl and rebuild call the same function."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from archive.items import Blog
from crawler.account import gap
from crawler.compose import clock, post_problems, posts, problems, versions
from crawler.compose.aliases import aliases, scope_of
from crawler.compose.brought import Brought, bring
from crawler.compose.evidence import RANKS, Evidence, Run, ident
from crawler.compose.naming import named_by, shut
from crawler.compose.post_rows import write_post
from crawler.compose.posts import Observed
from crawler.compose.sheet import HandOn, Row, Sheet
from crawler.compose.talk_rows import write_talk
from crawler.compose.validators import liars

Rows = dict[str, list[dict[str, Any]]]


def compose(
    blog: Blog,
    evidence: Iterable[Evidence],
    runs: Sequence[Run],
    account: Mapping[str, Any],
    hand_on: HandOn | None = None,
) -> Rows:
    """The rows of one blog, by table. `evidence`: all captures of the blog, of all crawls, in any order; else as `written`."""
    return written(blog, bring(evidence, checks_of(blog, runs)), runs, account, hand_on)


def checks_of(blog: Blog, runs: Iterable[Run]) -> set[str]:
    """Those of the crawls that only looked at what was new of a blog."""
    return {run.id for run in runs if blog.slug in run.checked}


def written(
    blog: Blog, brought: Brought, runs: Sequence[Run], account: Mapping[str, Any], hand_on: HandOn | None = None
) -> Rows:
    """The rows of one blog, by table.

    `runs`: the crawls that took it in, oldest first. `account`: the blog's tally in the newest of them (crawler/account.py), {}
    when there is none. `hand_on`: takes the rows of which there are many (sheet.MANY) as they are made; they are not among those
    that are returned then.
    """
    ordered, gathered, said = brought.ordered, brought.posts, brought.talks
    told = clock.learn(ordered, posts.clock_pairs(gathered.values()))
    names = aliases(blog, ordered)
    sheet = Sheet(blog, told, runs, scope_of(blog, names), hand_on)
    for row in names:
        sheet.add("blog_aliases", row)
    rungs = named_by(ordered, gathered)
    for each in ordered:
        sheet.capture(each)
    of_post = {}
    for key, post in gathered.items():
        post_id = write_post(sheet, post, rungs.get(key, ()))
        of_post[post_id] = post.observations
        versions.write_post(sheet, post_id, post)
        if key in said:
            write_talk(sheet, post_id, post.post, said[key])
            versions.write_comments(sheet, post_id, said[key])
    sheet.add("blogs", _blog(blog, ordered, told.name, account, has_posts=bool(gathered)))
    for problem in _problems(sheet, ordered, of_post, account):
        sheet.add("problems", problem)
    return {table: list(each.values()) for table, each in sheet.rows.items()}


def _problems(
    sheet: Sheet, ordered: Sequence[Evidence], of_post: Mapping[int, Sequence[Observed]], account: Mapping[str, Any]
) -> Iterator[Row]:
    state = sheet.rows["blogs"][sheet.blog_id]["state"]
    failed = [each for each in account.get("failed", ()) if not _came_later(ordered, *each)]
    yield from problems.find(sheet, account.get("stated", {}), state, failed)
    yield from problems.of_sources(sheet, liars(ordered), shut(ordered), account.get("excluded", {}))
    yield from post_problems.find(sheet, of_post)
    yield from problems.of_captures(sheet, ordered)


def _came_later(ordered: Iterable[Evidence], url: str, reason: str, crawl: str | None = None) -> bool:
    """Whether what failed in one crawl came in a later one."""
    captures = (each.capture for each in ordered if each.capture.url == url and each.capture.status < 400)
    return crawl is not None and any((capture.crawl or "") > crawl for capture in captures)


def _blog(
    blog: Blog, ordered: Sequence[Evidence], timezone: str | None, account: Mapping[str, Any], *, has_posts: bool
) -> dict[str, Any]:
    facts = {name: _fact(ordered, name) for name in ("language", "generator", "theme")}
    state = account.get("state", "ok")
    return {
        "id": ident("blog", blog.slug),
        "slug": blog.slug,
        "url": blog.url,
        "title": _fact(ordered, "name") or blog.title,
        "owner": blog.owner,
        "email": blog.email,
        "course_id": ident("course", blog.course) if blog.course else None,
        "section": blog.section,
        "role": blog.role,
        "consent": blog.consent,
        "status": blog.status,
        **facts,
        "timezone": timezone,
        "state": "empty" if account and state == "ok" and not has_posts and not gap(dict(account)) else state,
    }


def _fact(ordered: Sequence[Evidence], name: str) -> str | None:
    """The blog's word on itself: REST before pages before feeds, then the newest."""
    found = [
        (RANKS.get(e.page.kind, 3), n, value) for n, e in enumerate(ordered) if (value := getattr(e.page.blog, name))
    ]
    return min(found, key=lambda each: (each[0], -each[1]))[2] if found else None
