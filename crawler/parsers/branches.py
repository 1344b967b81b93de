"""Which branch of a page holds the post, where no name tells: its title and its discussion stand in it, and its margins do not."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import is_chrome, size
from crawler.parsers.edges import is_meta_block
from crawler.parsers.elements import fold
from crawler.parsers.headings import SHOWN
from crawler.parsers.html import ancestors, common_ancestor, within
from crawler.parsers.nearness import siblings

_ROOTS = frozenset(("body", "html"))
_BOXES = frozenset(("aside", "div", "section", "table", "td", "ul"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6", "strong", "b", "p", "div", "span"))
_MOST, _MOST_LISTS = 60, 40
_FEWEST = 2
"""Headed lists of links in a margin: recent posts, archives, categories."""
_LONGEST_HEADING = 60
_LINKED = 0.7
"""The share of the text of such a list that is links: beside them stand counts and dates."""
_SHORTEST = 25
"""Characters of a line that is a text, where no sign ends it as a sentence."""
_ENDS = (".", "!", "?", "…", "。", "！", "？", ":", "”", '"')


def branch_of(heading: LexborNode, region: LexborNode, talk: LexborNode | None) -> LexborNode | None:
    """The box of the post whose heading and body's region were found by structure; None where the region stands well.

    `talk`: where the discussion stood. A box around both it and the heading holds the body. Without one, it is the first that says
    something below the heading, if nothing but margins stands beside it.
    """
    box = common_ancestor(heading, talk) if talk is not None else None
    in_box = box is not None and box.tag not in _ROOTS and _is_outside(region, box)
    told = _told_below(heading) if in_box or holds_margin(region) else None
    if in_box and box is not None and told is not None and within(told, box):
        return box
    if told is None or told.parent is None or not _is_outside(region, told.parent):
        return None
    beside = list(_beside(told.parent, region))
    if not within(told, region) and region.mem_id != told.mem_id:
        beside.append(region)
    texts = [node for node in beside if _says(node)]
    return told.parent if texts and all(map(is_margin, texts)) else None


def _is_outside(region: LexborNode, box: LexborNode) -> bool:
    return region.mem_id != box.mem_id and not within(region, box)


def _told_below(heading: LexborNode) -> LexborNode | None:
    """The first element after the heading, or after a box around it, that says something; not out of the page's body."""
    for step in (heading, *ancestors(heading)):
        if step.tag in _ROOTS:
            return None
        if (told := next(filter(_says, siblings(step, _MOST, before=False)), None)) is not None:
            return told
    return None


def _beside(box: LexborNode, region: LexborNode) -> Iterator[LexborNode]:
    """What stands beside a box and the boxes around it, within a region."""
    for step in (box, *ancestors(box)):
        if step.mem_id == region.mem_id or step.tag in _ROOTS:
            return
        if within(step, region):
            yield from siblings(step, _MOST)


def _says(node: LexborNode) -> bool:
    """Whether an element is a text, or shows something, and is neither chrome, links nor a line of meta."""
    if is_chrome(node):
        return False
    text = fold(node.text() or "")
    if not text:
        return node.css_first(SHOWN) is not None
    if len(text) < _SHORTEST and not text.endswith(_ENDS):
        return False
    return not _is_linked(node, text) and not is_meta_block(node, text)


def _is_linked(node: LexborNode, text: str) -> bool:
    return sum(map(size, node.css("a")[:_MOST])) > _LINKED * len(text)


def is_margin(node: LexborNode) -> bool:
    """Whether a box holds several lists of links, each below a heading, as a sidebar of widgets does."""
    return node.tag in _BOXES and node.css_first("h1") is None and holds_margin(node)


def holds_margin(node: LexborNode) -> bool:
    """Whether several lists of links stand in an element, each below a heading."""
    lists = node.css("ul, ol")[:_MOST_LISTS]
    return sum(map(_is_headed_list, lists)) >= _FEWEST


def _is_headed_list(node: LexborNode) -> bool:
    text = fold(node.text() or "")
    if not text or not _is_linked(node, text):
        return False
    before = next(siblings(node, 1, after=False), None)
    return before is not None and before.tag in _HEADINGS and 0 < len(fold(before.text() or "")) <= _LONGEST_HEADING
