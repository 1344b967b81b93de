"""The crawls that an archive holds: each began, took in blogs with an account each, and ended somehow."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from archive.items import Blog
from archive.warc.records import Note
from crawler.account import REQUISITE, WELL, gap
from crawler.compose.evidence import Run, ident
from crawler.history import FULL

START, BLOG, END = "start", "blog", "end"
Row = dict[str, Any]


def uri(crawl: str, *parts: str) -> str:
    """The address of a crawl's own record: `urn:coursekeep:crawl:20261122151200:end`."""
    return ":".join(("urn:coursekeep:crawl", crawl, *parts))


@dataclass(slots=True, kw_only=True)
class CrawlLog:
    """One crawl."""

    id: str
    started_at: str
    software: str | None = None
    finished_at: str | None = None
    status: str = "running"
    stats: str | None = None
    """JSON: what Scrapy counted in the run that ended it."""
    blogs: dict[str, Row] = field(default_factory=dict)
    """Slug -> {slug, url, course}: what it set out to take in."""
    courses: dict[str, Row] = field(default_factory=dict)
    """Slug -> the course's row."""
    accounts: dict[str, Row] = field(default_factory=dict)
    """Slug -> tally (crawler/account.py), of the blogs that it went through."""

    @property
    def run(self) -> Run:
        """What it says about things that it did not see."""
        whole = (
            slug
            for slug, tally in self.accounts.items()
            if tally["state"] in WELL
            and not gap(tally)
            and all(why.startswith(REQUISITE) for _, why in tally["failed"])
        )
        slugs = frozenset(whole)
        full = frozenset(slug for slug, tally in self.accounts.items() if tally.get("kind", FULL) == FULL)
        return Run(id=self.id, complete=slugs & full, well=slugs, checked=frozenset(self.accounts) - full)

    def of(self, slug: str) -> "CrawlLog":
        """What it says of one blog, apart from what is still being written down of others."""
        blogs = {slug: self.blogs[slug]} if slug in self.blogs else {}
        return replace(self, accounts={slug: self.accounts[slug]}, blogs=blogs)

    def row(self) -> Row:
        """Its row in `crawls`."""
        totals = {
            name: sum(tally[name] for tally in self.accounts.values())
            for name in ("planned", "fetched", "not_modified")
        }
        return {
            "id": int(self.id),
            "started_at": self.started_at,
            "finished_at": self.finished_at,
            "status": self.status,
            **totals,
            "excluded": sum(sum(tally["excluded"].values()) for tally in self.accounts.values()),
            "failed": sum(len(tally["failed"]) for tally in self.accounts.values()),
            "software": self.software,
            "stats": self.stats,
        }


def read(notes: Iterable[Note]) -> dict[str, CrawlLog]:
    """All crawls by id, oldest first, from their records in the WARC files, in any order.

    A crawl without an end that is not the newest has crashed.
    """
    logs: dict[str, CrawlLog] = {}
    for note in sorted(notes, key=lambda n: (_crawl(n), n.at)):
        kind = note.uri.split(":")[4:5]
        if not _crawl(note) or not kind or kind[0] not in _READERS:
            continue
        log = logs.setdefault(_crawl(note), CrawlLog(id=_crawl(note), started_at=utc_text(note.at)))
        _READERS[kind[0]](log, note)
    for log in list(logs.values())[:-1]:
        if log.status == "running":
            log.status = "crashed"
    return logs


def _crawl(note: Note) -> str:
    """As its address says: a file that tells of an import tells of several crawls."""
    own = note.uri.split(":")[3:4]
    return own[0] if note.uri.startswith("urn:coursekeep:crawl:") and own else ""


def _start(log: CrawlLog, note: Note) -> None:
    log.software, log.started_at = note.payload["software"], note.payload["started_at"]
    log.blogs.update({blog["slug"]: blog for blog in note.payload["blogs"]})
    log.courses.update({course["slug"]: course for course in note.payload["courses"]})
    log.status, log.finished_at, log.stats = "running", None, None


def _blog(log: CrawlLog, note: Note) -> None:
    log.accounts[note.payload["slug"]] = note.payload["account"]


def _end(log: CrawlLog, note: Note) -> None:
    log.status, log.finished_at = note.payload["status"], note.payload["finished_at"]
    log.stats = stats_text(note.payload.get("stats"))


_READERS = {START: _start, BLOG: _blog, END: _end}


def stats_text(stats: Mapping[str, Any] | None) -> str | None:
    """As the database keeps them: plain values only, in order, the same from a crawl as from its record."""
    plain = {name: value if isinstance(value, int | str) else str(value) for name, value in (stats or {}).items()}
    return json.dumps(plain, sort_keys=True) if plain else None


def new_id(started: datetime, logs: Iterable[str]) -> str:
    """The id of a crawl that begins now: the moment, in digits, or the next number after the newest crawl's.

    The newest crawl counts in all things, and is told by its number, also where the clock was set back.
    """
    return str(max(int(f"{started:%Y%m%d%H%M%S}"), max(map(int, logs), default=0) + 1))


def utc_text(at: datetime) -> str:
    """`2013-07-10T03:13:55Z`."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def blog_rows(logs: Sequence[CrawlLog], slug: str) -> dict[str, list[Row]]:
    """A blog's rows in `crawl_blogs` and `failures`."""
    blog_id = ident("blog", slug)
    rows: dict[str, list[Row]] = {"crawl_blogs": [], "failures": []}
    for log in logs:
        if tally := log.accounts.get(slug):
            key = {"crawl_id": int(log.id), "blog_id": blog_id}
            counts = {name: tally[name] for name in ("state", "planned", "fetched", "not_modified")}
            counts["kind"] = tally.get("kind", FULL)
            excluded = sum(tally["excluded"].values())
            rows["crawl_blogs"].append(
                {
                    "id": ident("crawl_blog", log.id, slug),
                    **key,
                    **counts,
                    "excluded": excluded,
                    "failed": len(tally["failed"]),
                    "excluded_by": json.dumps(tally["excluded"], sort_keys=True),
                    "stated": json.dumps(tally["stated"], sort_keys=True),
                }
            )
            rows["failures"] += [
                {"id": ident("failure", log.id, slug, url), **key, "url": url, "reason": why}
                for url, why in tally["failed"]
            ]
    return rows


def account_of(logs: Sequence[CrawlLog], slug: str) -> Row:
    """A blog's newest account, with what only a full crawl says of it: its own counts, and what has failed since then.

    `failed` is then [address, reason, crawl].
    """
    accounts = [(log.id, log.accounts[slug]) for log in logs if slug in log.accounts]
    if not accounts:
        return {}
    full = max((n for n, (_, tally) in enumerate(accounts) if tally.get("kind", FULL) == FULL), default=0)
    failed = [[*each, crawl] for crawl, tally in accounts[full:] for each in tally["failed"]]
    return {**accounts[-1][1], "stated": accounts[full][1]["stated"], "failed": failed}


def blog_of(logs: Iterable[CrawlLog], slug: str, roster: Mapping[str, Blog]) -> Blog:
    """The blog as the roster has it, else as the newest crawl that took it in named it."""
    if slug in roster:
        return roster[slug]
    named = [log.blogs[slug] for log in logs if slug in log.blogs]
    return Blog(slug=slug, url=named[-1]["url"], course=named[-1].get("course")) if named else Blog(slug=slug, url="")
