"""Where a page keeps its post: the container with heading and meta, and in it the body. Marks first, then structure."""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.chrome import is_chrome, is_meta, size
from crawler.parsers.html import Marks, ancestors, tokens, within
from crawler.parsers.themes import BODIES, CONTAINERS, LOOSE_BODIES, MAINS

_ROOTS = frozenset(("html", "body"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOXES = frozenset(("article", "center", "div", "li", "main", "section", "table", "tbody", "td", "tr", "ul"))
_NUMBER = re.compile(r"(?:post|page|entry)-(\d{1,18})")
_MOST = 0.5
_DOMINANT = 0.7
"""A box with more than this share of the text around it holds the body."""


def container_of(tree: LexborHTMLParser, marks: Marks, wp_id: str | None) -> LexborNode:
    """The smallest element known to hold the whole post; the page's main part or `body` where none is marked."""
    own = _numbered(marks, wp_id) if wp_id else None
    if own is not None:
        return own
    for name in CONTAINERS:
        if (found := _largest(n for n in marks.of(name) if _usable(n) and not _is_another(n, wp_id))) is not None:
            return found
    for selector in ("article, [itemtype*=BlogPosting], [itemtype*=Article]", "main, [role=main]"):
        if (found := _largest(n for n in tree.css(selector) if _usable(n) and not _is_another(n, wp_id))) is not None:
            return found
    usable = (n for n in marks.of(*MAINS) if _usable(n))
    return next(usable, None) or tree.body or tree.root  # type: ignore[return-value]


def _numbered(marks: Marks, wp_id: str) -> LexborNode | None:
    """The element that bears the post's number; where only its heading does, what is around that."""
    for node in marks.of(f"#post-{wp_id}", f"post-{wp_id}", f"#page-{wp_id}", f"page-{wp_id}"):
        if node.tag in _HEADINGS:
            node = node.parent or node
        if _usable(node):
            return node
    return None


def _is_another(node: LexborNode, wp_id: str | None) -> bool:
    """Whether an element bears another post's number, as teasers below a post do."""
    numbers = {match[1] for name in tokens(node) if (match := _NUMBER.fullmatch(name))}
    return bool(wp_id and numbers and wp_id not in numbers)


def _usable(node: LexborNode) -> bool:
    return node.tag not in _ROOTS and not any(is_chrome(around) for around in (node, *ancestors(node)))


def _largest(nodes: Iterable[LexborNode]) -> LexborNode | None:
    return max(nodes, key=size, default=None)


def body_of(container: LexborNode, marks: Marks) -> LexborNode:
    """The element that holds the body and least else; the container itself where the body has no box of its own."""
    for names, share in ((BODIES, 0.0), (LOOSE_BODIES, 0.5)):
        for name in names:
            inside = [n for n in marks.of(name) if within(n, container) and _clean(n, container)]
            found = _largest(inside)
            if found is not None and size(found) >= share * size(container):
                return found
    return _dominant(container)


def _clean(node: LexborNode, container: LexborNode) -> bool:
    """No chrome between the node and the container; what holds most of the text is none, whatever its name."""
    for ancestor in ancestors(node):
        if ancestor.mem_id == container.mem_id:
            return True
        if is_chrome(ancestor) and size(ancestor) < _MOST * size(container):
            return False
    return True


def _dominant(container: LexborNode) -> LexborNode:
    """Down from the container while one box holds nearly all of the text."""
    node = container
    while True:
        boxes = [n for n in node.iter() if n.tag in _BOXES and not is_chrome(n) and not is_meta(n)]
        best = _largest(boxes)
        if best is None or size(best) < _DOMINANT * size(node) or size(best) < 200:
            return node
        node = best
