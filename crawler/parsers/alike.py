"""Where text and author stand in the comments of a theme that marks neither: at places that all comments of a page share."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from crawler.parsers.commenters import is_initials
from crawler.parsers.dates import split_at_date
from crawler.parsers.elements import SILENT
from crawler.parsers.entry import Entry
from crawler.parsers.learnt_paths import chain, classes
from crawler.parsers.nearness import is_inside
from crawler.parsers.phrases import only_noise, trim_noise
from crawler.parsers.repeats import is_dated
from crawler.parsers.selectors import Selectors, found_in
from crawler.parsers.text import lines_of

_FEWEST, _MOST = 3, 40
"""Comments that are compared."""
_MOST_PARTS = 100
"""Elements of a comment that are looked at."""
_LONGEST, _FEW = 60, 2
"""Characters of a line that may be a name or a rank, and how many such lines stand beside a text in a box of its own."""
_BOXES = frozenset(("article", "blockquote", "dd", "div", "section", "span", "td"))
"""Elements that may hold a whole text: none is a paragraph, after which others may follow."""
_UNREAD = SILENT | {"form", "noscript", "button"}
_WHEN = re.compile(r"\d[:.h]\d\d|(?<!\d)(?:19|20)\d\d(?!\d)")
"""A time of day or a year, which no name has."""
_SCORE = re.compile(r"[\W\d_]{1,12}")
"""Votes, hearts and the like with their numbers: they may differ from one comment to the next."""
_MOSTLY = 0.75
"""The share of comments in which words beside the text may be a name: some call themselves "1001" or "????"."""
_TELLING = 2
"""A text is so many times as long as what else a comment says, on the whole."""


def with_alike(selectors: Selectors, entries: Sequence[Entry]) -> Selectors:
    """The selectors with those of text and author that hold for all comments of the page, where neither is marked."""
    comments = [] if selectors.content else [entry.node for entry in entries if entry.kind == "comment"][:_MOST]
    if len(comments) < _FEWEST:
        return selectors
    if any(found_in(comment, selectors.author) for comment in comments[:_FEWEST]):
        return selectors  # else they are those of the reply form beside the comments
    talk = _Talk(comments, frozenset(entry.node.mem_id for entry in entries))
    content = talk.content()
    return replace(selectors, content=content, author=talk.names(content))


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


class _Talk:
    """The comments of a page side by side."""

    def __init__(self, comments: Sequence[LexborNode], own: frozenset[int]):
        self._comments, self._own = comments, own
        self._places = _shared([_parts(node, own) for node in comments])
        counts = Counter(line for node in comments for line in set(self._lines(node)))
        self._common = frozenset(line for line, count in counts.items() if count > 1 and 2 * count > len(comments))

    def content(self) -> tuple[str, ...]:
        """The place of the smallest element beside which no comment says more than who wrote it, and when."""
        lengths: dict[tuple[int, ...], int] = {}
        found: dict[str, int] = {}
        for place, nodes in self._places.items():
            there = tuple(node.mem_id for node in nodes)  # several ways lead to the same elements
            if there not in lengths:
                lengths[there] = self._length(nodes) if nodes[0].tag in _BOXES else 0
            if lengths[there]:
                found[place] = lengths[there]
        return self._sure(sorted(found, key=lambda place: found[place]))

    def _length(self, nodes: Sequence[LexborNode]) -> int:
        """Characters of elements that may be the texts of the comments; 0 where they may not."""
        rest = [self._said(outer, node) for outer, node in zip(self._comments, nodes, strict=True)]
        if any(len(lines) > _FEW or any(len(line) > _LONGEST for line in lines) for lines in rest):
            return 0
        if sum(map(self._names_somebody, self._comments, nodes)) < _MOSTLY * len(nodes):
            return 0
        texts, beside = (["".join(lines) for lines in part] for part in (map(self._said, nodes), rest))
        length = sum(map(len, texts))
        tells = length > _TELLING * sum(map(len, beside)) and any(len(text) > _LONGEST for text in texts)
        return length if tells else 0

    def names(self, content: Sequence[str]) -> tuple[str, ...]:
        """The place beside the text of a line that differs most, in most comments no noise; rather a name than its initials."""
        found: dict[str, tuple[int, int, int]] = {}
        for place, nodes in self._places.items() if content else ():
            lines = [list(self._lines(node)) for node in nodes]
            names = [line[0] for line in lines if len(line) == 1 and self._may_be_name(line[0])]
            fits = len(names) == len(nodes) and sum(not only_noise(name) for name in names) >= _MOSTLY * len(nodes)
            if fits and not any(map(is_inside, nodes, self._places[content[0]])):
                found[place] = -sum(map(_has_letter, names)), -len(set(names)), -len("".join(names))
        return self._sure(sorted(found, key=lambda place: found[place]))

    def _may_be_name(self, line: str) -> bool:
        is_short = len(line) <= _LONGEST and line not in self._common and line[0] not in "(["
        return is_short and not _WHEN.search(line) and not is_dated(line)

    def _names_somebody(self, outer: LexborNode, node: LexborNode) -> bool:
        """Whether words stand in a comment beside an element that may be a name, be they the same in all comments."""
        first = next(self._lines(node), "")
        for line in self._lines(outer, node):
            parts = split_at_date(line[:_LONGEST]) if is_dated(line) else (line, "")
            names = (name for part in parts if (name := trim_noise(part)) and not only_noise(name))
            if any(not is_initials(name, first) for name in names):
                return True
        return False

    def _sure(self, places: Iterable[str]) -> tuple[str, ...]:
        """The first place that leads nowhere else in any comment."""
        for place in places:
            there = zip(self._comments, self._places[place], strict=True)
            if all((found := outer.css_first(place)) is not None and found.mem_id == n.mem_id for outer, n in there):
                return (place,)
        return ()

    def _lines(self, node: LexborNode, *without: LexborNode) -> Iterator[str]:
        skipped = self._own.union(part.mem_id for part in without) - {node.mem_id}
        return lines_of(node, skipped, gap=" ")

    def _said(self, node: LexborNode, *without: LexborNode) -> list[str]:
        """The lines of an element, without a part, that neither the theme nor the clock says."""
        lines = (line for line in self._lines(node, *without) if line not in self._common)
        return [line for line in lines if not (only_noise(line) or is_dated(line) or _SCORE.fullmatch(line))]


def _parts(root: LexborNode, own: frozenset[int]) -> dict[str, LexborNode]:
    """The elements of a comment, without those of its replies, by the ways that lead to that one only."""
    found: dict[str, list[LexborNode]] = {}
    stack, left = list(root.iter())[::-1], _MOST_PARTS
    while stack and left:
        node = stack.pop()
        if node.mem_id in own or node.tag in _UNREAD:
            continue
        left -= 1
        for way in _ways(node, root):
            found.setdefault(way, []).append(node)
        stack += list(node.iter())[::-1]
    return {way: nodes[0] for way, nodes in found.items() if len(nodes) == 1}


def _ways(node: LexborNode, root: LexborNode) -> tuple[str, ...]:
    """By class, and by position."""
    return (*(f"{node.tag}.{name}" for name in classes(node)), f"{root.tag} > {chain(node, root)}")


def _shared(comments: Sequence[dict[str, LexborNode]]) -> dict[str, list[LexborNode]]:
    """The ways that lead to one element in each comment: that element of each, outer ones first."""
    ways = [way for way in comments[0] if all(way in each for each in comments[1:])]
    return {way: [each[way] for each in comments] for way in ways}
