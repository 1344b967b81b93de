"""Finds the year that parts an entry's authors from its title."""

import re
from dataclasses import dataclass
from itertools import chain

from crawler.parsers.patterns import late
from crawler.parsers.references.names import looks_like_names
from crawler.parsers.references.words import IN_PRESS, MONTH, UNDATED, UPPER, YEAR, names_publisher

_BRACKETED = late(
    rf"[(\[]\s*(?:c\.?\s?|ca\.?\s?|{MONTH}\.?\s|[A-Z][a-z]+\s|{YEAR}\s?/\s?)?({YEAR}|{UNDATED}|{IN_PRESS})([a-z]?)\b\.?([^()\[\]]{{0,40}})[)\]]",
    re.I,
)
_DAY_FIRST = late(rf"[(\[]\s*\d{{1,2}}\.? {MONTH},? ({YEAR})()()[)\]]", re.I)
_BARE = late(rf"[.,]?\s\(?({YEAR}|n\.\s?d\.)([a-z]?)\)?(?:\s?[.,:;]|\s(?=[“‘\"«]|'{UPPER}|{UPPER}))\s*(?=\S)")
_LATER = re.compile(rf"(?<![\d/–-])(?<!\bpp\. )(?<!\bp\. )({YEAR})(?![\d–-])")
_PAGES = re.compile(r"(?:(?:pp?\.?|S\.) ?\d[\d–-]*|\d{1,4} ?(?:pp?|pages|S|Seiten)\b|ISBN[\d :X-]+)[.,\s]*")
"""What follows a year that closes an entry."""
_EARLIER_YEAR = re.compile(rf"[.,]?\s{YEAR}[a-z]?[.,:]\s")
_QUOTE = re.compile(r"[“”\"]")
_QUOTED_HEAD = re.compile(r"[“\"‘«][^“”\"]{2,200}[”\"’»]\.?")
_TITLE_WITHIN = late(r"[“\"«‘](?:(?<!‘)[^“”\"«»]{12,300}[”\"»]|(?<=[.,] ‘)[^‘]{12,300}?[.,?!]?’ [A-Z])")
"""A title in quotation marks: what follows it names no authors."""
_TITLE_AFTER_INITIAL = late(r"\b[A-Z]\. (?:(?!and |und |et |y |& )[^\s,;&.]+ ){3,}[^\s,;&.]+\.?$")
"""`Laura M. Reading in the dark`: no name has as many words."""
_JOURNAL_END = late(r" \d{1,4}(?:\s?\([^()]{1,12}\))?[,:] ?[A-Za-z]?\d[\d–-]*$")
"""Before a year in brackets that closes an entry: `J. Classr. Talk 12, 33–58 (2010)`."""
_IN_SOURCE = re.compile(r"[.,?!”“»] [Ii]n: ")
"""Before what holds a work, so that a year after it parts no authors from a title."""
_VOLUME = re.compile(r" \d{1,4}(?:\s?\(\w{1,12}\))?\s?[:,]\s?[A-Za-z]?\d")
"""After a year that stands between a journal and its volume: `Nurs. Today (2009) 29:411`."""
_SENTENCE_BREAK = re.compile(r"[^\W\d_]{3,}[.?!] ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """An entry parted at its year: `head` before it, `rest` after it."""

    head: str
    year: str
    rest: str
    exact: bool = False
    """Month or day are given too: a newspaper, a blog, a programme."""
    mark: str = ""
    """The character after the year."""


def split_year(text: str) -> Dated | None:
    """Part the entry at the year after its authors; None when the year stands at the end (MLA) or nowhere."""
    return _bracketed(text) or _bare(text)


def last_year(text: str) -> str | None:
    """The last year of the text, for entries that close with it."""
    years = _LATER.findall(text)
    if years:
        return str(years[-1])
    return "n.d." if re.search(r"\bn\.\s?d\.", text) else None


def _bracketed(text: str) -> Dated | None:
    for match in chain(_BRACKETED.finditer(text[:700]), _DAY_FIRST.finditer(text[:700])):
        if not re.match(r"[-–]\d", match[3]):
            dated = _at_bracket(text, match)
            if dated:
                return dated
    return None


def _at_bracket(text: str, match: re.Match[str]) -> Dated | None:
    head, after = text[: match.start()].strip(), text[match.end() :]
    if ("n: " in head and _IN_SOURCE.search(head)) or (_VOLUME.match(after) and _SENTENCE_BREAK.search(head)):
        return None
    between_stops = head.endswith((".", "?", "!")) and after.startswith(".") and len(head.split()) <= 60
    if not between_stops and not _is_head(head, text):
        return None
    if not after.strip(" .") and (_JOURNAL_END.search(head) or (looks_like_names(head) and _bare(head))):
        return None
    return Dated(
        head=head,
        year=_year(match[1], match[2]),
        rest=after.strip(" .,:;،"),
        exact=bool(re.search(MONTH, match[3], re.I)),
        mark=after[:1],
    )


def _is_head(head: str, text: str) -> bool:
    """Whether what stands before a bracketed year can be authors, or a title without authors."""
    if looks_like_names(head):
        return not (_EARLIER_YEAR.search(head) or _TITLE_WITHIN.search(head))
    if _QUOTED_HEAD.fullmatch(head):
        return True
    if not head:
        return bool(re.match(r"[(\[]\d{4}\)[.,:]? [“\"‘«A-Z]", text))
    if len(head.split()) > 25 or _QUOTE.search(head):
        return False
    if _EARLIER_YEAR.search(head) and len(head.split()) > 8:
        return False
    return not (looks_like_names(text) and re.search(r"[.”\"]\s", re.sub(rf"\b{UPPER}\.", "", head)))


def _bare(text: str) -> Dated | None:
    for match in _BARE.finditer(text[:450]):
        head, rest = text[: match.start()], text[match.end() :]
        mark = text[match.end(2) : match.end(2) + 1]
        between_stops = match[0][0] == mark == "." and len(head.split()) < 13 and ": " not in head
        if len(head) < 2 or _PAGES.fullmatch(rest) or not _is_bare_head(head, rest, between_stops):
            continue
        return Dated(head=head, year=_year(match[1], match[2]), rest=rest, mark=mark)
    return None


def _is_bare_head(head: str, rest: str, between_stops: bool) -> bool:
    """Whether what stands before a year without brackets can be authors."""
    if _QUOTED_HEAD.fullmatch(head):
        return True
    if _QUOTE.search(head) or _SENTENCE_BREAK.search(head) or _TITLE_AFTER_INITIAL.search(head):
        return False
    if looks_like_names(head) or rest[:1] in '“"«' or between_stops:
        return True
    return len(head.split()) < 7 and not re.search(r"[.,:]", head) and not names_publisher(head.split()[-1])


def _year(year: str, suffix: str) -> str:
    if year[0].isdigit():
        return year + suffix.lower()
    return "in press" if re.fullmatch(IN_PRESS, year, re.I) else "n.d."
