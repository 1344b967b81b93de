"""What is never body: sharing, likes, related posts, ads, navigation, widgets, forms, post meta. Told by what it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.parsers.clutter import CHROME, META, ROLES, TAGS
from crawler.parsers.html import ancestors, attribute, tokens, within

_CHROME = re.compile("|".join(" ".join(CHROME.values()).split()))
_META = re.compile("|".join(" ".join(META.values()).split()))
_MAX_NAME = 60
_KEPT_TAGS = frozenset(("article", "body", "html", "main"))
_MOST_META = 300
"""Characters up to which meta is meta, however short the body is."""
_QUOTED = frozenset(("comment", "commentlist"))
"""The discussion is gone by now: such a list within a body is quoted there."""
_LINE_TAGS = frozenset(("div", "dd", "dl", "h4", "h5", "h6", "li", "p", "small", "td", "ul"))
_META_LINKS = (
    "a[rel~=tag], a[rel~=category], a[rel~=author], a[href*='#respond'], a[href*='#comments'], a.post-page-numbers"
)
_META_RELS = re.compile(r"\b(?:tag|category|author|bookmark)\b")
_META_HREFS = re.compile(
    r"#(?:respond|comments)$|/(?:category|tag|author)/|/feed/?$|/trackback/?$|[?&](?:cat|tag|author|feed|page)=|/\d{1,2}/?$|/20\d\d/"
)
_LONGEST_META = 600
_MOST_BEFORE = 40
_MOST_WORDS = 220
"""Characters that are no link in "This entry was posted on ... You can follow any responses ..." """
_POST = "h1, main, #content, #main, .wp-block-post-content, .et_pb_post_content, .elementor-widget-theme-post-content"
"""What holds one of these is the page's layout (`div.right-sidebar`), whatever its name."""
HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)


@lru_cache(maxsize=8192)
def is_chrome_name(name: str) -> bool:
    """Whether a class or an id says that its element is chrome."""
    return len(name) <= _MAX_NAME and _CHROME.fullmatch(name) is not None


@lru_cache(maxsize=8192)
def is_meta_name(name: str) -> bool:
    """Whether a class or an id says that its element is a post's heading, date, author, terms or the like."""
    return len(name) <= _MAX_NAME and _META.fullmatch(name) is not None


def is_chrome(node: LexborNode) -> bool:
    """Whether an element is chrome by its tag, role, class, id or by being hidden."""
    if node.tag in _KEPT_TAGS:
        return False
    return (
        node.tag in TAGS
        or attribute(node, "role") in ROLES
        or (any(map(is_chrome_name, tokens(node))) and node.css_first(_POST) is None)
        or HIDDEN.search(attribute(node, "style")) is not None
    )


def is_meta(node: LexborNode) -> bool:
    """Whether an element carries post meta by its class or id."""
    return node.tag not in _KEPT_TAGS and any(map(is_meta_name, tokens(node)))


def size(node: LexborNode) -> int:
    """Characters of text, roughly."""
    return len(node.text() or "")


@dataclass(frozen=True, slots=True)
class Unwanted:
    """The topmost elements of a region that are no body."""

    chrome: list[LexborNode]
    meta: list[LexborNode]
    """Post meta by class or id."""
    linked: list[LexborNode]
    """Post meta by its links."""


def unwanted(region: LexborNode) -> Unwanted:
    """What in a region is no body; nothing is removed."""
    chrome: list[LexborNode] = []
    meta: list[LexborNode] = []
    most = max(_MOST_META, size(region) // 2)
    stack = list(region.iter())
    while stack:
        node = stack.pop()
        if is_chrome(node):
            chrome.append(node)
        elif is_meta(node) and not _is_box(node, most):
            meta.append(node)
        elif not _QUOTED.intersection(tokens(node)):
            stack.extend(node.iter())
    meta.reverse()
    return Unwanted(chrome, meta, list(_linked_meta(region, {node.mem_id for node in (*chrome, *meta)})))


def _is_box(node: LexborNode, most: int) -> bool:
    """Whether a "header" holds the body as well: some themes close its box after that."""
    length = size(node)
    return length >= most or (
        length > 0 and node.css_first("p") is not None and _holds_meta(node) and _is_paragraphed(node)
    )


def _holds_meta(node: LexborNode) -> bool:
    return any(is_meta(child) for child in node.iter())


def _is_paragraphed(node: LexborNode) -> bool:
    """A paragraph without any mark stands right in it."""
    return any(child.tag == "p" and not child.attributes and size(child) > 40 for child in node.iter())


def _linked_meta(region: LexborNode, known: set[int]) -> Iterator[LexborNode]:
    """Blocks without a telling name, all of whose links lead to terms, authors, comments or other pages of the post."""
    for link in region.css(_META_LINKS):
        around = list(ancestors(link))
        if any(node.mem_id in known for node in around):
            continue
        block = next((node for node in around if node.tag in _LINE_TAGS), None)
        if block is not None and within(block, region) and _is_linked_meta(block) and _is_at_an_end(block, region):
            known.add(block.mem_id)
            yield block


def _is_linked_meta(block: LexborNode) -> bool:
    text = size(block)
    if text > _LONGEST_META:
        return False
    links = block.css("a[href]")
    linked = sum(size(link) for link in links)
    return text - linked <= _MOST_WORDS and all(_is_meta_link(link) for link in links)


def _is_at_an_end(block: LexborNode, region: LexborNode) -> bool:
    """Whether hardly any text comes before or after: in the midst of a body such links are the author's."""
    before = after = 0
    for node in (block, *ancestors(block)):
        if node.mem_id == region.mem_id:
            break
        before += _beside(node, "prev")
        after += _beside(node, "next")
    return before <= _MOST_BEFORE or after <= _LONGEST_META


def _beside(node: LexborNode, direction: str) -> int:
    """Characters before or after a node within its parent, as far as it matters."""
    length, other = 0, getattr(node, direction)
    while other is not None and length <= _LONGEST_META:
        length += size(other) if other.is_element_node and not is_chrome(other) else 0
        other = getattr(other, direction)
    return length


def _is_meta_link(link: LexborNode) -> bool:
    rel, href = attribute(link, "rel").lower(), attribute(link, "href")
    return bool(_META_RELS.search(rel) or _META_HREFS.search(href))


_OURS = re.compile(r".*(?:author|byline|vcard|posted).*")


def is_foreign(node: LexborNode) -> bool:
    """Whether an element around the body is chrome that says nothing of the post; its footer and author's box do."""
    if node.tag in _KEPT_TAGS or node.tag == "footer":
        return False
    if node.tag in TAGS or attribute(node, "role") in ROLES:
        return True
    names = tokens(node)
    return (
        any(map(is_chrome_name, names)) and not any(map(is_meta_name, names)) and not any(map(_OURS.fullmatch, names))
    )
