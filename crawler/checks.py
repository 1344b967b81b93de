"""What a check of a known blog leads to: its feeds and newest comments first, then only the posts of which they say something new.

feed           unchanged: no post is new or edited. Else the posts that differ, and the lists by time of change
comments feed  new comments and pings
newest comments over REST: late-approved, edited and deleted ones of the last days too
WordPress.com  its API's posts by time of change and newest comments and pings, in the place of comments feed and REST
posts          each that is new, edited or has new comments: its row, its comments over REST, and its pages

A source that does not answer as it used to makes the check a full crawl. Pure.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from archive.items import Capture, Comment, Page, Pingback
from crawler import rest, scope, wordpress_com
from crawler.ask import Ask
from crawler.news import changed_posts, numbers, unknown_posts, utc
from crawler.paging import plan_next_feed_page

if TYPE_CHECKING:
    from crawler.frontier import Frontier

KINDS = {"post": "rest_posts", "page": "rest_pages"}
"""Kind of post -> the list that it stands in."""


def begin(frontier: Frontier) -> None:
    """The sources that tell whether anything is new, and what an earlier crawl heard of and did not get."""
    known = frontier.history
    frontier.scope, frontier.home = frontier.scope.with_home(known.home), Page(url=known.home, kind="home")
    frontier.complete = {"rest_comments", "wpcom_comments"} & set(known.sources)
    start = Ask(url=known.home, role="home")
    api = known.sources.get("wpcom_posts")
    for role in ("feed",) if api else ("feed", "comments_feed"):
        if role in known.sources:
            without_rest = role == "feed" and not api and "rest_root" not in known.sources
            frontier.plan(start.leads_to(known.sources[role], role, fresh=without_rest))
    if api:
        frontier.plan(start.leads_to(wordpress_com.changed(api), "wpcom_changed"))
    of = "wpcom" if api else "rest"
    if newest := known.sources.get(f"{of}_newest") or known.sources.get(f"{of}_comments"):
        frontier.plan(start.leads_to(newest, f"{of}_newest"))
    for url in known.stale:
        frontier.plan_post(url, start)
    for url in known.lost:
        if url in frontier.scope:
            frontier.plan(start.leads_to(url, "thread"))


def feed(frontier: Frontier, ask: Ask, capture: Capture, page: Page, before: Page | None) -> None:
    """Items that differ from what the feed said before: their posts. Then the lists of what was changed."""
    if page.kind != "feed" and ask.page == 1:
        frontier.look_at_all()
        return
    root = frontier.history.sources.get("rest_root")
    differing = (
        _differing(page.listed, before.listed) if before and ask.page == 1 else unknown_posts(frontier.history, page)
    )
    for post in differing:
        frontier.plan_post(post.url or "", ask)
    if not root and differing and len(differing) == len(page.listed):
        plan_next_feed_page(frontier, ask, page)  # more is new than it shows
    if ask.page > 1 or "wpcom_posts" in frontier.history.sources:
        return
    if root:
        for role in KINDS.values():
            frontier.plan(ask.leads_to(rest.address(root, rest.LISTS[role][0], rest.CHANGED), "rest_changed"))
    else:
        again = f"{ask.url}{'&' if '?' in ask.url else '?'}orderby=modified"
        frontier.plan(ask.leads_to(again, "feed_changed"))


def feed_changed(frontier: Frontier, ask: Ask, capture: Capture, page: Page, before: Page | None) -> None:
    """The feed of what was edited last (`orderby` is a public query variable): the posts that differ."""
    for post in _differing(page.listed, before.listed if before else ()):
        frontier.plan_post(post.url or "", ask)


def comments(frontier: Frontier, ask: Ask, capture: Capture, page: Page, before: Page | None) -> None:
    """Comments and pings that differ: their posts."""
    if ask.role == "wpcom_newest" and page.total is None:
        frontier.look_at_all()
    if page.kind not in ("comments_feed", "rest") or capture.status >= 400:
        return
    now: tuple[Comment | Pingback, ...] = (*page.comments, *page.pingbacks)
    then: tuple[Comment | Pingback, ...] = (*before.comments, *before.pingbacks) if before else ()
    differing = _differing(now, then)
    oldest = min((each.published or "" for each in now), default="")
    vanished = [each for each in _differing(then, now) if (each.published or "") >= oldest] if before else []
    if before is None:
        differing = [each for each in differing if each.id not in frontier.history.said]
    posts = numbers(frontier.history) if differing or vanished else {}
    for each in (*differing, *vanished):
        known = posts.get(each.post)
        frontier.plan_post(known.url if known else "" if (each.post or "").isdigit() else each.post or "", ask)
    all_new = bool(differing) and len(differing) == len(now)
    if page.total is None and all_new and not frontier.history.sources.get("rest_root"):
        frontier.look_at_all()  # more was said than the feed shows
    if all_new or utc(oldest) > frontier.history.look_back:
        _go_on(frontier, ask, page, rest.PER_PAGE)


def changed(frontier: Frontier, ask: Ask, capture: Capture, page: Page, before: Page | None) -> None:
    """Posts whose time of change is another than ours; a page further on while all of them are."""
    if page.total is None:
        if ask.role == "wpcom_changed":
            frontier.look_at_all()
        return
    new = changed_posts(frontier.history, page)
    for post in new:
        frontier.plan_post(post.url or "", ask)
        if post.wp_id:
            frontier.wanted.add((post.kind, post.wp_id))
    if len(new) == len(page.listed):
        _go_on(frontier, ask, page, rest.CHANGES)


def some(frontier: Frontier, ask: Ask, capture: Capture, page: Page, before: Page | None) -> None:
    """The comments of some posts, page by page; one by one where WordPress refuses all for a protected one among them."""
    asked = parse_qs(urlsplit(ask.url).query).get("post", [""])[0].split(",")
    if capture.status in (401, 403) and len(asked) > 1:
        for number in asked:
            url = rest.address(ask.url.partition("wp/v2/")[0], "comments", {"post": number, **rest.BY_ID})
            frontier.plan(ask.leads_to(url, "rest_some"))
    _go_on(frontier, ask, page, rest.PER_PAGE)


def _go_on(frontier: Frontier, ask: Ask, page: Page, size: int) -> None:
    """The list's next page, where there is one."""
    if page.total is not None and ask.page * size < page.total:
        frontier.plan(rest.next_page(ask))


def gather(frontier: Frontier) -> None:
    """Before the posts: their rows and their comments over REST, all in a few requests; from WordPress.com's API their rows."""
    root, start = frontier.history.sources.get("rest_root"), Ask(url=frontier.history.home, role="home")
    if api := frontier.history.sources.get("wpcom_posts"):
        if frontier.wanted:
            frontier.plan(start.leads_to(wordpress_com.changed_rows(api, len(frontier.wanted)), "wpcom_some"))
        return
    if not root:
        return
    planned = {scope.url_key(ask.url) for _, _, ask in frontier.queue if ask.role == "post"}
    for each in frontier.history.posts:
        if each.wp_id and scope.url_key(each.url) in planned:
            frontier.wanted.add((each.kind, each.wp_id))
    for kind, role in KINDS.items():
        route, query = rest.LISTS[role]
        for ids in _hundreds(number for of, number in frontier.wanted if of == kind):
            frontier.plan(start.leads_to(rest.address(root, route, {"include": ids, **query}), "rest_some"))
    protected = {each.wp_id for each in frontier.history.posts if each.protected}
    for ids in _hundreds(number for _, number in frontier.wanted if number not in protected):
        url = rest.address(root, "comments", {"post": ids, **rest.BY_ID})
        frontier.plan(start.leads_to(url, "rest_some"))


def _hundreds(numbers: Iterable[str]) -> list[str]:
    ordered = sorted(set(numbers), key=int)
    return [",".join(ordered[at : at + rest.PER_PAGE]) for at in range(0, len(ordered), rest.PER_PAGE)]


def _differing(now: Iterable[Any], then: Iterable[Hashable]) -> list[Any]:
    """What one list has and the other has not, or not the same."""
    known = set(then)
    return [each for each in now if each not in known]


READERS = {
    "feed": feed,
    "feed_changed": feed_changed,
    "comments_feed": comments,
    "rest_comments": comments,
    "rest_newest": comments,
    "rest_changed": changed,
    "rest_some": some,
    "wpcom_newest": comments,
    "wpcom_changed": changed,
}
"""Role -> what its answer leads to in a check; other roles are read as in a full crawl."""
