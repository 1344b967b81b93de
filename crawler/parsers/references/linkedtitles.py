"""Finds the works of a list that a text names by links: the words of the link are the work's title."""

from collections.abc import Iterator, Sequence

from archive.items import Citation, Reference
from crawler.parsers.blocks import Block
from crawler.parsers.references.cleaning import fold

SHORTEST = 12
"""Letters of a title of two words or more that names a work by itself."""


class Titles:
    """The works of a list by their titles, with and without what follows a colon."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._known: dict[str, Reference] = {}
        for reference in references:
            title = reference.title or ""
            for part in (title, title.partition(":")[0]):
                if " " in part and len(name := fold(part)) >= SHORTEST:
                    self._known.setdefault(name, reference)

    def __bool__(self) -> bool:
        return bool(self._known)

    def cited(self, block: Block) -> Iterator[Citation]:
        """A citation for each link of a line whose words are a title; none has its position yet."""
        for text, _ in block.links if self._known else ():
            reference = self._known.get(fold(text)) if " " in text else None
            if reference:
                names = (n.family or n.literal or "" for n in reference.authors)
                yield Citation(
                    position=0, text=text.strip(" “”\"‘’.,"), authors=tuple(filter(None, names)), year=reference.year,
                    reference=reference.position, link="exact",
                )  # fmt: skip
