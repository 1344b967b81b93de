"""Parts paragraphs that hold several entries, run together: each new one begins with authors and a year, or with a number."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crawler.parsers.blocks import Block
from crawler.parsers.patterns import late
from crawler.parsers.references.names import looks_like_names
from crawler.parsers.references.words import UNDATED, UPPER, YEAR, names_organisation, plain_words

SHORTEST, LONGEST = 90, 20_000
"""Characters of two entries at least, and of a paragraph that is read."""
_OPENING = 60
"""Characters within which the first author's family and given names are parted."""
MOST_AUTHORS = 400
"""Characters of the authors of one entry."""
_NUMBER = r"(?:\[\d{1,3}\]|\d{1,3}[.)]) "
_FIRST = late(rf"[•*·–-]? ?(?:{_NUMBER})?(?={UPPER})")
_YEAR_MARK = re.compile(
    rf" \((?:{YEAR}|{UNDATED})[a-z]?[^()]{{0,25}}\)|(?<=\.) {YEAR}[a-z]?\.(?= )|, {YEAR}[a-z]?[.,:](?= )"
)
_BETWEEN = late(rf"(?:[.;?!)\]”\"\d]|\b[^\s]{{3,}}/\S*) (?={_NUMBER}{UPPER}|{UPPER})|; ?(?={UPPER})")
_NUMBER_FIRST = re.compile(_NUMBER)
_NO_NAMES = re.compile(r"[^\W\d_]{2,}[.?!] |[:\d“”\"/]")
"""What no list of authors has: a sentence's end, a colon, a figure."""
_BRACKETED = re.compile(r"\[(\d{1,3})\] ")


def parted(block: Block) -> tuple[Block, ...]:
    """A block as it is, or as the entries that it seems to hold."""
    starts = _starts(block.text) if SHORTEST < len(block.text) < LONGEST and _may_hold_several(block) else ()
    return tuple(_pieces(block, starts)) if len(starts) > 1 else (block,)


def _may_hold_several(block: Block) -> bool:
    """Quickly seen, and so for nearly all blocks."""
    text = block.text
    if block.coins:
        return False
    if text.startswith("[1] "):
        return "[2] " in text
    if text.find(", ", 0, _OPENING) < 0 or text.count(".") < 4:
        return False
    first = _FIRST.match(text)
    return first is not None and looks_like_names(text[first.end() : first.end() + 100])


def _starts(text: str) -> list[int]:
    """Where entries begin."""
    if text.startswith("[1] "):
        found = [m.start() for n, m in enumerate(_BRACKETED.finditer(text), 1) if int(m[1]) == n]
        return found
    marks = list(_YEAR_MARK.finditer(text))
    later = (_names_before(text, before.end(), mark.start()) for before, mark in pairwise(marks))
    return [0, *(start for start in later if start)]


def _names_before(text: str, start: int, end: int) -> int | None:
    """Where between two places a list of authors begins that goes on to the second."""
    organisation = None
    for between in _BETWEEN.finditer(text, max(start, end - MOST_AUTHORS), end):
        at = between.end()
        number = _NUMBER_FIRST.match(text, at, end)
        names = text[number.end() if number else at : end].strip()
        if looks_like_names(names) and not _NO_NAMES.search(names):
            return at
        if names_organisation(names) and not (plain_words(names) or _NO_NAMES.search(names)):
            organisation = at
    return organisation


def _pieces(block: Block, starts: Sequence[int]) -> Iterator[Block]:
    """The block in pieces; each has the links and italics that stand in it."""
    links, italic = _shared(block.text, [t for t, _ in block.links], starts), _shared(block.text, block.italic, starts)
    for n, (start, end) in enumerate(pairwise([*starts, len(block.text)])):
        yield block._replace(
            text=block.text[start:end].strip(" ;"),
            links=tuple(link for link, piece in zip(block.links, links, strict=True) if piece == n),
            italic=tuple(words for words, piece in zip(block.italic, italic, strict=True) if piece == n),
        )


def _shared(text: str, parts: Sequence[str], starts: Sequence[int]) -> list[int]:
    """In which piece each part of a text stands; they follow one another."""
    at, found = 0, []
    for part in parts:
        at = max(at, text.find(part, at))
        found.append(bisect_right(starts, at) - 1)
    return found
