"""Who may do what: the Host header, sessions, the password, headers on every answer. In front of all pages, Datasette's too.

Reading is open on this machine. What changes something needs a session, which the token printed at the start opens, and a
form token that only our own pages know. Names that are not ours are refused: a page elsewhere whose name leads to this
machine (DNS rebinding) gets nothing.
"""

import ipaddress
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archive.web.site import Site

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
OPEN = ("/enter", "/static/", "/favicon.ico")
"""What is shown before anybody signs in."""
READING = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script, style, picture or frame that does not come from here; nothing inline."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer, browsers would call our own forms' origin null
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-cache",
}
"""On every answer that does not bring its own."""
SESSION = "coursekeep_session"
"""Where a request's scope has the secret of its session; None for a visitor."""


class Guard:
    """ASGI: lets through what may pass."""

    def __init__(self, app: ASGIApp, site: Site):
        self._app, self._site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        if scope["type"] != "http":
            return None
        scope[SESSION] = self._session(scope)
        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, _with_headers(send))

    def _session(self, scope: Scope) -> str | None:
        secret = cookie(scope)
        return secret if secret and self._site.state.knows(secret, self._site.now()) else None

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to who may not pass."""
        host, path, changing = header(scope, "host"), scope["path"], scope["method"] not in READING
        if not self._ours(host):
            words = "This is not the name of these pages. Open the address that `coursekeep serve` printed.\n"
            return PlainTextResponse(words, 403)
        if changing and not _same_origin(scope, host):
            return PlainTextResponse("Refused: this came from another page.\n", 403)
        if scope[SESSION] or path.startswith(OPEN):
            return None
        if self._site.password is not None:
            query = scope["query_string"].decode("latin-1")
            to = quote(path + (f"?{query}" if query else ""))
            return PlainTextResponse("Sign in first.\n", 403) if changing else RedirectResponse(f"/enter?next={to}", 303)  # fmt: skip
        return PlainTextResponse("Refused: open the address that `coursekeep serve` printed, then try again.\n", 403) if changing else None  # fmt: skip

    def _ours(self, host: str) -> bool:
        """Whether a Host header names us: this machine; or, where we are served to others, a number or a name that was given."""
        name = (urlsplit(f"//{host}").hostname or "") if _readable(host) else ""
        if name in LOOPBACK or name in self._site.hosts:
            return bool(name)
        return self._site.password is not None and _is_number(name)


def _readable(host: str) -> bool:
    try:
        return bool(urlsplit(f"//{host}").hostname) and "@" not in host and "/" not in host
    except ValueError:
        return False


def _is_number(name: str) -> bool:
    """An address in digits cannot be rebound: no name stands between it and the machine."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _same_origin(scope: Scope, host: str) -> bool:
    """What browsers say about the page that a form stands on; nothing is said by programs, which bring no cookies of others."""
    origin, site = header(scope, "origin"), header(scope, "sec-fetch-site")
    if site and site not in ("same-origin", "none"):
        return False
    return not origin or urlsplit(origin).netloc == host


def header(scope: Scope, name: str) -> str:
    """A request's header, or nothing."""
    found: Sequence[tuple[bytes, bytes]] = scope["headers"]
    return next((value.decode("latin-1") for key, value in found if key == name.encode()), "")


def cookie_name(scope: Scope) -> str:
    """Cookies do not tell ports apart: two folders served on two ports would sign each other out."""
    port = urlsplit(f"//{header(scope, 'host')}").port or 80
    return f"coursekeep-{port}"


def cookie(scope: Scope) -> str | None:
    """The session's secret, as the browser brought it."""
    try:
        found = SimpleCookie(header(scope, "cookie")).get(cookie_name(scope))
    except (CookieError, ValueError):
        return None
    return found.value if found else None


def _with_headers(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers: list[Any] = list(message.get("headers", ()))
            known = {name.lower() for name, _ in headers}
            headers += [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in known]
            message = {**message, "headers": headers}
        await send(message)

    return told
