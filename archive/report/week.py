"""The week of a course: who posted, who commented on whom, who has not, what came late, which posts still wait for a comment.

Pages and commands share `week`. Weeks and days are by the course's clock. Students who did nothing are there with zeros.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from archive.export.plain import plain
from archive.report import assignments
from archive.report.summary import Row, rows
from archive.report.week_asked import Asked, asked, dates, head
from archive.report.week_calendar import Course, courses
from archive.report.week_counts import WAITING, WEEK_POSTS, edges, last
from archive.report.week_names import hidden
from archive.report.week_people import Person


def week(
    db: sqlite3.Connection,
    now: datetime,
    number: int | None = None,
    *,
    course: str | None = None,
    pseudonymous: bool = False,
) -> Row:
    """`as_of` and `courses`: of each what happened in a week; where no number is given in the current one, before the course in its first, after it in its last.

    A course without a first day has `week` null and no more than its `note`. Raises StoreError for a course that is not there.
    """
    found = courses(db, course)
    told = [_course(db, each, number, now, pseudonymous) for each in found]
    return {"as_of": found[0].known(now).strftime("%Y-%m-%dT%H:%M:%SZ"), "courses": told}


def _course(db: sqlite3.Connection, course: Course, number: int | None, now: datetime, pseudonymous: bool) -> Row:
    meant = course.current(now) if number is None else number
    if meant is None or course.days(meant) is None:
        note = course.words(now) if meant is None else "has no such week: the calendar ends before"
        return {**head(course, now), "week": None, "note": note}
    return of_week(db, asked(db, course, meant, now, pseudonymous))


def of_week(db: sqlite3.Connection, asked: Asked, written: Sequence[Row] | None = None) -> Row:
    """One week of one course: six queries; five where the week's posts (`posts`) are `written` already."""
    links = [
        row
        for row in edges(db, asked.course.id, asked.number, asked.out)
        if {row["source"], row["target"]} <= asked.people.keys()
    ]
    told = [_person(person, asked, links) for person in asked.people.values()]
    rest = [each for each in told if each["kind"] != "student" and (each["posts"] or each["comments_made"])]
    students = [each for each in told if each["kind"] == "student"]
    waiting = _waiting(db, asked)
    now = [each for each in waiting if each["week"] == asked.number]
    rows_of_week = posts(db, asked) if written is None else written
    _guests(students, rows_of_week, asked)
    found = {
        **head(asked.course, asked.now),
        **dates(asked),
        "totals": _totals(students, now),
        "students": students,
        "others": sorted(rest, key=lambda each: each["person"].casefold()),
        "posts": [_post(row, asked) for row in rows_of_week],
        "edges": [_edge(row, asked) for row in links],
        "waiting": now,
        "waiting_before": [each for each in waiting if each["week"] != asked.number],
        "deadlines": _deadlines(db, asked),
    }
    return hidden(found, asked.mask) if asked.mask else found


def _guests(students: Sequence[Row], written: Sequence[Row], asked: Asked) -> None:
    """Posts of others on a student's blog: the student's own, perhaps, under a name that nobody has joined to it."""
    slugs = {slug: person.who for person in asked.students for slug in person.slugs}
    counted = Counter(
        slugs[row["blog"]] for row in written if row["blog"] in slugs and row["who"] != slugs[row["blog"]]
    )
    for student, person in zip(students, asked.students, strict=True):
        student["posts_by_others"] = counted[person.who]


def posts(db: sqlite3.Connection, asked: Asked, more: str = "") -> list[Row]:
    """The posts of the week, the oldest first; `more`: further columns."""
    found = rows(db, WEEK_POSTS.format(more=more), asked.course.id, asked.number)
    return [row for row in found if row["who"] not in asked.out]


def _person(person: Person, asked: Asked, links: Sequence[Row]) -> Row:
    number, done, people = asked.number, asked.done, asked.people
    tally = done.of(person.who, number)
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


def _post(row: Row, asked: Asked) -> Row:
    who = row["who"]
    person = asked.people.get(who)
    named = {"person_id": who if who > 0 else None, "person": person.name if person else "somebody"}
    blog = next((p.blogs[0] for p in (person,) if p and p.blogs), None) if asked.mask else row["blog"]
    told = {name: value for name, value in row.items() if name not in ("who", "owner", "body_html", "body_text")}
    return {**told, **named, "blog": blog, "title": plain(row["title"] or "")}


def _edge(row: Row, asked: Asked) -> Row:
    return {**row, "source_name": asked.people[row["source"]].name, "target_name": asked.people[row["target"]].name}


def _waiting(db: sqlite3.Connection, asked: Asked) -> list[Row]:
    """Posts on students' blogs, of the course's weeks until this one, on which nobody else has commented."""
    found = rows(db, WAITING, asked.course.id, min(1, asked.number), asked.number)
    students = {person.who for person in asked.students}
    theirs = [r for r in found if r["owner"] in students and r["who"] not in asked.out]
    return [_post({**r, "days": _days(r, asked)}, asked) for r in theirs]


def _days(row: Row, asked: Asked) -> int | None:
    """Days since the post, as far as the database knows."""
    return max(0, (asked.today - date.fromisoformat(row["local_date"])).days) if row["local_date"] else None


def _deadlines(db: sqlite3.Connection, asked: Asked) -> list[Row]:
    """Assignments that are due in this week, with names of those who are late or missing; and of others what came late in it."""
    first, final = (day.isoformat() for day in asked.course.days(asked.number) or (asked.today, asked.today))
    told = assignments.of_course(db, asked.course, asked.known, asked.people, asked.out)
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
