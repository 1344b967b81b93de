"""How many requests and minutes a crawl of a blog takes, from its home page, one list, and what the archive has. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from crawler.frontier import Frontier
from crawler.history import CHECK, FULL, NOTHING, History
from crawler.rest import PER_PAGE
from crawler.turns import Turns

SECONDS = 0.3
"""What an answer takes, beside the pause between two requests."""
SOURCES = 9
"""robots.txt, the home page, the REST root, the lists of pages and comments, both feeds, a sitemap and its index."""
ASKED = (
    ("feed",), ("comments_feed", "wpcom_posts"), ("rest_newest", "rest_comments", "wpcom_newest", "wpcom_comments"), ("wpcom_posts",),
)  # fmt: skip
"""What a check asks of a blog on which nothing is new, beside robots.txt: one role of each, where the blog has it; the API has a robots.txt too."""
CHANGES = 4
"""What it asks besides where something is: the lists of what was changed, the rows and the comments of these posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """What the archive says of a blog's next crawl before it begins."""

    history: History = NOTHING
    pages: int = 0
    """What its last full crawl asked for, images and the like aside; 0: there was none."""
    captured: int = 0
    """What a crawl that was cut short has, and the next one does not ask for."""


NEW = Foresight()
"""Of a blog that the archive has not."""


def posts_of(frontier: Frontier) -> int | None:
    """How many posts the blog says it has; at least as many as its home page or feed names; None for a blog that is not well."""
    if frontier.account.state != "ok":
        return None
    stated = frontier.account.stated.get("rest_posts")
    return max(stated or 0, _queued(frontier, "post"))


def news_of(frontier: Frontier, known: Foresight) -> int | None:
    """How many posts are new or changed, as far as two answers tell; None for a blog that is not well, or is new itself."""
    posts = posts_of(frontier)
    if posts is None or not known.pages:
        return None
    more = posts - sum(each.kind == "post" for each in known.history.posts)
    return max(more, _queued(frontier, "post"))


def requests_of(frontier: Frontier, known: Foresight = NEW) -> int:
    """Requests at least: comment pages, and images of other pages than the home page, come on top."""
    made = frontier.account.asked - len(frontier.queue)
    posts, news = posts_of(frontier), news_of(frontier, known)
    if known.history.refused:
        return 0
    if posts is None:
        return made
    images = _queued(frontier, "requisite")
    if news is None or known.history.kind not in (CHECK, FULL):
        return max(made, SOURCES) + ceil(posts / PER_PAGE) + posts + images - min(known.captured, posts)
    if known.history.kind == CHECK:
        asked = 1 + sum(any(role in known.history.sources for role in roles) for roles in ASKED)
        news += len(known.history.stale) + len(known.history.lost)
        return asked + (CHANGES + news + images if news else 0)
    return max(1, known.pages - known.captured) + news + images


def _queued(frontier: Frontier, role: str) -> int:
    return sum(ask.role == role for _, _, ask in frontier.queue)


def minutes(requests: int, delay: float) -> float:
    """At one request at a time."""
    return requests * (delay + SECONDS) / 60


def in_all(each: Iterable[tuple[str, float]], providers: Mapping[str, int]) -> float:
    """Minutes for all blogs, of (address, minutes): side by side, but for a provider's, of which only so many are at once."""
    turns: Turns[None] = Turns(providers)
    sums: dict[str, float] = {}
    longest = 0.0
    for url, took in each:
        longest = max(longest, took)
        if provider := turns.provider(url):
            sums[provider] = sums.get(provider, 0.0) + took / providers[provider]
    return max(longest, *sums.values(), 0.0)
