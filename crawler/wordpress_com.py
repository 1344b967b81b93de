"""Addresses of the WordPress.com API, the best source of the blogs that it hosts: pings are in it, and pages by page. Pure."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

API = "https://public-api.wordpress.com"
"""Where it answers, unless the configuration says otherwise."""
MARKS = (b"s0.wp.com/", b"s1.wp.com/", b"s2.wp.com/", b'content="wordpress.com"')
"""What only pages have that WordPress.com serves (lower case); plugins of its makers load from stats.wp.com and i0.wp.com."""
BY_ID = {"number": 100, "order_by": "ID", "order": "ASC"}
LISTS: dict[str, tuple[str, dict[str, object]]] = {
    "wpcom_posts": ("posts", {**BY_ID, "type": "post"}),
    "wpcom_pages": ("posts", {**BY_ID, "type": "page"}),
    "wpcom_comments": ("comments", {"number": 100, "order": "ASC", "type": "any"}),
}
"""Role -> what to ask the API for (developer.wordpress.com, v1.1)."""
CHANGES = 20
BY_CHANGE = {"type": "any", "order_by": "modified", "order": "DESC"}
CHANGED = {"number": CHANGES, **BY_CHANGE, "fields": "ID,URL,type,modified"}
"""What was changed last: only when, so that nothing else changes the answer."""
NEWEST = {"number": 100, "order": "DESC", "type": "any"}
"""The comments and pings that came last."""


def is_hosted(body: bytes) -> bool:
    """Whether a home page comes from WordPress.com."""
    lower = body.lower()
    return sum(mark in lower for mark in MARKS) >= 2


def address(api: str, home: str, role: str) -> str:
    """A list's first page for the blog at `home`; `page` comes last."""
    route, query = LISTS[role]
    return _list(f"{api.rstrip('/')}/rest/v1.1/sites/{urlsplit(home).netloc}/", route, query)


def changed(known: str) -> str:
    """Posts and pages by time of change; `known`: another list's address."""
    return _list(_site(known), "posts", CHANGED)


def changed_rows(known: str, count: int) -> str:
    """The rows of those that were changed last, at most 100."""
    return _list(_site(known), "posts", {"number": min(count, 100), **BY_CHANGE})


def newest(known: str) -> str:
    """The comments that came last."""
    return _list(_site(known), "comments", NEWEST)


def _site(known: str) -> str:
    return known.partition("?")[0].rstrip("/").rpartition("/")[0] + "/"


def _list(site: str, route: str, query: Mapping[str, object]) -> str:
    return f"{site}{route}/?{urlencode({**query, 'page': 1}, safe=',')}"
