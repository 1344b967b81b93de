"""Blogs: how each is, what to do about it; and approving, pausing and looking at one again, which commands do."""

import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from archive.report.problems import problems
from archive.report.summary import rows
from archive.web.crawling import begin
from archive.web.view import Form, render, site_of
from archive.web.weekly import course_slugs

HEALTH = """
select * from blog_health where ?1 is null or course = ?1 order by state in ('ok', 'moved', 'quiet', 'opted_out') or status = 'paused', status = 'paused', blog
"""
WELL = frozenset(("ok", "moved", "quiet", "not_crawled"))
"""States in which nobody is needed at once, though something may be done."""
ACTIONS = {"recheck": ("crawl", "--json", "--blog"), "approve": ("roster", "approve"), "pause": ("roster", "pause")}
"""What a button does: the command's words, before the blog's slug."""


def blogs(request: Request, db: sqlite3.Connection) -> Response:
    """Every blog with its state, counts and times; those that need a person first."""
    asked, site = request.query_params, site_of(request)
    course = asked.get("course") or None
    told = problems(db, site.advice, course=course)
    found = rows(db, HEALTH, course)
    todo = {b["blog"]: words for b in found if b["status"] != "paused" and (words := site.advice.get(b["state"]))}
    needs = {b["blog"] for b in found if b["blog"] in todo and b["state"] not in WELL}
    return render(
        request, "blogs.html", title="Blogs", blogs=found, needs=needs, todo=todo, told=told, courses=course_slugs(db),
        course=course, can_manage=site.config is not None,
    )  # fmt: skip


def manage(request: Request, form: Form) -> Response:
    """Run the command of a button for one blog."""
    slug, words = form.get("blog", [""])[0], ACTIONS.get(form.get("do", [""])[0])
    if not words or not slug or slug.startswith("-"):
        return render(request, "trouble.html", 400, words="This form is not one of ours.", code=400)
    site = site_of(request)
    return begin(request, (*words, slug), site.configured if "pause" in words else None)
