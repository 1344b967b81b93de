"""Elements by the classes and ids that tell where a post's parts stand: an index of a page, made in one pass."""

from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.themes import BODIES, CONTAINERS, LEADS, LOOSE_BODIES, MAINS, TITLES

_TELLING = frozenset((*CONTAINERS, *MAINS, *BODIES, *LOOSE_BODIES, *TITLES))
_NUMBERED = ("post-", "page-")
_LONGEST_NAME = 60
_LONGEST = 4000
"""Characters of an element's classes that are read; a post's own have a name for each of its terms."""


@lru_cache(maxsize=8192)
def telling(classes: str) -> tuple[str, ...]:
    """Those of an element's classes that tell something, once each. Kept over pages: themes repeat their classes."""
    return tuple(filter(_tells, dict.fromkeys(classes.lower().split())))


@lru_cache(maxsize=16384)
def _tells(name: str) -> bool:
    return name in _TELLING or name.startswith(_NUMBERED) or names_lead(name)


def names_lead(name: str) -> bool:
    """Whether a class says that its element is the lead of a post."""
    if len(name) > _LONGEST_NAME or not name.endswith(LEADS):
        return False
    return name in LEADS or any(name.endswith((f"-{word}", f"_{word}")) for word in LEADS)


class Marks:
    """An index of a tree by class and id (a selector for each of a hundred names costs more)."""

    def __init__(self, tree: LexborHTMLParser):
        self.by_class: dict[str, list[LexborNode]] = {}
        """Telling classes only."""
        for node in tree.css("[class]"):
            for name in telling((node.attrs["class"] or "")[:_LONGEST]):
                self.by_class.setdefault(name, []).append(node)
        self.by_id = {(node.id or "").lower(): node for node in reversed(tree.css("[id]"))}

    def of(self, *names: str) -> Iterator[LexborNode]:
        """Elements of these classes, or `#id`s; the first name's first, each in page order."""
        for name in names:
            if name.startswith("#"):
                if (node := self.by_id.get(name[1:])) is not None:
                    yield node
            else:
                yield from self.by_class.get(name, ())
