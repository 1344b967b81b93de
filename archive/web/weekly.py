"""This week: who posted, who commented on whom, who has not, what waits."""

import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from archive.report import week as report
from archive.report.week_calendar import courses
from archive.web.view import number, render, site_of


def week(request: Request, db: sqlite3.Connection) -> Response:
    """A week of a course; the current one of the first course where none is named."""
    if not (slugs := course_slugs(db)):
        return render(request, "no_course.html", title="This week")
    asked, site = request.query_params, site_of(request)
    course = asked.get("course") or slugs[0]
    told = report.week(db, site.now(), number(asked.get("week")), course=course)
    current = next(each for each in courses(db, course)).current(site.now())
    return render(
        request, "week.html", title="This week", told=told["courses"][0], as_of=told["as_of"], courses=slugs, current=current
    )  # fmt: skip


def course_slugs(db: sqlite3.Connection) -> list[str]:
    """The courses, by their short names."""
    return [row[0] for row in db.execute("select slug from courses order by slug")]
