"""Assignments as the CSV files that learning systems take: one line a student.

`plain`: Student, Email address, Section, Blog, and for each assignment its status, how late it is, and the link.
`moodle` (Grades > Import > CSV file): map `Email address` to the e-mail address, an assignment's column (1 or 0) to its grade item, and its
`(feedback)` to "Feedback for ...". `canvas` (Grades > Import): Student, ID, SIS User ID, SIS Login ID, Section, then a column of 1 or 0 for each
assignment; Canvas finds students by the login, for which the e-mail address of the roster stands.
"""

from collections.abc import Callable, Mapping
from typing import Any

from archive.export.cells import cell
from archive.report.assignments import CANNOT_TELL, HANDED_IN, LATE, OPEN
from archive.report.assignments_lines import late_words
from archive.report.query import Answer
from archive.report.summary import Row

Cells = list[tuple[str, Any]]


def table(course: Row, form: str = "plain") -> Answer:
    """A course of `assignments()` in one of `FORMS`: a row a student; columns of the same name are told apart."""
    rows = [_row(course, student, form) for student in course["students"]]
    head = FORMS[form](None) + [c for each in course["assignments"] for c in CELLS[form](each, None)]
    return Answer(_unique([name for name, _ in head]), [tuple(value for _, value in row) for row in rows])


def _row(course: Row, student: Row, form: str) -> Cells:
    cells = FORMS[form](student)
    for each in course["assignments"]:
        cells += CELLS[form](each, student["assignments"][each["assignment"]])
    return cells


def _unique(heads: list[str]) -> tuple[str, ...]:
    """Heads that differ, and that no spreadsheet takes for a formula: titles of assignments are words of a configuration."""
    names = [cell(head) for head in heads]
    return tuple(n if names.index(n) == at else f"{n} ({names[:at].count(n) + 1})" for at, n in enumerate(names))


def _plain(student: Row | None) -> Cells:
    of = student or {}
    named = (("Student", "person"), ("Email address", "email"), ("Section", "section"), ("Blog", "blog"))
    return [(head, of.get(key) or "") for head, key in named]


def _moodle(student: Row | None) -> Cells:
    of = student or {}
    return [
        ("Email address", of.get("email") or ""),
        ("Student", of.get("person") or ""),
        ("Section", of.get("section") or ""),
    ]


def _canvas(student: Row | None) -> Cells:
    of = student or {}
    named = (
        ("Student", "person"),
        ("ID", None),
        ("SIS User ID", None),
        ("SIS Login ID", "email"),
        ("Section", "section"),
    )
    return [(head, (of.get(key) or "") if key else "") for head, key in named]


def _words(each: Row, told: Row | None) -> Cells:
    told = told or {}
    late = round(told.get("late_seconds", 0) / 3600, 1)
    title = each["title"]
    return [
        (f"{title}: status", told.get("status") or ""),
        (f"{title}: hours late", late),
        (f"{title}: published", told.get("published_at") or told.get("local_date") or ""),
        (f"{title}: link", told.get("url") or ""),
    ]


def _graded(each: Row, told: Row | None) -> Cells:
    told = told or {}
    late = late_words(told["late_seconds"]) if told.get("late_seconds") else ""
    said = ", ".join(filter(None, (told.get("status"), late, told.get("url"))))
    return [(each["title"], _points(told)), (f"{each['title']} (feedback)", said)]


def _points(told: Row) -> int | str:
    """1 for what was handed in; nothing where it cannot be told or is not due, so that no grade is overwritten."""
    status = told.get("status")
    return 1 if status in (HANDED_IN, LATE) else "" if status in (OPEN, CANNOT_TELL) else 0


FORMS: Mapping[str, Callable[[Row | None], Cells]] = {"plain": _plain, "moodle": _moodle, "canvas": _canvas}
"""Name of a form -> the columns that say who the student is; None asks for their heads."""
CELLS: Mapping[str, Callable[[Row, Row | None], Cells]] = {
    "plain": _words,
    "moodle": _graded,
    "canvas": lambda each, told: [(each["title"], _points(told or {}))],
}
"""Name of a form -> the columns of an assignment."""
