"""What an element is by its tag, role, class or id: chrome (sharing, ads, navigation, widgets, ...), post meta, or neither."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.parsers.clutter import CHROME, META, ROLES, SMALL, STATES, TAGS
from crawler.parsers.patterns import late

_CHROME = re.compile("|".join(" ".join(CHROME.values()).split()))
_SMALL = late("|".join(" ".join(CHROME[name] for name in SMALL).split()))
_META = re.compile("|".join(" ".join(META.values()).split()))
_MAX_NAME = 60
_MAX_NAMES = 2000
_MUCH = 600
"""Characters of paragraphs that no form of a discussion or a newsletter has."""
_MOST_PARAGRAPHS = 50
_KEPT_TAGS = frozenset(("article", "body", "html", "main"))
_POST = "h1, main, [itemprop=blogPost], #content, #main, .wp-block-post-content, .et_pb_post_content, .elementor-widget-theme-post-content"
"""What holds one of these is the page's layout (`div.right-sidebar`), whatever its name."""
_OURS = re.compile(r"author|byline|vcard|posted")
HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Nature:
    """What the classes and the id of an element say of it."""

    chrome: bool
    small: bool
    """Chrome only by names of such as never holds much prose."""
    meta: bool
    """A post's heading, date, author, terms or the like."""
    ours: bool
    """Something of the author, whatever else."""


def nature_of(values: Mapping[str, str | None]) -> Nature:
    """The nature of the element with these attributes; of names, no more than any real element has."""
    return _nature((values.get("class") or "")[:_MAX_NAMES], (values.get("id") or "")[:_MAX_NAMES])


@lru_cache(maxsize=8192)
def _nature(classes: str, identity: str) -> Nature:
    """Kept over pages: themes repeat their classes."""
    names = f"{classes} {identity}"[:_MAX_NAMES].lower()
    chrome = [name for name in names.split() if _is_chrome_name(name)]
    return Nature(
        chrome=bool(chrome),
        small=all(_SMALL.fullmatch(name) for name in chrome),
        meta=any(map(_is_meta_name, names.split())),
        ours=_OURS.search(names) is not None,
    )


@lru_cache(maxsize=8192)
def _is_chrome_name(name: str) -> bool:
    return len(name) <= _MAX_NAME and not name.startswith(STATES) and _CHROME.fullmatch(name) is not None


@lru_cache(maxsize=8192)
def _is_meta_name(name: str) -> bool:
    return len(name) <= _MAX_NAME and _META.fullmatch(name) is not None


def is_chrome(node: LexborNode, values: Mapping[str, str | None] | None = None) -> bool:
    """Whether an element is chrome by its tag, role, class, id or by being hidden. `values`: its attributes, where they are at hand."""
    tag = node.tag
    if tag in _KEPT_TAGS:
        return False
    if tag in TAGS and not (tag == "form" and _holds_prose(node)):
        return True
    values = node.attributes if values is None else values
    return bool(values) and (
        ("role" in values and (values["role"] or "").strip() in ROLES)
        or (nature_of(values).chrome and not _is_layout(node))
        or ("style" in values and HIDDEN.search(values["style"] or "") is not None)
    )


def _is_layout(node: LexborNode) -> bool:
    """Whether an element of a chrome's name holds the post: by what is in it, or by more prose than such chrome ever has."""
    if node.css_first(_POST) is not None:
        return True
    return size(node) > 2 * _MUCH and nature_of(node.attributes).small and _holds_prose(node)


def _holds_prose(node: LexborNode) -> bool:
    """Whether a whole text stands in an element: shops and quizzes put a page into a form."""
    paragraphs = node.css("p")[:_MOST_PARAGRAPHS]
    return sum(len(p.text(strip=True)) for p in paragraphs if p.css_first("label, input, textarea") is None) > _MUCH


def is_meta(node: LexborNode, values: Mapping[str, str | None] | None = None) -> bool:
    """Whether an element carries post meta by its class or id. `values`: its attributes, where they are at hand."""
    return nature_of(node.attributes if values is None else values).meta and node.tag not in _KEPT_TAGS


def size(node: LexborNode) -> int:
    """Characters of text, roughly."""
    return len(node.text() or "")


def is_foreign(tag: str, values: Mapping[str, str | None]) -> bool:
    """Whether an element around the body is chrome that says nothing of the post; its footer and author's box do."""
    if tag in _KEPT_TAGS or tag == "footer":
        return False
    if tag in TAGS or (values.get("role") or "").strip() in ROLES:
        return True
    nature = nature_of(values)
    return nature.chrome and not nature.meta and not nature.ours
