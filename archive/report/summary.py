"""What a crawl brought, and what a data folder holds: counts a blog, the account, and notes in plain words."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from archive.errors import StoreError
from archive.report.exclusions import exclusion_line, exclusions
from archive.report.opening import read_only
from archive.report.states import in_words
from archive.verify import log

Row = dict[str, Any]

BLOGS = """
select b.slug, b.title, b.url, b.state, b.timezone,
  (select count(*) from posts p where p.blog_id = b.id and p.status = 'live') as posts,
  (select count(*) from comments c join posts p on p.id = c.post_id where p.blog_id = b.id and c.status = 'live') as comments,
  (select count(*) from pingbacks g join posts p on p.id = g.post_id where p.blog_id = b.id and g.status = 'live') as pingbacks,
  (select count(*) from reference_entries r join posts p on p.id = r.post_id where p.blog_id = b.id) as "references",
  (select count(*) from citations r join posts p on p.id = r.post_id where p.blog_id = b.id) as citations,
  (select max(fetched_at) from captures c where c.blog_id = b.id) as last_capture_at
from blogs b order by b.slug
"""
ACCOUNTS = """
select b.slug, a.state, a.planned, a.fetched, a.not_modified, a.excluded, a.failed, a.excluded_by
from crawl_blogs a join blogs b on b.id = a.blog_id where a.crawl_id = ? order by b.slug
"""
COUNTED = ("posts", "comments", "pingbacks", "references")


def opened(data: Path) -> sqlite3.Connection:
    """The database of a data folder, read only. Raises StoreError where there is none."""
    path = data / "coursekeep.sqlite"
    if not path.exists():
        raise StoreError("there is no database here; crawl first, or name another folder with --data", str(data))
    return read_only(path, "`coursekeep rebuild` makes it again from the WARC files")


def rows(db: sqlite3.Connection, sql: str, *values: Any) -> list[Row]:
    """The rows of a query, as dicts."""
    return [dict(row) for row in db.execute(sql, values)]


def crawl_summary(data: Path, crawl: str) -> Row:
    """One crawl: its account, its blogs with their counts, failures and notes."""
    with closing(opened(data)) as db:
        accounts = {
            a["slug"]: {**a, "excluded_by": json.loads(a["excluded_by"])} for a in rows(db, ACCOUNTS, int(crawl))
        }
        blogs = [{**b, "account": accounts[b["slug"]]} for b in rows(db, BLOGS) if b["slug"] in accounts]
        run = rows(db, "select * from crawls where id = ?", int(crawl))[0]
        sql = "select b.slug, f.url, f.reason from failures f join blogs b on b.id = f.blog_id where f.crawl_id = ? order by 1, 2"
        failures = rows(db, sql, int(crawl))
        kinds = "('comment_count', 'post_count')"
        notes = rows(
            db,
            f"select b.slug, p.kind, p.detail from problems p join blogs b on b.id = p.blog_id where p.kind in {kinds} order by 1, 3",
        )
    known = {blog["slug"] for blog in blogs}
    totals = {name: sum(blog[name] for blog in blogs) for name in COUNTED}
    excluded = Counter[str]()
    for account in accounts.values():
        excluded.update(account["excluded_by"])
    gap = run["planned"] - run["fetched"] - run["not_modified"] - run["excluded"] - run["failed"]
    return {
        "crawl": run,
        "blogs": blogs,
        "totals": totals,
        "excluded_by": dict(excluded.most_common()),
        "gap": gap,
        "failures": failures,
        "notes": [note for note in notes if note["slug"] in known],
    }


def crawl_lines(summary: Row, advice: dict[str, str]) -> Iterator[str]:
    """A crawl's summary in words, as users.md has it."""
    run = summary["crawl"]
    yield from blog_lines(summary["blogs"])
    took = _duration(run["started_at"], run["finished_at"])
    requests = run["fetched"] + run["not_modified"]
    yield f"{_totals(summary)}  {took}  {_number(requests, 'request')}  ({run['failed']:,} failed)"
    rules = ", ".join(f"{rule} {count:,}" for rule, count in summary["excluded_by"].items())
    yield (
        f"check    planned {run['planned']:,} = fetched {run['fetched']:,} + not modified {run['not_modified']:,}"
        f" + excluded {run['excluded']:,}{f' ({rules})' if rules else ''} + failed {run['failed']:,}"
        + (f" + not reached {summary['gap']:,}" if summary["gap"] else "")
    )
    yield from _advice(summary["blogs"], advice)
    yield from _some("failed", [f"{f['slug']}: {f['url']}: {f['reason']}" for f in summary["failures"]])
    yield from _some("note", [f"{n['slug']}: {n['detail']}" for n in summary["notes"]])


def blog_lines(blogs: Sequence[Row]) -> Iterator[str]:
    """A line a blog with its counts, in columns."""
    wide = max((len(blog["slug"]) for blog in blogs), default=0)
    for blog in blogs:
        counts = "".join(f"  {blog[name]:>6,} {_word(blog[name], name):<{len(name)}}" for name in COUNTED)
        state = "" if blog["state"] == "ok" else f"  [{in_words(blog['state'])}]"
        yield f"{blog['slug']:<{wide}}{counts}{state}".rstrip()


def _totals(summary: Row) -> str:
    counts = (f"{summary['totals'][name]:,} {_word(summary['totals'][name], name)}" for name in COUNTED)
    return "  ".join((_number(len(summary["blogs"]), "blog"), *counts))


def _advice(blogs: Sequence[Row], advice: dict[str, str]) -> Iterator[str]:
    for blog in blogs:
        if advice.get(blog["state"]):
            yield f"blog     {blog['slug']} is {in_words(blog['state'])}: {advice[blog['state']]}"


def _some(word: str, lines: Sequence[str], most: int = 20) -> Iterator[str]:
    yield from (f"{word:<8} {line}" for line in lines[:most])
    if len(lines) > most:
        yield f"{word:<8} ... and {len(lines) - most} more: --json lists them all"


def _number(count: int, word: str) -> str:
    return f"{count:,} {_word(count, word + 's')}"


def _word(count: int, words: str) -> str:
    return words.removesuffix("s") if count == 1 else words


def _duration(start: str, end: str | None) -> str:
    from datetime import datetime

    if not end:
        return "not ended"
    seconds = int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds())
    return f"{seconds // 60} min {seconds % 60} s" if seconds >= 60 else f"{seconds} s"


def folder_summary(data: Path) -> Row:
    """What is in a data folder: blogs with counts, the last crawl, the files and their size."""
    with closing(opened(data)) as db:
        blogs = rows(db, BLOGS)
        crawls = rows(db, "select * from crawls order by id desc limit 1")
        problems = rows(db, "select kind, count(*) as count from problems group by kind order by 2 desc, 1")
        excluded = exclusions(db)
        crawl_count = db.execute("select count(*) from crawls").fetchone()[0]
    warcs = sorted((data / "warc").glob("*.warc.gz*"))
    return {
        "data": str(data),
        "blogs": blogs,
        "totals": {name: sum(blog[name] for blog in blogs) for name in COUNTED},
        "crawls": crawl_count,
        "last_crawl": crawls[0] if crawls else None,
        "problems": {p["kind"]: p["count"] for p in problems},
        "excluded_by": excluded,
        "warc_files": len(warcs),
        "warc_bytes": sum(path.stat().st_size for path in warcs),
        "database_bytes": (data / "coursekeep.sqlite").stat().st_size,
        "last_check": log.last(data),
    }


def folder_lines(summary: Row, advice: dict[str, str]) -> Iterator[str]:
    """A data folder in words."""
    yield from blog_lines(summary["blogs"])
    last = summary["last_crawl"]
    yield _totals(summary)
    if last:
        yield f"crawls   {summary['crawls']}, the last one {last['status']}, begun {last['started_at']}"
    yield f"disk     {_size(summary['warc_bytes'])} in {_number(summary['warc_files'], 'WARC file')}, {_size(summary['database_bytes'])} database"
    yield f"checked  {log.words(summary['last_check'])}"
    if summary["excluded_by"]:
        yield exclusion_line(summary["excluded_by"])
    if summary["problems"]:
        kinds = ", ".join(f"{count} {kind}" for kind, count in summary["problems"].items())
        yield f"look at  {kinds}; `coursekeep problems` says where and what to do"
    yield from _advice(summary["blogs"], advice)


def _size(count: int) -> str:
    size = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:,.0f} {unit}" if unit in ("bytes", "kB") else f"{size:,.1f} {unit}"
        size /= 1000
    return ""
