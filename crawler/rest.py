"""Addresses of WordPress's REST lists. Pure.

Lists that are read in full are ordered by id: what is published meanwhile does not shift their pages.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from crawler.ask import Ask

PER_PAGE = 100
"""The most that WordPress gives (WP_REST_Posts_Controller)."""
BY_ID = {"per_page": PER_PAGE, "orderby": "id", "order": "asc"}
LISTS: dict[str, tuple[str, dict[str, object]]] = {
    "rest_posts": ("posts", {**BY_ID, "_embed": "author,wp:term"}),
    "rest_pages": ("pages", {**BY_ID, "_embed": "author"}),
    "rest_comments": ("comments", BY_ID),
}
"""Role -> WordPress route and what to ask it for."""
NEWEST = {"per_page": PER_PAGE, "orderby": "date", "order": "desc"}
"""The comments that were written last."""
CHANGES = 20
CHANGED = {"per_page": CHANGES, "orderby": "modified", "order": "desc", "_fields": "id,link,type,modified,modified_gmt"}
"""What was changed last: only when, so that the lists are small."""


def address(root: str, route: str, query: Mapping[str, object]) -> str:
    """A list's first page, under the REST root that the blog names; `page` comes last."""
    return f"{root}wp/v2/{route}{'&' if '?' in root else '?'}{urlencode({**query, 'page': 1}, safe=',:')}"


def next_page(ask: Ask) -> Ask:
    """The page after the one that was asked for."""
    url = ask.url.removesuffix(f"page={ask.page}") + f"page={ask.page + 1}"
    return ask.leads_to(url, ask.role, ask.page + 1)
