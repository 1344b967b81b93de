"""A week in words for the terminal and as a table for spreadsheets."""

from collections.abc import Iterator, Sequence
from datetime import date

from archive.report.assignments_lines import late_words, minutes
from archive.report.columns import columns
from archive.report.query import Answer
from archive.report.summary import Row
from archive.report.week_calendar import counted, day_words, span_words
from archive.report.week_people import READABLE

SHOWN = 20
"""Waiting posts that are named one by one."""
HEAD = ("student", "posts", "words", "comments", "received", "commented on")


def week_lines(told: Row) -> Iterator[str]:
    """Each course: the numbers, who is missing, what waits, deadlines, and a line a student."""
    for number, course in enumerate(told["courses"]):
        if number:
            yield ""
        if len(told["courses"]) > 1 or course["week"] is None:
            yield course["course"] + (f": {course['note']}" if course["week"] is None else "")
        if course["week"] is not None:
            yield from course_lines(course)


def course_lines(course: Row) -> Iterator[str]:
    """One week of one course."""
    yield head_line(course)
    if course["note"]:
        yield f"note      {course['note']}"
    yield from _sections(course["students"])
    yield from absent_lines(course["students"])
    yield from waiting_lines(course)
    yield from deadline_lines(course["deadlines"])
    if course["students"] or course["others"]:
        yield ""
        yield from table_lines([*course["students"], *course["others"]])


def head_line(course: Row) -> str:
    """`Week 14 (6-12 Apr)      posted 24/29   commented 21/29   3 posts still without a comment`."""
    t = course["totals"]
    name = f"Week {course['week']} ({span_words(date.fromisoformat(course['from']), date.fromisoformat(course['to']))})"
    waiting = (
        f"{counted(t['waiting'], 'post')} still without a comment" if t["waiting"] else "no post waits for a comment"
    )
    return f"{name:<26} posted {t['posted']}/{t['students']}   commented {t['commented']}/{t['students']}   {waiting}"


def _sections(students: Sequence[Row]) -> Iterator[str]:
    names = sorted({s["section"] for s in students if s["section"]})
    if len(names) > 1:
        told = []
        for name in names:
            theirs = [s for s in students if s["section"] == name]
            told.append(f"{name} {sum(s['posts'] > 0 for s in theirs)}/{len(theirs)} posted, {sum(s['comments_made'] > 0 for s in theirs)}/{len(theirs)} commented")  # fmt: skip
        yield f"sections  {'; '.join(told)}"


def absent_lines(students: Sequence[Row], hint: bool = True) -> Iterator[str]:
    """Who has not posted, of whom that cannot be told, and who has not commented. `hint`: name the commands that tell more."""
    without = [s for s in students if not s["posts"]]
    if silent := [_absent(s) for s in without if s["state"] in READABLE]:
        yield f"not yet   {', '.join(silent)}"
    if hidden := [
        f"{s['person']} (blog {s['state'].replace('_', ' ')})" for s in without if s["state"] not in READABLE
    ]:
        yield f"unknown   {', '.join(hidden)}" + (": `coursekeep problems` says what can be done" if hint else "")
    if quiet := [s["person"] for s in students if not s["comments_made"]]:
        yield f"quiet     {', '.join(quiet)}: no comment on others"


def _absent(student: Row) -> str:
    last = f"last: {day_words(date.fromisoformat(student['last_post']))}" if student["last_post"] else "never yet"
    commented = counted(student["comments_made"], "comment") if student["comments_made"] else ""
    guests = f"{counted(student['posts_by_others'], 'post')} under other names" if student["posts_by_others"] else ""
    but = " and ".join(filter(None, (commented, guests)))
    return f"{student['person']} ({last}{'; but ' if but else ''}{but})"


def waiting_lines(course: Row, hint: bool = True) -> Iterator[str]:
    """The week's posts without a comment, and how many older ones there are."""
    for post in course["waiting"][:SHOWN]:
        closed = ", comments are closed" if post["comments_open"] == 0 else ""
        yield f'waiting   {post["person"]} "{post["title"] or "(no title)"}" - {waited(post["days"])}, no comment{closed}'
    if len(course["waiting"]) > SHOWN:
        yield f"waiting   ... and {len(course['waiting']) - SHOWN} more" + (": --json lists them all" if hint else "")
    if course["waiting_before"]:
        yield f"waiting   {counted(len(course['waiting_before']), 'post')} of the weeks before" + (
            ": `coursekeep query unanswered` lists them" if hint else ""
        )


def waited(days: int | None) -> str:
    """`today`, `1 day`, `4 days`, `5 months`, `3 years`; by what the database knows."""
    if days is None or days == 0:
        return "no date" if days is None else "today"
    if days < 90:
        return counted(days, "day")
    return counted(days // 30, "month") if days < 730 else counted(days // 365, "year")


def deadline_lines(deadlines: Sequence[Row]) -> Iterator[str]:
    """What was due, who came late, and who is missing."""
    for each in deadlines:
        done = each["handed_in"] + each["late"]
        if each["due_this_week"]:
            yield f"due       {each['title']} ({minutes(each['due_local'])}): handed in {done}/{each['students']}"
        if each["late_by"]:
            told = ", ".join(f"{late['person']} ({late_words(late['late_seconds'])})" for late in each["late_by"])
            yield f"late      {told}: {each['title']}"
        if each["missing_from"]:
            yield f"missing   {', '.join(each['missing_from'])}: {each['title']}"


def table_lines(people: Sequence[Row]) -> Iterator[str]:
    """A line a student, and a line for everybody else who did something."""
    body = [
        (
            person["person"] + ("" if person["kind"] == "student" else f" ({person['role'] or 'no student'})"),
            *(f"{person[name]:,}" for name in ("posts", "words", "comments_made", "comments_received")),
            ", ".join(_times(to) for to in person["commented_on"]),
        )
        for person in people
    ]
    yield from columns([HEAD, *body], right=range(1, 5))


def _times(to: Row) -> str:
    return str(to["person"]) + (f" ({to['comments']})" if to["comments"] > 1 else "")


CELLS = ("kind", "person", "section", "blog", "state", "posts", "words", "comments_made", "comments_received", "last_post", "last_comment")  # fmt: skip


def week_table(told: Row) -> Answer:
    """One row a student or other writer of each course, for spreadsheets."""
    found = []
    for course in (each for each in told["courses"] if each["week"] is not None):
        for person in (*course["students"], *course["others"]):
            to = ", ".join(_times(each) for each in person["commented_on"])
            found.append((course["course"], course["week"], *(person[name] for name in CELLS), to))
    return Answer(("course", "week", *CELLS, "commented_on"), found)
