"""A check that found nothing new: its captures and its account join the database, and all else stays as it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.database.store import Store
from archive.items import Blog
from crawler import chronicle
from crawler.account import WELL, gap
from crawler.chronicle import CrawlLog
from crawler.compose.clock import Clock
from crawler.compose.evidence import Evidence, beside, ident
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
    state = store.rows("select 1 from blogs where id = ? and state = ?", ident("blog", slug), tally["state"])
    return silent and bool(state) and not _taken(store, slug, news)


def _taken(store: Store, slug: str, news: Iterable[Evidence]) -> bool:
    """Whether another capture has the number of one of these: composing finds them others (`Sheet.number`)."""
    numbers = [beside(ident("blog", slug), "capture", each.capture.record_id) for each in news]
    marks = ", ".join("?" * len(numbers))
    return bool(store.rows(f"select 1 from captures where id in ({marks})", *numbers))


def save_quiet(store: Store, blog: Blog, news: Iterable[Evidence], log: CrawlLog) -> None:
    """Put what a check captured into the database, beside what is there: what compose would say, without composing."""
    sheet = Sheet(blog, Clock(), (), Scope.of(blog.url))
    for each in news:
        sheet.capture(each)
    with store.transaction():
        captures = sheet.rows.get("captures", {}).values()
        store.put({"captures": captures, **chronicle.blog_rows([log], blog.slug)})
