"""Crawls of a part of a blog: posts since a day, or only what is missing. They never say that anything is gone. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.items import Page, Post
from crawler import requisites
from crawler.advice import NOT_CRAWLED
from crawler.ask import Ask
from crawler.scope import tidy

if TYPE_CHECKING:
    from crawler.frontier import Frontier

RULE = "before_since"
"""What the account calls posts that are older than what was asked for."""
OFFSITE = "offsite"
"""What it calls posts that the blog's own lists place on another site, as hubs do with their members' posts."""
OWN = frozenset(("wpcom_posts", "wpcom_pages", "rest_posts", "rest_pages", "feed", "sitemap"))
"""The blog's own lists; a home page may well show the posts of others."""


def is_old(frontier: Frontier, post: Post) -> bool:
    """Whether a list says that a post was neither published nor changed since the day; without a date it was not said."""
    days = [moment[:10] for moment in (post.published, post.modified) if moment]
    return bool(frontier.since and days and max(days) < frontier.since)


def plan_listed(frontier: Frontier, post: Post, via: Ask) -> None:
    """Put a post that a list names on the list, unless it is older than what is asked for, or stands elsewhere."""
    url = tidy(post.url or "")
    if is_old(frontier, post):
        frontier.account.pass_over(url, RULE)
    elif url and url not in frontier.scope and via.role in OWN:
        frontier.account.pass_over(url, OFFSITE)
    else:
        frontier.plan_post(post.url or "", via)


def patch(frontier: Frontier) -> None:
    """Ask only for what earlier crawls missed: failures, answers that broke off, posts without a page, images without a file.

    Of a blog that no crawl has taken in nothing can be missing.
    """
    known = frontier.history
    if not known.home and not known.missing:
        frontier.account.state, frontier.gathered = NOT_CRAWLED, True
        return
    frontier.scope, frontier.home = frontier.scope.with_home(known.home), Page(url=known.home, kind="home")
    frontier.gathered = True
    start = Ask(url=known.home, role="home")
    for url, role in known.missing or ():
        if role == "requisite" and (frontier.media == "none" or requisites.refused(frontier, url)):
            continue
        frontier.plan(start.leads_to(url, role))
