"""Reads a journal with its volume, issue and pages."""

import re

from crawler.parsers.patterns import late
from crawler.parsers.references.imprint import Hints, Source
from crawler.parsers.references.sentences import is_proper
from crawler.parsers.references.title import strip_marks
from crawler.parsers.references.towns import is_town
from crawler.parsers.references.words import MONTH, YEAR

PAGES = r"(?:e\d{4}[A-Z]{2}|[A-Za-z]{1,4}(?=\d))?\d+(?:\s?[-–—]+\s?[A-Za-z]?\d+)?"
RANGE = r"[A-Za-z]?\d+\s?[-–—]+\s?[A-Za-z]?\d+"
_LONGEST_NAME = 50


def dense(pages: str) -> str:
    """Pages without spaces."""
    return re.sub(r"\s", "", pages)


_VOLUME = late(
    rf"[,.]?\s+(?:(?:[Vv]ol(?:ume|\.)?\s*|v\.\s*|Bd\.\s*|Jg\.\s*|t\.\s*|[Nn]°\s*)(?P<marked>[A-Z]?\d+[A-Za-z]?)|(?P<plain>(?:[A-Z]{{1,3}}-)?\d+[A-Za-z]?)|(?=\(\d)|(?=[Nn]o?\.\s*\d))"
    rf"(?:\s*[,.]?\s*(?:\((?:[Nn]o\.? )?(?P<i1>[^()]{{1,20}})\)|(?:[Nn](?:o|°|úm|r|\.)|H)\.?\s*(?P<i2>\d[\w–/-]*)|[Ii]ss(?:ue|\.)\s*(?P<i3>\d+)))?"
    rf"(?:,\s*(?:(?:{MONTH}|\d{{1,2}})\s*){{0,3}}{YEAR})?(?:\s*\((?:{MONTH}|\d|\s){{0,20}}{YEAR}\))?(?=[\s,:;.(]|$)"
)
_JOURNAL_PAGES = re.compile(rf"(?:pp?\.?\s*|pages |S\.\s*|[,:،(]\s*|^\s*)({PAGES})")
_RANGE_OF_PAGES = re.compile(rf"(?:pp?\.?\s*|pages |S\.\s*|[,:،(]\s*|^\s*)({RANGE})")
_LONE_YEAR = re.compile(rf"(?<![-–—\w]){YEAR}(?![-–—\w])")
_JOURNAL_NOISE = re.compile(r"\s*\((?:Vol|vol)?\.?$|,?\s*\(?(?:ser\.|vol|[Nn]o)\)?\.?$")


_YEARS = late(rf"{YEAR}(?:/\d{{2,4}})?")
_ALL_PAGES = late(PAGES)


def read_yearly(text: str) -> Source | None:
    """`Journal, 2015, e210527`, whose volumes are years."""
    name, *numbers = text.rsplit(", ", 2)
    if len(numbers) < 2 or not numbers[0][:4].isdigit():  # quickly seen
        return None
    years, pages = numbers[0], numbers[1].rstrip(". ")
    if "," in name or "." in name or not (_YEARS.fullmatch(years) and _ALL_PAGES.fullmatch(pages)):
        return None
    return Source(container=name, volume=years, pages=dense(pages), type="article-journal")


def read_journal(text: str, hints: Hints) -> Source | None:
    """`Journal, 7(2), 225-246` and its many other shapes; a lone number after a newspaper's name is a page."""
    for match in _VOLUME.finditer(text):
        name, rest = text[: match.start()], text[match.end() :]
        if _is_volume(match, name, rest):
            if hints.exact and match.lastgroup == "plain" and not rest:
                return Source(container=strip_marks(name), pages=match["plain"])
            rest = _LONE_YEAR.sub("", rest)
            pages = _RANGE_OF_PAGES.search(rest) or _JOURNAL_PAGES.search(rest)
            return Source(
                container=strip_marks(_JOURNAL_NOISE.sub("", name)),
                volume=match["marked"] or match["plain"],
                issue=match["i1"] or match["i2"] or match["i3"],
                pages=dense(pages[1]) if pages else None,
                publisher=named_after(rest[pages.end() :]) if pages else None,
                type="article-journal",
            )
    return None


def named_after(text: str) -> str | None:
    """The publisher that closes an entry after its pages: `12-15. North Press`."""
    name = text[2:].strip(" .") if text[:2] == ". " else ""
    fits = 2 < len(name) < _LONGEST_NAME and is_proper(name) and not re.search(r"[\d:]|\. ", name)
    return name if fits and not is_town(name.split(",")[0]) else None


_PAGE_MARK = late(r"[ ,(]pp?\.?$")
_NO_JOURNAL = late(
    r"(?:Book|Parts?|Version|Chapter|Volume|Teil|Band|Tome|Series|Season|Episode|Week|Module|Grade|Unit|(?:Technical |Research |Annual )?Report|Tech|(?:Working|Discussion|Occasional|Conference) Paper)",
    re.I,
)


def _is_volume(match: re.Match[str], name: str, rest: str) -> bool:
    """Not a year, not the day of a month, not a number within a name."""
    volume = match["marked"] or match["plain"]
    issue = match["i1"] or match["i2"] or match["i3"]
    if not (volume or issue) or len(name) < 2 or name[0].isdigit() or (not match["marked"] and _PAGE_MARK.search(name)):
        return False
    if _NO_JOURNAL.fullmatch(name) or (
        volume and not match["marked"] and re.fullmatch(YEAR, volume) and not match["i1"]
    ):
        return False
    if re.search(rf"\b{MONTH}$", name.rstrip(" ,")) or re.match(rf"\s*{MONTH}", rest):
        return False
    return bool(match["marked"] or issue or not rest.strip() or re.match(r"\s*[,:;.(–-]|\s\d+[-–]\d", rest))
