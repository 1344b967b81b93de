"""Reads what follows an entry's title: the book, the journal, the pages, the publisher, the site."""

import re
from dataclasses import dataclass, replace

from crawler.parsers.references.sentences import cut
from crawler.parsers.references.title import strip_marks
from crawler.parsers.references.words import MONTH, UPPER, YEAR, names_organisation, names_publisher, plain_words

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the rest of an entry tells of its source."""

    linked: bool = False
    """It has an address, or says that it had."""
    exact: bool = False
    """Its date has a month or a day: a newspaper, a blog."""
    quoted: bool = False
    """Its title stands in quotation marks, so it is part of something."""


def read_source(text: str, hints: Hints) -> Source:
    """Read the text after the title."""
    text = _prepare(text)
    if not text:
        return Source()
    return _chapter(text) or _journal(text) or _paged(text) or _imprint(_trim(text), hints)


_GENRE = re.compile(r"\[[^\[\]]{2,40}\]")
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
    r"\([^()]{0,200}$|\([^()]{0,200}\b(?:ed|[Ee]d|edn)\.?[^()]*\)|\((?:Vol|Winter|Summer|Fall|Spring)[^()]*\)|,?\s*\d\w* ed\."
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
    after = after.strip(" .,;)")
    name, after = _publisher_apart(_BOOK_NOISE.sub("", name), after)
    return replace(
        _imprint(after, Hints()),
        container=strip_marks(name) or None,
        volume=pages[1] or None if pages else None,
        pages=_dense(pages[2] or pages[4]) if pages else None,
        editors=editors,
        type="chapter",
    )


def _publisher_apart(name: str, after: str) -> tuple[str, str]:
    """`Book, Publisher, Place` within commas (Harvard): the book and, where nothing follows it, its publisher."""
    for match in re.finditer(", ", name) if not after else ():
        first = name[match.end() :].split(",")[0]
        if names_publisher(first) and not plain_words(first):
            return name[: match.start()], name[match.end() :]
    return name, after


_VOLUME = re.compile(
    rf"[,.]?\s+(?:(?:[Vv]ol(?:ume|\.)?\s*|v\.\s*|Bd\.\s*|t\.\s*|[Nn]°\s*)(?P<marked>[A-Z]?\d+[A-Za-z]?)|(?P<plain>(?:[A-Z]{1, 3}-?)?\d+[A-Za-z]?)|(?=\(\d)|(?=[Nn]o?\.\s*\d))"
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
    if not (volume or issue) or len(name) < 2 or name[0].isdigit():
        return False
    if volume and not match["marked"] and re.fullmatch(YEAR, volume) and not match["i1"]:
        return False
    if re.search(rf"\b{MONTH}$", name.rstrip(" ,")) or re.match(rf"\s*{MONTH}", rest):
        return False
    return bool(match["marked"] or issue or not rest.strip() or re.match(r"\s*[,:;.(–-]", rest))


_PAGED = re.compile(rf"[,:]?\s*\(?(?:\bpp?\.?|\bpages|\bS\.)\s*({_PAGES})\)?|,\s*({_RANGE})(?=[.,]|$)")
_DAY = re.compile(
    rf"(?:,\s*\d{{1,2}} {MONTH}(?:,? {YEAR})?|,?\s*\b{MONTH}(?:[ ,]+\d{{1,2}})?(?:,? {YEAR})?|,\s*{YEAR}|,\s*(?:ahead of print|[Oo]nline first|[Aa]dvance [^,]{{3,30}}))$"
)


def _paged(text: str) -> Source | None:
    """`Newspaper, p. A12`, `Proceedings, 12-15`."""
    match = _PAGED.search(text)
    if not match:
        return None
    pages = _dense(match[1] or match[2])
    name = _undated(text[: match.start()].strip(" ,"))
    if name:
        return Source(container=strip_marks(name), pages=pages)
    after = _trim(text[match.end() :].strip(" ,.)"))
    return replace(_imprint(after, Hints()), pages=pages)


def _undated(name: str) -> str:
    """Without the day, the month and `ahead of print` that may close it."""
    shorter = _DAY.sub("", name)
    return shorter if shorter == name else _undated(shorter)


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


def _imprint(text: str, hints: Hints) -> Source:
    """`Place: Publisher`, `Publisher, Place`, or the name of a site or newspaper."""
    text = _undated(_trim(text))
    if not text:
        return Source()
    placed = None if hints.exact else _placed(text)
    if placed:
        return placed
    first, after = cut(text)
    container = replace(_placed(after) or Source(publisher=strip_marks(after) or None), container=strip_marks(first))
    if hints.quoted:
        return replace(container, container=strip_marks(first.split(", ")[0]))
    if _is_container(text, hints) or (after and not names_publisher(first)):
        return replace(container, container=strip_marks(re.sub(r",\s*[\dA-Z-]+$", "", first)))
    return _publisher(text)


def _placed(text: str) -> Source | None:
    match = _PLACED.match(text)
    if not match or len(match[1].split()) > 6:
        return None
    return Source(place=match[1].strip(), publisher=strip_marks(cut(match[2])[0]), type="book")


_PUBLIC_BODY = re.compile(r"\b(?:Universit\w+|Institut\w*|Ministry|Department|College)\b")
_PERIODICAL = re.compile(
    r"\b(?:Times|Post|News|Journal|Review|Magazine|Quarterly|Gazette|Herald|Guardian|Tribune|Chronicle|Zeitung|Today|Daily|Weekly|Bulletin"
    r"|Proceedings|Transactions|Letters|Annals|Archives of|[Bb]log|[Aa]r[Xx]iv|Revue|Revista|Zeitschrift|Wikipedia|Encyclop\w+|Newsletter|Observer|Star|Independent)\b"
)


def _is_container(text: str, hints: Hints) -> bool:
    """Whether the only name after the title is that of a site, a newspaper or a journal, rather than a publisher's."""
    if _PERIODICAL.search(text) and not re.search(r"\b(?:Press|Publish\w+|Books)\b", text):
        return True
    if hints.exact:
        return not _PUBLIC_BODY.search(text)
    named = names_publisher(text) or names_organisation(text)
    return hints.linked and (not named or len(text.split()) > 8)


def _publisher(text: str) -> Source:
    first, *others = [s.strip() for s in text.split(",")]
    if others and names_publisher(first):
        return Source(publisher=strip_marks(first), place=", ".join(others), type="book")
    return Source(publisher=strip_marks(text), type="book")


def _dense(pages: str) -> str:
    return re.sub(r"\s", "", pages)
