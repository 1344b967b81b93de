"""The addresses that a blog goes by: the roster's, and those that its home page redirects to. Pure."""

from collections.abc import Sequence
from typing import Any

from archive.items import Blog
from crawler.compose.evidence import Evidence, ident, utc
from crawler.scope import Scope, tidy, url_key

MOVED = frozenset((301, 308))


def aliases(blog: Blog, ordered: Sequence[Evidence]) -> list[dict[str, Any]]:
    """Rows of `blog_aliases`, in the order in which they were met; `ordered` by time."""
    rows: dict[str, dict[str, Any]] = {}
    for url in (blog.url, *blog.aliases):
        rows[url_key(url)] = _row(blog, url, "given")
    for each in ordered:
        if each.capture.role != "home":
            continue
        _see(rows, _row(blog, each.capture.url, "home"), utc(each.capture))
        if 300 <= each.capture.status < 400 and each.capture.status != 304:
            target = tidy(each.capture.header("location") or "", each.capture.url)
            kind = "moved" if each.capture.status in MOVED else "redirected"
            if target:
                _see(rows, _row(blog, target, kind), utc(each.capture))
    return list(rows.values())


def scope_of(blog: Blog, rows: Sequence[dict[str, Any]]) -> Scope:
    """The addresses of a blog under all its names."""
    scope = Scope.of(blog.url)
    for row in rows:
        scope = scope.with_home(row["url"])
    return scope


def _row(blog: Blog, url: str, kind: str) -> dict[str, Any]:
    key = {"id": ident("alias", blog.slug, url_key(url)), "blog_id": ident("blog", blog.slug)}
    return {**key, "url": url, "kind": kind, "first_seen_at": None, "last_seen_at": None}


def _see(rows: dict[str, dict[str, Any]], row: dict[str, Any], at: str) -> None:
    kept = rows.setdefault(url_key(row["url"]), row)
    if kept["kind"] == "home" and row["kind"] != "home":
        kept["kind"] = row["kind"]
    kept["first_seen_at"] = kept["first_seen_at"] or at
    kept["last_seen_at"] = at
