"""The week as one page or one mail: its posts with their comments, who waits, deadlines, a heat map, the network and the days."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from archive.errors import StoreError
from archive.export.plain import plain
from archive.report import week as report
from archive.report.pictures.activity import level
from archive.report.pictures.network import Edge, Node, network
from archive.report.pictures.shapes import Picture
from archive.report.pictures.timeline import timeline
from archive.report.summary import Row, rows
from archive.report.week_asked import Asked, asked
from archive.report.week_calendar import courses, day_words, moment, span_words

COMMENTS = """
select c.id, c.post_id, c.parent_id, c.depth, c.person_id, c.author, c.published_at, c.local_date, c.html, c.text
from json_each(?) j cross join comments c on c.post_id = j.value where c.status <> 'gone' order by c.post_id, c.position, c.id
"""
DAYS = """
select c.local_date as day, count(*) as comments from blogs b cross join posts p on p.blog_id = b.id cross join comments c on c.post_id = p.id
where b.course_id = ? and c.course_week = ? and c.status <> 'gone' and c.local_date is not null group by 1
"""
DEEPEST = 5
"""Answers are set in so far and no farther."""


def digest(
    db: sqlite3.Connection,
    now: datetime,
    number: int | None = None,
    *,
    course: str | None = None,
    pseudonymous: bool = False,
) -> Row:
    """All that the page and the mail of a week show. Raises StoreError where no single course with weeks is meant."""
    found = courses(db, course)
    if len(found) > 1:
        raise StoreError(f"there are several courses: name one with --course: {', '.join(c.slug for c in found)}")
    meant = found[0].current(now) if number is None else number
    if meant is None or found[0].days(meant) is None:
        raise StoreError(f"the course {found[0].words(now) or 'has no such week'}", found[0].slug)
    of = asked(db, found[0], meant, now, pseudonymous)
    written = report.posts(db, of, ", p.body_html, p.body_text")
    told = report.of_week(db, of, written)
    return {
        "week": told,
        "days": span_words(date.fromisoformat(told["from"]), date.fromisoformat(told["to"])),
        "as_of": f"{day_words(of.today)} {of.today.year}, {of.known.astimezone(of.course.zone):%H:%M}",
        "pseudonymous": pseudonymous,
        "posts": _posts(db, of, written),
        "heat": _heat(of, told),
        "network": _network(told),
        "timeline": _timeline(db, of, told),
    }


def _posts(db: sqlite3.Connection, of: Asked, found: Sequence[Row]) -> list[Row]:
    said: dict[int, list[Row]] = defaultdict(list)
    for row in rows(db, COMMENTS, json.dumps([row["post_id"] for row in found])):
        if row["person_id"] not in of.out:
            said[row["post_id"]].append(_written(row, row["html"], row["text"], row["person_id"], of))
    return [_post(row, said[row["post_id"]], of) for row in found]


def _post(row: Row, comments: list[Row], of: Asked) -> Row:
    told = _written(row, row["body_html"], row["body_text"], row["who"], of)
    return {
        **told,
        "title": _title(row, of),
        "url": None if of.mask else row["url"],
        "words": row["words"] or 0,
        "protected": bool(row["protected"]),
        "comments": comments,
    }


def _title(row: Row, of: Asked) -> str:
    shown = plain(row["title"] or "") or "(no title)"
    return of.mask(shown) if of.mask else shown


def _written(row: Row, html: str | None, text: str | None, who: int | None, of: Asked) -> Row:
    """Who wrote it when, and its words: as HTML that is safe, or, under pseudonyms, as paragraphs of text."""
    from archive.report.cleaning import cleaned

    person = of.people.get(who) if who is not None else None
    hidden = of.mask is not None
    paragraphs = [line for line in (plain(line) for line in (text or "").splitlines()) if line]
    return {
        "person": person.name if person else "Somebody" if hidden else plain(row.get("author") or "") or "Somebody",
        "at": _moment(row, of),
        "depth": min(row.get("depth") or 1, DEEPEST),
        "html": None if hidden or not html else cleaned(html),
        "paragraphs": [of.mask(line) for line in paragraphs] if of.mask else paragraphs,
    }


def _moment(row: Row, of: Asked) -> str:
    """`Tue 28 Apr, 11:59` by the course's clock; only the day where no more is known."""
    if row["published_at"]:
        local = moment(row["published_at"]).astimezone(of.course.zone)
        return f"{DAY_NAMES[local.weekday()]} {day_words(local)}, {local:%H:%M}"
    return day_words(date.fromisoformat(row["local_date"])) if row["local_date"] else "no date"


DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _heat(of: Asked, told: Row) -> Row:
    """Columns and one row a student; weeks that have not come yet are None."""
    last = of.course.weeks or max((of.number, *of.done.numbers()))
    today = of.course.number(of.today) or 0
    weeks = list(range(1, last + 1))
    lines = [
        {"person": person.shown, "cells": [_cell(of, person.who, week) if week <= today else None for week in weeks]}
        for person in of.students
    ]
    return {"weeks": weeks, "lines": lines, "now": told["week"]}


def _cell(of: Asked, who: int, week: int) -> Row:
    tally = of.done.of(who, week)
    return {"posts": tally.posts, "comments": tally.made, "level": level(tally.posts + tally.made)}


def _network(told: Row) -> Picture:
    """Students, and all others who gave or received a comment in the week."""
    edges = [Edge(source=e["source"], target=e["target"], weight=e["comments"]) for e in told["edges"]]
    names: dict[int, str] = {}
    for e in told["edges"]:
        names |= {e["source"]: e["source_name"], e["target"]: e["target_name"]}
    nodes = [
        Node(number=s["person_id"] or -n, name=s["person"], group=s["section"])
        for n, s in enumerate(told["students"], 1)
    ]
    met = {node.number for node in nodes}
    nodes += [Node(number=number, name=name) for number, name in sorted(names.items()) if number not in met]
    return network(f"Who commented on whom in week {told['week']}", nodes, edges)


def _timeline(db: sqlite3.Connection, of: Asked, told: Row) -> Picture:
    first, last = date.fromisoformat(told["from"]), date.fromisoformat(told["to"])
    posts = Counter(post["local_date"] for post in told["posts"])
    comments = {row["day"]: row["comments"] for row in rows(db, DAYS, of.course.id, of.number)}
    days = {date.fromisoformat(d): (posts[d], comments.get(d, 0)) for d in {*posts, *comments} - {None}}
    marks = [(day, f"{DAY_NAMES[day.weekday()]} {day.day}") for day in (first + timedelta(days=n) for n in range(7))]
    due = [(date.fromisoformat(d["due_local"][:10]), d["title"]) for d in told["deadlines"] if d["due_this_week"]]
    return timeline(f"Week {told['week']}, day by day", days, (first, last), marks, due)


def text(told: Mapping[str, Any]) -> str:
    """The digest as a plain mail, at most 78 characters a line."""
    from archive.report.digest_text import lines

    return "\n".join(line.rstrip() for line in lines(told)) + "\n"


def html(told: Mapping[str, Any]) -> str:
    """The digest as one page that needs nothing else: no script, no network."""
    from archive.report.pages import page

    return page("week.html", **told)
