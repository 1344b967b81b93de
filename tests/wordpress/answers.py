"""What WordPress's own database answers to some of the named questions: plain loops over its truth."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

Row = dict[str, Any]


def discussed(truth: Iterable[Row]) -> dict[str, int]:
    """Address of a post -> comments, where there are any."""
    return {post["url"]: len(said) for post in _open(truth) if (said := _comments(post))}


def unanswered(truth: Iterable[Row]) -> set[str]:
    """Addresses of posts on which nobody but their writer has commented."""
    return {post["url"] for post in _open(truth) if post["type"] == "post" and not _by_others(post)}


def clock(truth: Iterable[Row]) -> Counter[tuple[int, int]]:
    """(weekday, hour) by the blog's own clock -> posts and comments."""
    posts = [post for blog in truth for post in blog["posts"]]
    times = [post["published_local"] for post in posts]
    times += [said["date_local"] for post in posts if not post["protected"] for said in _comments(post)]
    return Counter((_at(time).isoweekday(), _at(time).hour) for time in times)


def depths(post: Row) -> list[int]:
    """How deep each comment of a post stands, sorted; 1 answers the post itself."""
    parents = {said["id"]: said["parent_id"] for said in _comments(post)}

    def depth(number: int) -> int:
        return 1 + depth(parents[number]) if parents[number] in parents else 1

    return sorted(map(depth, parents))


def _open(truth: Iterable[Row]) -> Iterator[Row]:
    return (post for blog in truth for post in blog["posts"] if not post["protected"])


def _comments(post: Row) -> list[Row]:
    return [said for said in post["comments"] if said["type"] == "comment"]


def _by_others(post: Row) -> list[Row]:
    return [said for said in _comments(post) if not said["by_post_author"]]


def _at(time: str) -> datetime:
    return datetime.fromisoformat(time)
