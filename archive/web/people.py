"""People: everybody of a course by week; and one person, with what they gave, got and handed in."""

import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from archive.report import person as report
from archive.web.view import number, render, site_of
from archive.web.weekly import course_slugs

LONG = 60
"""Events of a page of a person's timeline."""


def people(request: Request, db: sqlite3.Connection) -> Response:
    """Everybody by week: who wrote when, zeros included."""
    if not (slugs := course_slugs(db)):
        return render(request, "no_course.html", title="People")
    course = request.query_params.get("course") or slugs[0]
    told = report.participation(db, site_of(request).now(), course)[0]
    return render(request, "people.html", title="People", told=told, courses=slugs)


def person(request: Request, db: sqlite3.Connection) -> Response:
    """One person."""
    told = report.person(db, site_of(request).now(), request.path_params["number"])
    start = number(request.query_params.get("from"), 0) or 0
    return render(request, "person.html", title=told["person"], told=told, start=start, long=LONG)
