"""Which process takes in which blogs: those of one provider together, so that few wait for another process. Pure."""

from collections import defaultdict
from collections.abc import Iterable

from archive.items import Blog
from crawler.turns import Turns


def parted(blogs: Iterable[Blog], providers: Turns[None], processes: int) -> list[list[str]]:
    """Slugs by process, at most so many processes, none without a blog; the same for the same blogs.

    The largest group goes to whoever has least; a provider is one group, any other blog is one.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for blog in blogs:
        groups[providers.provider(blog.url) or f"blog {blog.slug}"].append(blog.slug)
    parts: list[list[str]] = [[] for _ in range(min(processes, len(groups)))]
    for group in sorted(groups.values(), key=len, reverse=True):
        min(parts, key=len).extend(group)
    return parts
