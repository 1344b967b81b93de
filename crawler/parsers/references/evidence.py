"""Weighs how much one line looks like an entry of a reference list, and knows headings and chrome."""

import re
from dataclasses import dataclass

from crawler.parsers.patterns import late
from crawler.parsers.references.cleaning import clean, is_clean, respace
from crawler.parsers.references.commas import worth_of_commas
from crawler.parsers.references.headings import SHORT, is_chrome, is_heading
from crawler.parsers.references.names import looks_like_names
from crawler.parsers.references.signs import AGAINST, MARKS, worth_of
from crawler.parsers.references.trust import with_somebody
from crawler.parsers.references.words import (
    FAMILY,
    IN_PRESS,
    INITIAL_LETTER,
    UNDATED,
    UPPER,
    YEAR,
    has_figures,
    has_source_words,
    names_organisation,
    plain_words,
    says_no_year,
    says_year,
    small,
)

_YEAR_MARK = late(rf"\((?:{YEAR}|{UNDATED}|{IN_PRESS})[a-z]?\b\.?[^()]{{0,40}}\)", re.I)
_PROSE_AFTER_YEAR = re.compile(
    r"\s+(?!in press)[a-z]{2,}|[’']s\b|\s*[,;]? (?:is|was|are|who|and|has|have|had|says?|said|argues?|writes?|commented|posted|replied|asked|wrote)\b"
)
_COMMA_CAPITAL = re.compile(r", [A-Z]")
_SAYS = late(
    r",? (?:also |even |then |clearly |further )?(?:says?|said|argue[sd]?|state[sd]?|suggest(?:s|ed)?|writes?|wrote|note[sd]?|claim(?:s|ed)?|believe[sd]?|points?|explain(?:s|ed)?"
    r"|describe[sd]?|define[sd]?|finds?|found|show(?:s|ed)?|discuss(?:es|ed)?|propose[sd]?|identif(?:y|ies|ied)|report(?:s|ed)?|conclude[sd]?|emphasi[sz]e[sd]?|mention(?:s|ed)?"
    r"|use[sd]?|call(?:s|ed)?|has|have|had|is|are|was|were|who|and I)\b"
)
"""Prose about an author, whatever stands before the year."""
_LOWER_AFTER = re.compile(r",? (?!in press|trans)[a-z]{2,}")
"""Prose, where no source follows."""
_CLOSED_INITIAL = re.compile(rf"\b{UPPER}\.?\s*$")
_AFTER_BRACKET = re.compile(r"\)[.,]? ?[A-Z“‘\"「]")
_ANY_YEAR = re.compile(YEAR)
_WHOLE_YEAR = re.compile(rf"\b{YEAR}\b")
_ON = re.compile(r"\bon\b")
_COMMENTED = re.compile(r"\s(?:commented|posted|replied|asked|wrote)\b")
_CAPITAL = late(rf"{INITIAL_LETTER}|[“\"‘]")
_PRONOUN = re.compile(r"[Imouwy](?<!\w.)(?:(?<=I)|(?<=m)[ey]|(?<=w)e|(?<=o)ur|(?<=y)our?|(?<=u)s)\b")
"""I, my, me, we, our, you, your, us: by their first letters, which is searched several times as fast."""
_VERB = re.compile(r"\b(?:I|we|my|our|was|were|is|are|had|has)\b")
_QUOTED = re.compile(r"[“\"‘][^“”\"‘’]{0,300}[”\"’]")
_ADDRESS = re.compile(r"[hH](?:[tT]{2}[pP][sS]?://)\S+|[wW]{3}\.\S+")
_RETRIEVED = re.compile(r"\b(?:Retrieved|Accessed|Available)\b.{0,40}(?:https?://|www\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one line looks like. `score`: 4 and more is an entry by itself, 2 and more one beside an entry."""

    score: float
    heading: bool = False
    named: bool = False
    """It begins as a list of authors does."""
    chrome: bool = False


_NOTHING = Evidence(score=-5.0)
_HEADING = Evidence(score=-5.0, heading=True)
PROSE = Evidence(score=-4.0)  # also what is weighed no further
_CHROME = Evidence(score=-4.0, chrome=True)

_HOPELESS = -1.0
"""A score from which no line becomes an entry, whatever its prose."""
_BEST, _BEST_UNDATED = 5.0, 3.0
"""What the way a line begins is worth at most, and without a year or words for none. Entities and tags may hide one."""


def weigh(text: str, least: float | None = None) -> Evidence:
    """Weigh a line; a line of more than 1,500 characters is no entry.

    `least`: only entries of such a score, 4 or more, are asked for, so what cannot be one is weighed no further, nor
    told to be chrome.
    """
    if len(text) > 1500 or not text.strip():
        return _NOTHING
    if len(text) < 80 and is_heading(text):
        return _HEADING
    lower = small(text)
    told = has_figures(text, lower) or has_source_words(lower)
    if not told and ((least is not None and _has_no_genre(text)) or not looks_like_names(text[:100].lstrip(" •*-–"))):
        return _CHROME if least is None and is_chrome(text, 2 * SHORT) else PROSE
    signs, length = worth_of(MARKS, text), _length(text)
    if least is not None and signs + length + _BEST < least:
        return PROSE
    has_year = says_year(text) or says_no_year(lower)
    undated = 0 if has_year or _is_accessed(text, lower) else 2
    best = _BEST if has_year or not is_clean(text) else _BEST_UNDATED
    if least is not None and signs + length + best - undated < least:
        return PROSE
    chrome = is_chrome(text, 2 * SHORT)
    opening = respace(with_somebody(clean(text[:OPENING])))
    score = _opening(opening, text) + signs + length - 4 * chrome
    if score >= _HOPELESS:
        score -= undated
        score -= _prose(opening, text, lower) if least is None or score >= least else 0
    if least is not None and score < least:
        return PROSE
    return Evidence(score=score, chrome=chrome, named=looks_like_names(opening[:100]))


def speaks(text: str) -> bool:
    """Whether somebody says I, we or you in a line."""
    return _PRONOUN.search(text) is not None


def _has_no_genre(text: str) -> bool:
    """Whether a line has neither `[Video]` nor a DOI: without a figure, other marks of an entry and names come to less than one."""
    return "[" not in text and "doi" not in text and "DOI" not in text


OPENING = 400
"""Characters that are repaired before they are weighed: authors, year and title stand there."""
_SLASHED = re.compile(r"/(?<=\d/)\d")
_BARE_YEAR = re.compile(rf"[.,]?\s{YEAR}[a-z]?[.:,]\s+(?=[“\"‘]|{UPPER})")
_SENTENCE_BREAK = re.compile(r"[^\W\d_]{3,}[.?!] |[“”\"]")
_FAMILY_GIVEN = late(rf"{FAMILY}, {INITIAL_LETTER}")
_QUOTED_FIRST = re.compile(r"[“\"][^”\"]{5,150}[.?!,]?[”\"][.,]? [A-Z]")
_QUOTED_DATE = re.compile(rf"{YEAR}|Accessed|Web\b|n\.d\.")
_GIVEN_FAMILY = late(rf"(?:{UPPER}[\w.’-]+ ){{1,3}}{UPPER}[\w’-]+[,(. ]")
_FAMILY_INITIAL = late(rf"{FAMILY}(?: {UPPER}{{1,3}}\b[.,]? |, {UPPER}\. )")


def _is_accessed(text: str, lower: str) -> bool:
    """Whether a line without a year has another date, or says when or where its source was seen."""
    if "accessed" in lower or ("/" in text and _SLASHED.search(text)):
        return True
    return ("http" in text or "www." in text) and _RETRIEVED.search(text) is not None


def _opening(entry: str, text: str) -> float:
    """What the way a line begins is worth: authors and a year, or a title and a year."""
    year = _YEAR_MARK.search(entry[:260])
    if year:
        worth = _at_year(entry, year)
        if worth:
            return worth
    bare = _BARE_YEAR.search(entry[:200])
    if bare and entry[0].isalpha() and not _SENTENCE_BREAK.search(entry[: bare.start()]):
        if looks_like_names(f"{entry[: bare.start()]}."):
            return 5
        return 3 if bare[0][0] == "." and bare.start() < 70 else 0
    if _FAMILY_GIVEN.match(entry) and _ANY_YEAR.search(text):
        return 3
    if _QUOTED_FIRST.match(entry) and _QUOTED_DATE.search(text):
        return 3
    begun = 2 if _FAMILY_INITIAL.match(entry) else 1 if _GIVEN_FAMILY.match(entry) and _WHOLE_YEAR.search(text) else 0
    return worth_of_commas(entry) or begun


def _at_year(entry: str, year: re.Match[str]) -> float:
    head, after = entry[: year.start()].strip(), entry[year.end() : year.end() + 30]
    if not after.strip(" .") and _ON.search(head):
        return -3
    if _COMMENTED.match(after) or _SAYS.match(after):
        return -3
    if not _CLOSED_INITIAL.search(head) and (_PROSE_AFTER_YEAR.match(after) or _is_one_of_many(entry, head, after)):
        return -3
    if _LOWER_AFTER.match(after) and not worth_of(MARKS, entry):
        return -3
    if looks_like_names(head):
        return 5 if after.strip(" .") else 1
    if _CLOSED_INITIAL.search(head) and plain_words(head) > 1:
        return 0
    capital = _CAPITAL.match(head)
    ended = head.endswith(".") or (_AFTER_BRACKET.match(entry[year.end() - 1 :]) and not _VERB.search(head))
    if year.start() < 120 and capital and ended:
        return 3 if entry[year.end() :].strip(" .") else 1
    return 0


def _is_one_of_many(entry: str, head: str, after: str) -> bool:
    """Whether other names follow the year: `Fullan (2001), Hill (2003)`; after `Family, Given` or a body it is the title."""
    sourced = looks_like_names(head) or (names_organisation(head) and worth_of(MARKS, entry) > 0)
    return _COMMA_CAPITAL.match(after) is not None and not sourced


def _length(text: str) -> float:
    count = text.count(" ") + 1
    return -2.0 if count < 5 else min(0.0, (70 - count) / 15)


def _prose(opening: str, text: str, lower: str) -> float:
    pronouns = 0
    if _PRONOUN.search(text):
        plain = _ADDRESS.sub("", text) if "http" in lower or "www." in lower else text
        pronouns = len(_PRONOUN.findall(_QUOTED.sub("", plain)))
    return 1.5 * float(pronouns**0.7) + worth_of(AGAINST, opening)
