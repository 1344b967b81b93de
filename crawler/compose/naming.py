"""Which of a blog's sources name a post, and which sources are shut. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from crawler.compose.evidence import Evidence
from crawler.compose.posts import Gathered, addresses
from crawler.scope import thread_url, tidy, url_key

RUNGS = {
    "wpcom_posts": "wordpress.com",
    "wpcom_pages": "wordpress.com",
    "wpcom_some": "wordpress.com",
    "rest_posts": "rest",
    "rest_pages": "rest",
    "rest_some": "rest",
    "feed": "feed",
    "feed_changed": "feed",
    "sitemap": "sitemap",
    "home": "html",
    "list": "html",
}
"""Role of a capture -> the source, as `posts.named_by` calls it."""
KINDS = {"rest": "rest", "feed": "feed", "sitemap": "sitemap", "home": "html", "list": "html"}
"""Likewise for captures of other tools, by what they are."""
ORDER = ("wordpress.com", "rest", "feed", "sitemap", "html")
SOURCES = {
    "wpcom_posts": "the WordPress.com API's list of posts",
    "wpcom_comments": "the WordPress.com API's list of comments",
    "rest_root": "REST",
    "rest_posts": "REST's list of posts",
    "rest_pages": "REST's list of pages",
    "rest_comments": "REST's list of comments",
    "feed": "the feed",
    "comments_feed": "the comments feed",
    "sitemap": "the sitemap",
}
"""Role -> in words."""
REFUSALS = frozenset((401, 403, 405, 406, 410, 429, 451))


def named_by(ordered: Iterable[Evidence], gathered: Mapping[str, Gathered]) -> dict[str, list[str]]:
    """Post key -> the sources that name the post, the best first."""
    of_url = {url_key(url): key for key, post in gathered.items() for o in post.observations for url in addresses(o)}
    found: dict[str, set[str]] = defaultdict(set)
    for each in ordered:
        rung = RUNGS.get(each.capture.role or "") or (KINDS.get(each.page.kind) if not each.capture.role else None)
        for post in each.page.listed if rung else ():
            key = post.wp_id if post.wp_id in gathered else of_url.get(url_key(thread_url(tidy(post.url or ""))))
            if key and rung:
                found[key].add(rung)
    return {key: [rung for rung in ORDER if rung in rungs] for key, rungs in found.items()}


def shut(ordered: Sequence[Evidence]) -> list[tuple[str, Evidence]]:
    """(source in words, the refusal) of each source that refused in the newest crawl that asked it, and never answered there."""
    newest: dict[str, str] = {}
    for each in ordered:
        if each.capture.role in SOURCES:
            newest[each.capture.role] = max(newest.get(each.capture.role, ""), each.capture.crawl or "")
    found: dict[str, Evidence | None] = {}
    for each in ordered:
        role, status = each.capture.role or "", each.capture.status
        if newest.get(role) != each.capture.crawl or role not in newest:
            continue
        if status in (200, 304):
            found[role] = None
        elif status in REFUSALS or status >= 500:
            found.setdefault(role, each)
    return [(SOURCES[role], each) for role, each in found.items() if each]
