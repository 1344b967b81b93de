"""Finds the citations in running text: `(Wenger, 2000, p. 12)`, `Wenger’s (2000)`, `Brown 2010`. Linking is not done here."""

import re
from collections.abc import Iterator
from itertools import islice

from crawler.parsers.patterns import late
from crawler.parsers.references.cited_names import is_sure, split_authors, without_stop_words
from crawler.parsers.references.citedparts import BRACKETS, DATE, lead_of, others_in, parts
from crawler.parsers.references.mentions import LIST, Mention, names_begin
from crawler.parsers.references.weakmentions import bare, owned_before, said_before, year_first, yearless
from crawler.parsers.references.words import (
    FAMILY,
    IN_PRESS,
    MONTH,
    UNDATED,
    UPPER,
    YEAR,
    names_organisation,
    says_no_year,
    says_year,
    small,
)

_INITIALS = rf"(?:{UPPER}\.[ -]?){{1,3}}"
MOSTBRACKETS = 300
"""Pairs of brackets that are read in one line."""
_AFTER_LETTER = "|".join(
    rf"(?<=\d{{4}}[a-z]{between})"
    for between in (",", ", ", "/", " & ", " and ", ",[a-z],", ", [a-z], ", "/[a-z]/", ", [a-z] & ", ", [a-z], & ")
)
"""Where a letter stands for another work of the same year: `2011a, b & c`."""
_YEARS = late(
    rf"(?<![\d/])(?:{YEAR}(?:[–-]\d{{2,4}}|[a-z])?\b(?:/{YEAR})?|{UNDATED}|{IN_PRESS})|(?:{_AFTER_LETTER})[a-z]\b",
    re.I,
)
_OPENS_WITH_YEAR = late(rf"\s*(?:{DATE})", re.I)
_BEFORE = late(rf"(?<![\w’'-])((?:{LIST}|[a-z]{{3,12}})(?: \[[^\[\]]{{1,30}}\])?)((?:[’']s?|s[’'])?)$")
_INITIALLED = late(
    rf"(?<![\w’'-])({FAMILY}, {_INITIALS}(?:(?:, (?:& |and )?| & | and ){FAMILY}, {_INITIALS}){{0,5}}(?:,? et al\.)?)()$"
)
_CASE = late(rf"(?<![\w’'-])((?:{UPPER}[\w.’'-]* ){{1,5}}v\.? (?:(?:of|the|and|&) |{UPPER}[\w.’'-]* ?){{1,6}})()$")
"""`Parrish v. Harbour School District`."""
_TWO_DIGITS = re.compile(r"\d\d")
_RANGE = re.compile(rf"{YEAR}\s?[-–]\s?\d")
_IS_DAY = late(rf"{MONTH}|\d\s+[a-z]{{3,}}")
_AFTER_THE = re.compile(
    r"\b(?:[Tt]he|(?:film|movie|novel|song|album|show|series|game|documentary|musical|play|opera|book|app|video)s?,?) [“\"‘]?$"
)
"""`the Matrix (1999)`, `her book Mindset (2006)`."""
_SHOWN = ("film", "movie", " TV", "televis", "sitcom", "episode", "grew up", "watch", "starring")
"""A name of several words is what was seen, rather than somebody who is cited."""
_MODEL = late(r"\b[a-z]+[A-Z]\w* $")
"""`iPad Air (2013)`."""
_LONGEST_THE = 20
"""Characters of such words, and the one before them."""
_SENTENCE_END = re.compile(r"[.?!][”\"’)]?\s+$")
_GOES_ON = re.compile(r"\s*[a-z]|\s?[-–]\s?\d")
_ONE_YEAR = re.compile(rf"{YEAR}[a-z]?")
_PRESS = re.compile(IN_PRESS, re.I)
_PERSONAL = re.compile(r"personal comm|conversation|interview with", re.I)


def may_cite(text: str) -> bool:
    """Whether a line may have a mention that is sure: quickly seen, and so not of most."""
    return "(" in text and (says_year(text) or says_no_year(small(text)))


def find_mentions(text: str, *, sure: bool = False) -> list[Mention]:
    """All mentions of a line, in reading order. Whether they cite anything, linking says.

    `sure`: those that do without an entry are enough, as in a text that has none.
    """
    found: list[Mention] = []
    for match in islice(BRACKETS.finditer(text), MOSTBRACKETS):
        if _OPENS_WITH_YEAR.match(match[1]):
            found += _narrative(text, match, sure)
            found += () if sure else year_first(match)
        else:
            found += _parenthetical(match[1], match.start(1), sure)
    found += () if sure else bare(text)
    return sorted(found, key=lambda m: m.start)


def _narrative(text: str, match: re.Match[str], sure_only: bool) -> Iterator[Mention]:
    """`Wenger’s (2000)`: the authors stand before the brackets."""
    offset = max(0, match.start() - 160)
    words = text[offset : match.start()].rstrip(" ,")
    if not words or not (words[-1].isalpha() or words[-1] in ".’']"):
        return
    before = _before(words)
    others = others_in(match[1])
    brackets = match[1][:others]
    if others is not None:
        yield from _parenthetical(match[1][others:], match.start(1) + others, sure_only)
    years = list(_YEARS.finditer(brackets)) if before else []
    if not sure_only and (not before or before[1].islower()):
        yield from said_before(words, offset, brackets)
    if not before or not years or _RANGE.search(brackets):
        return
    start, names = without_stop_words(before.start(1), before[1])
    if not names:
        return
    if not sure_only and ("’s " in words or "s’ " in words or "'" in words):
        yield from owned_before(words, start, offset, brackets)
    authors, et_al = split_authors(names)
    sure = (
        _tells_authors(text, offset + start, names)
        and is_sure(names, authors, et_al)
        and not _IS_DAY.search(brackets)
        and not (" " in names and len(authors) < 2 and any(word in text for word in _SHOWN))
    )
    for n, year in enumerate(years):
        end = years[n + 1].start() if n + 1 < len(years) else len(brackets)
        own = brackets[0 if n == 0 else year.start() : end].strip(" ,;&/").removesuffix(" and")
        text_ = f"{names}{before[2]} ({own})" if n == 0 else own
        yield Mention(
            start=offset + start if n == 0 else match.start(1) + year.start(),
            text=text_, authors=authors, year=_year_of(years, n), et_al=et_al, sure=sure, narrative=True,
        )  # fmt: skip


def _tells_authors(text: str, start: int, names: str) -> bool:
    """Whether the words before names do not say that they are of a work, a thing, or words of prose."""
    if names[0].islower():
        return _opens_sentence(text[:start])
    before = text[max(0, start - _LONGEST_THE) : start]
    if before[-1:] == " " and _MODEL.search(before):
        return False
    return not _AFTER_THE.search(before) or names_organisation(names)


def _before(words: str) -> re.Match[str] | None:
    """The names at the end of a text: `Wenger’s`, `Lave, J., and Wenger, E.`, or of a court case."""
    if (" v. " in words or " v " in words) and (case := _CASE.search(words)):
        return case
    begin = names_begin(words, 0, len(words))
    with_initials = _INITIALLED.search(words, begin) if words[-1] == "." else None
    return with_initials or _BEFORE.search(words, begin)


def _opens_sentence(before: str) -> bool:
    """A sentence begins in lower case with a name that is written so only: `boyd (2014) argues`."""
    return not before.strip() or _SENTENCE_END.search(before[-6:]) is not None


def _parenthetical(brackets: str, offset: int, sure_only: bool) -> Iterator[Mention]:
    """`(see Kowch, 2013; Fullan, 2011a; 2011b)`: one work a part. `offset`: where the text in brackets stands."""
    authors: tuple[str, ...] = ()
    et_al = sure = False
    for text, start in parts(brackets):
        lead = lead_of(text)
        text, start = text[lead:], offset + start + lead
        years = list(_YEARS.finditer(text)) if _may_be_dated(text) and not _PERSONAL.search(text) else []
        if not years:
            yield from () if sure_only else yearless(text, start)
            continue
        names = text[: years[0].start()].strip(" ,:")
        if names:
            authors, et_al = split_authors(names)
            sure = is_sure(names, authors, et_al) and not _prose_after(text, years[-1])
            sure = sure and not (names.islower() and text[len(names) : len(names) + 1] == " ")
        yield from _one_each(text, start, years, Mention(start=0, text="", authors=authors, et_al=et_al, sure=sure))


def _may_be_dated(text: str) -> bool:
    """Quickly seen, and so for most brackets of a text."""
    return _TWO_DIGITS.search(text) is not None or says_no_year(text.lower())


def _one_each(text: str, start: int, years: list[re.Match[str]], model: Mention) -> Iterator[Mention]:
    """`Fullan, 2001, 2007` gives `Fullan, 2001` and `2007`."""
    for n, year in enumerate(years):
        begin = 0 if n == 0 else year.start()
        end = years[n + 1].start() if n + 1 < len(years) else len(text)
        if model.authors:
            yield model._replace(
                start=start + begin, text=text[begin:end].strip(" ,&/").removesuffix(" and"), year=_year_of(years, n)
            )


def _prose_after(text: str, year: re.Match[str]) -> bool:
    return _GOES_ON.match(text, year.end()) is not None


def _year_of(years: list[re.Match[str]], n: int) -> str:
    """`b` in `2011a, b` is 2011b."""
    letter = years[n][0]
    if len(letter) > 1:
        return read_year(letter)
    return next(read_year(y[0])[:4] for y in reversed(years[:n]) if len(y[0]) > 1) + letter


def read_year(text: str) -> str:
    """`2011a`, `n.d.` or `in press`."""
    if text[0].isdigit():
        return _ONE_YEAR.match(text)[0].lower()  # type: ignore[index]
    return "in press" if _PRESS.fullmatch(text) else "n.d."
