"""The network: who comments on whom, week by week."""

import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from archive.report.network import network as report
from archive.web.drawing import drawn
from archive.web.view import number, render, site_of
from archive.web.weekly import course_slugs


def network(request: Request, db: sqlite3.Connection) -> Response:
    """A picture, and the same as tables."""
    if not (slugs := course_slugs(db)):
        return render(request, "no_course.html", title="Network")
    asked = request.query_params
    course = asked.get("course") or slugs[0]
    told = report(db, site_of(request).now(), number(asked.get("week"), 1), course=course)[0]
    alone = [n for n in told["nodes"] if not n["given"] and not n["received"]]
    joined = [n for n in told["nodes"] if n["given"] or n["received"]]
    return render(
        request, "network.html", title="Network", told=told, courses=slugs, alone=alone, joined=joined,
        picture=drawn(joined, told["edges"]),
    )  # fmt: skip
