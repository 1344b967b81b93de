"""Which of the boxes around a post's heading are the post's own, where no name tells."""

from selectolax.lexbor import LexborNode

from crawler.parsers.html import ancestors, attribute, within
from crawler.parsers.nearness import siblings

_MOST_BESIDE = 20
"""Elements after a post's box among which the next post's is."""


def article_of(heading: LexborNode, region: LexborNode) -> LexborNode | None:
    """The article of a title within a region that holds several: themes that load the next posts below show them so.

    One is an `article`, or an element beside which another of its kind and classes is headed the same way.
    """
    if not within(heading, region):
        return None
    around = [node for node in ancestors(heading) if within(node, region)]
    article = next((node for node in around if node.tag == "article"), None) or next(
        (node for node in around if _has_twin(node, heading)), None
    )
    return article if article is not None and article.css_first("p") is not None else None


def _has_twin(node: LexborNode, heading: LexborNode) -> bool:
    """Whether one of the next elements is of the kind and classes of a heading's box, with such a heading that is linked, and a text."""
    classes = attribute(node, "class")
    if not classes:
        return False
    for other in siblings(node, _MOST_BESIDE, before=False):
        if other.tag == node.tag and attribute(other, "class") == classes:
            title = other.css_first(heading.tag or "h2")
            return title is not None and title.css_first("a[href]") is not None and other.css_first("p") is not None
    return False


def banner_of(heading: LexborNode, region: LexborNode) -> LexborNode | None:
    """The largest box around a heading that does not hold the body as well."""
    box = None
    for outer in ancestors(heading):
        if outer.tag in ("body", "html") or within(region, outer):
            break
        box = outer
    return box
