"""A blog's captures brought together: in order, its posts, and what was said under each. Pure."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawler.compose.daybook import in_blogs_order
from crawler.compose.evidence import Evidence, in_order
from crawler.compose.posts import Gathered, gather
from crawler.compose.talk import Talk, talks


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """`posts` and `talks` are by the posts' keys."""

    ordered: Sequence[Evidence]
    posts: Mapping[str, Gathered]
    talks: Mapping[str, Talk]


def bring(evidence: Iterable[Evidence], checks: Container[str] = frozenset()) -> Brought:
    """All captures of a blog, of all crawls, in any order. `checks`: crawls that only looked at what was new."""
    ordered = in_blogs_order(in_order(evidence, checks))
    posts = gather(ordered)
    return Brought(ordered=ordered, posts=posts, talks=talks(ordered, posts))
