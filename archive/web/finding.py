"""Search: words in posts, comments and reference lists."""

import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from archive.errors import QueryError
from archive.report import reader
from archive.report import search as report
from archive.web.view import number, render
from archive.web.weekly import course_slugs

LONG, MOST = 20, 200
WHERE = (("", "Everywhere"), ("posts", "Posts"), ("comments", "Comments"), ("reference_entries", "Reference lists"))


def search(request: Request, db: sqlite3.Connection) -> Response:
    """What was found, the best first."""
    asked = request.query_params
    words, place = asked.get("q", "").strip()[:500], asked.get("in", "")
    limit = number(asked.get("limit"), LONG, MOST) or LONG
    tables = [place] if place in report.TABLES else list(report.TABLES)
    course, blog = asked.get("course") or None, asked.get("blog") or None
    found, wrong = [], None
    try:
        found = report.search(db, words, tables=tables, course=course, blog=blog, limit=limit + 1) if words else []
    except QueryError as error:
        wrong = error.message
    return render(
        request, "search.html", title="Search", words=words, found=found[:limit], more=len(found) > limit and limit < MOST, limit=limit,
        wrong=wrong, where=WHERE, place=place, courses=course_slugs(db), blogs=reader.blogs(db, course), course=course, blog=blog,
        most=MOST,
    )  # fmt: skip
