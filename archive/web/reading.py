"""The reader: new posts with their comments, marked when they were seen; and one post with where it comes from."""

import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from archive.report import reader as report
from archive.web.view import Form, NotHere, back, number, render, site_of
from archive.web.weekly import course_slugs

LONG = 10
"""Posts of a page."""


def reader(request: Request, db: sqlite3.Connection) -> Response:
    """Posts with comments, the newest first; only what is new, unless all are asked for."""
    asked, site = request.query_params, site_of(request)
    choice = report.Choice(
        course=asked.get("course") or None,
        blog=asked.get("blog") or None,
        person=number(asked.get("person")),
        week=number(asked.get("week")),
        fresh=asked.get("show") != "all",
    )
    start = number(asked.get("from"), 0) or 0
    told = report.posts(db, choice, site.state.seen(), limit=LONG, offset=start)
    return render(
        request, "reader.html", title="Reader", told=told, choice=choice, start=start, long=LONG, courses=course_slugs(db),
        blogs=report.blogs(db, choice.course), who=report.name(db, choice.person), weeks=report.weeks(db),
    )  # fmt: skip


def post(request: Request, db: sqlite3.Connection) -> Response:
    """One post: its text, comments, versions, references and captures."""
    which = request.path_params["number"]
    told = report.posts(db, report.Choice(post=which), site_of(request).state.seen(), limit=1)["posts"]
    if not told:
        raise NotHere("There is no such post in the archive.")
    return render(request, "post.html", title=told[0]["title"] or "Post", post=told[0], past=report.origin(db, which))


def seen(request: Request, form: Form) -> Response:
    """Posts were seen, each up to what its page showed, or are new again: what came meanwhile nobody has seen."""
    site = site_of(request)
    told = (text.partition(" ") for text in form.get("post", []))
    posts = {n: until for text, _, until in told if (n := number(text, 0)) is not None}
    site.state.mark(posts, site.now(), seen=form.get("as") != ["new"])
    return back(form, "/reader")
