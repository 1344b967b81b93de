"""Assignments and what was handed in: posts matched by tag, category, words of the title and dates; late by how much, and missing.

A post belongs to an assignment when all that its `match` names fits; of several posts of one person the first counts.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from archive.export.plain import plain
from archive.report.summary import Row, rows
from archive.report.week_calendar import Course, courses, moment
from archive.report.week_counts import COURSE, WRITER
from archive.report.week_people import Person, opted_out, owners

HANDED_IN, LATE, MISSING, OPEN, CANNOT_TELL = "handed in", "late", "missing", "not due yet", "cannot tell"
ASSIGNMENTS = 'select id, slug, title, due_at, due_local, "match" from assignments where course_id = ? order by due_at is null, due_at, slug'
POSTS = f"""
select p.id as post_id, {WRITER} as who, p.title, p.url, p.published_at, p.local_date
from blogs b cross join posts p on p.blog_id = b.id where {COURSE} and p.kind = 'post' and p.status <> 'gone'
order by coalesce(p.published_at, p.local_date), p.id
"""
TERMS = f"""
select t.kind, t.name, t.slug, x.post_id from blogs b cross join terms t on t.blog_id = b.id cross join posts_terms x on x.term_id = t.id
where {COURSE} and (casefold(t.name) in (select value from json_each(?2)) or t.slug in (select value from json_each(?2)))
"""


def assignments(db: sqlite3.Connection, now: datetime, *, course: str | None = None) -> Row:
    """`courses`, each with `assignments` (its rule, how many handed in, late, missing) and `students` with what each did.

    Raises StoreError for a course that is not there.
    """
    found = courses(db, course)
    told = [of_course(db, each, each.known(now), owners(db, each.id), opted_out(db)) for each in found]
    return {"as_of": found[0].known(now).strftime("%Y-%m-%dT%H:%M:%SZ"), "courses": told}


def of_course(db: sqlite3.Connection, course: Course, now: datetime, people: Mapping[int, Person], out: frozenset[int]) -> Row:  # fmt: skip
    """The assignments of one course, and one object a student."""
    asked = [{**row, "match": rule(row["match"])} for row in rows(db, ASSIGNMENTS, course.id)]
    found = _matched(db, course, asked) if asked else {}
    students = [p for p in people.values() if p.kind == "student" and p.who not in out]
    told = [_student(person, asked, found, now) for person in students]
    return {
        "course": course.slug,
        "title": course.title,
        "assignments": [_assignment(each, told) for each in asked],
        "students": told,
    }


def rule(text: str) -> Row:
    """The `match` of an assignment: what it names, lists where it may name several."""
    given: Row = json.loads(text or "{}")
    return {k: [v] if k in ("tag", "category") and isinstance(v, str) else v for k, v in given.items() if v}


def _matched(db: sqlite3.Connection, course: Course, asked: Sequence[Row]) -> dict[tuple[int, int], list[Row]]:
    """Assignment, person -> the posts, the oldest first."""
    marked = _marked(db, course, asked)
    rules = [each for each in asked if each["match"]]
    found: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for post in rows(db, POSTS, course.id) if rules else ():
        for each in rules:
            if fits(each["match"], post, marked.get(post["post_id"], frozenset())):
                found[each["id"], post["who"]].append(post)
    return found


def _marked(db: sqlite3.Connection, course: Course, asked: Sequence[Row]) -> dict[int, set[tuple[str, str]]]:
    """Post -> its tags and categories that an assignment names, as (kind, name or slug)."""
    named = sorted({name.casefold() for each in asked for kind in ("tag", "category") for name in each["match"].get(kind, ())})  # fmt: skip
    marks: dict[int, set[tuple[str, str]]] = defaultdict(set)
    if named:
        db.create_function("casefold", 1, lambda text: str(text or "").casefold(), deterministic=True)
        for row in rows(db, TERMS, course.id, json.dumps(named)):
            marks[row["post_id"]] |= {(row["kind"], row["name"].casefold()), (row["kind"], row["slug"] or "")}
    return marks


def fits(match: Row, post: Row, marks: frozenset[tuple[str, str]] | set[tuple[str, str]]) -> bool:
    """Whether a post is what an assignment asks for: all that is given must fit. `marks`: its tags and categories, folded."""
    day = post["local_date"]
    return (
        ("from" not in match or bool(day and day >= match["from"]))
        and ("to" not in match or bool(day and day <= match["to"]))
        and ("title" not in match or title_fits(match["title"], post["title"] or ""))
        and all(
            any((kind, name.casefold()) in marks for name in match[kind])
            for kind in ("tag", "category")
            if kind in match
        )
    )


def title_fits(pattern: str, title: str) -> bool:
    """Whether a title has the words of a pattern in it; `*` stands for anything between two parts. Case does not matter."""
    place, shown = 0, title.casefold()
    for part in filter(None, (piece.strip() for piece in pattern.casefold().split("*"))):
        place = shown.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def _student(person: Person, asked: Sequence[Row], found: Mapping[tuple[int, int], list[Row]], now: datetime) -> Row:
    told = {each["slug"]: _submission(each, found.get((each["id"], person.who), []), person, now) for each in asked}
    return {
        "person_id": person.who if person.who > 0 else None,
        "person": person.name,
        "email": person.email,
        "section": person.section,
        "blog": person.blogs[0],
        "state": person.state,
        "assignments": told,
    }


def _submission(asked: Row, posts: Sequence[Row], person: Person, now: datetime) -> Row:
    first = posts[0] if posts else None
    seconds = late_by(asked, first) if first else 0
    status = (LATE if seconds else HANDED_IN) if first else _without(asked, person, now)
    return {
        "status": status,
        "late_seconds": seconds,
        "post_id": first["post_id"] if first else None,
        "title": plain(first["title"] or "") if first else None,
        "url": first["url"] if first else None,
        "published_at": first["published_at"] if first else None,
        "local_date": first["local_date"] if first else None,
        "posts": len(posts),
    }


def _without(asked: Row, person: Person, now: datetime) -> str:
    """How it stands with somebody of whom there is no post."""
    if not person.readable or not asked["match"]:
        return CANNOT_TELL
    return MISSING if asked["due_at"] and moment(asked["due_at"]) < now else OPEN


def late_by(asked: Row, post: Row) -> int:
    """Seconds after the deadline; 0 in time. A post with nothing but a day counts by whole days."""
    if not asked["due_at"]:
        return 0
    if post["published_at"]:
        return max(0, int((moment(post["published_at"]) - moment(asked["due_at"])).total_seconds()))
    due = (asked["due_local"] or asked["due_at"])[:10]
    day = post["local_date"] or due
    return max(0, (datetime.fromisoformat(day) - datetime.fromisoformat(due)).days * 86_400)


def _assignment(asked: Row, students: Sequence[Row]) -> Row:
    states = [s["assignments"][asked["slug"]]["status"] for s in students]
    return {
        "assignment": asked["slug"],
        "title": plain(asked["title"]),
        "due_at": asked["due_at"],
        "due_local": asked["due_local"],
        "match": asked["match"],
        "students": len(states),
        **{name.replace(" ", "_"): states.count(name) for name in (HANDED_IN, LATE, MISSING, OPEN, CANNOT_TELL)},
    }
