"""A course of 300 blogs, 14 weeks, 12,000 posts and 60,000 comments: reports find everything by indexes, in few queries."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.database.store import NAME, Store
from archive.report import assignments, digest, week
from archive.report.pictures.kinds import KINDS, scope

BLOGS, WEEKS, POSTS, COMMENTS = 300, 14, 12_000, 60_000
STARTS = date(2026, 2, 16)
NOW = datetime(2026, 5, 20, tzinfo=UTC)
MOST_QUERIES = 15


def dates(number: int) -> tuple[str, str, int]:
    """A moment, its day and its week, spread over the course."""
    at = datetime(2026, 2, 16, tzinfo=UTC) + timedelta(minutes=number * 7919 % (WEEKS * 7 * 1440))
    return at.strftime("%Y-%m-%dT%H:%M:%SZ"), at.date().isoformat(), (at.date() - STARTS).days // 7 + 1


def fill(db: sqlite3.Connection) -> None:
    body = "The loom is warped. " * 40
    db.execute(
        "insert into courses (id, slug, title, starts, weeks, timezone) values (1, 'large', 'Large', '2026-02-16', 14, 'UTC')"
    )
    for n in range(1, 6):
        rule = f'{{"tag": ["task-{n}"]}}' if n < 5 else '{"title": "post 1"}'
        db.execute('insert into assignments (id, course_id, slug, title, due_at, due_local, "match") values (?, 1, ?, ?, ?, ?, ?)', (n, f"task-{n}", f"Task {n}", f"2026-03-{n + 10}T23:59:59Z", f"2026-03-{n + 10}", rule))  # fmt: skip
    people = [
        (n, f"roster:b{n}" if n <= BLOGS else f"name:r{n}", f"Person Number{n}", int(n <= BLOGS))
        for n in range(1, BLOGS + 51)
    ]
    db.executemany("insert into people (id, key, name, in_roster, confidence) values (?, ?, ?, ?, 1.0)", people)
    blogs = [(n, f"b{n}", f"https://b{n}.example.org/", n, 1, "ABCDEFGH"[n % 8]) for n in range(1, BLOGS + 1)]
    db.executemany(
        "insert into blogs (id, slug, url, person_id, course_id, section, state) values (?, ?, ?, ?, ?, ?, 'ok')", blogs
    )
    posts = [
        (n, n % BLOGS + 1, f"https://x.example.org/{n}/", f"Post {n}", n % BLOGS + 1, *dates(n), f"<p>{body}</p>", body)
        for n in range(1, POSTS + 1)
    ]
    db.executemany("insert into posts (id, blog_id, url, title, person_id, published_at, local_date, course_week, body_html, body_text, word_count, kind, status, protected) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 160, 'post', 'live', 0)", posts)  # fmt: skip
    said = [(n, n * 5 % (POSTS - 500) + 1, n - POSTS if n % 3 == 0 and n > POSTS else None, n * 31 % (BLOGS + 50) + 1, *dates(n * 3), "I agree. " * 20, n) for n in range(1, COMMENTS + 1)]  # fmt: skip
    db.executemany("insert into comments (id, post_id, parent_id, person_id, published_at, local_date, course_week, text, position, depth, status) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'live')", said)  # fmt: skip
    terms = [(n * 10 + k, n, f"task-{k}") for n in range(1, BLOGS + 1) for k in range(1, 6)]
    db.executemany(
        "insert into terms (id, blog_id, kind, name, slug) values (?, ?, 'tag', ?, ?)", [(*t, t[2]) for t in terms]
    )
    db.executemany("insert into posts_terms (id, post_id, term_id) values (?, ?, ?)", [(n, n, (n % BLOGS + 1) * 10 + n % 5 + 1) for n in range(1, POSTS, 4)])  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    store = Store(tmp_path_factory.mktemp("large") / NAME)
    with store.transaction():
        fill(store.connection)
    path: Path = store.path
    store.close()
    with closing(sqlite3.connect(path)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


REPORTS: dict[str, Callable[[sqlite3.Connection], Any]] = {
    "week": lambda db: week.week(db, NOW, 7),
    "assignments": lambda db: assignments.assignments(db, NOW),
    "digest": lambda db: digest.digest(db, NOW, 7),
    "pseudonymous digest": lambda db: digest.digest(db, NOW, 7, pseudonymous=True),
    **{kind: lambda db, kind=kind: KINDS[kind](db, scope(db, NOW)) for kind in KINDS},  # type: ignore[misc]
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_posts_and_comments_by_indexes_and_asks_at_most_fifteen_questions(
    db: sqlite3.Connection, name: str
) -> None:
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    try:
        REPORTS[name](db)
    finally:
        db.set_trace_callback(None)
    questions = [sql for sql in asked if sql.lstrip().lower().startswith(("select", "with"))]
    assert 0 < len(questions) <= MOST_QUERIES
    for sql in questions:
        plan = [row["detail"] for row in db.execute(f"explain query plan {sql}")]
        bad = [step for step in plan if step.split()[:2] in (["SCAN", "p"], ["SCAN", "c"], ["SCAN", "a"], ["SCAN", "posts"], ["SCAN", "comments"]) or "AUTOMATIC" in step]  # fmt: skip
        assert not bad, f"{bad} in {sql}"


def test_the_numbers_of_a_large_course_add_up(db: sqlite3.Connection) -> None:
    [course] = week.week(db, NOW, 7)["courses"]
    assert course["totals"]["students"] == BLOGS
    assert course["totals"]["posts"] == sum(dates(n)[2] == 7 for n in range(1, POSTS + 1))
