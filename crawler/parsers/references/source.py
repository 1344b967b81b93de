"""Reads what follows an entry's title: the book, the journal, the pages, the publisher, the site."""

import re
from dataclasses import dataclass, replace

from crawler.parsers.references.sentences import cut
from crawler.parsers.references.title import strip_marks
from crawler.parsers.references.words import MONTH, UPPER, YEAR, names_publisher

_PAGES = r"[A-Za-z]?\d+(?:\s?[-–—]+\s?[A-Za-z]?\d+)?"
_RANGE = r"[A-Za-z]?\d+\s?[-–—]+\s?[A-Za-z]?\d+"


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


def read_source(text: str, *, linked: bool = False, exact: bool = False) -> Source:
    """Read the text after the title. `linked`: the entry has an address; `exact`: its date has a day or a month."""
    text = _prepare(text)
    if not text:
        return Source()
    return _chapter(text) or _journal(text) or _paged(text) or _imprint(_trim(text), linked=linked, exact=exact)


_GENRE = re.compile(r"\[[^\]]{2,40}\]")
_NOISE = re.compile(r"\(?\b[Oo]riginal work published \d{4}\)?|\b(?:Print|Web)\.?$|\*{2,}$|^\*+")


def _prepare(text: str) -> str:
    return _NOISE.sub("", _GENRE.sub("", text)).strip(" .,;:*")


_IN = re.compile(r"[Ii]n:? (.*)$")
_EDITORS = re.compile(
    r"(.{3,200}?)(?:\(\s*(?:[Ee]ds?|Hrsg|[Dd]irs?|[Ee]ditors?|[Cc]oords?|[Hh]g)\.?\s*\)|, [Ee]d(?:itor)?s?\.)[,.:]?\s*(.*)$"
)
_CHAPTER_PAGES = re.compile(
    rf"\(?(?:[Vv]ol\. (\d+)[,.]\s*)?\b(?:pp?|S)\b\.?\s*({_PAGES})\)?|[(,]\s*()(\d+\s?[-–—]\s?\d+)\b\)?"
)
_BOOK_NOISE = re.compile(
    r"\([^()]*$|\([^()]*\b(?:ed|[Ee]d|edn)\.?[^()]*\)|\((?:Vol|Winter|Summer|Fall|Spring)[^()]*\)|,?\s*\d\w* ed\."
    r"|,?\s*[Ee]dited by.*$|,\s*(?:ed|Hrsg)\b\.?.*$"
)


def _chapter(text: str) -> Source | None:
    """`In A. Editor (Ed.), Book (Vol. 2, pp. 1-2). Place: Publisher`."""
    match = _IN.match(text)
    if not match:
        return None
    book, editors = match[1], None
    named = _EDITORS.match(book)
    if named:
        editors, book = named[1], named[2]
    pages = _CHAPTER_PAGES.search(book)
    name, after = (book[: pages.start()], book[pages.end() :]) if pages else cut(book)
    found = _imprint(after.strip(" .,;)")) if after.strip(" .,;)") else Source()
    return replace(
        found,
        container=strip_marks(_BOOK_NOISE.sub("", name)) or None,
        volume=pages[1] or None if pages else None,
        pages=_dense(pages[2] or pages[4]) if pages else None,
        editors=editors,
        type="chapter",
    )


_VOLUME = re.compile(
    rf"[,.]?\s+(?:(?:[Vv]ol(?:ume|\.)?\s*|v\.\s*|Bd\.\s*|t\.\s*|[Nn]°\s*)(?P<marked>[A-Z]?\d+[A-Za-z]?)|(?P<plain>[A-Z]?\d+[A-Za-z]?)|(?=\(\d)|(?=[Nn]o?\.\s*\d))"
    rf"(?:\s*[,.]?\s*(?:\((?:[Nn]o\.? )?(?P<i1>[^()]{{1,20}})\)|(?:[Nn](?:o|°|úm|r|\.)|H)\.?\s*(?P<i2>\d[\w–/-]*)|[Ii]ss(?:ue|\.)\s*(?P<i3>\d+)))?"
    rf"(?:,\s*(?:(?:{MONTH}|\d{{1,2}})\s*){{0,3}}{YEAR})?(?:\s*\((?:{MONTH}|\d|\s){{0,20}}{YEAR}\))?(?=[\s,:;.(]|$)"
)
_JOURNAL_PAGES = re.compile(rf"(?:pp?\.?\s*|S\.\s*|[,:،(]\s*|^\s*)({_PAGES})")
_JOURNAL_NOISE = re.compile(r"\s*\((?:Vol|vol)?\.?$|,?\s*\(?(?:ser\.|vol|[Nn]o)\)?\.?$")


def _journal(text: str) -> Source | None:
    """`Journal, 7(2), 225-246` and its many other shapes."""
    for match in _VOLUME.finditer(text):
        name, rest = text[: match.start()], text[match.end() :]
        if _is_volume(match, name, rest):
            pages = _JOURNAL_PAGES.search(re.sub(rf"{YEAR}(?![-–\d])", "", rest))
            return Source(
                container=strip_marks(_JOURNAL_NOISE.sub("", name)),
                volume=match["marked"] or match["plain"],
                issue=match["i1"] or match["i2"] or match["i3"],
                pages=_dense(pages[1]) if pages else None,
                type="article-journal",
            )
    return None


def _is_volume(match: re.Match[str], name: str, rest: str) -> bool:
    """Not a year, not the day of a month, not a number within a name."""
    volume = match["marked"] or match["plain"]
    issue = match["i1"] or match["i2"] or match["i3"]
    if not (volume or issue) or len(name) < 3 or name[0].isdigit():
        return False
    if volume and not match["marked"] and re.fullmatch(YEAR, volume):
        return False
    if re.search(rf"\b{MONTH}$", name.rstrip(" ,")) or re.match(rf"\s*{MONTH}", rest):
        return False
    return bool(match["marked"] or issue or not rest.strip() or re.match(r"\s*[,:;.(–-]", rest))


_PAGED = re.compile(rf"[,:]?\s*\(?(?:\bpp?\.?|\bpages|\bS\.)\s*({_PAGES})\)?|,\s*({_RANGE})(?=[.,]|$)")
_DAY = re.compile(rf",?\s*(?:\d{{1,2}} )?(?:{MONTH})?[ ,]*(?:\d{{1,2}},? )?(?:{YEAR})?$")


def _paged(text: str) -> Source | None:
    """`Newspaper, p. A12`, `Proceedings, 12-15`."""
    match = _PAGED.search(text)
    if not match:
        return None
    pages = _dense(match[1] or match[2])
    name = _DAY.sub("", text[: match.start()]).strip(" ,")
    if name:
        return Source(container=strip_marks(name), pages=pages)
    after = _trim(text[match.end() :].strip(" ,.)"))
    return replace(_imprint(after) if after else Source(), pages=pages)


_THESIS = re.compile(
    r"^(?:(?:Unpublished )?(?:Ph\.? ?D\.?|[Dd]octoral|[Mm]aster’?s?)?\s*(?:[Dd]issertation|[Tt]hesis|[Mm]anuscript)|[Vv]ideo(?: file)?)[.,]?\s*"
    r"|^\([^()]*(?:Ed|Trans)\w*\.?\)\s*"
)
_TRIMS = (
    _THESIS,
    re.compile(rf"(?:^|,?\s+){MONTH} \d{{1,2}}(?:[-–]\d{{1,2}})?$"),
    re.compile(r"^(?:\d+\w*|Rev|Revised|Electronic|New|First|Second) (?:ed|edn|edition)\b[.,]*\s*"),
    re.compile(rf",?\s*(?:\d{{1,2}}\s)?{MONTH}\s?(?:\d{{1,2}},)?\s*(?:{YEAR})?\s*$"),
    re.compile(rf"[ ,]+{YEAR}\s*$"),
)


def _trim(text: str) -> str:
    """Without editions, kinds of thesis and dates."""
    for pattern in _TRIMS:
        text = pattern.sub("", text)
    return text.strip(" .,;()")


_PLACED = re.compile(rf"({UPPER}[\w.’' ,&/-]{{1,50}}?)\s?:\s+(.+)$")


def _imprint(text: str, *, linked: bool = False, exact: bool = False) -> Source:
    """`Place: Publisher`, `Publisher, Place`, or the name of a site or newspaper."""
    text = _trim(text)
    placed = _PLACED.match(text)
    if placed and len(placed[1].split()) <= 6:
        return Source(place=placed[1].strip(), publisher=strip_marks(cut(placed[2])[0]), type="book")
    if not text:
        return Source()
    if linked and (exact or not names_publisher(text) or len(text.split()) > 8):
        name, after = cut(text)
        return Source(container=strip_marks(re.sub(r",\s*[\dA-Z-]+$", "", name)), publisher=strip_marks(after) or None)
    return _publisher(text)


def _publisher(text: str) -> Source:
    if ". " in text and cut(text)[1]:
        name, after = cut(text)
        return Source(container=strip_marks(name), publisher=strip_marks(after) or None)
    first, *others = [s.strip() for s in text.split(",")]
    if others and names_publisher(first):
        return Source(publisher=strip_marks(first), place=", ".join(others), type="book")
    return Source(publisher=strip_marks(text), type="book")


def _dense(pages: str) -> str:
    return re.sub(r"\s", "", pages)
