"""How many requests a crawl of a blog takes, from its home page and one list. Pure."""

from math import ceil

from crawler.frontier import Frontier
from crawler.rest import PER_PAGE

SECONDS = 0.3
"""What an answer takes, beside the pause between two requests."""
SOURCES = 9
"""robots.txt, the home page, the REST root, the lists of pages and comments, both feeds, a sitemap and its index."""


def posts_of(frontier: Frontier) -> int | None:
    """How many posts the blog says it has; at least as many as its home page or feed names; None for a blog that is not well."""
    if frontier.account.state != "ok":
        return None
    stated = frontier.account.stated.get("rest_posts")
    named = sum(ask.role == "post" for _, _, ask in frontier.queue)
    return max(stated or 0, named)


def requests_of(frontier: Frontier) -> int:
    """Requests at least: comment pages, and images of other pages than the home page, come on top."""
    made = frontier.account.asked - len(frontier.queue)
    posts = posts_of(frontier)
    if posts is None:
        return made
    images = sum(ask.role == "requisite" for _, _, ask in frontier.queue)
    return max(made, SOURCES) + ceil(posts / PER_PAGE) + posts + images


def minutes(requests: int, delay: float) -> float:
    """At one request at a time."""
    return requests * (delay + SECONDS) / 60
