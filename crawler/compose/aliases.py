"""The addresses that a blog goes by: the roster's, and those that its home page redirects to. Pure."""

from collections.abc import Sequence
from typing import Any

from archive.items import Blog
from crawler.compose.evidence import Evidence, ident, utc
from crawler.scope import Scope, tidy, url_key

Step = tuple[str | None, str]
"""A crawl, and an address that it asked for."""
MOVED = frozenset((301, 308))


def aliases(blog: Blog, ordered: Sequence[Evidence]) -> list[dict[str, Any]]:
    """Rows of `blog_aliases`, in the order in which they were met; `ordered` by time.

    Redirects that end at a wall (a page to log in, a host's apology), at an error or nowhere say nothing of the blog.
    """
    rows: dict[str, dict[str, Any]] = {}
    for url in (blog.url, *blog.aliases):
        rows[url_key(url)] = _row(blog, url, "given")
    homes = [each for each in ordered if each.capture.role == "home"]
    arrived = _arrived(homes)
    for each in homes:
        if url_key(each.capture.url) in rows or _step(each) in arrived:
            _see(rows, _row(blog, each.capture.url, "home"), utc(each.capture))
        if _step(each) in arrived and (target := _target(each)):
            kind = "moved" if each.capture.status in MOVED else "redirected"
            _see(rows, _row(blog, target, kind), utc(each.capture))
    return list(rows.values())


def _arrived(homes: Sequence[Evidence]) -> set[Step]:
    """Steps that lead to an open home page in the same crawl, over whatever number of redirects."""
    ways = {_step(each): (each.capture.crawl, target) for each in homes if (target := _target(each))}
    found = {_step(each) for each in homes if each.capture.status in (200, 304) and not each.page.state}
    while more := {step for step, to in ways.items() if to in found} - found:
        found |= more
    return found


def _step(each: Evidence) -> Step:
    return each.capture.crawl, each.capture.url


def _target(each: Evidence) -> str:
    """Where an answer sends us; nothing where it does not."""
    sends = 300 <= each.capture.status < 400 and each.capture.status != 304
    return tidy(each.capture.header("location") or "", each.capture.url) if sends else ""


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
