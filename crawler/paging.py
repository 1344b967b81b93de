"""The pages of a feed: which comes after the one that was read. Pure."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.items import Page
from crawler.ask import Ask

if TYPE_CHECKING:
    from crawler.frontier import Frontier


def plan_next_feed_page(frontier: Frontier, ask: Ask, page: Page) -> None:
    """The page after the one that was asked for: the one that the feed names, else WordPress's own.

    Blogger names its own host, where robots.txt forbids feeds: the query counts, at the address that answered.
    """
    role, number = ask.role, ask.page + 1
    if page.follow:
        with suppress(ValueError):  # what a feed names need not be an address
            named, asked = urlsplit(page.follow[0]), urlsplit(ask.url)
            url = named if named.netloc == asked.netloc else asked._replace(query=named.query)
            frontier.plan(ask.leads_to(url.geturl(), role, number))
    elif ask.page == 1 or f"paged={ask.page}" in ask.url:
        plain = ask.url.removesuffix(f"?paged={ask.page}").removesuffix(f"&paged={ask.page}")
        frontier.plan(ask.leads_to(f"{plain}{'&' if '?' in plain else '?'}paged={number}", role, number))
