"""What the data folder knows of earlier crawls: their accounts, where their captures stand, and which files they wrote."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from archive.database.store import Store
from archive.errors import CoursekeepError
from archive.items import Source
from archive.warc.reader import crawl_in_file
from crawler.chronicle import CrawlLog
from crawler.compose.evidence import ident
from crawler.places import Place


class Rows(Protocol):
    """A Store, or something else that reads the database."""

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """The rows of a query, as dicts."""


WARC = "warc"
"""The folder of the WARC files, below the data folder."""


def warc_files(data: Path) -> list[Path]:
    """The finished WARC files of a data folder, oldest first."""
    return sorted((data / WARC).glob("*.warc.gz"))


def crawl_of(store: Store) -> dict[str, str | None]:
    """File name -> the crawl that wrote it, as far as the database knows."""
    rows = store.rows("select name, crawl_id from warc_files")
    return {row["name"]: str(row["crawl_id"]) if row["crawl_id"] else None for row in rows}


def unnoted(store: Store, data: Path) -> list[str]:
    """Crawls that were killed before their first note: only the first record of their file names them."""
    of = crawl_of(store)
    found = []
    for path in warc_files(data):
        if of.get(path.name) is None:
            with suppress(CoursekeepError, OSError):
                found.append(crawl_in_file(path) or "")
    return [crawl for crawl in found if crawl.isdecimal()]


def places(store: Rows, slug: str, but: str, condition: str = "1") -> list[Place]:
    """Where the captures of a blog stand, oldest first, but for those of the crawl `but`."""
    order = "crawl_id, fetched_at, warc_file, warc_offset"
    sql = f"select * from captures where blog_id = ? and crawl_id is not ? and {condition} order by {order}"
    return [
        Place(
            source=Source(file=r["warc_file"], offset=r["warc_offset"], length=r["warc_length"]),
            blog=slug,
            crawl=str(r["crawl_id"]),
            url=r["url"],
            at=datetime.fromisoformat(r["fetched_at"]),
        )
        for r in store.rows(sql, ident("blog", slug), int(but))
    ]


def latest(store: Store, slug: str, but: str) -> dict[str, Place]:
    """URL -> where its newest full capture stands, but for those of the crawl `but`."""
    whole = "(status = 200 or (status in (404, 410) and role = 'robots')) and truncated is null and revisit_of is null"
    return {place.url: place for place in places(store, slug, but, whole)}


def requisites(store: Rows, slug: str, but: str) -> set[str]:
    """Addresses of the requisites that earlier crawls have an answer for: the files themselves, or that there is none."""
    answered = "role = 'requisite' and status < 500 and status != 429 and coalesce(truncated, 'length') = 'length'"
    return {place.url for place in places(store, slug, but, answered)}


def logs_of(store: Store) -> dict[str, CrawlLog]:
    """The crawls that the database knows, by id, oldest first."""
    logs = {
        str(r["id"]): CrawlLog(
            id=str(r["id"]), **{k: r[k] for k in ("started_at", "software", "finished_at", "status", "stats")}
        )
        for r in store.rows("select * from crawls order by id")
    }
    for r in store.rows("select c.*, b.slug from crawl_blogs c join blogs b on b.id = c.blog_id"):
        failed = store.rows(
            "select url, reason from failures where crawl_id = ? and blog_id = ? order by url",
            r["crawl_id"],
            r["blog_id"],
        )
        counts = {name: r[name] for name in ("state", "kind", "planned", "fetched", "not_modified")}
        told = {
            "excluded": json.loads(r["excluded_by"]),
            "failed": [[f["url"], f["reason"]] for f in failed],
            "stated": json.loads(r["stated"]),
        }
        logs[str(r["crawl_id"])].accounts[r["slug"]] = {**counts, **told}
    return logs


def behind(store: Store, data: Path) -> list[str]:
    """Names of WARC files that the database does not know, or not in their present size."""
    known = {row["name"]: row["bytes"] for row in store.rows("select name, bytes from warc_files")}
    return [path.name for path in warc_files(data) if known.get(path.name) != path.stat().st_size]
