"""HTML as lines of text: one a block element or `br`, white space folded, nothing that a reader does not see."""

from collections.abc import Container, Iterator
from itertools import chain

from selectolax.lexbor import LexborNode

from crawler.parsers.elements import BLOCKS, CELLS, SILENT, fold
from crawler.parsers.lines import blocks_of

__all__ = ["blocks_of", "fold", "lines_of", "text_of"]


def text_of(node: LexborNode) -> str:
    """The visible text of a node, one line a block element or `br`, joined by line feeds."""
    return "\n".join(lines_of(node))


def lines_of(node: LexborNode, skipped: Container[int] = (), gap: str = "") -> Iterator[str]:
    """The lines of a node's visible text, without the elements whose `mem_id` is skipped.

    With a `gap`, words of neighbouring inline elements do not run together ("Anna</a><span>May 4").
    """
    line: list[str] = []
    for piece in chain(_pieces(node, skipped, gap), "\n"):
        if piece != "\n":
            line.append(piece)
        elif line:
            if text := fold("".join(line)):
                yield text
            line.clear()


def _pieces(root: LexborNode, skipped: Container[int], gap: str) -> Iterator[str]:
    """Text runs and line ends in page order. Without recursion: a page may nest ten thousand deep."""
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
        elif node.is_text_node:
            yield from _in_lines(node)
        elif (tag := node.tag or "") not in SILENT and not tag.startswith("-comment") and node.mem_id not in skipped:
            yield from _opening(tag)
            end = "\n" if tag in BLOCKS else gap
            if end:
                stack.append(end)
                yield end
            stack.extend(reversed(list(node.iter(include_text=True))))


def _opening(tag: str) -> Iterator[str]:
    if tag == "br":
        yield "\n"
    elif tag in CELLS:
        yield " "


def _in_lines(node: LexborNode) -> Iterator[str]:
    """A text node, cut at its line feeds where they show: in `pre`."""
    text = node.text_content or ""
    if "\n" not in text or not _in_pre(node):
        yield text.replace("\n", " ")
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            yield "\n"
        yield line


def _in_pre(node: LexborNode) -> bool:
    parent = node.parent
    for _ in range(8):
        if parent is None:
            return False
        if parent.tag == "pre":
            return True
        parent = parent.parent
    return False
