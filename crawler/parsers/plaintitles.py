"""The title of a page whose theme prints it in no heading: in `font`, in `b`, in a cell."""

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import is_chrome
from crawler.parsers.elements import BLOCKS
from crawler.parsers.folding import key
from crawler.parsers.head import Head
from crawler.parsers.html import absolute, ancestors, attribute

_PLAIN = "b, strong, big, font, center, p, div, span, td, th, dt, a"
_LISTS = frozenset(("aside", "nav", "ol", "select", "ul"))
_MOST = 3000
_SHORTEST, _BESIDE = 8, 40
"""Characters of such a title, and of white space and signs around it."""


def plain_title(head: Head, names: set[str]) -> LexborNode | None:
    """The first element that says one of some names (as keys), alone on its line, in no list or chrome, and leads home no reader."""
    longest = max(map(len, names), default=0) + _BESIDE
    for node in head.tree.css(_PLAIN)[:_MOST] if names else ():
        text = node.text()
        if (
            _SHORTEST <= len(text) <= longest
            and key(text) in names
            and not (_goes_on(node) or _is_listed(node, head.url))
        ):
            return node
    return None


def _goes_on(node: LexborNode) -> bool:
    """Whether the line of an element goes on after it."""
    step: LexborNode | None = node
    while step is not None and step.tag not in BLOCKS:
        other = step.next
        while other is not None and other.is_text_node and not (other.text_content or "").strip():
            other = other.next
        if other is not None:
            return other.tag not in BLOCKS and other.tag != "br"
        step = step.parent
    return False


def _is_listed(node: LexborNode, url: str) -> bool:
    """Whether an element is one of a list, stands in chrome, or is linked to the home page."""
    around = (node, *ancestors(node))
    links = [step for step in (*around, *node.css("a[href]")[:1]) if step.tag == "a"]
    if any(absolute(attribute(link, "href"), url).count("/") <= 3 for link in links):
        return True
    return any(step.tag in _LISTS or is_chrome(step) for step in around)
