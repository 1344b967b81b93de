"""A place of a text that may cite a work, and how the names are written there."""

import re
from typing import NamedTuple

from crawler.parsers.patterns import late
from crawler.parsers.references.words import INITIAL_LETTER, PARTICLE, PARTICLES, UPPER

WORD = rf"(?:{PARTICLE}{{0,2}}(?:(?:{UPPER}\.){{2,4}}|{INITIAL_LETTER}[\w’'‐-]*))"
_ONE = rf"{WORD}(?: (?:of |for |the |and (?=[A-Z]\w+ of )|de |la )*{WORD}){{0,6}}"
OTHERS = r"(?:,? and (?:(?:his |her |their )?(?:colleagues|associates|co-workers)|others)| (?:y otros|e outros|e altri|u\. ?a\.|et coll\.))"
"""Words for the authors that are not named."""
LIST = rf"{_ONE}(?:(?:,? (?:and|&|e[nt]?|und|y|o(?:ch|g)) |, ){_ONE}){{0,7}}(?:,? et\.? al\.?,?|{OTHERS})?"
_NO_NAME = late(
    r".*(?:[\0;:()!?/\"“”–—]"
    rf"|(?:^| )(?!(?:{'|'.join(PARTICLES)}|o(?:f|ch|g|thers|tros|utros)|for|the(?:ir)?|a(?:nd|l|ltri|ssociates)|e[nt]?|u(?:nd)?|h(?:is|er)|co(?:ll(?:eagues)?|-workers))\b)[a-z]+[,.]? )",
    re.S,
)
"""All up to the last word or sign that no list of names has."""


class Mention(NamedTuple):
    """A place of the text that may cite a work. A tuple, since most are made again with other authors."""

    start: int
    text: str
    authors: tuple[str, ...] = ()
    year: str | None = None
    et_al: bool = False
    sure: bool = False
    """Looks like a citation even when no entry belongs to it."""
    narrative: bool = False
    title: str = ""
    """The beginning of the work's title, as MLA gives it where an author has several."""
    strict: bool = False
    """Only an entry of that very year makes it a citation."""


def names_begin(text: str, start: int, end: int) -> int:
    """Where between two places names may begin that go on to the second: after words of prose, which need not be tried."""
    passed = _NO_NAME.match(text, start, end) if text.find("[", start, end) < 0 else None
    return passed.end() if passed else start
