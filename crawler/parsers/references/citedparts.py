"""Cuts what stands in brackets into the works that it cites, without the words before their authors."""

import re
from collections.abc import Iterator

from crawler.parsers.patterns import late
from crawler.parsers.references.words import IN_PRESS, INITIAL_LETTER, PARTICLE, UNDATED, UPPER, YEAR

DATE = rf"(?:{YEAR}[a-z]?\b|{UNDATED}|{IN_PRESS})"
BRACKETS = re.compile(r"\(([^()]{2,400})\)")
_SECOND_HAND = (
    rf"(?:(?:as )?(?:cited|quoted|discussed|mentioned|qtd\.?) (?:in |by (?={UPPER}))|apud |zit(?:iert|\.) (?:n(?:ach|\.)|in|bei) "
    r"|citad[oa]s? (?:en|por|em) |citée?s? (?:par|dans|in) |citat[oaie] (?:in|da) |(?:geciteerd|aangehaald) in |cite(?:ret|rad) i |sitert i )"
)
_CITED_IN = late(rf"\b{_SECOND_HAND}")
_CITED_PIECES = ("ed in ", "ed by ", "td. in ", "td in ", "apud ", "zit", "cit", "sitert ")
_LEADING_PIECES = (*_CITED_PIECES, "also ", "ee ", "f. ", "vgl. ")
"""A text without any of these has none of the words below; they are quickly seen."""
_NAMED = rf"{PARTICLE}{{0,3}}{INITIAL_LETTER}[^;\d]{{2,80}}(?:{DATE})"
"""Names and their year."""
_TWO_WORKS = 20
"""Characters that two works take at least."""
_SHORTEST_OTHERS = 14
"""And a year with works of others after it."""
_NEXT = rf";|(?:(?<=\d\d)|(?<=\d[a-z])|(?<=\.d\.))(?:,| &|,? and)\s+(?={_NAMED})"
_NEXT_WORK = late(_NEXT)
"""What parts the works in brackets: `Kowch, 2013; Fullan, 2011`, also `Kowch, 2013, Fullan, 2011`."""
_NEXT_OR_LED = late(
    rf"{_NEXT}|(?<=[\da-z.])[,.]? (?=(?:{_SECOND_HAND}|(?:[Ss]ee |cf\. |and )?also |[Ss]ee |[Cc]f\. |vgl\. ){_NAMED})"
)
"""The same, and `Kowch, 2013, cited in Fullan, 2011`."""
_OTHERS = late(rf"\s*(?:{_SECOND_HAND}|(?:[Ss]ee |[Cc]f\. |and )?(?:also )?){_NAMED}")
_LOUD = late(rf"\s?{UPPER}{{3,}}(?:[ ’'-]{UPPER}{{2,}})*(?:; {UPPER}{{3,}})*")
"""Names without a year, in capitals: one of several authors, as Brazil writes them: `(LIMA; PENHA, 2010)`."""
_LEAD = late(
    r"(?:(?:but |and |also |as )?(?:see|cf\.|compare|discussed in|cited in|in)(?: also|,? e\.\s?g\.|,? for (?:example|instance))?,?|e\.\s?g\.,?|i\.\s?e\.,?|also"
    r"|from|by|sources?:|for (?:a critique|a review|more|details|examples?|instance),?|adapted from|based on|following|siehe(?: auch)?|vgl\.(?: auch| dazu)?|s\.(?: a\.| auch)?|voir(?: aussi)?|véase(?: también)?|ver)\s+",
    re.I,
)


_ENDS_YEAR = re.compile(r"\d|\.d\.")


def _cited_in(text: str) -> re.Match[str] | None:
    """Where a text says in what work another is cited: `as cited in`."""
    return _CITED_IN.search(text) if len(text) > _TWO_WORKS // 2 and _has(_CITED_PIECES, text) else None


def _has(pieces: tuple[str, ...], text: str) -> bool:
    return any(piece in text for piece in pieces)


def _betweens(brackets: str) -> Iterator[re.Match[str]]:
    return (_NEXT_OR_LED if _has(_LEADING_PIECES, brackets) else _NEXT_WORK).finditer(brackets)


def others_in(brackets: str) -> int | None:
    """Where works of others begin in brackets that open with a year: `Harrow (2000; see also Hill, 2003)`."""
    if len(brackets) < _SHORTEST_OTHERS:
        return None
    for between in _betweens(brackets):
        if _OTHERS.match(brackets, between.end()):
            return between.end()
    cited = _cited_in(brackets)
    return cited.start() if cited else None


def parts(brackets: str) -> Iterator[tuple[str, int]]:
    """The works in brackets, and where they begin there."""
    if ";" not in brackets and (len(brackets) < _TWO_WORKS or not _ENDS_YEAR.search(brackets)):
        yield brackets, 0
        return
    start = 0
    for between in _betweens(brackets):
        if _LOUD.fullmatch(brackets, start, between.start()) and _LOUD.match(brackets, between.end()):
            continue
        if between[0][-1] == " " and not _ENDS_YEAR.search(brackets, start, between.start()):
            continue
        yield brackets[start : between.start()], start
        start = between.end()
    yield brackets[start:], start


def lead_of(text: str) -> int:
    """How long the words before the authors are: spaces, `see`, `e.g.,`, `as cited in`."""
    cited = _cited_in(text)
    start = cited.end() if cited else len(text) - len(text.lstrip())
    while match := _LEAD.match(text, start):
        start = match.end()
    return start
