"""What stands in the element of a comment's text and is not text: author and time, reply links, scores, words between them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeGuard

from selectolax.lexbor import LexborNode

from crawler.parsers import marks
from crawler.parsers.commenters import may_be_chrome
from crawler.parsers.dates import LONGEST
from crawler.parsers.elements import fold as fold_space
from crawler.parsers.html import remove
from crawler.parsers.nearness import drop, path_to
from crawler.parsers.phrases import is_reply_note, only_noise, without_name
from crawler.parsers.text import unlinked

SAYS = re.compile(r"[^\W_]|[\u2600-\u27bf\U0001f000-\U0001faff]")
"""A letter, a digit or a picture of a feeling: some comments are nothing else."""
_ADDRESS = re.compile(r"https?://\S{1,400}")
"""The author's own, which some themes print before the name."""
_LITTLE = 80
"""Characters that chrome has less of."""
_KEPT = frozenset(("p", "blockquote", "img", "br", "pre", "ul", "ol"))
"""Elements of a text that may hold a word like "Reply" alone."""


def pruned(target: LexborNode, found: list[LexborNode], words: tuple[str, ...], date: str | None) -> str:
    """The HTML of an element without what is not text: author and time with their lines, chrome by its class, words between
    them, a `date` alone. They are taken out of the tree.
    """
    html = target.inner_html or ""
    path = {step for node in found for step in path_to(node, target)}
    chrome = list(_chrome(target, path)) if " class=" in html or "<a " in html else []
    if chrome:
        remove(chrome)
        path = {step for node in found for step in path_to(node, target)}
    chosen: list[LexborNode] = []
    levels = [target]
    while levels:
        for child in levels.pop().iter(include_text=True):
            if child.mem_id in path:
                (chosen if _is_meta(child.text(), words) and not _says(child, path) else levels).append(child)
            elif (child.tag not in _KEPT and only_noise(child.text())) or (date and fold_space(child.text()) == date):
                chosen.append(child)
    drop(chosen)
    return (target.inner_html or "") if chrome or chosen else html


def _is_meta(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text is nothing but the words, "says" and the like."""
    if len(text) > 4 * LONGEST:
        return False
    rest = fold_space(text)
    for word in words:
        rest = without_name(rest, word)
    rest = _ADDRESS.sub(" ", rest)
    return not SAYS.search(rest) or only_noise(rest)


def _says(node: LexborNode, path: set[int]) -> bool:
    """Whether a paragraph of its own stands in an element, though without a letter: "<3", "!!!"."""
    paragraphs = (found for found in node.css("p") if found.mem_id not in path)
    return any((text := found.text(strip=True)[:LONGEST]) and not only_noise(text) for found in paragraphs)


def _chrome(target: LexborNode, kept: set[int]) -> Iterator[LexborNode]:
    for node in target.css("[class], a[href]"):
        place = node.mem_id
        if place == target.mem_id or place in kept:
            continue
        attributes = node.attributes
        names, href = (attributes.get("class") or "").lower(), attributes.get("href") or ""
        is_marked = href != "" and may_be_chrome(href)
        note = node.parent if is_marked and marks.NUMBER_IN_LINK.search(href) else None
        if _is_reply_note(note, target) and note.mem_id not in kept:
            yield note
        is_chrome = names and _is_chrome_name(names) and (len(node.text()) < _LITTLE or len(unlinked(node)) < _LITTLE)
        if is_chrome or (is_marked and marks.CHROME_LINKS.search(href)):
            yield _with_likes(node, target) if "like_comment=" in href else node


def _with_likes(link: LexborNode, target: LexborNode) -> LexborNode:
    """The line that says who likes a comment, around the link to do so, which never stands in a text."""
    line = link.parent
    return line if line is not None and line.mem_id != target.mem_id and len(line.text()) < _LITTLE else link


@lru_cache(maxsize=2048)
def _is_chrome_name(names: str) -> bool:
    return marks.CHROME.search(names) is not None


def _is_reply_note(note: LexborNode | None, target: LexborNode) -> TypeGuard[LexborNode]:
    return note is not None and note.mem_id != target.mem_id and is_reply_note(note.text()[:200])
