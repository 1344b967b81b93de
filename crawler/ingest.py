"""From captures to database rows. A crawl and a rebuild take the same road:

archive.warc.reader | parsers.page.parse | compose | archive.database.store
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from archive.database import fulltext
from archive.database.store import Store
from archive.items import Blog, Capture, Page
from archive.warc.names import located
from archive.warc.reader import read_capture
from crawler import chronicle, crossings, enrolment, people, works
from crawler.chronicle import CrawlLog
from crawler.compose import checks_of, compose, written
from crawler.compose.brought import bring
from crawler.compose.evidence import Evidence, ident
from crawler.compose.learning import taught
from crawler.known import WARC, behind
from crawler.parsers.page import parse
from crawler.pile import NUMBER, Pile
from crawler.places import is_imported

FOR_PROGRAMS = re.compile(
    r"/robots\.txt$|\.xml(\.gz)?$|/(feed|rdf|rss2?|atom)/?(\?|$)|/wp-json(/|$)|[?&](feed|rest_route|sitemap)=", re.I
)
"""Addresses that WordPress keeps for programs: an HTML page that stands there is an apology, never a post."""

ATTACHED = re.compile(rb"<body\b[^>]{0,4000}\battachmentid-\d")
"""The page that WordPress makes around a picture or a file (body_class()): no post, whoever links to it."""


def evidence_of(capture: Capture, said: Page | None = None) -> Evidence:
    """What a capture says (`said`, where it was parsed already); only whole answers with status 200 say anything, and no requisite does.

    The body is let go.
    """
    whole = capture.status == 200 and not capture.truncated and not capture.revisit_of and capture.role != "requisite"
    page = (said or parse(capture)) if whole else None
    if page is None or (page.post and (FOR_PROGRAMS.search(capture.url) or ATTACHED.search(capture.body))):
        page = Page(url=capture.url, kind="other")
    if page.kind == "text" and capture.header("WARC-Type") == "conversion":
        page = replace(page, kind="post")  # a text that was made from a page, and all that is left of it
    return Evidence(capture=replace(capture, body=b""), page=page)


def save_blog(store: Store, blog: Blog, evidence: Iterable[Evidence], logs: Sequence[CrawlLog], data: Path) -> None:
    """Put everything captured of a blog into the database, in the place of what it had."""
    save_rows(store, blog.slug, rows_of(data, blog, evidence, logs))


def save_rows(store: Store, slug: str, rows: Mapping[str, Any]) -> None:
    """Put a blog's rows into the database, in the place of what it had."""
    with store.transaction():
        store.replace_blog(ident("blog", slug), enrolment.dated(store, rows))


def rows_of(data: Path, blog: Blog, evidence: Iterable[Evidence], logs: Sequence[CrawlLog]) -> dict[str, Any]:
    """Everything captured of a blog, as rows.

    Pages that were read weakly are read again from the data folder, by what was learnt of the blog's other pages.
    """
    taken = [log for log in logs if blog.slug in log.accounts]
    account, runs = chronicle.account_of(taken, blog.slug), [log.run for log in taken]
    read = partial(read_capture, data / WARC)
    brought = taught(bring(resolved(data, evidence)), read, checks_of(blog, runs))
    piles: dict[str, Pile] = {}

    def keep(table: str, row: dict[str, Any]) -> None:
        if table not in piles:
            piles[table] = Pile(data)
        piles[table].add(row)

    few = {**written(blog, brought, runs, account, keep), **chronicle.blog_rows(taken, blog.slug)}
    return {**{table: sorted(rows, key=NUMBER) for table, rows in few.items()}, **piles}


def resolved(data: Path, evidence: Iterable[Evidence]) -> list[Evidence]:
    """Other tools' revisits of another address, or of a capture that is younger, with what that one says."""
    known = list(evidence)
    borrowed = [each for each in known if is_imported(each.capture.source)]
    full = [each.capture for each in borrowed if each.capture.status == 200 and not each.capture.revisit_of]
    by_mark = {mark: c for c in sorted(full, key=_when) for mark in (c.url, c.payload_digest)}
    own = {capture.url for capture in full}
    for n, each in enumerate(known):
        first = by_mark.get(each.capture.revisit_of) if is_imported(each.capture.source) else None
        if first and first.source and each.capture.url not in own:
            capture = read_capture(data / WARC, first.source)
            page = evidence_of(replace(capture, url=each.capture.url, fetched_at=each.capture.fetched_at)).page
            known[n] = replace(each, page=page)
    return known


def _when(capture: Capture) -> tuple[Any, ...]:
    return capture.fetched_at, capture.url, capture.record_id or ""


def save_crawls(
    store: Store, logs: Collection[CrawlLog], courses: Iterable[Mapping[str, Any]] = (), out: Collection[Blog] = ()
) -> None:
    """Put crawls and courses into the database: before any blog, whose rows name them.

    `out`: blogs whose owners opted out. Of each its row in `blogs` stays; its accounts and all its other rows go.
    """
    for log in logs:
        log.accounts = {slug: tally for slug, tally in log.accounts.items() if slug not in {blog.slug for blog in out}}
    with store.transaction():
        store.put({"crawls": [log.row() for log in logs]})
        enrolment.save_courses(store, courses)
        for blog in out:
            rows = compose(replace(blog, email=None), (), (), {"state": "opted_out"})
            store.replace_blog(ident("blog", blog.slug), {"blogs": rows["blogs"]})


def save_roster(store: Store, roster: Iterable[Blog]) -> None:
    """Put the roster's word on its blogs into the database, also of those that no crawl has taken in yet."""
    with store.transaction():
        enrolment.save_roster(store, roster)


def settle(
    store: Store, data: Path, crawl: str | None = None, crawl_of: Mapping[str, str | None] | None = None
) -> None:
    """After the blogs: which files this database was made from, which posts links lead to, and which works entries name.

    Files that the database does not know yet are those of `crawl`, unless `crawl_of` (file name -> crawl) says otherwise.
    """
    of = dict.fromkeys(behind(store, data), crawl) | dict(crawl_of or {})
    sizes = {name: located(data / WARC, name).stat().st_size for name in of}
    crawls = {
        str(row["id"]): row["id"] for row in store.rows("select id from crawls")
    }  # one killed at once tells nothing
    files = [
        {"id": ident("file", name), "name": name, "bytes": sizes[name], "crawl_id": crawls.get(of[name] or "")}
        for name in sorted(of)
    ]
    with fulltext.Making(store.path) as texts, store.transaction():
        named, seen = works.find(store), people.see(store, data)
        texts.put(store.connection)
        store.put({"warc_files": files})
        crossings.settle(store)
        people.settle(store, seen)
        works.settle(store, named)
