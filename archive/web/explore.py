"""Datasette under /data: tables, views, canned queries, full text; read only, with the descriptions of the schema."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archive.database.dictionary import datasette as described
from archive.report.questions import QUESTIONS
from archive.web.site import Site

BASE = "/data/"
DATABASE = "coursekeep.sqlite"
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
NUMBERS = frozenset(("week", "limit"))
SETTINGS = {
    "base_url": BASE,
    "sql_time_limit_ms": 10_000,
    "max_returned_rows": 2_000,
    "default_page_size": 100,
    "facet_time_limit_ms": 1_000,
    "allow_download": True,
    "default_cache_ttl": 0,
    "num_sql_threads": 2,
}


class Explorer:
    """ASGI: Datasette over the database as it is now. Where a rebuild has put another file in its place, a new one is made."""

    def __init__(self, site: Site):
        self._site, self._made = site, (0, 0)
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; it may only read."""
        path = self._site.data / DATABASE
        if scope["method"] not in ("GET", "HEAD"):
            return await PlainTextResponse("Only reading is allowed here.\n", 405)(scope, receive, send)
        if scope["path"] == "/data":
            return await RedirectResponse(BASE, 307)(scope, receive, send)
        try:
            about = path.stat()
        except OSError:
            return await RedirectResponse("/", 303)(scope, receive, send)
        if self._app is None or self._made != (about.st_dev, about.st_ino):
            self._app, self._made = _datasette(path), (about.st_dev, about.st_ino)
        scope = {k: v for k, v in scope.items() if k not in ("root_path", "app", "router", "endpoint", "path_params")}
        await self._app(scope, receive, _with_policy(send))


def _datasette(path: Path) -> ASGIApp:
    from datasette.app import Datasette

    made = Datasette(
        [str(path)], metadata=metadata(), settings=SETTINGS, template_dir=str(Path(__file__).parent / "templates" / "data")
    )  # fmt: skip
    app: ASGIApp = made.app()
    return app


def metadata() -> dict[str, Any]:
    """The schema's descriptions, and the named questions as canned queries."""
    told = described()
    told["databases"]["coursekeep"]["queries"] = {
        q.name: {"title": f"{q.name}: {q.about.rstrip('.')}", "description": _asked(q.about, q.parameters), "sql": _formed(q.sql.strip(), q.parameters), "params": list(q.parameters)}
        for q in QUESTIONS
    }  # fmt: skip
    return told


def _formed(sql: str, parameters: Iterable[str]) -> str:
    """A question for a form, whose fields are texts: what is left empty is null, and weeks and limits are numbers."""
    for name in parameters:
        value = f"nullif(:{name}, '')"
        value = f"cast({value} as integer)" if name in NUMBERS else value
        sql = re.sub(rf":{name}\b", value, sql)
    return sql


def _asked(about: str, parameters: dict[str, str]) -> str:
    given = "; ".join(f"{name}: {words}" for name, words in parameters.items())
    return f"{about} May be left empty: {given}." if given else about


@cache
def policy() -> str:
    """Datasette's own inline scripts, each by its digest, and none besides; its style attributes."""
    import datasette

    texts = [p.read_text(encoding="utf-8") for p in (Path(datasette.__file__).parent / "templates").glob("*.html")]
    scripts = {script for text in texts for script in INLINE.findall(text)}
    told = {s.replace("{{ datasette_allow_facet }}", each) for s in scripts for each in ("true", "false")}
    digests = sorted(b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in told if "{{" not in s and "{%" not in s)  # fmt: skip
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src 'self' {allowed}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _with_policy(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), (b"content-security-policy", policy().encode())]}  # fmt: skip
        await send(message)

    return told
