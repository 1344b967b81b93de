"""What each kind of answer leads to: one function a role, listed in READERS at the end. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from archive.items import Capture, Page
from crawler import front, requisites, rest, scope, wordpress_com
from crawler.ask import Ask
from crawler.history import CHECK
from crawler.news import changed_posts, unknown_posts
from crawler.paging import plan_next_feed_page
from crawler.parts import plan_listed

if TYPE_CHECKING:
    from crawler.frontier import Frontier

FEED_PAGES = 2000
GONE = (404, 410)
POSTS = frozenset(("wpcom_posts", "rest_posts"))
COMMENTS = frozenset(("wpcom_comments", "rest_comments"))
"""Lists that name all posts, or comments, there are."""


def robots(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """Rules, and the sitemaps that it names."""
    named = [url for url in frontier.robots.answered(ask.url, capture) if url in frontier.scope]
    asks_little = frontier.account.kind == CHECK or frontier.history.missing is not None or frontier.plan_only
    for url in named if not asks_little else ():
        frontier.plan(ask.leads_to(url, "sitemap"))


def rest_root(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """The lists of posts, pages and comments."""
    if capture.status not in (200, 304) or page.kind != "rest":
        return
    for role, (route, query) in rest.LISTS.items():
        frontier.plan(ask.leads_to(rest.address(ask.url, route, query), role))


def rest_list(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """What is listed, and the list's next page."""
    if capture.status not in (200, 304) or page.total is None:
        return
    frontier.account.stated[ask.role] = page.total
    if ask.page * rest.PER_PAGE < page.total:
        frontier.plan(rest.next_page(ask))
        if ask.role == "rest_comments" and ask.page == 1:  # for checks to compare with
            root = ask.url.partition("wp/v2/")[0]
            frontier.plan(ask.leads_to(rest.address(root, "comments", rest.NEWEST), "rest_newest"))
        if ask.role == "wpcom_comments" and ask.page == 1:
            frontier.plan(ask.leads_to(wordpress_com.newest(ask.url), "wpcom_newest"))
    else:
        frontier.complete.add(ask.role)
    for post in page.listed:
        plan_listed(frontier, post, ask)


def feed(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """Its posts; its next page only where REST does not list the posts. The end of the paging is a 404 or a repetition."""
    urls = [post.url for post in page.listed if post.url]
    new = [url for url in urls if scope.tidy(url) not in frontier.account]
    for post in page.listed:
        plan_listed(frontier, post, ask)
    if urls and (new or ask.page == 1) and not frontier.complete & POSTS and ask.page < FEED_PAGES:
        plan_next_feed_page(frontier, ask, page)


def comments_feed(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """Page by page until it ends, or repeats: WordPress gives the newest comments whatever page is asked for."""
    new = {(comment.id, comment.text) for comment in page.comments} - frontier.heard
    frontier.heard |= new
    if new and ask.page < FEED_PAGES and not frontier.complete & COMMENTS:
        plan_next_feed_page(frontier, ask, page)


def sitemap(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """Its parts and its posts."""
    if page.kind != "sitemap":
        return
    for url in page.follow:
        if url in frontier.scope or scope.host_key(url) == scope.host_key(ask.url):
            frontier.plan(ask.leads_to(url, "sitemap"))
    for post in page.listed:
        frontier.complete.add("sitemap")
        if not scope.NOT_POSTS.search(post.url or ""):
            plan_listed(frontier, post, ask)


def html_list(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """The posts of a list page and the next list page."""
    _read_list(frontier, ask, page)


def post(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """The post's other parts and all of its comment pages."""
    if capture.status >= 400:
        if not (frontier.account.kind == CHECK and capture.status in GONE):  # nobody lists it: it was deleted
            frontier.account.fail(ask.url, f"HTTP {capture.status}")
        return
    if page.kind not in ("post", "page"):
        return
    frontier.account.count(page, first=ask.role == "post")
    for url in page.follow:
        for each in (*scope.comment_pages_before(url), url):
            if each in frontier.scope:
                frontier.plan(ask.leads_to(each, "thread"))
    if times_missing(page, rest=bool(frontier.complete & COMMENTS)):
        for name, url in page.sources:
            if name in ("feed", "comments_feed") and scope.is_below(url, scope.thread_url(ask.url)):
                frontier.plan(ask.leads_to(url, "talk"))


def times_missing(page: Page, *, rest: bool) -> bool:
    """Whether a theme leaves out when comments came (which REST may tell) or pings (which only the post's feed tells)."""
    times = [ping.published for ping in page.pingbacks] + [comment.published for comment in page.comments if not rest]
    return None in times


def nothing(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """Leads nowhere: a post's own comment feed (the newest comments and pings with their times), lists that checks compare."""


def count(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """For a dry run: how many posts there are, and which of them the archive has not, or not as they are."""
    told = []
    if page.total is not None:
        frontier.account.stated["rest_posts"] = page.total
        told = changed_posts(frontier.history, page) if frontier.history.posts else []
    elif page.kind == "feed":
        told = unknown_posts(frontier.history, page)
    for post in told:
        plan_listed(frontier, post, ask)


def fill_gaps(frontier: Frontier) -> None:
    """Before the posts: pings, which REST leaves out; and the sources that we only need when better ones are shut."""
    if frontier.home is None:
        return
    seed = Ask(url=frontier.home.url, role="home")
    named = dict(reversed(frontier.home.sources))
    default = seed.url.split("?")[0].rstrip("/") + "/comments/feed/"
    if frontier.account.nature != "not_wordpress":
        frontier.plan(seed.leads_to(named.get("comments_feed", default), "comments_feed"))
    if not frontier.complete & {*POSTS, "sitemap"}:
        _read_list(frontier, seed, frontier.home)
        for url in frontier.home.links:
            if not scope.trap(url) and not scope.NOT_POSTS.search(url):
                frontier.plan_post(url, seed)


def _read_list(frontier: Frontier, ask: Ask, page: Page) -> None:
    for post in page.listed:
        plan_listed(frontier, post, ask)
    for url in page.follow:
        if url in frontier.scope:
            frontier.plan(ask.leads_to(url, "list"))


READERS: dict[str, Callable[[Frontier, Ask, Capture, Page], None]] = {
    "robots": robots,
    "home": front.home,
    "count": count,
    "wpcom_posts": rest_list,
    "wpcom_pages": rest_list,
    "wpcom_comments": rest_list,
    "wpcom_newest": nothing,
    "wpcom_changed": nothing,
    "wpcom_some": nothing,
    "rest_root": rest_root,
    "rest_posts": rest_list,
    "rest_pages": rest_list,
    "rest_comments": rest_list,
    "rest_newest": nothing,
    "feed": feed,
    "feed_changed": nothing,
    "rest_changed": nothing,
    "sitemap": sitemap,
    "comments_feed": comments_feed,
    "rest_some": nothing,
    "list": html_list,
    "post": post,
    "thread": post,
    "talk": nothing,
    "requisite": requisites.answered,
}
