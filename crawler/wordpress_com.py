"""Addresses of the WordPress.com API, the best source of the blogs that it hosts: pings are in it, and pages by page. Pure."""

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


def is_hosted(body: bytes) -> bool:
    """Whether a home page comes from WordPress.com."""
    lower = body.lower()
    return sum(mark in lower for mark in MARKS) >= 2


def address(api: str, home: str, role: str) -> str:
    """A list's first page for the blog at `home`; `page` comes last."""
    route, query = LISTS[role]
    return f"{api.rstrip('/')}/rest/v1.1/sites/{urlsplit(home).netloc}/{route}/?{urlencode({**query, 'page': 1})}"
