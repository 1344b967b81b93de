"""Assignments in words: who came late and by how much, who is missing, of whom nothing can be told."""

from collections.abc import Iterator, Sequence

from archive.export.plain import plain
from archive.report.assignments import CANNOT_TELL, LATE, MISSING, OPEN
from archive.report.summary import Row


def late_words(seconds: int) -> str:
    """`2 days late`, `5 h late`, `12 min late`: whole units that have passed."""
    if seconds >= 2 * 86_400:
        return f"{seconds // 86_400} days late"
    return f"{seconds // 3_600} h late" if seconds >= 3_600 else f"{max(1, seconds // 60)} min late"


def minutes(due_local: str) -> str:
    """A deadline as the configuration has it, without its seconds: `2026-03-13`, `2026-03-13 12:00`."""
    return due_local[:16]


def assignments_lines(told: Row) -> Iterator[str]:
    """Each assignment with who handed in late, who is missing and of whom nothing can be told."""
    for number, course in enumerate(told["courses"]):
        if number:
            yield ""
        if len(told["courses"]) > 1:
            yield plain(course["course"])
        if not course["assignments"]:
            yield f"{plain(course['course'])}: no assignments; name them in config.yaml: assignments: [{{id, title, due, match: {{tag}}}}]"
        for each in course["assignments"]:
            yield from _lines(each, course["students"])


def _lines(each: Row, students: Sequence[Row]) -> Iterator[str]:
    due = f"due {minutes(each['due_local'])}" if each["due_local"] else "no deadline"
    done = each["handed_in"] + each["late"]
    yield f"{each['assignment']}  {each['title']} ({due})   handed in {done}/{each['students']}" + (f", {each['late']} late" if each["late"] else "")  # fmt: skip
    if not each["match"]:
        yield "  has no `match` in config.yaml (tag, category, title, from, to), so no post can belong to it"
        return
    for status, word in ((LATE, "late"), (MISSING, "missing"), (OPEN, "open"), (CANNOT_TELL, "cannot tell")):
        if names := [_named(s, s["assignments"][each["assignment"]]) for s in students if s["assignments"][each["assignment"]]["status"] == status]:  # fmt: skip
            yield f"  {word:<11} {', '.join(names)}"


def _named(student: Row, told: Row) -> str:
    if told["status"] == LATE:
        return f"{student['person']} ({late_words(told['late_seconds'])})"
    return f"{student['person']} ({student['state']})" if told["status"] == CANNOT_TELL and student["state"] != "ok" else str(student["person"])  # fmt: skip
