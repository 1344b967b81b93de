"""The week of a course: who posted, who commented on whom, who has not, what came late, which posts still wait for a comment.

Pages and commands share `week`. Weeks and days are by the course's clock. Students who did nothing are there with zeros.
"""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from archive.export.plain import plain
from archive.report import assignments
from archive.report.summary import Row, rows
from archive.report.week_calendar import Course, as_of, courses
from archive.report.week_counts import WAITING, WEEK_POSTS, Counts, Tally, counts, edges, last
from archive.report.week_people import Person, opted_out, others, owners


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A course, one of its weeks, until when the database knows, its owners of blogs, and those who must not be named."""

    course: Course
    number: int
    now: datetime
    """When it is asked."""
    known: datetime
    """Until when the database knows."""
    owners: Mapping[int, Person]
    out: frozenset[int]

    @property
    def today(self) -> date:
        """The last day of which the database knows."""
        return self.course.today(self.known)


def week(db: sqlite3.Connection, now: datetime, number: int | None = None, *, course: str | None = None) -> Row:
    """`as_of` and `courses`: of each what happened in a week; where no number is given in the current one, before the course in its first, after it in its last.

    A course without a first day has `week` null and no more than its `note`. Raises StoreError for a course that is not there.
    """
    known = as_of(db, now)
    told = [_course(db, each, number, now, known) for each in courses(db, course)]
    return {"as_of": known.strftime("%Y-%m-%dT%H:%M:%SZ"), "courses": told}


def _course(db: sqlite3.Connection, course: Course, number: int | None, now: datetime, known: datetime) -> Row:
    meant = course.current(now) if number is None else number
    if meant is None or course.days(meant) is None:
        note = course.words(now) if meant is None else "has no such week: the calendar ends before"
        return {**_head(course, now), "week": None, "note": note}
    asked = Asked(course=course, number=meant, now=now, known=known, owners=owners(db, course.id), out=opted_out(db))
    return {**_head(course, now), **of_week(db, asked)}


def _head(course: Course, now: datetime) -> Row:
    return {"course": course.slug, "title": plain(course.title), "weeks": course.weeks, "phase": course.phase(now)}


def of_week(db: sqlite3.Connection, asked: Asked) -> Row:
    """One week of one course. At most ten queries."""
    done = counts(db, asked.course.id, asked.out)
    links = edges(db, asked.course.id, asked.number, asked.out)
    posts = [r for r in rows(db, WEEK_POSTS, asked.course.id, asked.number) if r["who"] not in asked.out]
    met = {*done.people(asked.number), *(r[end] for r in links for end in ("source", "target"))}
    people = {**asked.owners, **others(db, met, asked.owners)}
    students = [p for p in asked.owners.values() if p.kind == "student"]
    told = [_person(p, asked.number, done, links, people) for p in students]
    rest = [_person(p, asked.number, done, links, people) for p in people.values() if p.kind != "student"]
    waiting = _waiting(db, asked, people)
    return {
        **_dates(asked),
        "totals": _totals(told, [w for w in waiting if w["week"] == asked.number]),
        "students": told,
        "others": sorted((r for r in rest if r["posts"] or r["comments_made"]), key=lambda r: r["person"].casefold()),
        "posts": [_post(row, people) for row in posts],
        "edges": [_edge(row, people) for row in links if row["source"] in people and row["target"] in people],
        "waiting": [w for w in waiting if w["week"] == asked.number],
        "waiting_before": [w for w in waiting if w["week"] != asked.number],
        "deadlines": _deadlines(db, asked),
    }


def _dates(asked: Asked) -> Row:
    first, final = asked.course.days(asked.number) or (asked.today, asked.today)
    weeks = asked.course.weeks
    place = "before the course" if asked.number < 1 else "after the course" if weeks and asked.number > weeks else None
    told = asked.course.words(asked.now)
    notes = [told and f"the course {told}", place and f"week {asked.number} is {place}"]
    return {
        "week": asked.number,
        "from": first.isoformat(),
        "to": final.isoformat(),
        "note": "; ".join(filter(None, notes)) or None,
    }


def _person(person: Person, number: int, done: Counts, links: Sequence[Row], people: Mapping[int, Person]) -> Row:
    tally: Tally = done.of(person.who, number)
    to = [
        (people[r["target"]].name, r["comments"]) for r in links if r["source"] == person.who and r["target"] in people
    ]
    return {
        "person_id": person.who if person.who > 0 else None,
        "person": person.name,
        "kind": person.kind,
        "blog": person.blogs[0] if person.blogs else None,
        "url": person.url,
        "section": person.section,
        "role": person.role,
        "state": person.state,
        "posts": tally.posts,
        "words": tally.words,
        "comments_made": tally.made,
        "comments_received": tally.received,
        "commented_on": [{"person": name, "comments": n} for name, n in to],
        "last_post": last(done.posted, person.who, number),
        "last_comment": last(done.commented, person.who, number),
    }


def _totals(students: Sequence[Row], waiting: Sequence[Row]) -> Row:
    return {
        "students": len(students),
        "posted": sum(s["posts"] > 0 for s in students),
        "commented": sum(s["comments_made"] > 0 for s in students),
        "silent": sum(not s["posts"] and not s["comments_made"] for s in students),
        "posts": sum(s["posts"] for s in students),
        "words": sum(s["words"] for s in students),
        "comments": sum(s["comments_made"] for s in students),
        "waiting": len(waiting),
    }


def _post(row: Row, people: Mapping[int, Person]) -> Row:
    who = row.pop("who")
    named = {"person_id": who if who > 0 else None, "person": _name(who, people)}
    return {**row, **named, "title": plain(row["title"] or "")}


def _name(who: int, people: Mapping[int, Person]) -> str:
    return people[who].name if who in people else "somebody"


def _edge(row: Row, people: Mapping[int, Person]) -> Row:
    return {**row, "source_name": people[row["source"]].name, "target_name": people[row["target"]].name}


def _waiting(db: sqlite3.Connection, asked: Asked, people: Mapping[int, Person]) -> list[Row]:
    """Posts on students' blogs, of the course's weeks until this one, on which nobody else has commented."""
    found = rows(db, WAITING, asked.course.id, min(1, asked.number), asked.number)
    theirs = [r for r in found if r["owner"] in asked.owners and asked.owners[r["owner"]].kind == "student"]
    return [
        _post({**_without(r, "owner"), "days": _days(r, asked)}, people) for r in theirs if r["who"] not in asked.out
    ]


def _without(row: Row, name: str) -> Row:
    return {k: v for k, v in row.items() if k != name}


def _days(row: Row, asked: Asked) -> int | None:
    """Days since the post, as far as the database knows."""
    return max(0, (asked.today - date.fromisoformat(row["local_date"])).days) if row["local_date"] else None


def _deadlines(db: sqlite3.Connection, asked: Asked) -> list[Row]:
    """Assignments that are due in this week, with names of those who are late or missing; and of others what came late in it."""
    first, final = (day.isoformat() for day in asked.course.days(asked.number) or (asked.today, asked.today))
    told = assignments.of_course(db, asked.course, asked.known, asked.owners, asked.out)
    found = []
    for each in told["assignments"]:
        done = [(s, s["assignments"][each["assignment"]]) for s in told["students"]]
        due = first <= (each["due_local"] or "")[:10] <= final
        late = [(s, d) for s, d in done if d["status"] == assignments.LATE and (due or first <= (d["local_date"] or "") <= final)]  # fmt: skip
        if due or late:
            found.append({**each, "due_this_week": due, "late_by": [_late(s, d) for s, d in late], "missing_from": _named(done, assignments.MISSING) if due else []})  # fmt: skip
    return found


def _late(student: Row, told: Row) -> Row:
    return {
        "person": student["person"],
        "late_seconds": told["late_seconds"],
        "url": told["url"],
        "title": told["title"],
    }


def _named(done: Collection[tuple[Row, Row]], status: str) -> list[Any]:
    return [student["person"] for student, told in done if told["status"] == status]
