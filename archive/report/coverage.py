"""What was read from each theme's pages: how many posts and comments have each field, so that a theme's gaps are seen."""

import sqlite3
from collections.abc import Iterator, Sequence

from archive.export.plain import plain
from archive.report.columns import columns
from archive.report.summary import Row, rows

POSTS = """
select coalesce(b.theme, '') as theme, count(distinct b.id) as blogs, count(*) as posts,
  sum(trim(coalesce(p.title, '')) <> '') as title, sum(trim(coalesce(p.author, '')) <> '') as author,
  sum(coalesce(p.published_at, p.published_local, '') <> '') as time,
  sum(trim(coalesce(p.body_text, '')) <> '' or trim(coalesce(p.body_html, '')) <> '') as body,
  sum(p.id in (select post_id from posts_terms)) as terms
from posts p join blogs b on b.id = p.blog_id
where p.kind = 'post' and p.status = 'live' and not coalesce(p.protected, 0) group by 1
"""
COMMENTS = """
with threaded as (select distinct post_id from comments where status = 'live' and parent_id is not null)
select coalesce(b.theme, '') as theme, count(*) as comments, sum(trim(coalesce(c.author, '')) <> '') as author,
  sum(coalesce(c.published_at, c.published_local, '') <> '') as time, sum(trim(coalesce(c.text, '')) <> '') as text,
  sum(c.post_id in threaded) as threaded, sum(c.parent_id is not null) as parent
from comments c join posts p on p.id = c.post_id join blogs b on b.id = p.blog_id where c.status = 'live' group by 1
"""
OF_POSTS = ("title", "author", "time", "body", "terms")
OF_COMMENTS = ("author", "time", "text", "parent")
HEAD = ("theme", "posts", *OF_POSTS, "comments", *OF_COMMENTS)


def coverage(db: sqlite3.Connection) -> list[Row]:
    """A row a theme, by posts: counts of live posts (open ones, no static pages) and live comments, and of those with each field.

    `terms`: categories or tags. `comments.parent` is out of `comments.threaded`, the comments of posts in which any answers another.
    """
    comments = {row.pop("theme"): row for row in rows(db, COMMENTS)}
    found = {row.pop("theme"): row for row in rows(db, POSTS)}
    none = dict.fromkeys(("comments", *OF_COMMENTS, "threaded"), 0)
    empty = dict.fromkeys(("blogs", "posts", *OF_POSTS), 0)
    told = [
        {"theme": plain(theme) or None, **found.get(theme, empty), "of_comments": comments.get(theme, none)}
        for theme in sorted(found.keys() | comments.keys())
    ]
    return sorted(told, key=lambda row: -row["posts"])


def coverage_lines(told: Sequence[Row]) -> Iterator[str]:
    """A table of shares."""
    if not told:
        yield "there is no post in the database yet"
        return
    yield from columns([HEAD, *map(_cells, told)], right=range(1, len(HEAD)), widest=36)
    yield ""
    yield "shares of posts and of their comments that have each field; terms: categories or tags; parent: of comments in threads"


def _cells(row: Row) -> tuple[str, ...]:
    of = row["of_comments"]
    return (
        (row["theme"] or "(unknown)")[:36],
        f"{row['posts']:,}",
        *(_share(row[name], row["posts"]) for name in OF_POSTS),
        f"{of['comments']:,}",
        *(_share(of[name], of["threaded" if name == "parent" else "comments"]) for name in OF_COMMENTS),
    )


def _share(part: int, whole: int) -> str:
    """Rounded down, so that only all is 100 %."""
    return f"{100 * part // whole} %" if whole else "-"
