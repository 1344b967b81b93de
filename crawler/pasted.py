"""A pasted reference list: which of its lines make an entry, and what each entry says. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from crawler.parsers.references import read_reference
from crawler.parsers.references.cleaning import LONGEST
from crawler.parsers.references.csl import as_csl
from crawler.parsers.references.evidence import HEADING, weigh
from crawler.parsers.references.words import IN_PRESS, UNDATED, YEAR

LONGEST_HEADING = 80
OPENING = 250
"""Characters of a line in which an entry names its authors and its year."""
MARK = re.compile(r"[•·▪◦●○■□*–—-]\s+|\[\d{1,3}\]\s|\(?\d{1,3}[.)]\s")
ADDRESS = re.compile(r"<?(?:https?:|www\.|doi)", re.I)
DATED = re.compile(rf"(?<!\d){YEAR}(?!\d)|{UNDATED}|{IN_PRESS}", re.I)
FINISHED = re.compile(r"[.?!)\]”\"/]$|\bhttps?:\S+$|\b10\.\d{4,9}/\S+$|\d$")


def read_list(data: bytes) -> list[dict[str, Any]]:
    """The entries of a list in UTF-8 as CSL-JSON items, in its order; bytes that are none are shown as such."""
    texts = entries(data.decode("utf-8-sig", "replace"))
    return [{"id": str(n), **as_csl(read_reference(text, position=n))} for n, text in enumerate(texts)]


def entries(text: str) -> list[str]:
    """The entries of a pasted list: one a line, or paragraphs whose lines were broken; headings are none."""
    paragraphs = (part.split("\n") for part in re.split(r"\n\s*\n", "\n".join(text.splitlines())))
    found = (entry for lines in paragraphs for entry in _of_paragraph([line for line in lines if line.strip()]))
    return [entry for entry in found if not (len(entry) < LONGEST_HEADING and HEADING.fullmatch(entry))]


def _of_paragraph(lines: list[str]) -> Iterator[str]:
    """Lines of one paragraph; one that begins no entry goes on with the one before."""
    edge = min((_indent(line) for line in lines), default=0)
    entry = ""
    for line in lines:
        goes_on = 0 < len(entry) < LONGEST and not HEADING.fullmatch(entry[:LONGEST_HEADING])
        if goes_on and (_indent(line) > edge or not _begins(line.strip(), entry)):
            entry = f"{entry} {line.strip()}"
        else:
            yield from ([entry] if entry else [])
            entry = line.strip()
    yield from ([entry] if entry else [])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _begins(line: str, before: str) -> bool:
    """Whether a line begins an entry: it opens with names or a mark, or tells a year after the one before was finished."""
    if HEADING.fullmatch(line[:LONGEST_HEADING]) or MARK.match(line):
        return True
    if line[0].islower() or ADDRESS.match(line):
        return False
    dated = DATED.search(line[:OPENING]) is not None
    named = weigh(line).named
    return (named and dated) or ((named or dated) and FINISHED.search(before[-OPENING:]) is not None)
