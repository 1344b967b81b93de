"""One person of a course: what they wrote when, whom they answered and who answered them, their assignments; and everybody by week."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from archive.errors import StoreError
from archive.export.plain import plain
from archive.report import assignments
from archive.report.summary import Row, rows
from archive.report.week_calendar import Course, courses
from archive.report.week_counts import Counts, counts
from archive.report.week_people import Person, opted_out, owners

PERSON = "select id as person_id, name as person, role, section, in_roster, confidence from people where id = ?"
NAMES = "select id, name as person from people where name <> '' order by name, id"
BLOGS = """
select b.slug as blog, b.title, b.url, b.state, b.course_id, k.slug as course
from blogs b left join courses k on k.id = b.course_id where b.person_id = ? order by b.slug
"""
MARKS = "select kind, label, value, uses, confidence, reason from identities where person_id = ? order by confidence desc, uses desc, kind, value"
WROTE = """
select 'post' as kind, p.id as post_id, null as comment_id, p.title, p.published_at, p.local_date, p.course_week as week, p.word_count as words,
  p.status, (select count(*) from comments c where c.post_id = p.id and c.status <> 'gone' and c.person_id is not p.person_id) as answers,
  null as other_id, null as other, null as text
from posts p where p.person_id = ? and p.status <> 'gone'
"""
GAVE = """
select 'comment' as kind, c.post_id, c.id as comment_id, p.title, c.published_at, c.local_date, c.course_week as week, c.word_count as words, c.status,
  0 as answers, iif(c.parent_id is null, p.person_id, a.person_id) as other_id,
  iif(c.parent_id is null, coalesce(h.name, p.author), coalesce(g.name, a.author)) as other, substr(c.text, 1, 300) as text
from comments c join posts p on p.id = c.post_id left join comments a on a.id = c.parent_id
  left join people h on h.id = p.person_id left join people g on g.id = a.person_id
where c.person_id = ? and c.status <> 'gone'
"""
RECEIVED = """
select c.person_id as other_id, coalesce(h.name, c.author) as other, count(*) as comments, max(c.local_date) as last
from posts p join comments c on c.post_id = p.id left join people h on h.id = c.person_id
where p.person_id = ? and p.status <> 'gone' and c.status <> 'gone' and c.person_id is not p.person_id
group by 1, 2 order by 3 desc, 2
"""


def person(db: sqlite3.Connection, now: datetime, who: int) -> Row:
    """`timeline` (posts and comments, the newest first), `given` and `received` by whom, `weeks`, `assignments`, `identities`, `blogs`.

    Raises StoreError where there is no such person, or one who opted out.
    """
    found = rows(db, PERSON, who)
    if not found or who in opted_out(db):
        raise StoreError("there is no such person here; `coursekeep query who-is-who` lists them", str(who))
    blogs = rows(db, BLOGS, who)
    events = rows(db, WROTE, who) + rows(db, GAVE, who)
    return {
        **found[0],
        "blogs": blogs,
        "posts": sum(e["kind"] == "post" for e in events),
        "words": sum(e["words"] or 0 for e in events if e["kind"] == "post"),
        "timeline": sorted(events, key=_when, reverse=True),
        "weeks": _by_week(events),
        "given": _given(events, who),
        "received": rows(db, RECEIVED, who),
        "assignments": _assignments(db, now, who, {b["course"] for b in blogs if b["course"]}),
        "identities": rows(db, MARKS, who),
    }


def number_of(db: sqlite3.Connection, who: str) -> int:
    """The number of a person who is named by it, or by a name, or a part of one, that only one person has. Raises StoreError."""
    if who.isdigit():
        return int(who)
    named = [(row["person"], row["id"]) for row in rows(db, NAMES) if row["id"] not in opted_out(db)]
    exact = [number for name, number in named if name == who]
    like = [number for name, number in named if who.strip() and who.strip().casefold() in name.casefold()]
    found = exact or like
    if len(found) != 1:
        told = "there is no such person" if not found else f"{len(found)} people have this name"
        raise StoreError(f"{told}; give one of the ids: {_some(named, found)}", plain(who))
    return int(found[0])


def _some(named: Collection[tuple[str, int]], found: Collection[int]) -> str:
    """Who may be meant, or where all stand."""
    meant = [f"{number} {plain(name)}" for name, number in named if number in found]
    return ", ".join(meant[:5]) if meant else "`coursekeep query 'select id, name from people'` lists them"


def _when(event: Row) -> tuple[str, int]:
    return event["published_at"] or event["local_date"] or "", event["comment_id"] or event["post_id"]


def _by_week(events: Collection[Row]) -> list[Row]:
    """Posts and comments on others of each week in which there were any."""
    told: Mapping[tuple[int, str], int] = Counter((e["week"], e["kind"]) for e in events if e["week"] is not None)
    return [
        {"week": week, "posts": told.get((week, "post"), 0), "comments": told.get((week, "comment"), 0)}
        for week in sorted({week for week, _ in told})
    ]


def _given(events: Collection[Row], who: int) -> list[Row]:
    """Whom they addressed in comments, how often, the most first; answers to themselves are left out."""
    met: dict[tuple[int | None, str], list[Row]] = defaultdict(list)
    for event in events:
        if event["kind"] == "comment" and event["other_id"] != who:
            met[event["other_id"], event["other"] or ""].append(event)
    told = [
        {"other_id": number, "other": name, "comments": len(said), "last": max(e["local_date"] or "" for e in said) or None}
        for (number, name), said in met.items()
    ]  # fmt: skip
    return sorted(told, key=lambda each: (-each["comments"], each["other"]))


def _assignments(db: sqlite3.Connection, now: datetime, who: int, slugs: Collection[str]) -> list[Row]:
    """What their courses ask for, and what of it they handed in."""
    told: list[Row] = []
    for course in (each for slug in sorted(slugs) for each in courses(db, slug)):
        mine = {n: p for n, p in owners(db, course.id).items() if n == who}
        done = assignments.of_course(db, course, course.known(now), mine, frozenset())
        for student in done["students"]:
            told += [{"post_title": student["assignments"][a["assignment"]]["title"], **student["assignments"][a["assignment"]], "course": course.slug, "title": a["title"], "due_local": a["due_local"]} for a in done["assignments"]]  # fmt: skip
    return told


def participation(db: sqlite3.Connection, now: datetime, course: str | None = None) -> list[Row]:
    """Each course with its `weeks` and, for everybody who owns a blog there, posts and comments of each week, zeros included.

    `reached`: the last week of which the database knows anything.
    """
    return [_of_course(db, each, now) for each in courses(db, course)]


def _of_course(db: sqlite3.Connection, course: Course, now: datetime) -> Row:
    out = opted_out(db)
    done, people = counts(db, course.id, out), owners(db, course.id)
    current = course.current(now)
    reached = course.number(course.today(course.known(now)))
    last = course.weeks or max([*done.numbers(), 0])
    weeks = list(range(1, last + 1)) if current is not None else []
    return {
        "course": course.slug,
        "title": course.title,
        "current": current,
        "reached": reached,
        "weeks": weeks,
        "people": [_row(each, done, weeks) for each in people.values() if each.who not in out],
    }


def _row(each: Person, done: Counts, weeks: Collection[int]) -> Row:
    tallies = [(week, done.of(each.who, week)) for week in weeks]
    return {
        "person_id": each.who if each.who > 0 else None,
        "person": each.name,
        "kind": each.kind,
        "section": each.section,
        "role": each.role,
        "blog": each.blogs[0],
        "state": each.state,
        "weeks": [{"week": w, "posts": t.posts, "comments": t.made, "received": t.received} for w, t in tallies],
        "posts": sum(t.posts for _, t in tallies),
        "comments": sum(t.made for _, t in tallies),
        "received": sum(t.received for _, t in tallies),
    }
