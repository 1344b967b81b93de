"""A pasted reference list: which of its lines make an entry, and what each entry says. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from crawler.parsers.references import read_reference
from crawler.parsers.references.cleaning import LONGEST
from crawler.parsers.references.csl import as_csl
from crawler.parsers.references.evidence import weigh
from crawler.parsers.references.headings import HEADING
from crawler.parsers.references.words import IN_PRESS, UNDATED, YEAR
from crawler.plaintext import decoded, shown

LONGEST_HEADING = 80
BROKEN = 120
"""Characters of a line; lines that were broken to fit a page or a message are shorter."""
OPENING = 250
"""Characters of a line in which an entry names its authors and its year."""
MARK = re.compile(r"[•·▪◦●○■□*–—-]\s+|\[\d{1,3}\]\s|\(?\d{1,3}[.)]\s")
LONG_WORD = re.compile(r"\S{30,}")
GOES_ON = re.compile(r"[<(\[]?(?:https?:|www\.|doi|(?:retrieved|available|accessed)\b)", re.I)
"""How a line begins that is the end of an entry."""
DATED = re.compile(rf"(?<!\d){YEAR}(?!\d)|{UNDATED}|{IN_PRESS}", re.I)
FINISHED = re.compile(r"https?:\S+$|\b10\.\d{4,9}/\S+$|[.?!)\]”\"\d]$")
"""How an entry ends; with more than one character it is an address."""


def read_list(data: bytes) -> list[dict[str, Any]]:
    """The entries of a list as CSL-JSON items, in its order; bytes that no code explains are question marks."""
    texts = entries(shown(decoded(data)[0]).removeprefix("\ufeff"))
    return [{"id": str(n), **as_csl(read_reference(text, position=n))} for n, text in enumerate(texts)]


def entries(text: str) -> list[str]:
    """The entries of a pasted list: one a line, or paragraphs whose lines were broken; headings are none."""
    paragraphs = (part.split("\n") for part in re.split(r"\n\s*\n", "\n".join(text.splitlines())))
    found = (entry for lines in paragraphs for entry in _of_paragraph([line for line in lines if line.strip()]))
    return [entry for entry in found if not (len(entry) < LONGEST_HEADING and HEADING.fullmatch(entry.lower()))]


def _of_paragraph(lines: list[str]) -> Iterator[str]:
    """Lines of one paragraph; one that begins no entry goes on with the one before."""
    width, edge = max(map(_width, lines), default=0), min(map(_indent, lines), default=0)
    hanging = width <= BROKEN and any(_indent(line) > edge + 1 for line in lines[1:])
    entry, last = "", ""
    for line in lines:
        fits = width > BROKEN or len(last) + 1 + len(line.split(maxsplit=1)[0]) <= width
        begins = _indent(line) <= edge + 1 if hanging else _begins(line.strip(), entry, fits=fits)
        if begins or not 0 < len(entry) < LONGEST or HEADING.fullmatch(entry[:LONGEST_HEADING].lower()):
            yield from ([entry] if entry else [])
            entry = line.strip()
        else:
            entry = f"{entry} {line.strip()}"
        last = line
    yield from ([entry] if entry else [])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _width(line: str) -> int:
    """Characters of a line without its addresses, which are never broken."""
    return len(LONG_WORD.sub("", line))


def _begins(line: str, before: str, *, fits: bool) -> bool:
    """Whether a line begins an entry: it has a mark, or was broken where it need not be, or opens as an entry does.

    `fits`: its first word had room on the line before, so that nothing but a new entry asked for a new line.
    """
    if HEADING.fullmatch(line[:LONGEST_HEADING].lower()) or MARK.match(line):
        return True
    end = FINISHED.search(before[-OPENING:])
    if GOES_ON.match(line) or (line[0].islower() and not end):
        return False
    address = end is not None and len(end[0]) > 1
    both_dated = DATED.search(before) and DATED.search(line[:OPENING])
    return fits or address or bool(end and both_dated and weigh(line).named)
