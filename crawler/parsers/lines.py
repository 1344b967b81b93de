"""The body of a post or a comment as blocks: its lines, and what the reference rules want to know of each."""

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
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
    stack: list[LexborNode | Leave] = []
    stack += list(region.iter(include_text=True))[::-1]
    while stack:
        node = stack.pop()
        if not isinstance(node, LexborNode):
            node()
        elif (name := node.tag or "") == "-text":
            reader.text(node.text_content or "")
        elif name not in SILENT and name[:1].isalpha():
            if (leave := reader.open(name, node.attributes)) is not None:
                stack.append(leave)
            if name != "br":
                stack += list(node.iter(include_text=True))[::-1]
    return reader.blocks()


def blocks_of(html: str, base_url: str) -> tuple[Block, ...]:
    """The same for a fragment of HTML on its own, such as a comment's text."""
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
