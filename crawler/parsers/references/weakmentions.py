"""Finds the mentions that only an entry makes citations: `Brown 2010`, `(Brown 12)`, `(2010, Brown)`, `In 2010, Brown said`."""

import re
from collections.abc import Iterator

from crawler.parsers.patterns import late
from crawler.parsers.references.cited_names import are_authors, split_authors
from crawler.parsers.references.citedparts import BRACKETS
from crawler.parsers.references.mentions import LIST, WORD, Mention, names_begin
from crawler.parsers.references.words import CAPITAL, YEAR

_YEAR_FIRST = late(rf"\s*({YEAR}[a-z]?)[,;:]? ({LIST})(?:,? (?:pp?\. ?)?\d{{1,4}}(?:[-–]\d+)?)?\s*")


def year_first(brackets: re.Match[str]) -> Iterator[Mention]:
    """`(2012, Wenger)`."""
    match = _YEAR_FIRST.fullmatch(brackets[1])
    if match and are_authors(match[2]):
        authors, et_al = split_authors(match[2])
        yield Mention(
            start=brackets.start(1), text=brackets[1].strip(), authors=authors, year=match[1], et_al=et_al, strict=True
        )


_YEARLESS = late(rf"[“\"]?((?:{LIST}))[”\"]?(?:,? (?:pp?\. ?)?\d{{1,4}}(?:[-–]\d+)?)?")


def yearless(text: str, start: int) -> Iterator[Mention]:
    """MLA: `(Wenger 12)`, `(Wenger)`; only an entry makes it a citation."""
    yield from _titled(text.strip(), start) if ", " in text else ()
    match = _YEARLESS.fullmatch(text.strip())
    if match and are_authors(match[1]):
        authors, et_al = split_authors(match[1])
        yield Mention(start=start, text=text.strip(), authors=authors, et_al=et_al)


_TITLED = late(
    rf"((?:{LIST})), (?:[“\"‘]([^“”\"‘]{{3,80}}?)[,.]?[”\"’]|([{CAPITAL}][^,;“”\"‘]{{3,80}}?))(?:,? (?:pp?\. ?)?\d{{1,4}}(?:[-–]\d+)?)?"
)


def _titled(text: str, start: int) -> Iterator[Mention]:
    """MLA: `(Wenger, “Communities” 12)`, `(Wenger, Learning Rooms 12)`; only an entry with such a title makes it a citation."""
    match = _TITLED.fullmatch(text)
    if match and are_authors(match[1]):
        authors, et_al = split_authors(match[1])
        yield Mention(start=start, text=text, authors=authors, et_al=et_al, title=match[2] or match[3])


_SPACED_YEAR = re.compile(rf" {YEAR}")
_AFTER_YEAR = 3
"""Characters after a year that tell whether it is one: a letter, and a dash with a figure."""
_SAYS = (
    r"(?:said|says?|wr[io]tes?|argue[ds]?|published|f(?:ou|i)nds?|show(?:ed|s)?|suggest(?:ed|s)?|propose[ds]?|describe[ds]?|define[ds]?|claim(?:ed|s)?"
    r"|state[ds]?|note[ds]?|report(?:ed|s)?|conclude[ds]?|introduce[ds]?|explain(?:ed|s)?|ask(?:ed|s)?|coined|identifie[ds]|observe[ds]?|point(?:ed|s)?|call(?:ed|s)?)"
)
_BARE = late(rf"(?<![\w’'(-])({WORD}(?:(?:,? and |,? & ){WORD}|,? et\.? al\.?)?),? ({YEAR}[a-z]?)\b(?![-–/]\d)")


_AFTER_YEAR_NAMED = late(
    rf"(?:(?<=\b[Ii]n {YEAR}),?| (?:book|article|paper|study|essay|chapter|work|report|post|talk|thesis|novel|review|piece)\b[^,.;:()\0]{{0,60}},)"
    rf" ({WORD}(?:(?:,? and |,? & ){WORD}|,? et\.? al\.?)?)(?=,? (?:[a-z]{{2,10}}ly |also |first )?{_SAYS}\b)"
)
"""`In 2012, Wenger wrote`, `In her 2012 book on rooms, Wenger says`."""


def bare(text: str) -> Iterator[Mention]:
    """`Brown 2010`, outside brackets: only an entry of that year makes it a citation."""
    if not _SPACED_YEAR.search(text):
        return
    outside = BRACKETS.sub(lambda m: "\0" * len(m[0]), text)
    done = 0
    for year in _SPACED_YEAR.finditer(outside):
        begin = names_begin(outside, done, year.start() + 1)
        match = _BARE.search(outside, begin, year.end() + _AFTER_YEAR)
        done = match.end() if match else year.end()
        if match:
            authors, et_al = split_authors(match[1])
            yield Mention(start=match.start(), text=match[0], authors=authors, year=match[2], et_al=et_al, strict=True)
        if match := _AFTER_YEAR_NAMED.match(outside, year.end()):
            authors, et_al = split_authors(match[1])
            said = text[year.start() + 1 : match.end(1)]
            yield Mention(
                start=year.start() + 1, text=said, authors=authors, year=year[0][1:], et_al=et_al, strict=True
            )
