"""Joins the lines of an entry that was broken into several."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.parsers.blocks import Block
from crawler.parsers.references.evidence import Evidence
from crawler.parsers.references.fields import read_reference
from crawler.parsers.references.sentences import is_journal, is_place
from crawler.parsers.references.words import names_publisher

URL_ONLY = re.compile(r"<?(?:https?://|www\.)\S+>?\.?", re.I)
_OPEN_END = re.compile(r"(?:[,:;]|\b(?:from|at|and|of|the|in|to|for|on|with|by|an?)|&)$")
_CLOSED = re.compile(r"(?:[.!?)\]”\"]|://\S+|www\.\S+)$")
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])-$")
_ACCESS = re.compile(r"(?:Retrieved|Available|Accessed|doi:|DOI:?|https?://doi)\b")
_LONGEST = 900
"""Characters of an entry of several lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry: the blocks it is made of, by index, joined into one block."""

    indexes: tuple[int, ...]
    block: Block


_NUMBER_CELL = re.compile(r"[\[(]?\d{1,3}[\]).]* (?=\D)")


def without_number(block: Block) -> Block:
    """A row of a table without the number in its first cell."""
    number = _NUMBER_CELL.match(block.text) if block.tag == "tr" else None
    return block._replace(text=block.text[number.end() :]) if number else block


def joined(blocks: Sequence[Block], evidence: Mapping[int, Evidence], chosen: Sequence[int]) -> Iterator[Entry]:
    """Entries with the lines that go on with them: an address alone, or the rest of a broken line."""
    taken = set(chosen)
    for i in chosen:
        entry = Entry(indexes=(i,), block=without_number(blocks[i]))
        following = i + 1
        while (
            following < len(blocks)
            and following not in taken
            and _goes_on(entry.block, blocks[following], evidence[following])
        ):
            entry = Entry(indexes=(*entry.indexes, following), block=_append(entry.block, blocks[following]))
            following += 1
        yield entry


def _goes_on(entry: Block, line: Block, seen: Evidence) -> bool:
    if URL_ONLY.fullmatch(line.text):
        return "://" not in entry.text
    if seen.chrome or seen.heading or len(entry.text) + len(line.text) >= _LONGEST:
        return False
    return bool(_OPEN_END.search(entry.text)) or (not seen.named and _is_rest(entry.text, line.text))


def _is_rest(entry: str, line: str) -> bool:
    """Whether a line is the rest of an entry: of its last sentence, or the journal, the publisher or the address it lacks."""
    if not _CLOSED.search(entry) and (line[0].islower() or is_journal(line)):
        return True
    if not (_ACCESS.match(line) or is_journal(line) or (is_place(line) and names_publisher(line))):
        return False
    read = read_reference(entry)
    return not (read.container or read.publisher or read.doi or read.urls)


def _append(entry: Block, line: Block) -> Block:
    broken = line.text[0].islower() and _HYPHEN.search(entry.text)
    return entry._replace(
        text=f"{entry.text[:-1]}{line.text}" if broken else f"{entry.text} {line.text}",
        links=entry.links + line.links,
        italic=entry.italic + line.italic,
        coins=entry.coins or line.coins,
    )
