"""What the schedule of a configuration asks for, and when each blog was last looked at: from the database and state.sqlite."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from archive.errors import StoreError
from archive.report.summary import opened
from archive.state import state
from crawler.schedule import Due, Subject, due
from crawler.schema import Config, Course

CRAWLED = """
select b.slug, a.kind, max(c.started_at) from crawl_blogs a join crawls c on c.id = a.crawl_id join blogs b on b.id = a.blog_id
where c.status in ('finished', 'crashed') and c.fetched + c.not_modified > 0 and a.kind in ('full', 'check') group by 1, 2
"""
"""A crawl that was killed has an account of the blogs it had done with; one that got no answer at all counts for nothing."""
COVERS = {"check": ("check",), "full": ("check", "full")}
DONE = (0, 1, 4)
"""Exit codes of a run that did what it was for."""
FAILED = (2, 3)
"""Of one that could not: it is tried again after a while."""
PATIENCE = timedelta(hours=1)
AHEAD = timedelta(days=1)
"""What lies further before us was written by a clock that was wrong."""
Last = dict[tuple[str, str], datetime]


def subjects(config: Config) -> list[Subject]:
    """Every blog that is crawled, and for archives every course; by the configuration's words, or the blog's own for checks."""
    return [each for course in config.courses for each in _of_course(config, course)]


def _of_course(config: Config, course: Course) -> Iterator[Subject]:
    plan, crawled = config.schedule, active(course)
    first_day = course.starts.isoweekday() % 7 if course.starts else 1
    subject = partial(Subject, zone=course.timezone, first_day=first_day)
    for slug, words in crawled.items():
        if check := words or plan.check:
            yield subject(slug=slug, kind="check", words=check)
        if plan.full:
            yield subject(slug=slug, kind="full", words=plan.full)
    if plan.archive and crawled:
        yield subject(slug=course.slug, kind="archive", words=plan.archive)


def active(course: Course) -> dict[str, str]:
    """Slug -> its own words, for the blogs of a course that are crawled."""
    return {b.slug: b.schedule or "" for b in course.blogs if b.consent != "opted out" and not b.status}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing to do: a crawl of some blogs; for an archive also a check of all that is kept, and a package a course."""

    kind: str
    slot: datetime
    blogs: tuple[str, ...]
    courses: tuple[str, ...] = ()


def jobs(config: Config, found: Iterable[Due]) -> list[Job]:
    """What is due, each blog once, in the greatest way that is due for it."""
    by_kind: dict[str, dict[str, datetime]] = {"archive": {}, "full": {}, "check": {}}
    for each in found:
        by_kind[each.subject.kind][each.subject.slug] = each.slot
    made, taken = [], set[str]()
    for kind, slots in by_kind.items():
        courses = tuple(slots) if kind == "archive" else ()
        wanted = [s for c in config.courses if c.slug in courses for s in active(c)] if courses else list(slots)
        blogs = tuple(slug for slug in wanted if slug not in taken)
        if courses or blogs:
            made.append(Job(kind=kind, slot=max(slots.values()), blogs=blogs, courses=courses))
        taken.update(blogs)
    return made


def waiting(config: Config, data: Path, now: datetime) -> list[Job]:
    """What is due now, but for what was tried in vain a short while ago."""
    tried = _past(attempts(data), now)
    found = due(subjects(config), _past(last_runs(data), now), now)
    fresh = [
        d
        for d in found
        if now - tried.get((d.subject.kind, d.subject.slug), datetime.min.replace(tzinfo=UTC)) >= PATIENCE
    ]
    return jobs(config, fresh)


def _past(last: Last, now: datetime) -> Last:
    """Without what a clock wrote that was wrong: it stops nothing for years."""
    return {key: at for key, at in last.items() if at <= now + AHEAD}


def last_runs(data: Path) -> Last:
    """(kind, slug) -> when it was last begun: a full crawl is a check too, and an archive a full crawl."""
    last: Last = {}
    for slug, kind, at in _crawled(data):
        _count(last, COVERS[kind], slug, at)
    for row in _noted(data):
        if row["exit_code"] in DONE:
            _note(last, row)
    return last


def attempts(data: Path) -> Last:
    """(kind, slug) -> when it was last tried in vain."""
    tried: Last = {}
    for row in _noted(data):
        if row["exit_code"] in FAILED:
            _note(tried, row)
    return tried


def _note(last: Last, row: Mapping[str, Any]) -> None:
    about = json.loads(row["subjects"])
    for slug in about["courses"]:
        _count(last, ("archive",), slug, row["started_at"])
    for slug in about["blogs"]:
        _count(last, COVERS["check" if row["kind"] == "check" else "full"], slug, row["started_at"])


def _count(last: Last, kinds: Iterable[str], slug: str, at: str) -> None:
    moment = datetime.fromisoformat(at)
    for kind in kinds:
        last[kind, slug] = max(last.get((kind, slug), moment), moment)


def _crawled(data: Path) -> list[tuple[str, str, str]]:
    """From the database; none where there is none, or one that the next crawl makes again."""
    with suppress(StoreError, sqlite3.Error), closing(opened(data)) as db:
        return [tuple(row) for row in db.execute(CRAWLED)]
    return []


def _noted(data: Path) -> list[dict[str, Any]]:
    if not data.is_dir():
        return []
    with state(data) as db:
        return [dict(row) for row in db.execute("select * from runs order by id")]


def begin(data: Path, job: Job, now: datetime) -> int:
    """Write down that a job begins; returns its number."""
    about = json.dumps({"blogs": job.blogs, "courses": job.courses})
    with state(data) as db:
        sql = "insert into runs (kind, subjects, due_at, started_at) values (?, ?, ?, ?)"
        return int(db.execute(sql, (job.kind, about, text(job.slot), text(now))).lastrowid or 0)


def end(data: Path, number: int, now: datetime, code: int, words: str) -> None:
    """Write down how it ended."""
    with state(data) as db:
        sql = "update runs set ended_at = ?, exit_code = ?, words = ? where id = ?"
        db.execute(sql, (text(now), code, words, number))


def text(moment: datetime) -> str:
    """UTC, to the second."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
