"""A page's tree: how it is built, where its nodes stand to one another, and the marks (classes and ids) of its elements."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from crawler.parsers.elements import fold
from crawler.parsers.taming import tame

_MANY_TAGS = 4000
"""Tags below which even the deepest nesting costs little."""
_MANY_NAMES = 2000
"""Characters of classes that are not worth keeping."""
_PLAIN_PATH = re.compile(r"(?:/[\w~-][\w.~-]*){1,99}/?(?:[?#][\w=&%/.-]+)?", re.ASCII)
_ORIGIN = re.compile(r"https?://[\w.:-]+(?=[/?#]|$)", re.ASCII)
"""What joining two addresses comes to, where nothing in them has to be undone."""
_NO_EVENTS = int(LexborDocumentOptions.WO_EVENTS)
"""Nothing has to follow a page's options and scripts while its tree is built."""
_DEEP = ">".join("*" * 200)
_SOFT = "\xad"
"""A hyphen that only shows where a line breaks: within words that readers see, quote and search for whole."""
_SOFT_NAMED = re.compile(r"&(?:[sS][hH][yY]|#173|#[xX][aA][dD]);?")
"""Its names."""

_AMP = re.compile(r"<(/?)amp-(img|video|audio|iframe)\b", re.IGNORECASE)
"""What AMP pages have in the place of HTML's own elements."""
_AMP_PAGE = re.compile("<(?:[hH][tT][mM][lL]\\s[^>]{0,500}?(?:\\b[aA][mM][pP]\\b|\u26a1)|amp-)")
"""How such a page begins: by its own mark, or a fragment of one by such an element."""
_BEGINNING = 2000


def tree_of(text: str, utf8: bytes | None = None) -> LexborHTMLParser:
    """The tree of a page. What is nested deeper than any real page becomes plain text, so that no walk gets long.

    `utf8`: the text's, where it is at hand.
    """
    given, utf8 = text, text.encode("utf-8", "ignore") if utf8 is None else utf8
    if _SOFT in text or _SOFT_NAMED.search(text):
        text = _SOFT_NAMED.sub("", text).replace(_SOFT, "")
    if _AMP_PAGE.search(text[:_BEGINNING]):
        text = _AMP.sub(r"<\1\2", text)
    tags = brackets_in(utf8)
    text = tame(text, tags)
    tree = LexborHTMLParser(utf8 if text is given else text, options=_NO_EVENTS)
    if tags > _MANY_TAGS:
        deep = tree.css(_DEEP)
        known = {node.mem_id for node in deep}
        for node in [n for n in deep if n.parent is None or n.parent.mem_id not in known]:
            node.replace_with(fold(node.text() or ""))
    return tree


def brackets_in(utf8: bytes) -> int:
    """How many brackets may open a tag. What deletes bytes looks for them 32 at a time, what counts them one by one."""
    return len(utf8) - len(utf8.replace(b"<", b""))


def absolute(url: str, base_url: str) -> str:
    """A link as printed made absolute; as printed where that cannot be (`http://[`)."""
    url = url.strip()
    if url.startswith(("http://", "https://")):
        return url
    if _PLAIN_PATH.fullmatch(url) and (origin := _ORIGIN.match(base_url)):
        return origin[0] + url
    return _joined(base_url, url)


@lru_cache(maxsize=512)
def _joined(base_url: str, url: str) -> str:
    """Kept a while: the same scripts and pictures are named on every page, and on one page again and again."""
    try:
        return urljoin(base_url, url)
    except ValueError:
        return url


def host_of(url: str) -> str:
    """The host of an address without `www.`; an empty string where it names none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's value; an empty string when there is none."""
    return (node.attributes.get(name) or "").strip()


def tokens(node: LexborNode) -> tuple[str, ...]:
    """The classes and the id of an element, lower case."""
    return tokens_in(node.attributes)


def tokens_in(values: Mapping[str, str | None]) -> tuple[str, ...]:
    """The same of the element with these attributes."""
    if not values:
        return ()
    classes, identity = values.get("class") or "", values.get("id") or ""
    return (_names if len(classes) + len(identity) < _MANY_NAMES else _names.__wrapped__)(classes, identity)


@lru_cache(maxsize=8192)
def _names(classes: str, identity: str) -> tuple[str, ...]:
    """Kept over pages: themes repeat their classes."""
    return tuple(f"{classes} {identity}".lower().split())


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, the nearest first."""
    parent = node.parent
    while parent is not None and not parent.is_document_node:
        yield parent
        parent = parent.parent


def within(node: LexborNode, region: LexborNode) -> bool:
    """Whether a node stands in a region, strictly inside."""
    wanted, step = region.mem_id, node.parent
    while step is not None and step.mem_id != wanted:
        step = step.parent
    return step is not None


def common_ancestor(node: LexborNode, other: LexborNode) -> LexborNode:
    """The smallest element around both nodes."""
    around = {other.mem_id, *(ancestor.mem_id for ancestor in ancestors(other))}
    return next((n for n in (node, *ancestors(node)) if n.mem_id in around), other)


def remove(nodes: Iterable[LexborNode]) -> None:
    """Take nodes out of their tree. Those inside another of them go with it: freed memory is never touched."""
    chosen = {node.mem_id: node for node in nodes}
    tops = list(chosen.values())
    if len(tops) > 1:
        tops = [node for node in tops if not any(a.mem_id in chosen for a in ancestors(node))]
    for node in tops:
        node.decompose()
