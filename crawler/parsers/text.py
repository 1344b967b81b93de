"""HTML as lines of text: one a block element or `br`, white space folded, nothing that a reader does not see."""

from collections.abc import Container, Iterator

from selectolax.lexbor import LexborNode

from crawler.parsers.elements import BLOCKS, CELLS, SILENT, fold
from crawler.parsers.lines import blocks_of

__all__ = ["blocks_of", "fold", "lines_of", "links_within", "only_text", "text_of", "unlinked"]


def text_of(node: LexborNode) -> str:
    """The visible text of a node, one line a block element or `br`, joined by line feeds."""
    return "\n".join(lines_of(node))


def lines_of(node: LexborNode, skipped: Container[int] = (), gap: str = "") -> Iterator[str]:
    """The lines of a node's visible text, without the elements whose `mem_id` is skipped.

    With a `gap`, words of neighbouring inline elements do not run together ("Anna</a><span>May 4").
    """
    return filter(None, map(fold, "".join(_pieces(node, skipped, gap)).split("\n")))


def only_text(node: LexborNode) -> str | None:
    """The text of an element that holds nothing but one line of it, as most links and names do."""
    child = node.child
    if child is None or child.next is not None or not child.is_text_node:
        return None
    text = child.text_content or ""
    return None if "\n" in text else text


def links_within(node: LexborNode) -> list[LexborNode]:
    """The links in a small element, or the element if it is one: few steps, while a query costs 14,000 instructions."""
    if node.tag == "a":  # in which there are no others
        return [node]
    return [] if only_text(node) is not None else [step for step in node.traverse() if step.tag == "a"]


def unlinked(node: LexborNode) -> str:
    """The beginning of an element's text, without that of its links."""
    text = fold(node.text()[:2000])
    for link in node.css("a"):
        text = text.replace(fold(link.text()), "", 1)
    return text


def _pieces(root: LexborNode, skipped: Container[int], gap: str) -> list[str]:
    """Text runs and line ends in page order. Without recursion: a page may nest ten thousand deep."""
    if not skipped and (text := only_text(root)) is not None and root.tag not in SILENT:
        return [text]
    pieces: list[str] = []
    stack: list[LexborNode | str] = [root]
    has_pre: bool | None = None
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif (tag := node.tag or "") == "-text":
            text = node.text_content or ""
            if "\n" in text:
                has_pre = _in_pre(root) if has_pre is None else has_pre
                text = text if has_pre and _in_pre(node) else text.replace("\n", " ")
            pieces.append(text)
        elif tag == "br":
            pieces.append("\n" if node.mem_id not in skipped else "")
        elif tag not in SILENT and tag[:1].isalpha() and node.mem_id not in skipped:
            if tag in CELLS:
                pieces.append(" ")
            if tag == "pre":
                has_pre = True
            end = "\n" if tag in BLOCKS else gap
            if (text := only_text(node)) is not None:
                pieces += (end, text, end)
                continue
            if end:
                stack.append(end)
                pieces.append(end)
            stack += list(node.iter(include_text=True))[::-1]
    return pieces


def _in_pre(node: LexborNode) -> bool:
    """Whether line feeds of a text show."""
    parent = node.parent
    for _ in range(8):
        if parent is None:
            return False
        if parent.tag == "pre":
            return True
        parent = parent.parent
    return False
