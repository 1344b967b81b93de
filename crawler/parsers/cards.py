"""Grids of cards below a text that lead to other posts of the blog, whatever their classes."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import size
from crawler.parsers.elements import fold
from crawler.parsers.html import absolute, ancestors, attribute, common_ancestor, host_of

_HEADINGS = "h2, h3, h4, h5, h6"
_FEWEST, _FEWEST_HEADED = 3, 2
"""Cards of a grid, and of one that a known phrase heads."""
_MOST = 40
_LONGEST, _LONGEST_PICTURED = 600, 300
"""Characters of a card, and of one that a picture and a link alone tell."""
_SHORTEST_TITLE = 8
_BESIDE = 100
"""Characters of a grid that stand in no card: its heading, a link to more."""


def is_grid(block: LexborNode, base_url: str, *, headed: bool) -> bool:
    """Whether a block is hardly more than cards beside each other, each a linked heading or a picture with a link to another post."""
    fewest = _FEWEST_HEADED if headed else _FEWEST
    for titles, longest, pictured in (
        (_headed(block), _LONGEST, False),
        (_linked(block), _LONGEST_PICTURED, True),
    ):
        links = [node for node, href in titles if _leads_on(href, base_url)]
        if len(links) >= fewest and _are_cards(block, links, longest, pictured=pictured):
            return True
    return False


def _headed(block: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    for heading in block.css(_HEADINGS)[:_MOST]:
        around = heading.parent
        link = around if around is not None and around.tag == "a" else heading.css_first("a[href]")
        if link is not None:
            yield heading, attribute(link, "href")


def _linked(block: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    seen: set[str] = set()
    for link in block.css("a[href]")[: 2 * _MOST] if block.css_first("a img") is not None else ():
        href = attribute(link, "href")
        if (
            href not in seen
            and size(link) >= _SHORTEST_TITLE
            and (link.parent is None or link.parent.tag != "figcaption")
        ):
            seen.add(href)
            yield link, href


def _leads_on(href: str, base_url: str) -> bool:
    url = absolute(href, base_url).partition("#")[0]
    return host_of(url) == host_of(base_url) and url.rstrip("/") != base_url.partition("#")[0].rstrip("/")


def _are_cards(block: LexborNode, titles: list[LexborNode], longest: int, *, pictured: bool) -> bool:
    """Whether each of some titles stands in an element of its own, all of one kind, with nearly all of the block's text."""
    grid = titles[0]
    for title in titles[1:]:
        grid = common_ancestor(grid, title)
    cards = [card for title in titles if (card := _below(grid, title)) is not None]
    if len({card.mem_id for card in cards}) < len(titles) or len({card.tag for card in cards}) > 1:
        return False
    texts = [len(fold(card.text() or "")) for card in cards]
    if max(texts) > longest or len(fold(block.text() or "")) - sum(texts) > _BESIDE:
        return False
    return not pictured or all(card.css_first("img") is not None for card in cards)


def _below(grid: LexborNode, node: LexborNode) -> LexborNode | None:
    """The child of a grid in which a node stands."""
    for step in (node, *ancestors(node)):
        if step.parent is not None and step.parent.mem_id == grid.mem_id:
            return step
    return None
