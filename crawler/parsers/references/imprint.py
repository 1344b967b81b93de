"""Reads the last part of an entry: place, publisher, or the name of a site or newspaper."""

import re
from dataclasses import dataclass, replace

from crawler.parsers.patterns import late
from crawler.parsers.references.sentences import cut, is_proper
from crawler.parsers.references.title import strip_marks
from crawler.parsers.references.towns import REGIONS, TOWNS
from crawler.parsers.references.words import MONTH, UPPER, YEAR, names_organisation, names_publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a work appeared."""

    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    place: str | None = None
    editors: str | None = None
    """The editors' names as printed."""
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the rest of an entry tells of its source."""

    linked: bool = False
    """It has an address, or says that it had."""
    exact: bool = False
    """Its date has a month or a day: a newspaper, a blog."""
    quoted: bool = False
    """Its title stands in quotation marks, so it is part of something."""


_DAY = late(
    rf"(?:,\s*\d{{1,2}} {MONTH}(?:,? {YEAR})?|,?\s*\b{MONTH}(?:[ ,]+\d{{1,2}})?(?:,? {YEAR})?|,\s*{YEAR}|,\s*(?:ahead of print|[Oo]nline first|[Pp]ublish [Aa]head of [Pp]rint|[Aa]dvance [^,]{{3,30}}))$"
)


def undated(name: str) -> str:
    """Without the day, the month and `ahead of print` that may close it."""
    shorter = _DAY.sub("", name)
    return shorter if shorter == name else undated(shorter)


_THESIS = re.compile(
    r"^(?:(?:Unpublished )?(?:Ph\.? ?D\.?|[Dd]octoral|[Mm]aster’?s?)?\s*(?:[Dd]issertation|[Tt]hesis|[Mm]anuscript)|[Vv]ideo(?: file)?)[.,]?\s*"
    r"|^\([^()]*(?:Ed|Trans)\w*\.?\)\s*"
)
_TRIMS = (
    _THESIS,
    late(rf"(?:^|,?\s+){MONTH} \d{{1,2}}(?:[-–]\d{{1,2}})?$"),
    re.compile(
        r"^(?:(?:\d+\w*|Rev|Revised|Electronic|New|First|Second|[A-Z][a-z]+(?= edition)) (?:ed|edn|edition)\b|\d{1,2}\.,? (?:[a-zà-ÿ]+\.? (?:und |u\. )?){0,3}Aufl(?:age)?\b)[.,]*\s*"
    ),
    late(rf",?\s*(?:\d{{1,2}}\s)?{MONTH}\s?(?:\d{{1,2}},)?\s*(?:{YEAR})?\s*$"),
    re.compile(rf"[ ,]+{YEAR}\s*$"),
)


_CLOSING_ACRONYM = re.compile(r"\([A-Z]{2,10}\)$")


def trim(text: str) -> str:
    """Without editions, kinds of thesis and dates."""
    for pattern in _TRIMS:
        text = pattern.sub("", text)
    text = text.strip(" .,;(")
    return text if _CLOSING_ACRONYM.search(text) else text.rstrip(" .,;)")


_PLACED = late(rf"(?!The (?!Hague)|D(?:ie|er|as) )({UPPER}[\w.’' ,;&/-]{{1,50}}?)\s?:\s+(.+)$")


def imprint(text: str, hints: Hints) -> Source:
    """`Place: Publisher`, `Publisher, Place`, or the name of a site or newspaper."""
    text = undated(trim(text))
    if not text:
        return Source()
    placed = None if hints.exact else _placed(text)
    if placed:
        return placed
    first, after = cut(text)
    container = replace(_placed(after) or Source(publisher=strip_marks(after) or None), container=strip_marks(first))
    if hints.quoted and (_PERIODICAL.search(first) or not names_publisher(first)):
        return replace(container, container=strip_marks(first.split(", ")[0]))
    if _is_container(text, hints) or (after and not names_publisher(first)):
        return replace(container, container=strip_marks(re.sub(r",\s*[\dA-Z-]+$", "", first)))
    return _publisher(text)


def _placed(text: str) -> Source | None:
    match = _PLACED.match(text)
    if not match or len(match[1].split()) > 6 or re.search(r"[a-zà-ÿ]{3}\. ", match[1]):
        return None
    return Source(place=match[1].strip(), publisher=strip_marks(cut(match[2])[0]), type="book")


_PUBLIC_BODY = re.compile(r"\b(?:Universit\w+|Institut\w*|Ministry|Department|College)\b")
_PERIODICAL = re.compile(
    r"\b(?:Times|Post|News|Journal|Review|Magazine|Quarterly|Gazette|Herald|Guardian|Tribune|Chronicle|Zeitung|Today|Daily|Weekly|Bulletin"
    r"|Proceedings|Transactions|Letters|Annals|Archives of|[Bb]log|[Aa]r[Xx]iv|Revue|Revista|Zeitschrift|Wikipedia|[Ee]ncyclop\w+|Newsletter|Observer|Star|Independent)\b"
)


def _is_container(text: str, hints: Hints) -> bool:
    """Whether the only name after the title is that of a site, a newspaper or a journal, rather than a publisher's."""
    if _PERIODICAL.search(text) and not re.search(r"\b(?:Press|Publish\w+|Books)\b", text):
        return True
    if hints.exact:
        return not _PUBLIC_BODY.search(text)
    named = names_publisher(text) or names_organisation(text)
    return hints.linked and (not named or len(text.split()) > 8)


_WORD = re.compile(r"\w[\w’']{2}")
_COMPANY = re.compile(r",( (?:Inc|Ltd|LLC|Co|Corp)\b\.?)")


def place_and_publisher(first: str, second: str, *, town_last: bool = False) -> Source:
    """Two names of an imprint, either of which may be the town; where nothing tells, it stands first."""
    told = (names_publisher(first) - names_publisher(second)) or (second.lower() in TOWNS) - (first.lower() in TOWNS)
    if told > 0 or (told == 0 and town_last):
        first, second = second, first
    return Source(place=strip_marks(first), publisher=strip_marks(second), type="book")


def _publisher(text: str) -> Source:
    first, *others = [s.strip() for s in _COMPANY.sub(r"\1", text).split(",")]
    if len(others) == 1 and first.lower() in TOWNS and _WORD.match(others[0]) and others[0].lower() not in REGIONS:
        return place_and_publisher(first, others[0])
    if len(others) == 1 and others[0].lower() in TOWNS and is_proper(first):
        return Source(publisher=strip_marks(first), place=strip_marks(others[0]), type="book")
    if others and names_publisher(first):
        return Source(publisher=strip_marks(first), place=", ".join(others), type="book")
    return Source(publisher=strip_marks(text), type="book")
