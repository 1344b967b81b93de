"""The schedule in words: what comes next, for whom, and when it last was."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crawler import runs
from crawler.config import Config
from crawler.schedule import KINDS, Subject, due, last_slot, next_slot

NONE = "no schedule: add to config.yaml, for example  schedule: {check: every 6 hours, full: sunday 03:00, archive: end of week}"
Row = dict[str, Any]


def timetable(config: Config, data: Path, now: datetime) -> list[Row]:
    """A row for each kind, course and words: how many blogs, when last, when next, how many are due now."""
    last = runs.last_runs(data)
    found = {(d.subject.kind, d.subject.slug) for d in due(runs.subjects(config), last, now)}
    groups: dict[tuple[str, str, str], list[Subject]] = {}
    for course in config.courses:
        for each in runs.subjects(config.model_copy(update={"courses": (course,)})):
            groups.setdefault((each.kind, course.slug, each.words), []).append(each)
    rows = [_row(kind, course, group, last, found, now) for (kind, course, _), group in groups.items()]
    return sorted(rows, key=lambda row: (row["course"], KINDS.index(row["kind"])))


def _row(
    kind: str, course: str, group: list[Subject], last: runs.Last, found: set[tuple[str, str]], now: datetime
) -> Row:
    one = group[0]
    times = [last[kind, each.slug] for each in group if (kind, each.slug) in last]
    coming, before = next_slot(one.rule, one.zone, now), last_slot(one.rule, one.zone, now)
    return {
        "kind": kind,
        "course": course,
        "words": one.words,
        "timezone": one.zone,
        "blogs": 0 if kind == "archive" else len(group),
        "due_now": sum((kind, each.slug) in found for each in group),
        "last_slot": runs.text(before) if before else None,
        "last_run": runs.text(max(times)) if times else None,
        "next": runs.text(coming) if coming else None,
    }


def lines(rows: list[Row], now: datetime) -> Iterator[str]:
    """In words, by each course's own clock."""
    several = len({row["course"] for row in rows}) > 1
    for row in rows:
        count = "" if row["kind"] == "archive" else f"  {row['blogs']} blog{'' if row['blogs'] == 1 else 's'}"
        course = f"  {row['course']}" if several else ""
        ran = _local(row["last_run"], row["timezone"]) if row["last_run"] else "never"
        yield f"{row['kind']:<8} {row['words']}{course}{count}"
        yield f"         next {_next(row, now)}; last {ran}"


def _next(row: Row, now: datetime) -> str:
    if row["due_now"]:
        return "now: `coursekeep run --due` does it"
    if not row["next"]:
        return "never"
    return (
        f"{_local(row['next'], row['timezone'])} ({row['timezone']}), {_in(datetime.fromisoformat(row['next']) - now)}"
    )


def _local(at: str, zone: str) -> str:
    moment = datetime.fromisoformat(at).astimezone(ZoneInfo(zone))
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"


def _in(wait: Any) -> str:
    minutes = int(wait.total_seconds() // 60)
    for size, noun in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"in {count} {noun}{'' if count == 1 else 's'}"
    return "in less than a minute"
