"""The pages of a package: what a reader may want to open, each with title and text, at the time of its record."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from archive.report.summary import Row
from archive.wacz.parts import Heads, Plan

HEAD = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": True}
CAPTURES = """
select warc_file, warc_offset, payload_digest, revisit_of, url from captures
where blog_id = :blog and url in (:url, :other) and (:crawl is null or crawl_id = :crawl) and truncated is null
  and (revisit_of is not null or (status = 200 and content_type like '%html%'))
"""
POSTS = """
select id, url, title, body_text, kind from posts where blog_id = :blog order by published_at desc, published_local desc, id
"""
PLACES = """
select c.warc_file, c.warc_offset, b.slug from captures c join blogs b on b.id = c.blog_id
where :crawl is null or c.crawl_id = :crawl
"""
Page = dict[str, Any]


def heads(db: sqlite3.Connection, crawl: str | None = None) -> Heads:
    """Where the captures of each blog stand; of one crawl only, if it is given."""
    found: dict[str, dict[int, str]] = {}
    for file, offset, slug in db.execute(PLACES, {"crawl": crawl and int(crawl)}):
        found.setdefault(file, {})[offset] = slug
    return found


def pages(db: sqlite3.Connection, plan: Plan) -> Iterator[Page]:
    """Home pages first, then the posts, blog by blog, newest first.

    A page that has changed stands here in each of its states, the newest first.
    """
    for blog in plan.choice.blogs:
        page = {"id": str(blog["id"]), "url": blog["url"], "title": blog["title"] or blog["slug"]}
        yield from _states(db, plan, blog, page)
    for blog in plan.choice.blogs:
        for post in db.execute(POSTS, {"blog": blog["id"]}):
            page = {"id": str(post["id"]), "url": post["url"], "title": post["title"] or post["url"]}
            yield from _states(db, plan, blog, page, post["body_text"])


def _states(db: sqlite3.Connection, plan: Plan, blog: Row, page: Page, text: str | None = None) -> Iterator[Page]:
    url = page["url"]
    other = url[:-1] if url.endswith("/") else url + "/"
    crawl = int(plan.choice.crawl) if plan.choice.crawl else None
    words = {"blog": blog["id"], "url": url, "other": other, "crawl": crawl}
    seen: set[str] = set()
    newest = True
    dated = [(plan.date_of(row["warc_file"], row["warc_offset"]), row) for row in db.execute(CAPTURES, words)]
    for date, row in sorted(((date, row) for date, row in dated if date), key=lambda each: each[0], reverse=True):
        if not newest and (row["revisit_of"] or row["payload_digest"] in seen):
            continue
        seen.add(row["payload_digest"])
        told = {"id": page["id"] if newest else f"{page['id']}-{date}", "url": row["url"], "ts": date}
        yield {**told, "title": page["title"], **({"text": text} if newest and text else {})}
        newest = False


def line(page: Page) -> bytes:
    """A page, or the head of the list, as a line."""
    return json.dumps(page, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
