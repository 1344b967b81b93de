"""Finds the mentions that only an entry makes citations: `Brown 2010`, `(Brown 12)`, `(2010, Brown)`, `In 2010, Brown said`."""

import re
from collections.abc import Iterator

from crawler.parsers.patterns import late
from crawler.parsers.references.cited_names import are_authors, split_authors, without_stop_words
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


_NAMES_LAST = late(rf"(?<![\w’'-])({LIST})(?:[’']s?|(?<=s)[’'])?$")
_YEAR = late(rf"{YEAR}[a-z]?\b(?![-–]\d)")
_MOST_BETWEEN = 6
"""Words between names and the year in brackets."""


def said_before(words: str, offset: int, brackets: str) -> Iterator[Mention]:
    """`As Harrow puts it (2000, p. 3)`, `Harrow’s study (2000)`. `words`: those before the brackets, which begin at `offset`."""
    pieces = words.split(" ")
    names = len(pieces)
    while names and len(pieces) - names < _MOST_BETWEEN and pieces[names - 1].isalpha() and pieces[names - 1].islower():
        names -= 1
    if 0 < names < len(pieces) and pieces[names - 1][:1].isupper():
        yield from _named_before(words, len(" ".join(pieces[:names])), offset, brackets)


_OWNED = late(r"[^.;:?!]*(?:[’']s|s[’']) (?=[^.;:?!]{3,80}$)")


def owned_before(words: str, until: int, offset: int, brackets: str) -> Iterator[Mention]:
    """`Harrow’s Talking in Rows (2000)`: who owns a title of which the last words, from `until` on, could be names."""
    begin = max(map(words.rfind, ".;:?!")) + 1
    owned = _OWNED.match(words, begin)
    if owned and owned.end() < until and words[owned.end()].isupper():
        yield from _named_before(words, owned.end() - 1, offset, brackets)


def _named_before(words: str, end: int, offset: int, brackets: str) -> Iterator[Mention]:
    """The names that end at a place of the words before the brackets."""
    year = _YEAR.match(brackets.strip())
    match = _NAMES_LAST.search(words[:end], names_begin(words, 0, end)) if year else None
    start, named = without_stop_words(match.start(1), match[1]) if match else (0, "")
    if year and named and are_authors(named):
        authors, et_al = split_authors(named)
        yield Mention(
            start=offset + start, text=f"{words[start:]} ({brackets})", authors=authors, year=year[0], et_al=et_al,
            strict=True, narrative=True,
        )  # fmt: skip


_YEARLESS = late(rf"(?:((?:{LIST}))|[“\"]({LIST}),?[”\"])(?:,? (?:pp?\. ?)?\d{{1,4}}(?:[-–]\d+)?)?")


def yearless(text: str, start: int) -> Iterator[Mention]:
    """MLA: `(Wenger 12)`, `(Wenger)`, `(“Learning Rooms” 12)`; only an entry makes it a citation."""
    yield from _titled(text.strip(), start) if ", " in text else ()
    match = _YEARLESS.fullmatch(text.strip())
    if match and match[2]:
        yield Mention(start=start, text=text.strip(), authors=(match[2],))
    elif match and are_authors(match[1]):
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
_DATED = ", in"
"""Between a name and its year: `Brown, in 2010, said`."""
_SAYS = (
    r"(?:said|says?|wr[io]tes?|argue[ds]?|published|f(?:ou|i)nds?|show(?:ed|s)?|suggest(?:ed|s)?|propose[ds]?|describe[ds]?|define[ds]?|claim(?:ed|s)?"
    r"|state[ds]?|note[ds]?|report(?:ed|s)?|conclude[ds]?|introduce[ds]?|explain(?:ed|s)?|ask(?:ed|s)?|coined|identifie[ds]|observe[ds]?|point(?:ed|s)?|call(?:ed|s)?)"
)
_WORK = r"(?:book|article|paper|study|essay|chapter|work|report|post|talk|thesis|novel|review|piece)"
_PAIR = rf"{WORD}(?:(?:,? and |,? & ){WORD}|,? et\.? al\.?)?"
_BARE = late(rf"(?<![\w’'(-])({_PAIR})(?:,?|, in) ({YEAR}[a-z]?)\b(?![-–/]\d)")
_AFTER_YEAR_NAMED = late(
    rf"(?:(?<=\b[Ii]n {YEAR}),?| {_WORK}\b[^,.;:()\0]{{0,60}},) ({_PAIR})(?=,? (?:[a-z]{{2,10}}ly |also |first )?{_SAYS}\b)"
    rf"| {_WORK}\b[^,.;:()\0]{{0,40}}? (?:by|from) ({_PAIR})"
)
"""`In 2012, Wenger wrote`, `In her 2012 book on rooms, Wenger says`, `a 2012 book by Wenger`."""


def bare(text: str) -> Iterator[Mention]:
    """`Brown 2010`, outside brackets: only an entry of that year makes it a citation."""
    if not _SPACED_YEAR.search(text):
        return
    outside = BRACKETS.sub(lambda m: "\0" * len(m[0]), text)
    done = 0
    for year in _SPACED_YEAR.finditer(outside):
        dated = outside.endswith(_DATED, done, year.start())
        begin = names_begin(outside, done, year.start() + 1 - len(_DATED) * dated)
        match = _BARE.search(outside, begin, year.end() + _AFTER_YEAR)
        done = match.end() if match else year.end()
        if match:
            authors, et_al = split_authors(match[1])
            yield Mention(start=match.start(), text=match[0], authors=authors, year=match[2], et_al=et_al, strict=True)
        if match := _AFTER_YEAR_NAMED.match(outside, year.end()):
            authors, et_al = split_authors(match[1] or match[2])
            said = text[year.start() + 1 : match.end()]
            yield Mention(
                start=year.start() + 1, text=said, authors=authors, year=year[0][1:], et_al=et_al, strict=True
            )
