"""Where a page keeps its post: the container with heading and meta, and in it the body. Marks first, then structure."""

import re
from collections.abc import Callable, Iterable
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.branches import holds_margin
from crawler.parsers.chrome import is_chrome, is_meta, size
from crawler.parsers.html import ancestors, tokens, within
from crawler.parsers.named import Marks
from crawler.parsers.prose import LITTLE as _LITTLE
from crawler.parsers.prose import Prose
from crawler.parsers.themes import BODIES, CONTAINERS, LOOSE_BODIES, MAINS

_ROOTS = frozenset(("html", "body"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOXES = frozenset(("article", "body", "center", "div", "li", "main", "section", "table", "tbody", "td", "tr", "ul"))
_CONTAINER_NAMES = frozenset(name.removeprefix("#") for name in CONTAINERS)
_NUMBER = re.compile(r"(?:post|page|entry)-(\d{1,18})")
_SELECTORS = ("article, [itemtype*=BlogPosting], [itemtype*=Article]", "main, [role=main]")
_TITLES = "h1, h2 a[href]"
"""What heads a post of its own, and no part of one."""
_LINKED_HEADINGS = "h2 a[href], h3 a[href], h4 a[href], h5 a[href]"
_DOMINANT, _DOMINANT_IN_POST = 0.7, 0.9
"""A box with more than this share of the text around it holds the body; in a container of the post little else stands."""
_MOST = 50
"""Elements of a kind that are asked for the title."""


def container_of(
    tree: LexborHTMLParser,
    marks: Marks,
    prose: Prose,
    wp_id: str | None,
    is_titled: Callable[[LexborNode], bool] = lambda node: False,
) -> LexborNode:
    """The smallest element known to hold the whole post; the page's main part or `body` where none is marked.

    Of several of a kind the one that `is_titled` as the page is: themes show other posts below, and longer ones.
    """
    own = _numbered(marks, wp_id) if wp_id else None
    if own is not None:
        return own

    def fits(node: LexborNode) -> bool:
        return prose.enough(node, prose.total) and _usable(node) and not (_is_another(node, wp_id) or _is_teaser(node))

    named: Iterable[Iterable[LexborNode]] = chain((marks.of(name) for name in CONTAINERS), map(tree.css, _SELECTORS))
    for nodes in map(list, named):
        if (found := _largest(filter(fits, nodes))) is None:
            continue
        if len(nodes) > 1 and found.css_first(_TITLES) is not None and not is_titled(found):
            found = _largest(n for n in nodes[:_MOST] if is_titled(n) and _usable(n)) or found
        return found
    return next(filter(fits, marks.of(*MAINS)), None) or tree.body or tree.root  # type: ignore[return-value]


def _numbered(marks: Marks, wp_id: str) -> LexborNode | None:
    """The element that bears the post's number; where only its heading does, what is around that."""
    nodes = marks.of(f"#post-{wp_id}", f"post-{wp_id}", f"#page-{wp_id}", f"page-{wp_id}")
    boxes = (node.parent or node if node.tag in _HEADINGS else node for node in nodes)
    return _largest(node for node in boxes if _usable(node))


def number_of(container: LexborNode) -> str | None:
    """WordPress's number of the post, where its element bears it."""
    return next((match[1] for name in tokens(container) if (match := _NUMBER.fullmatch(name))), None)


def _is_another(node: LexborNode, wp_id: str | None) -> bool:
    """Whether an element bears another post's number, as teasers below a post do."""
    numbers = {match[1] for name in tokens(node) if (match := _NUMBER.fullmatch(name))}
    return bool(wp_id and numbers and wp_id not in numbers)


def _is_teaser(node: LexborNode) -> bool:
    """Whether an `article` is a few words below a linked heading: one of a list of posts."""
    if node.tag != "article" or node.css_first("h1") is not None or node.css_first(_LINKED_HEADINGS) is None:
        return False
    return size(node) < _LITTLE and _has_twin(node)


def _has_twin(node: LexborNode) -> bool:
    beside = node.prev, node.next
    return any(other is not None and other.tag == "article" for other in beside)


def _usable(node: LexborNode) -> bool:
    return node.tag not in _ROOTS and not any(map(is_chrome, chain((node,), ancestors(node))))


def _largest(nodes: Iterable[LexborNode]) -> LexborNode | None:
    found = list(nodes)
    return max(found, key=size) if len(found) > 1 else next(iter(found), None)


def is_marked(region: LexborNode, container: LexborNode) -> bool:
    """Whether the body, or what holds the whole post, has a name that is known, a number, or an element of its own kind."""
    of_body, of_post = frozenset(BODIES + LOOSE_BODIES), frozenset(CONTAINERS)
    if container.tag in _ROOTS:  # `single-post` is there what page it is (body_class)
        of_post = frozenset()
    whole = container.tag == "article" or number_of(container) is not None or not of_post.isdisjoint(_names(container))
    return whole or not of_body.isdisjoint(_names(region))


def _names(node: LexborNode) -> list[str]:
    """Classes and `#id`, as the lists of names have them."""
    identity = (node.attributes.get("id") or "").lower()
    return [*(node.attributes.get("class") or "").lower().split(), f"#{identity}"]


def body_of(container: LexborNode, marks: Marks, prose: Prose) -> LexborNode:
    """The element that holds the body and least else; the container itself where the body has no box of its own."""
    whole = prose.of(container)
    for names, share in ((BODIES, 0.0), (LOOSE_BODIES, 0.5)):
        for name in names:
            inside = (n for n in marks.of(name) if within(n, container) and _clean(n, container))
            found = _largest(inside)
            if (
                found is not None
                and (not share or size(found) >= share * size(container))
                and prose.enough(found, whole)
            ):
                is_wide = share and whole >= _LITTLE and holds_margin(found)
                return _dominant(found, prose.of, _DOMINANT_IN_POST) if is_wide else found
    is_named = container.tag not in _ROOTS and not _CONTAINER_NAMES.isdisjoint(tokens(container))
    is_post = container.tag == "article" or is_named
    share = _DOMINANT_IN_POST if is_post else _DOMINANT
    return _dominant(container, prose.of if whole >= _LITTLE else size, share)


def _clean(node: LexborNode, container: LexborNode) -> bool:
    """No chrome between the node and the container; what holds most of the text is none, whatever its name."""
    for ancestor in ancestors(node):
        if ancestor.mem_id == container.mem_id:
            return True
        if is_chrome(ancestor) and size(ancestor) < size(container) / 2:
            return False
    return True


def _dominant(container: LexborNode, weight: Callable[[LexborNode], int], share: float) -> LexborNode:
    """Down from the container while one box holds nearly all of the text, and no paragraphs stand beside it."""
    node = container
    while True:
        boxes = [n for n in node.iter() if _is_box(n) and not is_chrome(n) and not is_meta(n)]
        best = max(boxes, key=weight, default=None)
        if best is None or weight(best) < share * weight(node) or weight(best) < _LITTLE or _is_text(node):
            return node
        node = best


def _is_box(node: LexborNode) -> bool:
    """Whether an element is one that holds others, or of a name that no HTML has: a web component."""
    return node.tag in _BOXES or "-" in (node.tag or "-")[1:]


def _is_text(node: LexborNode) -> bool:
    """Whether a good deal of paragraphs stands right in an element: a box among them is a part of the text."""
    return sum(size(child) for child in node.iter() if child.tag == "p") >= _LITTLE
