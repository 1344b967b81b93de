"""What a list or feed says that the archive does not know yet. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from archive.items import Page, Post
from crawler import scope
from crawler.history import History, Known


def changed_posts(history: History, page: Page) -> list[Post]:
    """Posts of a REST list whose time of change is another than ours."""
    known = numbers(history)
    return [p for p in page.listed if p.wp_id not in known or known[p.wp_id].modified_at != utc(p.modified)]


def unknown_posts(history: History, page: Page) -> list[Post]:
    """Posts of a list that the archive has not."""
    known, urls = numbers(history), {scope.url_key(each.url) for each in history.posts}
    return [post for post in page.listed if post.wp_id not in known and scope.url_key(post.url or "") not in urls]


def numbers(history: History) -> Mapping[str | None, Known]:
    """The posts that the archive has, by WordPress's numbers."""
    return {each.wp_id: each for each in history.posts if each.wp_id}


def utc(moment: str | None) -> str:
    """As the database writes times; an empty string for none."""
    try:
        read = datetime.fromisoformat(moment or "")
    except ValueError:
        return ""
    return read.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if read.tzinfo else ""
