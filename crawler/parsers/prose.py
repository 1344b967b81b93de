"""How much prose each element of a page holds: what tells where its text is when no name does."""

from itertools import chain, islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.chrome import is_chrome, size
from crawler.parsers.html import ancestors

LITTLE = 300
"""Characters of paragraphs below which they do not tell where the body is."""
_ENOUGH = 0.4
"""The share of the page's paragraphs that a container or a body must hold, whatever its name."""
_DEEPEST = 200


class Prose:
    """How many characters of paragraphs each element of a page holds, those in chrome left out."""

    def __init__(self, tree: LexborHTMLParser):
        self._held: dict[int, int] = {}
        self.total = 0
        self._paths: dict[int, tuple[int, ...] | None] = {}
        by_parent: dict[int, tuple[LexborNode, int]] = {}
        for node in tree.css("p"):
            parent = node.parent
            if parent is not None:
                known = by_parent.get(parent.mem_id)
                by_parent[parent.mem_id] = (parent, size(node) + (known[1] if known else 0))
        for parent, length in by_parent.values():
            self._add(parent, length)

    def _add(self, parent: LexborNode, length: int) -> None:
        around = self._around(parent)
        if around is None:
            return
        self.total += length
        for place in around:
            self._held[place] = self._held.get(place, 0) + length

    def _around(self, parent: LexborNode) -> tuple[int, ...] | None:
        """An element and those around it, by `mem_id`; None where one is chrome. Each element is asked once."""
        path: list[LexborNode] = []
        around: tuple[int, ...] | None = ()
        for step in chain((parent,), islice(ancestors(parent), _DEEPEST)):
            if step.mem_id in self._paths:
                around = self._paths[step.mem_id]
                break
            path.append(step)
        for step in reversed(path):
            around = None if around is None or is_chrome(step) else (step.mem_id, *around)
            self._paths[step.mem_id] = around
        return around

    def of(self, node: LexborNode) -> int:
        """Characters of paragraphs in a node."""
        return self._held.get(node.mem_id, 0)

    def enough(self, node: LexborNode, whole: int) -> bool:
        """Whether a node holds a good part of them, or there are too few to tell."""
        return whole < LITTLE or self.of(node) >= _ENOUGH * whole
