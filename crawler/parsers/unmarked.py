"""Comments of themes that mark none: repeated siblings with dates, in a box of comments or below a count of them."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers import marks
from crawler.parsers.dates import LONGEST, read_date
from crawler.parsers.nearness import in_body, names_of, siblings
from crawler.parsers.phrases import count_in
from crawler.parsers.text import text_of

_MOST = 2000
_MOST_HOLDERS = 50
_LINES = 4
_ROWS = frozenset(("li", "div", "article", "section", "p", "dt", "tr", "blockquote"))
_BOXES = "[id*=omment], [class*=omment], #discussion, #responses"


def unmarked(tree: LexborHTMLParser) -> list[LexborNode]:
    """The elements that are comments by their shape, in page order; none is inside a post's body."""
    for holder in islice(_holders(tree), _MOST_HOLDERS):
        rows = [row for row in _rows(holder)[:_MOST] if _is_dated(row)]
        if rows:
            return rows
    return []


def _holders(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Boxes by name, then what follows a heading with a count."""
    for box in tree.css(_BOXES):
        if marks.CONTAINER.search(names_of(box)) and not in_body(box) and box.tag not in marks.HEADINGS:
            yield box
    for heading in tree.css("h2, h3, h4"):
        if count_in(heading.text()[:300]) is not None and not in_body(heading):
            yield from (n for n in siblings(heading, 3, before=False) if n.tag in ("ol", "ul", "div", "section"))


def _rows(holder: LexborNode) -> list[LexborNode]:
    """The items of its lists, else the children of its commonest tag, below boxes with one child."""
    if items := holder.css("li"):
        return items
    for _ in range(5):
        children = [n for n in holder.iter() if n.tag in _ROWS]
        if len(children) != 1:
            break
        holder = children[0]
    else:
        return []
    tag = Counter(n.tag for n in children).most_common(1)[0][0] if children else ""
    return [n for n in children if n.tag == tag]


def _is_dated(row: LexborNode) -> bool:
    """Whether one of the first or last lines is a date, and not all."""
    lines = text_of(row).split("\n")
    if len(lines) < 2 and row.css_first("time") is None:
        return False
    ends = (*lines[:_LINES], *lines[_LINES:][-2:])
    return any(len(line) <= LONGEST and read_date(line, order="DMY") is not None for line in ends)
