"""Cuts what stands in brackets into the works that it cites, without the words before their authors."""

import re
from collections.abc import Iterator

from crawler.parsers.patterns import late
from crawler.parsers.references.words import IN_PRESS, INITIAL_LETTER, PARTICLE, UNDATED, UPPER, YEAR

DATE = rf"(?:{YEAR}[a-z]?\b|{UNDATED}|{IN_PRESS})"
BRACKETS = re.compile(r"\(([^()]{2,400})\)")
_CITED_IN = late(rf"\b(?:as )?(?:cited|quoted|discussed|mentioned) (?:in |by (?={UPPER}))")
_TWO_WORKS = 20
"""Characters that two works take at least."""
_NEXT_WORK = late(
    rf";|(?:(?<=\d\d)|(?<=\d[a-z])|(?<=\.d\.))(?:,| &|,? and)\s+(?={PARTICLE}{{0,3}}{INITIAL_LETTER}[^;\d]{{2,80}}(?:{DATE}))"
)
"""What parts the works in brackets: `Kowch, 2013; Fullan, 2011`, also `Kowch, 2013, Fullan, 2011`."""
_LOUD = late(rf"\s?{UPPER}{{3,}}(?:[ ’'-]{UPPER}{{2,}})*(?:; {UPPER}{{3,}})*")
"""Names without a year, in capitals: one of several authors, as Brazil writes them: `(LIMA; PENHA, 2010)`."""
_LEAD = late(
    r"(?:(?:but |and |also |as )?(?:see|cf\.|compare|discussed in|cited in|in)(?: also|,? e\.\s?g\.|,? for (?:example|instance))?,?|e\.\s?g\.,?|i\.\s?e\.,?|also"
    r"|from|by|sources?:|for (?:a critique|a review|more|details|examples?|instance),?|adapted from|based on|following|siehe(?: auch)?|vgl\.(?: auch| dazu)?|s\.(?: a\.| auch)?|voir(?: aussi)?|véase(?: también)?|ver)\s+",
    re.I,
)


_ENDS_YEAR = re.compile(r"\d|\.d\.")


def cited_in(text: str) -> re.Match[str] | None:
    """Where a text says in what work another is cited: `as cited in`."""
    return _CITED_IN.search(text) if "ed in " in text or "ed by " in text else None


def parts(brackets: str) -> Iterator[tuple[str, int]]:
    """The works in brackets, and where they begin there."""
    if ";" not in brackets and (len(brackets) < _TWO_WORKS or not _ENDS_YEAR.search(brackets)):
        yield brackets, 0
        return
    start = 0
    for between in _NEXT_WORK.finditer(brackets):
        if _LOUD.fullmatch(brackets, start, between.start()) and _LOUD.match(brackets, between.end()):
            continue
        yield brackets[start : between.start()], start
        start = between.end()
    yield brackets[start:], start


def lead_of(text: str) -> int:
    """How long the words before the authors are: spaces, `see`, `e.g.,`, `as cited in`."""
    cited = cited_in(text)
    start = cited.end() if cited else len(text) - len(text.lstrip())
    while match := _LEAD.match(text, start):
        start = match.end()
    return start
