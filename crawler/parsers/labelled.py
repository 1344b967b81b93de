"""Pings that bear no mark but their label: items of a list of comments that begin with "Pingback:" and lead to a page."""

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from crawler.parsers.phrases import kind_of_ping

_MOST_LISTS = 200
_LONGEST = 200
"""Characters of an item that are looked at."""


def labelled_pings(known: Iterable[LexborNode]) -> Iterator[tuple[LexborNode, str]]:
    """Elements beside known comments that are pings by their label, with their kind. Each list is looked at once."""
    nodes = list(known)
    own = {node.mem_id for node in nodes}
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
