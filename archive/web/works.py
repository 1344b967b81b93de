"""References: what a course reads, work by work; and one work with everybody who lists it."""

import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from archive.report import readings as report
from archive.web.view import number, render
from archive.web.weekly import course_slugs

LONG = 50


def references(request: Request, db: sqlite3.Connection) -> Response:
    """Works by how many people list them."""
    asked = request.query_params
    start = number(asked.get("from"), 0) or 0
    course = asked.get("course") or None
    told = report.readings(db, course=course, limit=LONG + 1, offset=start)
    return render(
        request, "references.html", title="References", works=told[:LONG], more=len(told) > LONG, start=start, long=LONG,
        courses=course_slugs(db), course=course,
    )  # fmt: skip


def reference(request: Request, db: sqlite3.Connection) -> Response:
    """One work."""
    told = report.reading(db, request.path_params["number"])
    return render(request, "reference.html", title=told["title"] or "Reference", told=told)
