"""What looks like the page's discussion and is not: quotations in the body, teasers of other posts, odd boxes."""

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers import marks
from crawler.parsers.entry import Entry
from crawler.parsers.nearness import around_all, siblings

_PAGED = re.compile(r"/(?:comment-page-\d{1,6}|\d{1,3})?/?$")
_LINKS = "a[href*='omm'], a[name*='omm'], a[id*='omm']"
_ANSWERS = "a[href*='replytocom=']"
_LEVELS = 50
_MUCH = 150
"""Characters of a paragraph of a body."""


def without_decoys(entries: list[Entry], tree: LexborHTMLParser, url: str) -> list[Entry]:
    """The entries of the page's own discussion, with the numbers that stand only in their anchors and links."""
    entries = _unquoted(entries)
    links = _own_links(entries, tree)
    _number(entries, links)
    if any(e.number for e in entries):
        entries = [e for e in entries if e.number or e.is_ended or e.kind != "comment"]
    elif entries:
        _number(entries, _own_links(entries, tree, _ANSWERS))
    return _of_this_post(entries, links, url)


def _own_links(entries: list[Entry], tree: LexborHTMLParser, selector: str = _LINKS) -> dict[int, list[LexborNode]]:
    """Links with a comment's number, by the entry that they stand in: one query, however deep replies nest."""
    by_node = {e.node.mem_id: e for e in entries}
    found: dict[int, list[LexborNode]] = {}
    whole = around_all([e.node for e in entries if e.parent is None])
    for link in (whole[0] if len(whole) == 1 else tree).css(selector) if entries else ():
        step: LexborNode | None = link
        for _ in range(_LEVELS):
            if step is None or step.mem_id in by_node:
                break
            step = step.parent
        if step is not None and (entry := by_node.get(step.mem_id)) is not None:
            found.setdefault(id(entry), []).append(link)
    return found


def _unquoted(entries: list[Entry]) -> list[Entry]:
    """Without what stands in the post's body, unless that is all there is, numbered, and the end of the body."""
    outside = [e for e in entries if e.body is None]
    last = next((e for e in reversed(entries) if e.parent is None), None)
    if outside or last is None or last.body is None or not all(e.number for e in entries):
        return outside
    return [] if _is_followed(last.node, last.body) else entries


def _is_followed(node: LexborNode, body: LexborNode) -> bool:
    """Whether text of a body comes after a node in it."""
    step: LexborNode | None = node
    for _ in range(_LEVELS):
        if step is None or step.mem_id == body.mem_id:
            break
        if any(len(after.text(strip=True)) > _MUCH for after in siblings(step, _LEVELS, before=False)):
            return True
        step = step.parent
    return False


def _number(entries: list[Entry], links: dict[int, list[LexborNode]]) -> None:
    """Numbers for comments that have them only in an anchor or in their own links."""
    taken = {e.number for e in entries if e.number}
    for entry in entries:
        if entry.number is None and entry.kind == "comment":
            numbers = (_number_in(link) for link in links.get(id(entry), ()))
            number = next((n for n in numbers if n), None)
            if number is not None and number not in taken:
                entry.number = number
                taken.add(number)


def _number_in(link: LexborNode) -> str | None:
    attributes = link.attributes
    name = attributes.get("name") or attributes.get("id") or ""
    match = marks.NUMBERED.fullmatch(name) or marks.NUMBER_IN_LINK.search(attributes.get("href") or "")
    return match[1] if match else None


def _of_this_post(entries: list[Entry], links: dict[int, list[LexborNode]], url: str) -> list[Entry]:
    """Without those whose permalinks lead to other posts, where those of the page's own are known."""
    here = _path(url)
    paths = [_permalink_path(entry, links.get(id(entry), ())) for entry in entries]
    if here not in paths or all(path in (here, None) for path in paths):
        return entries
    return [entry for entry, path in zip(entries, paths, strict=True) if path in (here, None)]


def _permalink_path(entry: Entry, links: Sequence[LexborNode]) -> str | None:
    """The path of the post that the entry's own permalink leads to; None when it does not say."""
    for link in links:
        href = link.attributes.get("href") or ""
        if href.endswith(f"comment-{entry.number}"):
            return None if href.startswith("#") or "?" in href else _path(href.partition("#")[0])
    return None


@lru_cache(maxsize=64)
def _path(url: str) -> str:
    try:
        return _PAGED.sub("", urlsplit(url.strip()[:4000]).path.rpartition("://")[2]).lower()
    except ValueError:
        return ""
