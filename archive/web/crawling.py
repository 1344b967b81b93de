"""Crawls: their accounts; starting one, stopping it, and how far it is."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from archive.errors import CoursekeepError
from archive.report import crawls as report
from archive.report.summary import opened, rows
from archive.web.jobs import Busy
from archive.web.view import Form, number, render, site_of, templates

LONG = 30


def crawls(request: Request) -> Response:
    """All crawls, the newest first; this page works without a database, so that the first crawl can begin here."""
    site = site_of(request)
    start = number(request.query_params.get("from"), 0) or 0
    found, blogs, wrong = [], [], None
    try:
        with closing(opened(site.data)) as db:
            found = report.crawls(db, limit=LONG + 1, offset=start)
            blogs = rows(db, "select slug, coalesce(owner, title, slug) as name from blogs where state not in ('opted_out') order by 2")  # fmt: skip
    except (CoursekeepError, sqlite3.Error) as error:
        wrong = str(error)
    return render(
        request, "crawls.html", title="Crawls", crawls=found[:LONG], more=len(found) > LONG, start=start, long=LONG, blogs=blogs,
        wrong=wrong, newest=site.jobs.newest, roster=site.config is not None,
    )  # fmt: skip


def crawl(request: Request, db: sqlite3.Connection) -> Response:
    """One crawl's account."""
    told = report.crawl(db, request.path_params["number"])
    return render(request, "crawl.html", title=f"Crawl {told['id']}", told=told)


def live(request: Request) -> Response:
    """How far the command is that was started last: a part of a page, asked for again and again."""
    job = site_of(request).jobs.newest
    headers = {} if job and job.running else {"coursekeep-done": "1"}
    return HTMLResponse(templates.get_template("_job.html").render(job=job), headers=headers)


def start(request: Request, form: Form) -> Response:
    """Begin a crawl: of everything, of one blog, or of an address."""
    blog, address = form.get("blog", [""])[0].strip(), form.get("address", [""])[0].strip()
    words = ["crawl", "--json", *(["--full"] if "full" in form else [])]
    if address:
        if not address.startswith(("http://", "https://")) or any(c.isspace() for c in address):
            wrong = f"“{address[:200]}” is no address: it begins with https:// or http:// and has no spaces."
            return render(request, "trouble.html", 400, words=wrong, code=400)
        words.append(address)
    elif blog and not blog.startswith("-"):
        words += ["--blog", blog]
    return begin(request, words)


def begin(request: Request, words: Sequence[str], options: Sequence[str] | None = None) -> Response:
    """Run a command and show how far it is. `options`: where and how; data folder and configuration if not said."""
    site = site_of(request)
    try:
        site.jobs.start(words, site.options if options is None else options, site.now())
    except Busy:
        return render(request, "trouble.html", 409, words="Another command runs already: wait for its end, or stop it on the page Crawls.", code=409)  # fmt: skip
    except OSError as error:
        return render(request, "trouble.html", 500, words=f"The command cannot be started ({error.strerror}).", code=500)  # fmt: skip
    return RedirectResponse("/crawls", 303)


def stop(request: Request, form: Form) -> Response:
    """Interrupt what runs; what was fetched is kept, and the next crawl goes on with it."""
    site_of(request).jobs.stop()
    return RedirectResponse("/crawls", 303)
