"""What a blog's home page says: whether it is open, whether it is WordPress, and where its sources are. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.items import Capture, Page
from crawler import rest, scope, wordpress_com
from crawler.ask import Ask
from crawler.news import unknown_posts
from crawler.parts import plan_listed

if TYPE_CHECKING:
    from crawler.frontier import Frontier

WALLS = {401: "private", 403: "refused", 404: "gone", 410: "gone", 429: "refused", 451: "refused"}
"""A home page's HTTP status -> the blog's state."""
OTHERS = (
    "blogger", "ghost", "hugo", "jekyll", "drupal", "joomla", "wix", "squarespace", "weebly", "typepad", "movable type", "medium",
    "tumblr", "eleventy", "gatsby", "hexo", "pelican", "publii", "webflow", "google sites", "mediawiki", "moodle", "textpattern",
)  # fmt: skip
"""How the generators of other programs begin."""


def home(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """Is it a WordPress blog, and open? Then its machine-readable sources."""
    if capture.status >= 400 or page.state:
        frontier.account.fail(
            ask.url, f"HTTP {capture.status}" if capture.status >= 400 else f"the blog is {page.state}"
        )
        frontier.wall(page.state or WALLS.get(capture.status, "unreachable"))
        return
    frontier.home, frontier.account.nature = page, "ok"
    frontier.scope = frontier.scope.with_home(ask.url)
    if any(scope.host_key(url) != scope.host_key(ask.url) for url in ask.trail):
        frontier.account.nature = "moved"
    base = ask.url.split("?")[0].rstrip("/")
    named = dict(reversed(page.sources))
    known = is_wordpress(capture, page)
    if not known:
        frontier.account.nature = "not_wordpress"
    if frontier.plan_only:
        _count(frontier, ask, page, named)
        return
    if not known:
        for name, url in {"sitemap": base + "/sitemap.xml", **named}.items():
            if name in ("feed", "comments_feed", "sitemap"):
                frontier.plan(ask.leads_to(url, name))
        return
    if wordpress_com.is_hosted(capture.body):
        for role in wordpress_com.LISTS:
            frontier.plan(ask.leads_to(wordpress_com.address(frontier.api, ask.url, role), role))
    frontier.plan(ask.leads_to(named.get("rest", base + "/wp-json/"), "rest_root"))
    frontier.plan(ask.leads_to(named.get("feed", base + "/feed/"), "feed"))
    top, plain = base.removesuffix("/index.php"), "rest_route=" in named.get("rest", "")
    usual = top + ("/?sitemap=index" if plain else "/wp-sitemap.xml")  # with plain permalinks both are queries
    frontier.plan(ask.leads_to(named.get("sitemap", usual), "sitemap"))


def _count(frontier: Frontier, ask: Ask, page: Page, named: dict[str, str]) -> None:
    """For a dry run: the posts named here, and the one list that says most of how many there are."""
    for post in unknown_posts(frontier.history, page):
        plan_listed(frontier, post, ask)
    if "rest" in named:
        since = {"modified_after": f"{frontier.since}T00:00:00"} if frontier.since else {}
        query = rest.CHANGED if frontier.history.posts and not since else {"per_page": 1, **since}
        frontier.plan(ask.leads_to(rest.address(named["rest"], "posts", query), "count"))
    elif "feed" in named:
        frontier.plan(ask.leads_to(named["feed"], "count"))


def is_wordpress(capture: Capture, page: Page) -> bool:
    """Whether a home page shows WordPress: its generator, its folders, its REST or pingback address.

    What another program made may well link a blog that WordPress made: its own name counts.
    """
    if (page.blog.generator or "").lower().startswith(OTHERS) and not any(name == "rest" for name, _ in page.sources):
        return False
    marks = (b"/wp-content/", b"/wp-includes/", b"xmlrpc.php", b"wordpress", b"s0.wp.com", b"s1.wp.com", b"s2.wp.com")
    body = capture.body.lower()
    return (
        any(name == "rest" for name, _ in page.sources) or bool(page.blog.theme) or any(mark in body for mark in marks)
    )
