"""Signing in: by the token that was printed at the start, or by the password; and signing out."""

import asyncio
import hmac
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from archive.web.guard import SESSION, cookie_name
from archive.web.state import LASTS
from archive.web.view import Form, is_ours, render, site_of

PAUSE = 1.0
"""Seconds that a wrong password costs."""


async def enter(request: Request) -> Response:
    """With the right token or password a session begins; without one, a form for the password."""
    asked, site = request.query_params, site_of(request)
    to = asked.get("next", "/")
    if request.method == "POST":
        body = (await request.body())[:10_000].decode("utf-8", "replace")
        given, right = parse_qs(body).get("password", [""])[0], site.password
    else:
        given, right = asked.get("token", ""), site.token
    if right and hmac.compare_digest(given.encode(), right.encode()):
        return _entered(request, to if is_ours(to) else "/")
    if given:
        await asyncio.sleep(PAUSE)
    return render(request, "enter.html", 403 if given else 200, wrong=bool(given), to=to)


def _entered(request: Request, to: str) -> Response:
    site = site_of(request)
    answer = RedirectResponse(to, 303)
    answer.set_cookie(
        cookie_name(request.scope),
        site.state.sign_in(site.now()),
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


def leave(request: Request, form: Form) -> Response:
    """The session ends."""
    site_of(request).state.sign_out(request.scope[SESSION])
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(cookie_name(request.scope))
    return answer
