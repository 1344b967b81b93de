"""Who wrote a comment: the element of the name, the name in it, and the address that the name leads to."""

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.parsers import marks
from crawler.parsers.dates import LONGEST, read_date, split_at_date, without_dates
from crawler.parsers.elements import fold as fold_space
from crawler.parsers.folding import fold
from crawler.parsers.html import absolute
from crawler.parsers.namelines import above_date
from crawler.parsers.nearness import drop, is_inside, path_to
from crawler.parsers.phrases import only_noise, says_who, trim_noise, without_name, without_says
from crawler.parsers.selectors import Selectors, found_in
from crawler.parsers.text import lines_of, links_within, only_text, text_of

LONGEST_NAME = 120
_LONGEST_TITLE = 300
"""Characters of what is marked as a name: that of a ping is the title of a page."""
_MOST_INITIALS = 3
_LONGEST_BARE = 40
"""Characters of a name that nothing but its place tells."""
_MOST_LINKS = 20
_TAGS = frozenset(marks.AUTHOR_TAGS)
_DASH = re.compile(r"\s[—–|•·]\s")
_DIGIT = re.compile(r"\d")
_LINES = ("p", "li", "div", "dd", "dt", "blockquote", "article", "body")


def author_node(node: LexborNode, content: LexborNode | None, selectors: Selectors) -> LexborNode | None:
    """The element of the name: by class, then by tag; outside the text, or in it but in no paragraph."""
    within = None
    for selector in (*selectors.author, *selectors.names):
        is_tag = selector in _TAGS
        may_be_words = is_tag and selector != "cite"
        for found in node.css(selector):
            if found.mem_id == node.mem_id or not _may_name(found) or (may_be_words and only_noise(found.text()[:200])):
                continue
            if not is_inside(found, content) and not (is_tag and _is_prose(found, node)):
                return found
            if within is None and not _in_paragraph(found, node):
                within = found
    return within


def author_of(
    node: LexborNode | None, parts: tuple[LexborNode | None, ...], selectors: Selectors, base_url: str
) -> tuple[str | None, str | None]:
    """Name and address in the element of the name, if one was found; it loses what else themes put there, but for `parts`."""
    if node is None:
        return None, None
    alone = only_text(node)
    beside = [n for n in found_in(node, selectors.beside) if n.mem_id != node.mem_id] if alone is None else ()
    if beside:
        kept = {step for part in parts if part is not None for step in path_to(part, node)}
        drop(n for n in beside if n.mem_id not in kept)
    link = _name_link(node)
    lines = (text_of(node) if alone is None else fold_space(alone)).split("\n")
    text = next((line for line in lines if not only_noise(line)), None) or fold_space(node.text())
    if len(text) > LONGEST_NAME or _has_date(text):
        text = fold_space(link.text()) if link is not None else _first_piece(node)
    url = absolute(link.attributes.get("href") or "", base_url) if link is not None else None
    return without_says(text)[:_LONGEST_TITLE] or None, url


def unmarked_author(node: LexborNode, content: LexborNode | None, dated: bool) -> str | None:
    """The name in a line that has no mark, before the text or after it: "Comment by Ann on July 10, 2013"."""
    inner = frozenset(lines_of(content, gap=" ")) if content is not None else frozenset()
    lines = [line for line in lines_of(node, gap=" ") if line not in inner]
    for line in (*lines[:3], *lines[3:][-2:]):
        if len(line) < 2 * LONGEST and (_has_date(line) or says_who(line)):
            before, after = split_at_date(line)
            name = trim_noise(before) or trim_noise(after) or _undated_piece(line)
            if name and len(name) <= LONGEST_NAME and not only_noise(name):
                return without_says(name)
    name = _first_piece(node)
    if len(lines) > 1 and is_initials(lines[0], lines[1]):
        lines = lines[1:]
    longest = LONGEST_NAME if content is not None or dated else _LONGEST_BARE
    if (
        name
        and not only_noise(name)
        and len(name) <= longest
        and len(lines) > (content is None)
        and name in lines[0][: 2 * longest]
    ):
        return without_says(name)
    return above_date(lines)


def address_of(name: str, node: LexborNode, base_url: str) -> str | None:
    """Where the link leads that is nothing but a name."""
    for link in node.css("a[href]")[:_MOST_LINKS]:
        if not _is_chrome_link(link) and without_says(fold_space(link.text()[:LONGEST_NAME])) == name:
            return absolute(link.attributes.get("href") or "", base_url)
    return None


def _undated_piece(line: str) -> str:
    """The name in "Comment by Ann — September 18, 2005 @ 8:00": what stands between dashes and has no date."""
    names = (trim_noise(piece) for piece in _DASH.split(line) if not _has_date(piece))
    return next((name for name in names if name and not _DIGIT.search(name)), "")


def in_long_paragraph(node: LexborNode) -> bool:
    """Whether a node stands in a paragraph that is longer than a line of a name and a date."""
    parent = node.parent
    while parent is not None and parent.tag not in _LINES:
        parent = parent.parent
    return parent is not None and parent.tag == "p" and len(parent.text()) >= LONGEST


def _is_prose(node: LexborNode, root: LexborNode) -> bool:
    """Whether a node stands in a quotation, or in a paragraph that says more than who wrote and when."""
    step = node.parent
    while step is not None and step.mem_id != root.mem_id:
        if step.tag == "blockquote":
            return True
        if step.tag == "p":
            rest = without_dates(without_name(fold(step.text()[: 2 * LONGEST]), fold(node.text())))
            return any(c.isalnum() for c in rest) and not only_noise(rest)
        step = step.parent
    return False


def _may_name(node: LexborNode) -> bool:
    if _is_chrome_link(node):
        return False
    text = fold_space(node.text()[:1000])
    for link in links_within(node) if text else ():
        if link.mem_id != node.mem_id and _is_chrome_link(link):
            text = text.replace(fold_space(link.text()), "", 1)
    return bool(text.strip(" ()|,.:·-"))


def _in_paragraph(node: LexborNode, root: LexborNode) -> bool:
    step = node.parent
    while step is not None and step.mem_id != root.mem_id:
        if step.tag in ("p", "blockquote", "ul", "ol"):
            return True
        step = step.parent
    return False


def _first_piece(node: LexborNode) -> str:
    """The first run of text that may be a name; what stands for a picture before it may not."""
    pieces = [*islice(_pieces(node), 2), "", ""]
    before, after = split_at_date(pieces[is_initials(pieces[0], pieces[1])][: 2 * LONGEST])
    return trim_noise(before) or trim_noise(after)


def _pieces(node: LexborNode) -> Iterator[str]:
    for step in node.traverse(include_text=True):
        if step.is_text_node:
            piece = fold_space(step.text_content or "")
            if piece and not only_noise(piece) and (step.parent is None or step.parent.tag != "p"):
                yield piece


def is_initials(text: str, name: str) -> bool:
    """Whether a text is the first letters of a name, as some themes show in the place of a picture: "AP", "Ana Pereira"."""
    if not 0 < len(text) <= min(_MOST_INITIALS, len(name) - 1):
        return False
    return "".join(word[0] for word in name.split()).upper().startswith(text)


def _has_date(text: str) -> bool:
    return bool(_DIGIT.search(text)) and read_date(text[: 2 * LONGEST], order="DMY") is not None


def is_chrome_address(href: str) -> bool:
    """Whether a link leads to the comment itself, or to what can be done with it."""
    return may_be_chrome(href) and bool(marks.CHROME_LINKS.search(href) or marks.NUMBER_IN_LINK.search(href))


def may_be_chrome(href: str) -> bool:
    """Whether that is to be asked at all: most addresses have no such sign."""
    return any(map(href.__contains__, marks.CHROME_SIGNS))


def _is_chrome_link(node: LexborNode) -> bool:
    return node.tag == "a" and is_chrome_address(node.attributes.get("href") or "")


def _name_link(node: LexborNode) -> LexborNode | None:
    """The author's own address: in the name, or around it."""
    links = links_within(node)
    if (outer := node.parent) is not None and outer.tag == "a":
        links.append(outer)
    for link in links:
        href = (link.attributes.get("href") or "").strip()
        if href and not href.startswith("#") and not _is_chrome_link(link):
            return link
    return None
