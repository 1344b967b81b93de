"""From captures to database rows. A crawl and a rebuild take the same road:

archive.warc.reader | parsers.page.parse | compose | archive.database.store
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive.database.store import NAME, Store, replace_file
from archive.errors import StoreError
from archive.items import Blog, Capture, Page, Source
from archive.warc.reader import read_capture, read_events
from archive.warc.records import Note
from crawler import chronicle
from crawler.chronicle import CrawlLog
from crawler.compose import compose
from crawler.compose.evidence import Evidence, ident
from crawler.parsers.page import parse
from crawler.scope import POST_ID, host_key, url_key

WARC = "warc"
"""The folder of the WARC files, below the data folder."""
Progress = Callable[[str, int, int], None]
"""Called with words, how much is done, and how much there is to do."""


def evidence_of(capture: Capture) -> Evidence:
    """What a capture says; only whole answers with status 200 say anything. The body is let go."""
    whole = capture.status == 200 and not capture.truncated and not capture.revisit_of
    page = parse(capture) if whole else Page(url=capture.url, kind="other")
    return Evidence(capture=replace(capture, body=b""), page=page)


def warc_files(data: Path) -> list[Path]:
    """The finished WARC files of a data folder, oldest first."""
    return sorted((data / WARC).glob("*.warc.gz"))


def save_blog(store: Store, blog: Blog, evidence: Iterable[Evidence], logs: Sequence[CrawlLog]) -> None:
    """Put everything captured of a blog into the database, in the place of what it had."""
    taken = [log for log in logs if blog.slug in log.accounts]
    account = taken[-1].accounts[blog.slug] if taken else {}
    rows: dict[str, Any] = compose(blog, evidence, [log.run for log in taken], account)
    rows.update(chronicle.blog_rows(taken, blog.slug))
    with store.transaction():
        store.replace_blog(ident("blog", blog.slug), rows)


def save_crawls(store: Store, logs: Iterable[CrawlLog], courses: Iterable[Mapping[str, Any]] = ()) -> None:
    """Put crawls and courses into the database: before any blog, whose rows name them."""
    with store.transaction():
        store.put(
            {
                "crawls": [log.row() for log in logs],
                "courses": [{"id": ident("course", c["slug"]), **c} for c in courses],
            }
        )


def settle(
    store: Store, data: Path, crawl: str | None = None, crawl_of: Mapping[str, str | None] | None = None
) -> None:
    """After the blogs: which files this database was made from, and which posts links lead to.

    Files that the database does not know yet are those of `crawl`, unless `crawl_of` (file name -> crawl) says otherwise.
    """
    of = dict.fromkeys(behind(store, data), crawl) | dict(crawl_of or {})
    sizes = {name: (data / WARC / name).stat().st_size for name in of}
    files = [
        {"id": ident("file", name), "name": name, "bytes": sizes[name], "crawl_id": _number(of[name])}
        for name in sorted(of)
    ]
    with store.transaction():
        store.put({"warc_files": files})
        _resolve_links(store)


def _number(crawl: str | None) -> int | None:
    return int(crawl) if crawl else None


def _resolve_links(store: Store) -> None:
    posts = store.rows("select id, url, wp_id from posts order by id")
    targets = {url_key(post["url"]): post["id"] for post in posts}
    targets |= {f"{host_key(post['url'])}?p={post['wp_id']}": post["id"] for post in posts if post["wp_id"]}
    changed = []
    for link in store.rows("select id, url, target_post_id from links"):
        plain = link["url"].split("#")[0]
        short = POST_ID.search(plain)
        target = targets.get(url_key(plain)) or (targets.get(f"{host_key(plain)}?p={short[1]}") if short else None)
        if target != link["target_post_id"]:
            changed.append((target, link["id"]))
    store.connection.executemany("update links set target_post_id = ? where id = ?", changed)


def crawl_of(store: Store) -> dict[str, str | None]:
    """File name -> the crawl that wrote it, as far as the database knows."""
    rows = store.rows("select name, crawl_id from warc_files")
    return {row["name"]: str(row["crawl_id"]) if row["crawl_id"] else None for row in rows}


def sources(store: Store, slug: str, but: str, condition: str = "1") -> list[Source]:
    """Where the captures of a blog stand, oldest first, but for those of the crawl `but`."""
    return [
        Source(file=r["warc_file"], offset=r["warc_offset"], length=r["warc_length"])
        for r in _captures(store, slug, but, condition)
    ]


def latest(store: Store, slug: str, but: str) -> dict[str, Source]:
    """URL -> where its newest full capture stands, but for those of the crawl `but`."""
    whole = "status = 200 and truncated is null and revisit_of is null"
    return {
        r["url"]: Source(file=r["warc_file"], offset=r["warc_offset"], length=r["warc_length"])
        for r in _captures(store, slug, but, whole)
    }


def _captures(store: Store, slug: str, but: str, condition: str) -> list[dict[str, Any]]:
    sql = f"select url, warc_file, warc_offset, warc_length from captures where blog_id = ? and crawl_id is not ? and {condition} order by fetched_at"
    return store.rows(sql, ident("blog", slug), int(but))


def logs_of(store: Store) -> dict[str, CrawlLog]:
    """The crawls that the database knows, by id, oldest first."""
    logs = {
        str(r["id"]): CrawlLog(
            id=str(r["id"]), **{k: r[k] for k in ("started_at", "software", "finished_at", "status")}
        )
        for r in store.rows("select * from crawls order by id")
    }
    for r in store.rows("select c.*, b.slug from crawl_blogs c join blogs b on b.id = c.blog_id"):
        failed = store.rows(
            "select url, reason from failures where crawl_id = ? and blog_id = ? order by url",
            r["crawl_id"],
            r["blog_id"],
        )
        counts = {name: r[name] for name in ("state", "planned", "fetched", "not_modified")}
        told = {
            "excluded": json.loads(r["excluded_by"]),
            "failed": [[f["url"], f["reason"]] for f in failed],
            "stated": {},
        }
        logs[str(r["crawl_id"])].accounts[r["slug"]] = {**counts, **told}
    return logs


def behind(store: Store, data: Path) -> list[str]:
    """Names of WARC files that the database does not know, or not in their present size."""
    known = {row["name"]: row["bytes"] for row in store.rows("select name, bytes from warc_files")}
    return [path.name for path in warc_files(data) if known.get(path.name) != path.stat().st_size]


def rebuild(
    data: Path, roster: Mapping[str, Blog], courses: Sequence[Mapping[str, Any]], progress: Progress = lambda *_: None
) -> Path:
    """Make the database of a data folder again from its WARC files; the old one is replaced when the new one is whole.

    Raises StoreError where there is nothing to read, WarcError for a damaged file.
    """
    paths = warc_files(data)
    if not paths:
        raise StoreError("there are no WARC files; crawl first, or name another folder with --data", str(data / WARC))
    notes, sources, crawl_of = _survey(paths, progress)
    logs = list(chronicle.read(notes).values())
    new = data / (NAME + ".new")
    new.unlink(missing_ok=True)
    store = Store(new)
    known = {slug: course for log in logs for slug, course in log.courses.items()} | {
        course["slug"]: course for course in courses
    }
    save_crawls(store, logs, known.values())
    for n, (slug, found) in enumerate(sorted(sources.items())):
        progress(f"blog {slug}", n, len(sources))
        evidence = (evidence_of(read_capture(data / WARC, source)) for source in found)
        save_blog(store, chronicle.blog_of(logs, slug, roster), evidence, logs)
    settle(store, data, crawl_of=crawl_of)
    store.close()
    replace_file(new, data / NAME)
    return data / NAME


def _survey(
    paths: Sequence[Path], progress: Progress
) -> tuple[list[Note], dict[str, list[Source]], dict[str, str | None]]:
    """One pass over the files: the crawls' own records, where each blog's captures stand, which crawl wrote which file."""
    notes: list[Note] = []
    sources: dict[str, list[Source]] = defaultdict(list)
    crawl_of: dict[str, str | None] = {}
    for n, path in enumerate(paths):
        progress(path.name, n, len(paths))
        for event in read_events(path):
            crawl_of.setdefault(path.name, event.crawl)
            if isinstance(event, Note):
                notes.append(event)
            elif isinstance(event, Capture) and event.blog and event.source:
                sources[event.blog].append(event.source)
    return notes, sources, crawl_of
