"""How a page is made: a request, a read-only database, a template. Errors are pages that say what to do."""

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from archive.errors import CoursekeepError, QueryError
from archive.report.summary import opened
from archive.web import words
from archive.web.foreign import shown
from archive.web.guard import SESSION
from archive.web.site import Site
from archive.web.state import form_token

HERE = Path(__file__).parent
BIGGEST_FORM = 500_000
"""Bytes."""
PLACES = (
    ("/", "This week"),
    ("/reader", "Reader"),
    ("/people", "People"),
    ("/blogs", "Blogs"),
    ("/network", "Network"),
    ("/references", "References"),
    ("/search", "Search"),
    ("/archive", "Archive"),
    ("/crawls", "Crawls"),
    ("/data/", "Data"),
)
"""The pages, as the menu names them."""
Form = Mapping[str, list[str]]
Page = Callable[[Request, sqlite3.Connection], Response]
Endpoint = Callable[[Request], Response]

templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.filters |= {name: getattr(words, name) for name in words.FILTERS}
templates.filters["foreign"] = lambda html, pictures=None: Markup(shown(html, pictures or {}))


def site_of(request: Request) -> Site:
    """What these pages are about."""
    site: Site = request.app.state.site
    return site


def render(request: Request, template: str, status: int = 200, **told: Any) -> Response:
    """A page from its template."""
    site, secret = site_of(request), request.scope[SESSION]
    known = {
        "path": request.url.path,
        "places": PLACES,
        "may_change": secret is not None,
        "form_token": form_token(secret) if secret else "",
        "job": site.jobs.running,
        "link": lambda **changed: _link(request, changed),
        "asked": request.query_params,
        "password": site.password is not None,
    }
    return HTMLResponse(templates.get_template(template).render(known | told), status)


def _link(request: Request, changed: Mapping[str, Any]) -> str:
    """This page with other parameters; None takes one away. What is not said stays, but for the place in a list."""
    kept = {k: v for k, v in request.query_params.items() if k != "from"} | dict(changed)
    query = urlencode({k: v for k, v in kept.items() if v not in (None, "")})
    return f"{request.url.path}?{query}" if query else request.url.path


def page(function: Page) -> Endpoint:
    """A page over the database, opened for this request only, so that what a crawl brings is seen at once."""

    @wraps(function)
    def answered(request: Request) -> Response:
        try:
            db = opened(site_of(request).data)
        except CoursekeepError as error:
            return render(request, "empty.html", 503, error=error)
        with closing(db):
            try:
                return function(request, db)
            except OverflowError:  # a number that no row can have
                return trouble(request, NotHere("There is no such thing here."), 404)
            except (CoursekeepError, NotHere) as error:
                return trouble(request, error, 400 if isinstance(error, QueryError) else 404)
            except sqlite3.Error as error:
                words = f"the database cannot be read ({error}); if a crawl or rebuild runs, try again when it is done"
                return trouble(request, CoursekeepError(words), 503)

    return answered


class NotHere(Exception):
    """There is no such thing; the words say what was looked for."""


def trouble(request: Request, error: Exception, status: int) -> Response:
    """A page that says what is wrong."""
    return render(request, "trouble.html", status, words=str(error), code=status)


def change(function: Callable[[Request, Form], Response]) -> Callable[[Request], Awaitable[Response]]:
    """What a form does. It must bring the session's form token; guard.py has checked that there is a session."""

    @wraps(function)
    async def answered(request: Request) -> Response:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > BIGGEST_FORM:
                return PlainTextResponse("Refused: too much.\n", 413)
        form: dict[str, list[str]] = {}
        for name, value in parse_qsl(body.decode("utf-8", "replace")):
            form.setdefault(name, []).append(value)
        secret = request.scope[SESSION]
        if secret is None or form.get("token") != [form_token(secret)]:
            return PlainTextResponse("Refused: reload the page that the form stands on, then try again.\n", 403)
        return await run_in_threadpool(function, request, form)

    return answered


def back(form: Form, otherwise: str) -> Response:
    """To the page that a form names as `back`, which is always one of ours."""
    to = form.get("back", [otherwise])[0]
    return RedirectResponse(to if is_ours(to) else otherwise, 303)


def is_ours(path: str) -> bool:
    """Whether it is a path of this site, not an address elsewhere in disguise."""
    return path.startswith("/") and path[1:2] not in ("/", "\\") and not any(c in path for c in "\\\r\n\t")


def number(text: str | None, least: int = -(10**6), most: int = 2**62) -> int | None:
    """A whole number of a request, or None where it is none."""
    try:
        value = int(text or "")
    except ValueError:
        return None
    return value if least <= value <= most else None
