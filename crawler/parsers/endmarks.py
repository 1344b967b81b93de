"""Comments told by the mark that core puts behind each, whatever the theme: `</li><!-- #comment-## -->` (Walker_Comment::end_el)."""

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MARK = "#comment-##"
_COMMENT = f"<!-- {_MARK} -->".encode()
_KINDS = ("li", "div")
"""What a list of comments is made of: its `style`."""
_MOST, _MOST_ROWS = 20_000, 2000
_NEAR = 3


def ended(tree: LexborHTMLParser) -> list[LexborNode]:
    """The elements behind which the mark stands, replies among them, in page order; none where a theme closes some too early."""
    marks = tree.raw_html.count(_COMMENT)
    for kind in _KINDS if marks else ():
        if rows := list(islice(filter(_is_ended, tree.css(kind)[:_MOST]), _MOST_ROWS)):
            return rows if marks == len(rows) else []
    return []


def _is_ended(node: LexborNode) -> bool:
    for after in islice(_after(node), _NEAR):
        if after.is_comment_node:
            return (after.comment_content or "").strip() == _MARK
        if not after.is_text_node or (after.text_content or "").strip():
            break
    return False


def _after(node: LexborNode) -> Iterator[LexborNode]:
    step = node.next
    while step is not None:
        yield step
        step = step.next
