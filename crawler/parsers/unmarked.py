"""Comments of themes that mark none: repeated siblings with dates, in a box of comments or below a count of them."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers import marks
from crawler.parsers.dates import LONGEST, read_date
from crawler.parsers.nearness import in_body, names_of, siblings
from crawler.parsers.phrases import begins, count_in
from crawler.parsers.text import text_of
from crawler.parsers.words import DISCUSSION_HEADINGS

_MOST = 2000
_MOST_HOLDERS = 50
_LINES = 4
_FORMS = "form[action*='comments-post'], form[id*=omment], #respond"
_MOST_FORMS, _LEVELS, _NEAR = 3, 4, 4
_ROWS = frozenset(("li", "div", "article", "section", "p", "dt", "tr", "blockquote"))
_LISTS = frozenset(("ol", "ul", "dl", "div", "section", "table"))
_BOXES = "[id*=omment], [class*=omment], #discussion, #responses"


def unmarked(tree: LexborHTMLParser) -> list[LexborNode]:
    """The elements that are comments by their shape, in page order; none is inside a post's body."""
    for holder in islice(_holders(tree), _MOST_HOLDERS):
        for rows in _rows(holder):
            if dated := [row for row in rows[:_MOST] if _is_dated(row)]:
                return dated
    for holder in _before_forms(tree):
        for rows in _rows(holder):
            if all(map(_is_dated, rows[:_MOST])):  # nothing but its place says what it is
                return rows[:_MOST]
    return []


def _holders(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Boxes by name, then what follows a heading that counts or names comments."""
    for box in tree.css(_BOXES):
        if marks.CONTAINER.search(names_of(box)) and not in_body(box) and box.tag not in marks.HEADINGS:
            yield box
    for heading in tree.css("h2, h3, h4"):
        text = heading.text()[:300]
        if (count_in(text) is not None or begins(text, DISCUSSION_HEADINGS)) and not in_body(heading):
            yield from (n for n in siblings(heading, 3, before=False) if n.tag in _LISTS)


def _before_forms(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Lists and boxes before a reply form or the boxes around it, the nearest first; none that holds the post."""
    for form in tree.css(_FORMS)[:_MOST_FORMS]:
        step: LexborNode | None = form
        for _ in range(_LEVELS):
            if step is None or step.tag in ("body", "article", "main"):
                break
            for node in siblings(step, _NEAR, after=False):
                if node.tag in _LISTS and not in_body(node) and node.css_first("h1, article, form") is None:
                    yield node
            step = step.parent


def _rows(holder: LexborNode) -> Iterator[list[LexborNode]]:
    """The items of its lists, its terms, its table's rows; then the children of its commonest tag, below boxes with one child."""
    yield from filter(None, map(holder.css, ("li", "dt", "tr")))
    for _ in range(5):
        children = [n for n in holder.iter() if n.tag in _ROWS]
        if len(children) != 1:
            break
        holder = children[0]
    else:
        return
    tag = Counter(n.tag for n in children).most_common(1)[0][0] if children else ""
    yield [n for n in children if n.tag == tag]


def _is_dated(row: LexborNode) -> bool:
    """Whether one of the first or last lines is a date, and not all."""
    lines = text_of(row).split("\n")
    if len(lines) < 2 and row.tag != "dt" and row.css_first("time") is None:
        return False
    ends = (*lines[:_LINES], *lines[_LINES:][-2:])
    return any(len(line) <= LONGEST and read_date(line, order="DMY") is not None for line in ends)
