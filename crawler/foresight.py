"""What the archive says of a blog's next crawl before it begins, for `--dry-run`. Reads the database only, and changes nothing."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from archive.errors import StoreError
from archive.items import Blog
from archive.report.summary import opened, rows
from crawler.chronicle import utc_text
from crawler.compose.evidence import ident
from crawler.config import Config
from crawler.estimate import Foresight
from crawler.options import Options
from crawler.remembered import history_of
from crawler.resume import YOUNG

NEVER = "0"
"""A crawl that no blog was ever in: all that there are lie before the one that is foreseen."""
PAGES = """
select count(distinct url) from captures where blog_id = ?1 and role is not 'requisite'
  and crawl_id = (select max(crawl_id) from crawl_blogs where blog_id = ?1 and kind = 'full')
"""
UNFINISHED = """
select count(distinct c.url) from captures c join crawls r on r.id = c.crawl_id
where c.blog_id = ?1 and c.status < 500 and r.status <> 'finished' and r.started_at > ?2
  and r.id = (select max(id) from crawls)
"""


@dataclass(frozen=True, slots=True)
class _Reader:
    """As a Store that only reads."""

    db: sqlite3.Connection

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        return rows(self.db, sql, *values)


def foresee(
    data: Path, blogs: Iterable[Blog], config: Config, options: Options, now: datetime
) -> Mapping[str, Foresight]:
    """What is known of some blogs, by slug; nothing where there is no database, or one that the next crawl makes again."""
    with suppress(StoreError, sqlite3.Error), closing(opened(data)) as db:
        return {blog.slug: _of(db, blog.slug, config, options, now) for blog in blogs}
    return {}


def _of(db: sqlite3.Connection, slug: str, config: Config, options: Options, now: datetime) -> Foresight:
    count = partial(_count, db, ident("blog", slug))
    anew = options.full or options.patch
    return Foresight(
        history=history_of(_Reader(db), slug, NEVER, utc_text(now), config.recrawl, options.kind),
        pages=count(PAGES),
        captured=0 if anew else count(UNFINISHED, utc_text(now - YOUNG)),
    )


def _count(db: sqlite3.Connection, blog: int, sql: str, *values: Any) -> int:
    return int(db.execute(sql, (blog, *values)).fetchone()[0])
