"""The categories and tags of a post, from links marked `rel="category tag"` and `rel="tag"`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.parsers.elements import fold
from crawler.parsers.html import ancestors, attribute, tokens
from crawler.parsers.surroundings import Surroundings

_CATEGORY_URL = re.compile(r"/(?:category|categories|kategorie|categorie|categoria|topics?)/|[?&]cat=\d")
_CATEGORY_MARKS = frozenset(
    ("taxonomy-category", "cat-links", "categories", "category", "post-categories", "p-category")
)


@dataclass(frozen=True, slots=True)
class Terms:
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def terms_of(places: Iterable[Surroundings]) -> Terms:
    """Each term once, of the nearest surroundings that have any; clouds and lists of the blog's terms are chrome."""
    categories: dict[str, None] = {}
    tags: dict[str, None] = {}
    for place in places:
        if not place.near and (categories or tags):
            break
        for node, values in place.links:
            rel = (values.get("rel") or "").lower().split()
            if ("tag" in rel or "category" in rel) and (name := fold(node.text() or "").removeprefix("#")):
                (categories if _is_category(node, rel) else tags).setdefault(name)
    return Terms(tuple(categories), tuple(tags))


def _is_category(node: LexborNode, rel: list[str]) -> bool:
    if "category" in rel or _CATEGORY_URL.search(attribute(node, "href")):
        return True
    near = zip(range(3), ancestors(node), strict=False)
    return any(_CATEGORY_MARKS.intersection(tokens(ancestor)) for _, ancestor in near)
