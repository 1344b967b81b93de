"""Pages too large for one tree, in parts that each begin with a comment, within the elements that are open there. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from archive.items import Comment
from crawler.parsers.html import ancestors
from crawler.parsers.marks import NUMBERED
from crawler.parsers.patterns import late
from crawler.parsers.taming import LONE, TAG, tame

MOST_TAGS = 150_000
"""Brackets in a part, of which a tree takes some 300 bytes each. Hardly any real page has as many."""
REST = "rest"
"""In `Page.missing`: the page has more than is read of one."""
_COMMENT = late(
    rf"<\w{{1,12}}\s(?:[^<>]{{0,400}}\s)?id\s?=\s?[\"']?{NUMBERED.pattern}[\"'\s>][^<>]{{0,400}}", re.IGNORECASE
)
_ANSWER = re.compile(r"\bdepth-(?:[2-9]|1\d)|\bchild-of-", re.IGNORECASE)
"""Classes of a comment that answers one before it."""
_HERE = "-here-"


def is_bearable(tags: int) -> bool:
    """Whether a page of so many brackets is read in one part."""
    return tags <= MOST_TAGS


def bounds_of(text: str) -> list[int]:
    """Where parts begin and end: of a page of a bearable size its own bounds."""
    return [0, *(_cuts(text) if text.count("<") > MOST_TAGS else ()), len(text)]


def parts_of(text: str, bounds: Sequence[int]) -> Iterator[str]:
    """Each part as a page. Of what no comment parts, only the beginning is left."""
    around = ""
    for begin, end in pairwise(bounds):
        part = around + _beginning(text[begin:end])
        yield part
        around = _open_in(part) if end < len(text) else ""


def is_whole(text: str, bounds: Sequence[int]) -> bool:
    """Whether nothing of a page is left out of its parts."""
    return all(text.count("<", begin, end) <= 2 * MOST_TAGS for begin, end in pairwise(bounds))


def numbered_on(comments: tuple[Comment, ...], before: int) -> Iterator[Comment]:
    """Comments of a part; those without WordPress's number are counted on from the parts before."""
    ids = {each.id: f"c{n}" for n, each in enumerate(comments, before + 1) if not each.id.isdigit()}
    for each in comments:
        parent = ids.get(each.parent_id or "", each.parent_id)
        yield replace(each, id=ids.get(each.id, each.id), parent_id=parent) if ids else each


def _cuts(text: str) -> Iterator[int]:
    """Where parts begin: with a comment that is nobody's answer, if one comes in time; else with any."""
    depth, level, tags = 0, -1, 0
    for tag in TAG.finditer(text):
        tags += 1
        if not tag[1] and (level < 0 or tags > MOST_TAGS // 2) and (comment := _COMMENT.match(text, tag.start())):
            level = depth if level < 0 else level
            if tags > MOST_TAGS or (tags > MOST_TAGS // 2 and depth <= level and not _ANSWER.search(comment[0])):
                yield tag.start()
                tags = 0
        if tag[2].lower() not in LONE:
            depth = max(depth + (-1 if tag[1] else 1), 0)


def _beginning(part: str) -> str:
    place = -1
    if part.count("<") <= 2 * MOST_TAGS:
        return part
    for _ in range(2 * MOST_TAGS):
        place = part.find("<", place + 1)
    return part[:place]


def _open_in(part: str) -> str:
    """The start tags of the elements that are open where a part ends."""
    here = LexborHTMLParser(tame(f'{part}<i id="{_HERE}">')).css_first(f"[id='{_HERE}']")
    around = [*ancestors(here)] if here is not None else []
    return "".join(_start(each.tag or "", each.attributes) for each in reversed(around))


def _start(tag: str, attributes: dict[str, str | None]) -> str:
    said = "".join(f' {name}="{escape(value or "")}"' for name, value in attributes.items())
    return f"<{tag}{said}>"
