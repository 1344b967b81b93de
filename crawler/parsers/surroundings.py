"""What stands around the body of a post: the elements and lines among which its byline and terms are looked for."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import HIDDEN, is_foreign
from crawler.parsers.clutter import TAGS
from crawler.parsers.elements import fold
from crawler.parsers.html import tokens_in
from crawler.parsers.text import lines_of
from crawler.parsers.themes import PUBLISHED, UPDATED

Values = Mapping[str, str | None]
_STAMPS = frozenset(("abbr", "time"))


class Surroundings:
    """A region without the body, the heading and chrome: its elements that tell something, in page order, and its lines.

    Where it is not near the post, only marks are to be trusted: a footer's "by" names the maker of the theme.
    """

    def __init__(self, region: LexborNode, skipped: frozenset[int], *, near: bool = True):
        self.region = region
        self.near = near
        self.links: list[tuple[LexborNode, Values]] = []
        """Its `a` elements, with their attributes."""
        self.stated: list[tuple[LexborNode, Values]] = []
        """Elements that say what they are by being `time` or `abbr`, by a `rel` or an `itemprop`."""
        self._named: list[tuple[LexborNode, tuple[str, ...]]] = []
        self._unread = set(skipped)
        stack = [region]
        while stack:
            node = stack.pop()
            if node.mem_id in skipped:
                continue
            values, tag = node.attributes, node.tag or ""
            if values or tag in TAGS:  # nothing else says what an element is
                if node.mem_id != region.mem_id and (is_foreign(tag, values) or (not near and tag == "footer")):
                    self._unread.add(node.mem_id)
                    continue
                names = tokens_in(values)
                self._named.append((node, names))
                if _is_silent(values, names):
                    self._unread.add(node.mem_id)
                if tag in _STAMPS or "rel" in values or "itemprop" in values:
                    self.stated.append((node, values))
            if tag == "a":
                self.links.append((node, values))
            stack.extend(reversed(list(node.iter())))

    @cached_property
    def lines(self) -> list[str]:
        """The lines that a reader sees, without those that tell of a later change."""
        return list(lines_of(self.region, self._unread, gap=" "))

    @cached_property
    def _by_name(self) -> dict[str, list[LexborNode]]:
        found: dict[str, list[LexborNode]] = {}
        for node, names in self._named:
            for name in set(names):
                found.setdefault(name, []).append(node)
        return found

    def marked(self, names: tuple[str, ...]) -> Iterator[LexborNode]:
        """Elements with one of these classes or ids, the first name's first."""
        for name in names:
            yield from self._by_name.get(name, ())

    def matching(self, pattern: re.Pattern[str]) -> Iterator[LexborNode]:
        """Elements with a class or an id that the pattern matches."""
        for name, nodes in self._by_name.items():
            if pattern.search(name):
                yield from nodes


def _is_silent(values: Values, names: tuple[str, ...]) -> bool:
    if "style" in values and HIDDEN.search(values["style"] or ""):
        return True
    return not UPDATED.isdisjoint(names) and PUBLISHED.isdisjoint(names)


def line_of(node: LexborNode) -> str:
    """The text of an element on one line."""
    return fold(" ".join(lines_of(node)))
