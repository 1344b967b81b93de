"""Pings that bear no mark but words: "Pingback:" before a link to a page, or a heading "Trackbacks" above a list of such links."""

from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers import marks
from crawler.parsers.counts import counts_comments
from crawler.parsers.html import ancestors
from crawler.parsers.nearness import in_body, names_of, siblings
from crawler.parsers.phrases import kind_of_ping

Found = Iterator[tuple[LexborNode, str]]

_MOST_LISTS, _MOST_LINKS, _MOST_ITEMS = 200, 500, 500
_LONGEST = 200
"""Characters of an item that are looked at."""
_MUCH = 2000
"""Characters that no ping has."""
_LONGEST_HEADING = 60
_HEADINGS = "h2, h3, h4, h5, h6"
_ROWS = frozenset(("article", "dd", "div", "li", "p", "td"))
_BOXES = frozenset(("article", "div", "section"))
_LEVELS = 4
_AROUND = 12
"""Elements around a link among which a comment is looked for."""


def labelled_pings(known: Iterable[LexborNode], tree: LexborHTMLParser) -> Found:
    """Elements that are pings by their label, with their kind: beside known comments, or anywhere outside the body."""
    nodes = list(known)
    own = {node.mem_id for node in nodes}
    for item, kind in (*_beside(nodes, own), *_linked(tree, own)):
        if item.mem_id not in own:
            own.add(item.mem_id)
            yield item, kind


def _beside(nodes: list[LexborNode], own: set[int]) -> Found:
    """Items of the lists of known comments. Each list is looked at once."""
    tags: dict[int, tuple[LexborNode, str]] = {}
    for node in nodes:
        if node.parent is not None and len(tags) < _MOST_LISTS:
            tags.setdefault(node.parent.mem_id, (node.parent, node.tag or ""))
    for holder, tag in tags.values():
        for item in holder.iter():
            if item.tag == tag and item.mem_id not in own and item.css_first("a[href]") is not None:
                kind = kind_of_ping(item.text()[:_LONGEST])
                if kind and own.isdisjoint(part.mem_id for part in item.css(tag)):
                    yield item, kind


def _linked(tree: LexborHTMLParser, own: set[int]) -> Found:
    """The rows of links to other blogs, as WordPress prints them (get_comment_author_link), that begin with the label."""
    for link in tree.css("a[rel~=external]")[:_MOST_LINKS]:
        around: list[LexborNode] = []
        for step in islice(ancestors(link), _AROUND):
            if step.mem_id in own:
                break
            around.append(step)
        else:
            yield from _labelled(around[:_LEVELS])


def _labelled(around: list[LexborNode]) -> Found:
    """The outermost row around a link that begins with the label of a ping."""
    rows = [step for step in around if step.tag in _ROWS and len(step.text()) <= 2 * _LONGEST]
    labelled = [(row, kind) for row in rows if (kind := kind_of_ping(row.text()[:_LONGEST]))]
    if labelled and not _is_aside(labelled[-1][0]):
        yield labelled[-1]


def _is_aside(row: LexborNode) -> bool:
    outer = row.parent
    return in_body(row) or (outer is not None and marks.ASIDE.search(names_of(outer)) is not None)


def headed_pings(tree: LexborHTMLParser) -> Found:
    """What follows a heading that names pings and no comments: the items of a list, or boxes, each with a link or a heading."""
    for heading in tree.css(_HEADINGS)[:_MOST_LISTS]:
        text = heading.text()[: 2 * _LONGEST_HEADING].strip()
        kind = kind_of_ping(text) if len(text) <= _LONGEST_HEADING else None
        if kind and not counts_comments(text) and not _is_aside(heading):
            for item in _items_after(heading):
                if len(item.text()) <= _MUCH and item.css_first(f"a[href], {_HEADINGS}") is not None:
                    yield item, kind


def _items_after(heading: LexborNode) -> Iterator[LexborNode]:
    for box in siblings(heading, _MOST_ITEMS, before=False):
        if box.tag in ("ol", "ul"):
            yield from (item for item in box.iter() if item.tag == "li")
        elif box.tag not in _BOXES or box.css_first("form, textarea") is not None:
            return
        elif (inner := box.css_first("ol, ul")) is not None:
            yield from (item for item in inner.iter() if item.tag == "li")
        else:
            yield box
