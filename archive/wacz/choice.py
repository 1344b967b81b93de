"""What a package takes of an archive: all of it, the blogs of a course, one blog, or one crawl."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from archive.errors import StoreError
from archive.report.summary import Row, rows

BLOGS = """
select b.id, b.slug, b.title, b.url, b.state, k.slug as course, k.title as course_title
from blogs b left join courses k on k.id = b.course_id order by b.slug
"""
CRAWLS = """
select a.crawl_id as id, b.slug from crawl_blogs a join blogs b on b.id = a.blog_id union
select c.crawl_id, b.slug from captures c join blogs b on b.id = c.blog_id where c.crawl_id is not null
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which blogs, and of which crawl."""

    name: str
    """For file names: a slug, `crawl-20261122151200`, or `archive`."""
    title: str
    """For people."""
    blogs: tuple[Row, ...]
    """Their rows: id, slug, title, url, course."""
    out: frozenset[str] = frozenset()
    """Slugs of blogs whose owners opted out: never taken."""
    crawl: str | None = None
    """Only what this crawl wrote, and what it refers to."""
    crawls: frozenset[str] = frozenset()
    """The crawls that took these blogs in."""
    part: bool = False
    """Whether blogs are chosen; then records of no known blog stay out."""

    def takes(self, slug: str | None) -> bool:
        """Whether what was fetched for this blog belongs in."""
        if self.part:
            return slug in self.slugs
        return slug not in self.out

    @property
    def slugs(self) -> Collection[str]:
        """Of the blogs."""
        return {blog["slug"] for blog in self.blogs}


def chosen(
    db: sqlite3.Connection, *, course: str | None = None, blog: str | None = None, crawl: str | None = None
) -> Choice:
    """The choice that these words make; at most one of them is given. Raises StoreError for what is not there."""
    known = rows(db, BLOGS)
    out = frozenset(row["slug"] for row in known if row["state"] == "opted_out")
    blogs = tuple(row for row in known if row["slug"] not in out)
    if crawl:
        return _of_crawl(db, crawl, blogs, out)
    if not (course or blog):
        return Choice(name="archive", title=_archive_title(blogs), blogs=blogs, out=out, crawls=_crawls(db, blogs))
    word, wanted = ("course", course) if course else ("slug", blog)
    taken = tuple(row for row in blogs if row[word] == wanted)
    if not taken:
        names = sorted({row[word] for row in blogs if row[word]})
        kind = "course" if course else "blog"
        raise StoreError(f"no {kind} of this name has blogs here; there are {', '.join(names) or 'none'}", wanted)
    title = taken[0]["course_title"] if course else taken[0]["title"]
    name = wanted or ""
    return Choice(name=name, title=title or name, blogs=taken, out=out, crawls=_crawls(db, taken), part=True)


def _of_crawl(db: sqlite3.Connection, crawl: str, blogs: tuple[Row, ...], out: frozenset[str]) -> Choice:
    known = [str(row["id"]) for row in rows(db, "select id from crawls order by id")]
    if crawl not in known:
        raise StoreError(f"there is no such crawl; there are {', '.join(known[-5:])} (the newest last)", crawl)
    within = {row["slug"] for row in rows(db, CRAWLS) if str(row["id"]) == crawl}
    taken = tuple(row for row in blogs if row["slug"] in within)
    title = f"{_archive_title(taken)}, crawl {crawl}"
    return Choice(name=f"crawl-{crawl}", title=title, blogs=taken, out=out, crawl=crawl, crawls=frozenset({crawl}))


def _crawls(db: sqlite3.Connection, blogs: tuple[Row, ...]) -> frozenset[str]:
    slugs = {blog["slug"] for blog in blogs}
    return frozenset(str(row["id"]) for row in rows(db, CRAWLS) if row["slug"] in slugs)


def _archive_title(blogs: tuple[Row, ...]) -> str:
    titles = sorted({blog["course_title"] or blog["course"] for blog in blogs if blog["course"]})
    if titles:
        return ", ".join(titles)
    return (
        ", ".join(blog["title"] or blog["slug"] for blog in blogs)
        if len(blogs) < 4
        else f"An archive of {len(blogs)} blogs"
    )
