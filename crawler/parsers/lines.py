"""The body of a post or a comment as blocks: its lines, and what the reference rules want to know of each."""

from selectolax.lexbor import LexborNode

from crawler.parsers.blocks import Block
from crawler.parsers.elements import SILENT
from crawler.parsers.linereader import Leave, LineReader

PARSER = "lxml"


def blocks_in(region: LexborNode, base_url: str) -> tuple[Block, ...]:
    """The lines of a region of a page, such as the body of a post, with what the reference rules want to know.

    `group` numbers the innermost element that holds more than one line, so that the items of a list, the pieces of
    a `br` run and the paragraphs of a body each share one.
    """
    reader = LineReader(base_url)
    around: list[Leave | None] = []  # what ends the elements that are open
    node = region.child
    while node is not None:
        if (name := node.tag or "") == "-text":
            reader.text(node.text_content or "")
        elif name not in SILENT and name[:1].isalpha():
            leave, inner = reader.open(name, node.attributes), node.child
            if inner is not None and (inner.next is not None or not inner.is_text_node):
                around.append(leave)
                node = inner
                continue
            if inner is not None:  # text alone, as in most elements
                reader.text(inner.text_content or "")
            if leave:
                leave()
        node = _following(node, around)
    return reader.blocks()


def _following(node: LexborNode, around: list[Leave | None]) -> LexborNode | None:
    """The next node in page order that is not in this one; elements that end before it are left."""
    while (following := node.next) is None:
        if not around or (outer := node.parent) is None:
            return None
        if leave := around.pop():
            leave()
        node = outer
    return following


def blocks_of(html: str, base_url: str) -> tuple[Block, ...]:
    """The same for a fragment of HTML on its own, such as a comment's text.

    BeautifulSoup is loaded here: it takes a fifth of the parser's beginning, and few pages have such a comment.
    """
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString, PageElement, Tag

    reader = LineReader(base_url)
    soup = BeautifulSoup(html, PARSER, multi_valued_attributes=None)
    stack: list[PageElement | Leave] = list(reversed(soup.contents))
    while stack:
        node = stack.pop()
        if type(node) is NavigableString:
            reader.text(str(node))
        elif isinstance(node, Tag) and node.name not in SILENT:
            if (leave := reader.open(node.name, {name: str(value) for name, value in node.attrs.items()})) is not None:
                stack.append(leave)
            stack += reversed(node.contents)
        elif not isinstance(node, PageElement):
            node()
    return reader.blocks()
