"""What in the region of a body is no body: chrome, post meta by its name, by its links, or by its words at the edges."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import is_chrome, is_meta, size
from crawler.parsers.clutter import TAGS
from crawler.parsers.edges import above, at_edges
from crawler.parsers.elements import BLOCKS, fold
from crawler.parsers.headings import headings_of
from crawler.parsers.html import ancestors, attribute, tokens, tokens_in, within
from crawler.parsers.sharing import Links, share_boxes
from crawler.parsers.themes import SURE_BODIES

_MOST_META = 300
"""Characters up to which meta is meta, however short the body is."""
_QUOTED = frozenset(("comment", "commentlist"))
"""The discussion is gone by now: such a list within a body is quoted there."""
_BLOCKS = frozenset(("div", "dd", "dl", "h4", "h5", "h6", "li", "p", "small", "td", "ul"))
_PIECES = frozenset(("cite", "em", "h1", "h2", "h3", "i", "small", "span", "strong"))
_BOXES = frozenset(("article", "div", "header", "section"))
_RELS = frozenset(("author", "category", "next", "prev", "tag", "trackback"))
_PAGE_NUMBERS = "post-page-numbers"
_META_RELS = re.compile(r"\b(?:tag|category|author|bookmark|prev|next|trackback)\b")
_META_HREFS = re.compile(
    r"#(?:respond|comments)$|/(?:category|tag|author)/|/feed/?$|/trackback/?$|[?&](?:cat|tag|author|feed|page)=|/\d{1,2}/?$|/20\d\d/"
)
_FEW = 40
"""Links at each end of a region that are looked at."""
_LONGEST = 600
_MOST_STEPS = 200
_MOST_BEFORE = 40
_MOST_WORDS = 220
"""Characters that are no link in "This entry was posted on ... You can follow any responses ..." """
_FEW_WORDS = 60
"""The same in a body in which themes hardly print anything."""


@dataclass(frozen=True, slots=True)
class Trimmings:
    """The topmost elements of a region that are no body."""

    chrome: list[LexborNode]
    meta: list[LexborNode]
    """Post meta by class or id, in page order."""
    unmarked: list[LexborNode]
    """Post meta by its links or its words."""

    @property
    def all(self) -> tuple[LexborNode, ...]:
        return (*self.chrome, *self.meta, *self.unmarked)


def trimmings_of(region: LexborNode, heading: LexborNode | None = None, *, stated: bool = False) -> Trimmings:
    """What in a region is no body, the heading apart; nothing is removed. `stated`: the heading is the title for sure."""
    chrome: list[LexborNode] = []
    meta: list[LexborNode] = []
    most = max(_MOST_META, size(region) // 2)
    stack = list(region.iter())
    while stack:
        node = stack.pop()
        values = node.attributes
        if not values and node.tag not in TAGS:  # nothing else says what an element is
            stack.extend(node.iter())
        elif is_chrome(node, values):
            chrome.append(node)
        elif is_meta(node, values) and not _is_box(node, most):
            meta.append(node)
        elif _QUOTED.isdisjoint(tokens_in(values)):
            stack.extend(node.iter())
    meta.reverse()
    chrome.extend(region.css("[fallback]"))  # what AMP shows where it cannot play something
    links = [(link, link.attributes) for link in region.css("a")]
    chrome.extend(share_boxes(region, links))
    chrome.extend(headings_of(chrome, region))
    known = {node.mem_id for node in (*chrome, *meta, *([heading] if heading else ()))}
    if SURE_BODIES.intersection(tokens(region)):
        return Trimmings(chrome, meta, list(_by_links(region, links, known, sure=True)))
    title = fold(heading.text() or "") if heading is not None else ""
    banner = [n for n in above(heading, region) if n.mem_id not in known] if heading is not None and stated else []
    known.update(node.mem_id for node in banner)
    return Trimmings(
        chrome, meta, [*banner, *_by_links(region, links, known, sure=False), *at_edges(region, known, title)]
    )


def _is_box(node: LexborNode, most: int) -> bool:
    """Whether a "header" holds the body as well: some themes close its box after that."""
    if node.tag not in _BOXES or node.css_first("p") is None:
        return False
    return size(node) >= most or (any(map(is_meta, node.iter())) and any(map(_is_plain_paragraph, node.iter())))


def _is_plain_paragraph(node: LexborNode) -> bool:
    return node.tag == "p" and not node.attributes and size(node) > _MOST_BEFORE


def _by_links(region: LexborNode, all_links: Links, known: set[int], *, sure: bool) -> Iterator[LexborNode]:
    """Blocks all of whose links lead to terms, authors, comments, the posts before and after or other pages of the post, at an end of the region."""
    links = [link for link, values in all_links if _may_be_meta(values)]
    for link in links[:_FEW] + links[_FEW:][-_FEW:]:
        around = list(ancestors(link))
        if any(node.mem_id in known for node in around):
            continue
        block = next((node for node in around if _is_block(node, region)), None)
        run = [block] if block is not None and within(block, region) else _run_of(link, region)
        most = _FEW_WORDS if sure else _MOST_WORDS
        if run and _is_linked_meta(run, most) and _is_at_an_end(run, region, known, sure):
            known.update(node.mem_id for node in run)
            yield from run


def _may_be_meta(values: Mapping[str, str | None]) -> bool:
    rel, address = values.get("rel"), values.get("href") or ""
    if (rel and not _RELS.isdisjoint(rel.split())) or "#respond" in address or "#comments" in address:
        return True
    return _PAGE_NUMBERS in (classes := values.get("class") or "") and _PAGE_NUMBERS in classes.split()


def _is_block(node: LexborNode, region: LexborNode) -> bool:
    return node.tag in _BLOCKS or (
        node.tag in _PIECES and node.parent is not None and node.parent.mem_id == region.mem_id
    )


def _run_of(link: LexborNode, region: LexborNode) -> list[LexborNode]:
    """The text and inline elements that stand with a link right in the region, in page order."""
    piece = next(
        (n for n in (link, *ancestors(link)) if n.parent is not None and n.parent.mem_id == region.mem_id), None
    )
    if piece is None:
        return []
    run = [piece]
    for direction in ("prev", "next"):
        other = getattr(piece, direction)
        while other is not None and other.tag not in BLOCKS and len(run) < _MOST_STEPS:
            run.append(other)
            other = getattr(other, direction)
    return run


def _is_linked_meta(run: list[LexborNode], most: int) -> bool:
    text = sum(map(size, run))
    if text > _LONGEST:
        return False
    links = [link for node in run if node.is_element_node for link in node.css("a[href]")]
    linked = sum(map(size, links))
    return text - linked <= most and all(map(_is_meta_link, links))


def _is_meta_link(link: LexborNode) -> bool:
    rel, href = attribute(link, "rel").lower(), attribute(link, "href")
    return bool(_META_RELS.search(rel) or _META_HREFS.search(href))


def _is_at_an_end(run: list[LexborNode], region: LexborNode, known: set[int], sure: bool) -> bool:
    """Whether hardly any text comes before or after: in the midst of a body such links are the author's."""
    own = known.union(node.mem_id for node in run)
    before = after = 0
    for node in (run[0], *ancestors(run[0])):
        if node.mem_id == region.mem_id:
            break
        before += _beside(node, "prev", own)
        after += _beside(node, "next", own)
    return after <= _MOST_BEFORE if sure else before <= _MOST_BEFORE or after <= _LONGEST


def _beside(node: LexborNode, direction: str, known: set[int]) -> int:
    """Characters before or after a node within its parent, as far as it matters."""
    length, steps, other = 0, 0, getattr(node, direction)
    while other is not None and length <= _LONGEST and steps < _MOST_STEPS:
        steps += 1
        if other.mem_id not in known and not (other.is_element_node and is_chrome(other)):
            length += size(other)
        other = getattr(other, direction)
    return length
