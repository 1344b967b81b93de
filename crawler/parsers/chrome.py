"""What an element is by its tag, role, class or id: chrome (sharing, ads, navigation, widgets, ...), post meta, or neither."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.parsers.clutter import CHROME, META, ROLES, SMALL, STATES, TAGS

_CHROME = re.compile("|".join(" ".join(CHROME.values()).split()))
_SMALL = re.compile("|".join(" ".join(CHROME[name] for name in SMALL).split()))
_META = re.compile("|".join(" ".join(META.values()).split()))
_MAX_NAME = 60
_MAX_NAMES = 2000
_MUCH = 600
"""Characters of paragraphs that no form of a discussion or a newsletter has."""
_MOST_PARAGRAPHS = 50
_KEPT_TAGS = frozenset(("article", "body", "html", "main"))
_POST = "h1, main, [itemprop=blogPost], #content, #main, .wp-block-post-content, .et_pb_post_content, .elementor-widget-theme-post-content"
"""What holds one of these is the page's layout (`div.right-sidebar`), whatever its name."""
HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)


@lru_cache(maxsize=8192)
def is_chrome_name(name: str) -> bool:
    """Whether a class or an id says that its element is chrome."""
    return len(name) <= _MAX_NAME and not name.startswith(STATES) and _CHROME.fullmatch(name) is not None


@lru_cache(maxsize=8192)
def is_meta_name(name: str) -> bool:
    """Whether a class or an id says that its element is a post's heading, date, author, terms or the like."""
    return len(name) <= _MAX_NAME and _META.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def _is_chrome_names(names: str) -> bool:
    return any(map(is_chrome_name, names.split()))


@lru_cache(maxsize=4096)
def _is_meta_names(names: str) -> bool:
    return any(map(is_meta_name, names.split()))


def is_chrome(node: LexborNode) -> bool:
    """Whether an element is chrome by its tag, role, class, id or by being hidden."""
    tag = node.tag
    if tag in _KEPT_TAGS:
        return False
    if tag in TAGS and not (tag == "form" and _holds_prose(node)):
        return True
    values = node.attributes
    return bool(values) and (
        ("role" in values and (values["role"] or "").strip() in ROLES)
        or (_is_chrome_names(_names(values)) and not _is_layout(node))
        or ("style" in values and HIDDEN.search(values["style"] or "") is not None)
    )


def _is_layout(node: LexborNode) -> bool:
    """Whether an element of a chrome's name holds the post: by what is in it, or by more prose than such chrome ever has."""
    if node.css_first(_POST) is not None:
        return True
    return size(node) > 2 * _MUCH and _is_small(_names(node.attributes)) and _holds_prose(node)


@lru_cache(maxsize=1024)
def _is_small(names: str) -> bool:
    return all(_SMALL.fullmatch(name) is not None for name in names.split() if is_chrome_name(name))


def _holds_prose(node: LexborNode) -> bool:
    """Whether a whole text stands in an element: shops and quizzes put a page into a form."""
    paragraphs = node.css("p")[:_MOST_PARAGRAPHS]
    return sum(len(p.text(strip=True)) for p in paragraphs if p.css_first("label, input, textarea") is None) > _MUCH


def is_meta(node: LexborNode) -> bool:
    """Whether an element carries post meta by its class or id."""
    return _is_meta_names(_names(node.attributes)) and node.tag not in _KEPT_TAGS


def _names(values: dict[str, str | None]) -> str:
    """The classes and the id that attributes give; no more than any real element has."""
    classes, identity = values.get("class"), values.get("id")
    return f"{classes or ''} {identity or ''}"[:_MAX_NAMES].lower() if classes or identity else ""


def size(node: LexborNode) -> int:
    """Characters of text, roughly."""
    return len(node.text() or "")


_OURS = re.compile(r"author|byline|vcard|posted")


def is_foreign(node: LexborNode) -> bool:
    """Whether an element around the body is chrome that says nothing of the post; its footer and author's box do."""
    if node.tag in _KEPT_TAGS or node.tag == "footer":
        return False
    values = node.attributes
    if node.tag in TAGS or (values.get("role") or "").strip() in ROLES:
        return True
    names = _names(values)
    return _is_chrome_names(names) and not _is_meta_names(names) and not _OURS.search(names)
