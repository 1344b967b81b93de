"""A check that found nothing new: its captures and its account join the database, and all else stays as it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.database.store import Store
from archive.items import Blog
from crawler import chronicle
from crawler.account import WELL, gap
from crawler.chronicle import CrawlLog
from crawler.compose.clock import Clock
from crawler.compose.evidence import Evidence, ident
from crawler.compose.sheet import Sheet
from crawler.history import CHECK, COMPARED
from crawler.scope import Scope


def is_quiet(store: Store, slug: str, tally: Mapping[str, Any], news: Iterable[Evidence]) -> bool:
    """Whether a check of a blog that was well found nothing new: then all rows of its posts stay as they are."""
    if tally["kind"] != CHECK or tally["state"] not in WELL or tally["failed"] or gap(dict(tally)):
        return False
    silent = all(
        each.capture.role in (*COMPARED, "robots") and (each.capture.revisit_of or each.page.kind == "other")
        for each in news
    )
    return silent and bool(
        store.rows("select 1 from blogs where id = ? and state = ?", ident("blog", slug), tally["state"])
    )


def save_quiet(store: Store, blog: Blog, news: Iterable[Evidence], log: CrawlLog) -> None:
    """Put what a check captured into the database, beside what is there: what compose would say, without composing."""
    sheet = Sheet(blog, Clock(), (), Scope.of(blog.url))
    for each in news:
        sheet.capture(each)
    with store.transaction():
        captures = sheet.rows.get("captures", {}).values()
        store.put({"captures": captures, **chronicle.blog_rows([log], blog.slug)})
