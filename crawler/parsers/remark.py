"""What a comment names: works and links, by the same rule on a page, in a feed and in a REST answer."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from archive.items import Link, Reference
from crawler.parsers.elements import fold as fold_space
from crawler.parsers.html import absolute
from crawler.parsers.lines import blocks_of
from crawler.parsers.references import comment_references

_DATED = re.compile(r"\((?:(?:19|20)\d\d[a-z]?|n\.\s?d\.|in press|forthcoming)[),]", re.IGNORECASE)
_DOI = re.compile(r"\b(?:doi|DOI|Doi)\b")


def references_in(html: str, text: str, url: str) -> tuple[Reference, ...]:
    """Entries of works in the text; looked for only where a line has a year as they have it."""
    if _DATED.search(text) or (("doi" in text or "DOI" in text or "Doi" in text) and _DOI.search(text)):
        return comment_references(blocks_of(html, url))
    return ()


def links_in(target: LexborNode, url: str) -> Iterator[Link]:
    """The links of a comment's text, absolute, in order."""
    for link in target.css("a[href]"):
        if href := (link.attributes.get("href") or "").strip():
            yield Link(url=absolute(href, url), text=fold_space(link.text()), rel=link.attributes.get("rel"))
