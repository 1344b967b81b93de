"""The title of a post as its heading prints it, checked against what the head of the page says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import is_chrome, is_meta
from crawler.parsers.dates import read_date
from crawler.parsers.elements import fold
from crawler.parsers.folding import key
from crawler.parsers.head import Head
from crawler.parsers.html import absolute, ancestors, attribute, tokens, within
from crawler.parsers.named import Marks
from crawler.parsers.plaintitles import plain_title
from crawler.parsers.stated import parts_of, stated_in
from crawler.parsers.themes import SURE_BODIES, TITLES

TITLE_NAMES = frozenset(TITLES)

_LONGEST = 500
_MOST_HEADINGS = 400
_FEW = 5
_NO_TITLE = re.compile(
    r"(?:meta|date|byline|author|info|subtitle|desc\w*|tagline|widget-?title|logo|site-?title)(?:\s|$)"
)
_PLACEHOLDER = re.compile(r"\((?:untitled|no title|kein titel|ohne titel|sans titre|sin título|geen titel)\)")
_BOXES = frozenset(("article", "body", "header", "html", "section"))
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


@dataclass(frozen=True, slots=True)
class Heading:
    """A candidate, with what speaks for it."""

    node: LexborNode
    text: str
    """Of the title only; the heading may hold a date as well."""
    rank: tuple[int, ...]

    @property
    def is_stated(self) -> bool:
        """Whether the page's head calls the page so too."""
        return len(self.rank) > 2 and self.rank[2] > 0


def heading_of(container: LexborNode, region: LexborNode, marks: Marks, head: Head, blog: str | None) -> Heading | None:
    """The best heading: what the head's title repeats, then what is marked as title, then the container's first one."""
    name, stated = key(blog or ""), stated_in(head, blog)
    best: Heading | None = None
    first = True
    chrome: dict[int, bool] = {}
    for node in _headings(marks, head):
        text, inside = _title_in(node, stated), within(node, container)
        words = key(text)
        repeated = max((_likeness(words, title) for title in stated), default=0)
        if not (inside or repeated) or not text or len(text) > _LONGEST or words == name:
            continue
        if (not inside and _leads_home(node, head.url)) or _in_chrome(node, chrome):
            continue
        rank = _rank(node, text, repeated, inside, first and inside and _is_before(node, region))
        first = first and not inside
        if rank[0] and (best is None or rank > best.rank):
            best = Heading(node, text, rank)
    if best is not None and (best.is_stated or best.node.tag == "h1" or _is_named(best.node)):
        return best
    plain = plain_title(head, {key(part) for part in parts_of(head)} - {"", name})
    return Heading(plain, fold(plain.text() or ""), (1, 0, 3)) if plain is not None else best


def _is_named(node: LexborNode) -> bool:
    return not TITLE_NAMES.isdisjoint(tokens(node))


def bears_title(node: LexborNode, stated: set[str]) -> bool:
    """Whether one of the first headings in an element is what the page is called."""
    headings = (key(heading.text()[:_LONGEST]) for heading in node.css("h1, h2, h3")[:_FEW])
    return any(_likeness(heading, title) for heading in headings for title in stated)


def _leads_home(node: LexborNode, url: str) -> bool:
    """Whether a heading is the banner of the blog."""
    link = node.css_first("a[href]")
    return link is not None and absolute(attribute(link, "href"), url).count("/") <= 3


def _is_before(node: LexborNode, region: LexborNode) -> bool:
    """Whether a heading stands before the body, or in a box of it that may hold the title too."""
    around = {node.mem_id, *(ancestor.mem_id for ancestor in ancestors(node))}
    if region.mem_id in around:
        return SURE_BODIES.isdisjoint(tokens(region))
    for box in (region, *ancestors(region)):
        other = box.prev
        while other is not None:
            if other.mem_id in around:
                return True
            other = other.prev
    return False


def _title_in(node: LexborNode, stated: set[str]) -> str:
    """A heading's text, without a date in it (`<h2><a>Title</a> <em>May 4, 2013</em></h2>`) or other small print."""
    text = fold(node.text() or "")
    if key(text) in stated or node.first_child is None or node.first_child.next is None:
        return text
    for inner in node.css("*")[1:_FEW]:
        if key(inner.text()[:_LONGEST]) in stated:
            return fold(inner.text() or "")
    pieces = [(n, n.text() or "") for n in node.iter(include_text=True)]
    kept = [piece for n, piece in pieces if not (n.is_element_node and (is_meta(n) or read_date(piece)))]
    return fold("".join(kept)) or text


def _headings(marks: Marks, head: Head) -> Iterator[LexborNode]:
    seen: set[int] = set()
    marked = islice(marks.of(*TITLES), _MOST_HEADINGS)
    for node in (*head.tree.css("h1, h2, h3, h4, [itemprop=headline]")[:_MOST_HEADINGS], *marked):
        if node.mem_id not in seen and node.tag not in _BOXES and not _holds_heading(node):
            seen.add(node.mem_id)
            yield node


def _in_chrome(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an element is chrome or stands in it; headings share most of what is around them."""
    path: list[int] = []
    inside = False
    for step in chain((node,), ancestors(node)):
        if (told := known.get(step.mem_id)) is not None:
            inside = told
            break
        path.append(step.mem_id)
        if is_chrome(step):
            inside = True
            break
    known.update(dict.fromkeys(path, inside))
    return inside


def _holds_heading(node: LexborNode) -> bool:
    return node.tag not in _LEVELS and node.css_first("h1, h2, h3, h4") is not None


def _rank(node: LexborNode, text: str, repeated: int, inside: bool, first: bool) -> tuple[int, ...]:
    names = tokens(node)
    marked = not TITLE_NAMES.isdisjoint(names) or attribute(node, "itemprop") == "headline"
    level = _LEVELS.get(node.tag or "", 7)
    may_be_title = inside and (marked or (first and level < 4))
    if not repeated and (not may_be_title or _NO_TITLE.search(" ".join(names)) or read_date(text)):
        return (0,)
    return (1, 2 * inside + 3 * bool(repeated) + marked, repeated, len(text) if repeated else 0, -level)


def _likeness(heading: str, stated: str) -> int:
    """3 for the same words, 2 for them and a word before (`Protected: ...`), 1 where one holds the other and little else."""
    if not heading:
        return 0
    if heading == stated:
        return 3
    if heading.endswith(f" {stated}") and len(heading) - len(stated) < 20:
        return 2
    if f" {heading} " in f" {stated} ":
        return 1
    return int(f" {stated} " in f" {heading} " and len(stated) > 0.6 * len(heading))


def real_title(text: str) -> str | None:
    """A heading's text, unless it is what themes print in the place of a title."""
    return None if _PLACEHOLDER.fullmatch(text.lower()) else text
