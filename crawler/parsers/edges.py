"""The edges of a body's box: lines that themes print there without a mark, told by their words and their place."""

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import is_chrome, size
from crawler.parsers.counts import begins_with_count
from crawler.parsers.dates import read_date, without_dates
from crawler.parsers.elements import BLOCKS, fold
from crawler.parsers.folding import fold as folded
from crawler.parsers.metawords import META_LINE, META_WORD, PAGES, POSTED, SHARE_LINE
from crawler.parsers.nearness import siblings
from crawler.parsers.phrases import tells_likes

_KEPT = frozenset(("blockquote", "dl", "figure", "ol", "pre", "table", "ul"))
"""Elements that only an author writes: what looks like meta there is quoted."""
_HEADINGS = frozenset(("b", "h2", "h3", "h4", "h5", "h6", "p", "strong"))
"""What may head an entry of a diary."""
_BOXES = frozenset(("article", "div", "header", "section"))
_LONGEST_LINE = 160
_LONGEST_SENTENCE = 500
"""The same of "This entry was posted on ... and is filed under ... You can follow any responses ..."."""
_NAME = 24
"""Letters of a name."""
_AUTHORS = "a[rel~=author], a[href*='/author/']"
_DIGIT = re.compile(r"\d")
_LONGEST_DATE = 50
_LONGEST_COUNT = 30
_EDGE = 6
"""Blocks at each edge of a region that are looked at."""
_BANNER = 120
"""Characters of what stands above a title: the blog's name, a category, a date."""
_LINKED = 0.9
"""The share of the text of a menu that is links."""
_MOST_STEPS = 60


def at_edges(region: LexborNode, known: set[int], title: str = "") -> Iterator[LexborNode]:
    """The first and last blocks that a theme printed in the body's box: a date, "Filed under", "Comments off on" and the title."""
    for forward in (True, False):
        for block in islice(_blocks(region, known, forward), _EDGE):
            text = fold(block.text() or "")
            if text and (
                block.tag in _KEPT
                or (block.tag in _HEADINGS and read_date(text[:_LONGEST_SENTENCE]) and _heads_entries(block, region))
                or not (_is_meta(block, text, title) or (not forward and (_is_share_line(text) or _is_count(text))))
            ):
                break
            if block.mem_id not in known:
                known.add(block.mem_id)
                yield block


def _blocks(region: LexborNode, known: set[int], forward: bool) -> Iterator[LexborNode]:
    """The blocks of a region with text, from either end; of a box of blocks, those in it."""
    stack = _inner(region, forward)
    while stack:
        node = stack.pop()
        if node.mem_id in known or not size(node) or is_chrome(node):
            continue
        inner = _inner(node, forward) if node.tag in _BOXES else []
        if any(child.tag in BLOCKS for child in inner):
            stack.extend(inner)
        else:
            yield node


def _inner(node: LexborNode, forward: bool) -> list[LexborNode]:
    children = list(node.iter())
    return children[::-1] if forward else children


def is_meta_block(block: LexborNode, text: str) -> bool:
    """Whether a block of this text is a line of meta: who posted, when and where."""
    return len(text) <= _LONGEST_SENTENCE and _is_meta(block, text, "")


def _is_meta(block: LexborNode, text: str, title: str) -> bool:
    said = text.replace(title, " ") if title else text
    if _is_meta_line(text) or _is_byline(block, said) or _is_paging(block, text):
        return True
    return block.css_first("span + span") is not None and _is_byline(block, fold(block.text(separator=" ")))


def _is_paging(block: LexborNode, text: str) -> bool:
    """Whether a block is the numbers of a post's pages, the others linked."""
    return len(text) <= _LONGEST_DATE and PAGES.fullmatch(text) is not None and block.css_first("a[href]") is not None


def _is_byline(block: LexborNode, text: str) -> bool:
    """Whether a short block says a date or links to an author's posts, and beside links and a name nothing but words of meta."""
    if len(text) > _LONGEST_LINE or text.endswith((".", "!", "?", "…")):
        return False
    rest = text
    for link in block.css("a")[:_MOST_STEPS]:
        rest = rest.replace(fold(link.text() or ""), " ", 1)
    undated = without_dates(folded(rest))
    if undated == folded(rest) and block.css_first(_AUTHORS) is None:
        return False
    return sum(map(str.isalpha, META_WORD.sub("", undated))) <= _NAME


def _is_meta_line(text: str) -> bool:
    if len(text) > _LONGEST_LINE:
        return len(text) <= _LONGEST_SENTENCE and POSTED.match(text) is not None and _DIGIT.search(text) is not None
    return META_LINE.search(text) is not None or (len(text) <= _LONGEST_DATE and read_date(text) is not None)


def _heads_entries(block: LexborNode, region: LexborNode) -> bool:
    """Whether a block is a date as others of its kind in the region are: a diary's, which is the author's."""
    others = (node for node in region.css(block.tag or "p")[:_MOST_STEPS] if node.mem_id != block.mem_id)
    texts = (fold(node.text() or "") for node in others)
    return any(len(text) <= _LONGEST_DATE and _DIGIT.search(text) and read_date(text) is not None for text in texts)


def _is_share_line(text: str) -> bool:
    return len(text) <= _LONGEST_DATE and (SHARE_LINE.fullmatch(text) is not None or tells_likes(text))


def _is_count(text: str) -> bool:
    """Whether a line is how many comments follow, and no sentence."""
    return len(text) <= _LONGEST_COUNT and text[-1].isalnum() and begins_with_count(text)


def above(title: LexborNode, region: LexborNode) -> list[LexborNode]:
    """What stands above the title in a region that holds it too, and is no text: short pieces and lists of links."""
    found: list[LexborNode] = []
    step: LexborNode | None = title
    for _ in range(_MOST_STEPS):
        if step is None:
            break
        if step.mem_id == region.mem_id:
            return found
        found.extend(node for node in siblings(step, _MOST_STEPS, after=False) if _is_banner(node))
        step = step.parent
    return []


def _is_banner(node: LexborNode) -> bool:
    if node.tag == "p" or node.css_first("p, img") is not None:
        return False
    return size(node) <= _BANNER or sum(map(size, node.css("a"))) > _LINKED * len(fold(node.text() or ""))
