"""The crawls of an archive: their accounts, blog by blog, and what failed. planned = fetched + not modified + excluded + failed."""

import json
import sqlite3
from collections import Counter

from archive.errors import StoreError
from archive.report.summary import Row, rows

CRAWLS = """
select c.*, c.planned - c.fetched - c.not_modified - c.excluded - c.failed as gap from crawls c order by c.id desc limit ? offset ?
"""
BLOGS = """
select b.slug as blog, b.title, a.state, a.kind, a.planned, a.fetched, a.not_modified, a.excluded, a.failed, a.excluded_by,
  a.planned - a.fetched - a.not_modified - a.excluded - a.failed as gap
from crawl_blogs a join blogs b on b.id = a.blog_id where a.crawl_id = ? order by b.slug
"""
FAILURES = """
select b.slug as blog, f.url, f.reason from failures f join blogs b on b.id = f.blog_id where f.crawl_id = ? order by b.slug, f.url
"""


def crawls(db: sqlite3.Connection, *, limit: int = 50, offset: int = 0) -> list[Row]:
    """The newest first; `gap` must be 0."""
    return rows(db, CRAWLS, limit, offset)


def crawl(db: sqlite3.Connection, number: int) -> Row:
    """One crawl: its account with what was `excluded_by` which rule, its `blogs` and `failures`. Raises StoreError."""
    found = rows(db, "select *, planned - fetched - not_modified - excluded - failed as gap from crawls where id = ?", number)  # fmt: skip
    if not found:
        raise StoreError("there is no such crawl; `coursekeep crawls` lists them", str(number))
    blogs = [{**row, "excluded_by": json.loads(row["excluded_by"] or "{}")} for row in rows(db, BLOGS, number)]
    rules: Counter[str] = Counter()
    for blog in blogs:
        rules.update(blog["excluded_by"])
    return {
        **found[0],
        "excluded_by": dict(rules.most_common()),
        "blogs": blogs,
        "failures": rows(db, FAILURES, number),
    }
