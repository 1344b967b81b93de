"""A large course: 300 blogs, 14 weeks, 12,000 posts, 60,000 comments. Every query of every page finds its rows by an index, and no page asks much."""

import re
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sites import Pages, opened

from archive.database import fulltext
from archive.database.store import NAME, Store
from archive.report import summary

BLOGS, POSTS, COMMENTS, WEEKS = 300, 12_000, 60_000, 14
BEGAN = datetime(2026, 2, 16, tzinfo=UTC)
NOW = BEGAN + timedelta(weeks=10)
MOST_QUERIES = 15
LARGE = ("posts", "comments", "pingbacks", "captures", "reference_entries", "citations", "links", "media", "crawl_blogs", "failures", "posts_terms", "identities")  # fmt: skip
WORDS = (
    "loom",
    "chalk",
    "feedback",
    "reading",
    "quiet",
    "class",
    "question",
    "evidence",
    "talk",
    "paper",
    "wall",
    "group",
)


def dates(number: int, of: int) -> dict[str, Any]:
    """A moment of the course."""
    at = BEGAN + timedelta(seconds=number * (WEEKS * 7 * 86_400 // of))
    return {
        "published_at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "local_date": f"{at:%Y-%m-%d}",
        "course_week": (at - BEGAN).days // 7 + 1,
    }


def post(n: int) -> dict[str, Any]:
    """One of them; blogs take turns."""
    text = " ".join(WORDS[(n * k) % len(WORDS)] for k in range(1, 40))
    return {
        "id": n, "blog_id": n % BLOGS + 1, "kind": "post", "url": f"https://b{n % BLOGS}.example.org/{n}/", "title": f"On {WORDS[n % 12]} {n}", "person_id": n % BLOGS + 1,
        **dates(n, POSTS), "body_html": f"<p>{text}</p>", "body_text": text, "word_count": 39, "protected": 0, "comments_open": 1, "status": "live",
        "first_seen_at": dates(n, POSTS)["published_at"], "capture_id": n,
    }  # fmt: skip


def comment(n: int) -> dict[str, Any]:
    """Five a post, each of another person."""
    return {
        "id": n, "post_id": n // 5 + 1 if n < COMMENTS else POSTS, "thread_id": n, "depth": 1, "author": "x", "person_id": (n * 7) % 400 + 1, **dates(n, COMMENTS),
        "text": WORDS[n % 12], "html": f"<p>{WORDS[n % 12]}</p>", "word_count": 1, "by_post_author": 0, "position": n % 5, "status": "live", "first_seen_at": dates(n, COMMENTS)["published_at"],
    }  # fmt: skip


def rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of the database."""
    crawl = {"planned": 9, "fetched": 9, "not_modified": 0, "excluded": 0, "failed": 0}
    return {
        "courses": [{"id": 1, "slug": "large", "title": "Large", "starts": "2026-02-16", "weeks": WEEKS, "timezone": "UTC"}],
        "assignments": [{"id": 1, "course_id": 1, "slug": "a", "title": "Essay", "due_at": "2026-03-13T00:00:00Z", "due_local": "2026-03-13", "match": '{"title": "loom"}'}],
        "people": [{"id": n, "key": f"roster:{n}", "name": f"Person {n}", "in_roster": int(n <= BLOGS), "confidence": 1.0} for n in range(1, 401)],
        "identities": [{"id": n, "person_id": n, "kind": "name", "value": f"{n}", "uses": 1, "confidence": 1.0, "reason": "roster"} for n in range(1, 401)],
        "blogs": [{"id": n, "slug": f"b{n}", "url": f"https://b{n}.example.org/", "owner": f"Person {n}", "person_id": n, "course_id": 1, "section": f"S{n % 10}", "state": "ok"} for n in range(1, BLOGS + 1)],
        "crawls": [{"id": n, "started_at": "2026-04-20T00:00:00Z", "finished_at": "2026-04-27T00:00:00Z", "status": "finished", **crawl} for n in range(1, 60)],
        "crawl_blogs": [{"id": c * 1000 + b, "crawl_id": c, "blog_id": b, "state": "ok", **crawl, "excluded_by": "{}"} for c in range(1, 60) for b in range(1, BLOGS + 1)],
        "captures": [{"id": n, "blog_id": n % BLOGS + 1, "url": f"https://b{n % BLOGS}.example.org/{n}/", "fetched_at": "2026-04-20T00:00:00Z", "warc_file": "x", "warc_offset": 0, "warc_length": 1} for n in range(1, POSTS + 1)],
        "posts": [post(n) for n in range(1, POSTS + 1)],
        "comments": [comment(n) for n in range(1, COMMENTS)],
        "works": [{"id": n, "key": f"k{n:05}", "authors": "[]", "editors": "[]", "title": f"Work {n}", "text": "x", "csl": '{"type": "book", "title": "Work"}', "entries": 5, "variants": 1, "posts": 5, "blogs": 5, "people": n % 50} for n in range(1, 2001)],
        "reference_entries": [{"id": n, "post_id": n, "position": 0, "text": f"Entry {n}", "work_id": n % 2000 + 1} for n in range(1, POSTS + 1)],
        "problems": [{"id": n, "blog_id": n % BLOGS + 1, "post_id": n, "kind": "comment_count", "expected": "1", "found": "2"} for n in range(1, 500)],
    }  # fmt: skip


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the large course."""
    folder = tmp_path_factory.mktemp("large")
    made = Store(folder / NAME)
    with made.transaction():
        made.put(rows())
        fulltext.refresh(made.connection)
    made.close()
    return folder


@pytest.fixture
def asked(large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Pages, list[str]]]:
    """The pages, and every statement that they run."""
    said: list[str] = []

    def traced(data: Path) -> sqlite3.Connection:
        db = summary.opened(data)
        db.set_trace_callback(lambda sql: said.append(sql) if not sql.startswith("--") else None)
        return db

    for module in ("view", "crawling"):
        monkeypatch.setattr(f"archive.web.{module}.opened", traced)
    with opened(large, tmp_path, NOW) as pages:
        yield pages, said


PATHS = ("/", "/?week=5", "/reader", "/reader?show=all&from=5000", "/reader?blog=b7", "/reader?course=large&week=3&show=all", "/reader?person=7", "/posts/500", "/people", "/people/7", "/blogs", "/network", "/network?week=4", "/references", "/references?course=large", "/references/7", "/search?q=loom", "/archive", "/captures/7", "/crawls", "/crawls/7")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_page_of_a_large_course_asks_little_and_finds_all_by_an_index(
    path: str, asked: tuple[Pages, list[str]]
) -> None:
    pages, said = asked
    pages.site.state.mark(dict.fromkeys(range(1, 6000), ""), NOW, seen=True)
    began = time.perf_counter()
    answer = pages.client.get(path)
    took = time.perf_counter() - began
    assert answer.status_code == 200
    print(f"{path}: {len(said)} queries, {took:.2f} s, {len(answer.text):,} characters")
    selects = [
        sql for sql in said if "_config'" not in sql and "data_version" not in sql
    ]  # which the full text search asks itself
    assert len(selects) <= MOST_QUERIES, "\n".join(selects)
    with sqlite3.connect(f"file:{pages.site.data / NAME}?mode=ro", uri=True) as db:
        db.create_function("casefold", 1, str.casefold)
        for sql in set(selects):
            for *_, step in db.execute(f"explain query plan {sql}"):
                assert not scanned(step, sql), f"{step}\n{sql}"


def scanned(step: str, sql: str) -> bool:
    """Whether a step of a plan reads a large table from its beginning to its end without an index."""
    found = re.match(r"SCAN (\w+)$", step)
    return bool(found and any(found[1] == table or re.search(rf"\b{table}( as)? {found[1]}\b", sql) for table in LARGE))
