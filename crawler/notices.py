"""What a coordinator should hear of: read from the database, the log of checks and the runs, each with a key that stays the same."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from archive.report import week
from archive.report.states import in_words
from archive.report.summary import opened, rows
from archive.report.week_lines import course_lines
from archive.state import state
from archive.verify.log import FIXITY
from crawler.account import ADVICE, REQUISITE
from crawler.config import Config
from crawler.schema import Course

Row = dict[str, Any]
NEWS = timedelta(days=14)
"""What is older is no news."""
PLAIN = ("ok", "quiet", "empty")
"""States between which a blog may change without a word."""
CHANGES = """
select slug, url, owner_name, crawl_id, started_at, state, before from (
  select b.slug, b.url, p.name as owner_name, c.id as crawl_id, c.started_at, a.state,
    lag(a.state) over (partition by a.blog_id order by c.id) as before, row_number() over (partition by a.blog_id order by c.id desc) as back
  from crawl_blogs a join crawls c on c.id = a.crawl_id join blogs b on b.id = a.blog_id left join people p on p.id = b.person_id
  where a.kind in ('full', 'check')
) where state is not before and started_at >= ? order by crawl_id desc, slug
"""
FAILED = """
select b.slug, f.url, f.reason, min(c.started_at) as at from failures f join crawls c on c.id = f.crawl_id
join blogs b on b.id = f.blog_id join crawl_blogs a on a.crawl_id = f.crawl_id and a.blog_id = f.blog_id
where c.started_at >= ? and a.state in ('ok', 'moved', 'not_wordpress') group by 1, 2 order by 1, 2
"""
BROKEN = "select id, started_at, status from crawls where started_at >= ? and (status = 'crashed' or fetched + not_modified = 0)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that happened."""

    key: str
    kind: str
    """As `notify.when` has it."""
    words: str
    at: str
    """UTC."""


def notices(config: Config, data: Path, now: datetime) -> list[Notice]:
    """All that is news, whether it was told before or not; of the kinds that the configuration asks for."""
    since = f"{now.astimezone(UTC) - NEWS:%Y-%m-%dT%H:%M:%SZ}"
    found = [*_runs(data, since), *_fixity(data, since)]
    if (data / "coursekeep.sqlite").exists():
        with closing(opened(data)) as db:
            runs = _times(data)
            sources: tuple[Callable[[], Iterator[Notice]], ...] = (
                lambda: _changes(db, since),
                lambda: _addresses(db, since),
                lambda: _crawls(db, since, runs),
                lambda: _weeks(db, config, now),
            )
            found += [notice for source in sources for notice in source()]
    return [notice for notice in found if notice.kind in config.notify.when]


def _changes(db: sqlite3.Connection, since: str) -> Iterator[Notice]:
    """The newest change of each blog's state."""
    told = set()
    for row in rows(db, CHANGES, since):
        first = row["slug"] not in told
        told.add(row["slug"])
        if first and not {row["state"], row["before"] or "ok"} <= set(PLAIN):
            yield Notice(
                key=f"state:{row['slug']}:{row['crawl_id']}",
                kind="state change",
                words=_changed(row),
                at=row["started_at"],
            )


def _changed(row: Row) -> str:
    who = f"{row['slug']}{' (' + row['owner_name'] + ')' if row['owner_name'] else ''}, {row['url']}"
    if row["state"] in PLAIN:
        return f"{who}: is well again, after {in_words(row['before'])}"
    before = f", was {in_words(row['before'])}" if row["before"] else ""
    advice = ADVICE.get(row["state"], "")
    return f"{who}: is {in_words(row['state'])}{before}{': ' + advice if advice else ''}"


def _addresses(db: sqlite3.Connection, since: str) -> Iterator[Notice]:
    """Each address that failed, once."""
    for row in rows(db, FAILED, since):
        if not row["reason"].startswith((REQUISITE, "not asked for")):
            words = f"{row['slug']}: {row['url']} could not be archived: {row['reason']}"
            yield Notice(key=f"address:{row['slug']}:{row['url']}", kind="failure", words=words, at=row["at"])


def _crawls(db: sqlite3.Connection, since: str, runs: list[tuple[str, str]]) -> Iterator[Notice]:
    """Crawls that were killed or got no answer at all; those of scheduled runs are told as runs."""
    for row in rows(db, BROKEN, since):
        if not any(begun <= row["started_at"] <= ended for begun, ended in runs):
            why = "was killed; run it again to go on" if row["status"] == "crashed" else "got no answer from any blog"
            words = f"the crawl that began at {row['started_at']} {why}"
            yield Notice(key=f"crawl:{row['id']}", kind="failure", words=words, at=row["started_at"])


def _weeks(db: sqlite3.Connection, config: Config, now: datetime) -> Iterator[Notice]:
    """The week that is over, once something was crawled since it was."""
    if "week" not in config.notify.when:
        return
    last = rows(db, "select max(started_at) as at from crawls where status = 'finished'")[0]["at"] or ""
    for course in config.courses:
        number, ended = _week(course, now)
        if number and ended <= last:
            (told,) = week.week(db, now, number, course=course.slug)["courses"]
            words = "\n".join(course_lines(told))
            yield Notice(key=f"week:{course.slug}:{number}", kind="week", words=words, at=ended)


def _week(course: Course, now: datetime) -> tuple[int, str]:
    """The newest week of a course that is over, and when it was; 0 where there is none."""
    if course.starts is None:
        return 0, ""
    zone = ZoneInfo(course.timezone)
    number = (now.astimezone(zone).date() - course.starts).days // 7
    if not 1 <= number <= (course.weeks or number):
        return 0, ""
    ended = datetime.combine(course.starts + timedelta(days=7 * number), datetime.min.time(), zone)
    return number, f"{ended.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _runs(data: Path, since: str) -> Iterator[Notice]:
    """Scheduled runs that failed, once a slot however often they are tried; archives that are done."""
    for row in _noted(data, since):
        about = json.loads(row["subjects"])
        when = f"the {row['kind']} of {row['due_at']}"
        if row["exit_code"] in (2, 3, 4):
            why = {2: "could not run", 3: "got no answer from any blog", 4: "found the archive damaged"}[
                row["exit_code"]
            ]
            words = f"{when} {why} ({len(about['blogs'])} blogs); `coursekeep run --due` says more"
            yield Notice(key=f"run:{row['kind']}:{row['due_at']}", kind="failure", words=words, at=row["started_at"])
        elif row["kind"] == "archive" and row["exit_code"] in (0, 1):
            words = f"archived: {', '.join(about['courses'])}: all that is kept was checked, and packed into {data / 'wacz'}"
            yield Notice(
                key=f"archive:{row['due_at']}:{row['started_at']}", kind="archive", words=words, at=row["ended_at"]
            )


def _noted(data: Path, since: str) -> list[Row]:
    if not data.is_dir():
        return []
    with state(data) as db:
        return [dict(row) for row in db.execute("select * from runs where started_at >= ? order by id", (since,))]


def _times(data: Path) -> list[tuple[str, str]]:
    return [(row["started_at"], row["ended_at"] or row["started_at"]) for row in _noted(data, "")]


def _fixity(data: Path, since: str) -> Iterator[Notice]:
    """The newest check, where it found damage; the same damage in several checks is one."""
    told: Row | None = None
    for check in _checks(data):
        if check["result"] == "ok":
            told = None
        elif told is None or _damage(check) != _damage(told):
            told = check
    if told and told["at"] >= since:
        count, kinds = _damage(told)
        words = f"the archive is damaged: {count} faults ({', '.join(kinds)}), first found at {told['at']}; `coursekeep verify` names them"
        yield Notice(key=f"fixity:{told['at']}", kind="fixity", words=words, at=told["at"])


def _damage(check: Mapping[str, Any]) -> tuple[Any, tuple[str, ...]]:
    return check.get("faults"), tuple(check.get("kinds") or ())


def _checks(data: Path) -> Iterator[Row]:
    """The log of checks, oldest first; lines that are none are passed over."""
    path = data / FIXITY
    for line in path.read_bytes().splitlines() if path.is_file() else ():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict) and {"at", "result"} <= told.keys():
            yield told
