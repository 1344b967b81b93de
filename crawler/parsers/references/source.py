"""Reads what follows an entry's title: the book, the journal, the pages, the publisher, the site."""

import re
from dataclasses import replace

from crawler.parsers.patterns import late
from crawler.parsers.references.figures import in_figures
from crawler.parsers.references.imprint import Hints, Source, imprint, trim, undated
from crawler.parsers.references.sentences import cut, is_place
from crawler.parsers.references.title import strip_marks
from crawler.parsers.references.words import MONTH, UPPER, YEAR, names_publisher, plain_words

_PAGES = r"(?:e\d{4}[A-Z]{2}|[A-Za-z]{1,4}(?=\d))?\d+(?:\s?[-–—]+\s?[A-Za-z]?\d+)?"
_RANGE = r"[A-Za-z]?\d+\s?[-–—]+\s?[A-Za-z]?\d+"


_LOOSE_END = late(
    r"[\s,;(\[]+(?:pp?|vol|no|nr|bd|art(?:icle|\.)?|(?-i:pages?)|special issue|(?-i:issue)|edited by|[Hh]rsg)[.:]?$|[,;:(\[]+\s?online[.:]?$|[\s,]*[(\[][^()\[\]]*$|,\s*\d{1,4}\+?$",
    re.IGNORECASE,
)
_NO_CONTAINER = re.compile(r"\W*(?:(?:vol|no|nr|bd|pp?|und|and|in|ed|eds)\.?\W*)?[\d\W]*", re.IGNORECASE)


def tidy_container(name: str | None) -> str | None:
    """A container without a bracket that was cut off, "p." or a page at its end; None where no name is left."""
    if not name:
        return None
    name = strip_marks(_LOOSE_END.sub("", _LOOSE_END.sub("", name)))
    return None if _NO_CONTAINER.fullmatch(name) else name


def read_source(text: str, hints: Hints) -> Source:
    """Read the text after the title."""
    text = in_figures(_prepare(text))
    if not text:
        return Source()
    if paged := _PAGES_IN.match(text):
        held = _chapter(text[paged.end() :])
        return replace(held, pages=_dense(paged[1])) if held else Source(pages=_dense(paged[1]))
    if paged := _PAGES_FIRST.match(text):
        return replace(imprint(trim(text[paged.end() :]), Hints()), pages=_dense(paged[1]))
    return _chapter(text) or _journal(text, hints) or _paged(text) or imprint(trim(text), hints)


_GENRE = re.compile(r"\[[^\[\]]{2,40}\]")
_NOISE = re.compile(r"\(?\b[Oo]riginal work published \d{4}\)?|(?<!of )\b(?:Print|Web)\.?$|\*{2,}$|^\*+")


_HELPERS = re.compile(
    r"\(?(?:Trans\.|Translated by|Directed by|Edited by|Eds?\. (?:by )?(?=[A-Z]))(?:[^.,;:()]|(?<=\b[A-Z])\.){3,80}[.,;)]+\s+"
    r"|\((?:[^()]{3,80}), (?:[Ee]ds?|[Tt]rans)\.?\)[.,]?\s+|(?:[A-Z]\. ?){1,3}[^.()]{2,60}\((?:[Ee]ds?|[Tt]rans)\.\)[.,]?\s+"
)
"""Translators and editors before the source."""


def _prepare(text: str) -> str:
    text = _NOISE.sub("", _GENRE.sub("", text.replace("،", ","))).strip(" .,;:*")
    return text[helped.end() :] if (helped := _HELPERS.match(text)) else text


_IN = re.compile(r"(?:[Ii]n|On|Dans|En(?= (?:[A-Z]\. ?){1,3}[^.()]{2,60}\())(?: ?:)? (.*)$")
_PAGES_IN = late(rf"[Pp]p?\. ?({_PAGES}),? (?=[Ii]n )")
"""`Pp. 33-58 in Book`: pages first, as the American sociologists have them."""
_PAGES_FIRST = re.compile(rf"({_RANGE})(?:\.\s*|$)")
"""`33-58. Publisher`: of proceedings without a name."""
_EDITORS = re.compile(
    r"(.{3,200}?)(?:\(\s*(?:[Ee]ds?|Hrsg|[Dd]irs?|[Ee]ditors?|[Cc]oords?|[Hh]g)\.?\s*\)|, (?:[Ee]ditors?\b\.?|Eds?\.|eds?\.(?=[,:])))[,.:]?\s*(.*)$"
)
_AUTHOR_FIRST = re.compile(r"(?:[A-Z]\. ?){1,3}[A-Z][\w’'-]+(?: (?:\([^()]{3,20}\)|et al\.))?, (?=[A-Z])")
"""`In R. K. Harrow, The rooms`."""
_PLACED = late(
    rf"(?:\.|(?<=\)),|,(?= [A-Z][\w’'-]+(?:, [A-Z][\w.’'-]+)? ?: [A-Z]))\s+(?=[A-Za-z][\w.’'-]{{1,18}}(?: {UPPER}[\w.’'-]{{1,14}}){{0,2}}(?:, {UPPER}[\w.]{{1,14}}){{0,2}} ?: {UPPER})"
)
"""Before the place and the publisher that follow a book's name."""
_VOLUME_OF_JOURNAL = re.compile(
    r",? (?:Jg\. (?=\d+$)|(?:Vol\.|Jg\.|Bd\.)? ?(?=\d+[^\d]))(\d{1,4}) ?(?:\((\d[\w/–-]*)\)|, No\. (\d+)|$)$"
)
_CHAPTER_PAGES = re.compile(
    rf"\(?(?:[Vv]ol\. (\d+)[,.]\s*)?\b(?:pp?|S|pages|Seiten)\b\.?\s*({_PAGES})\)?|[(,]\s*()(\d+\s?[-–—]\s?\d+)\b\)?"
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
    else:
        book = _AUTHOR_FIRST.sub("", book)
    pages = _CHAPTER_PAGES.search(book)
    name, after = (book[: pages.start()], book[pages.end() :]) if pages else cut(book)
    after = after.strip(" .,;)")
    if placed := _PLACED.search(name):
        name, after = name[: placed.start()], name[placed.end() :]
    name, after = _publisher_apart(_BOOK_NOISE.sub("", name), after)
    in_journal = _VOLUME_OF_JOURNAL.search(name.rstrip(" ,:"))
    if in_journal:
        name = name[: in_journal.start()]
    return replace(
        imprint(after, Hints()),
        container=strip_marks(name) or None,
        volume=in_journal[1] if in_journal else pages[1] or None if pages else None,
        issue=in_journal[2] or in_journal[3] if in_journal else None,
        pages=_dense(pages[2] or pages[4]) if pages else None,
        editors=editors,
        type="article-journal" if in_journal else "chapter",
    )


def _publisher_apart(name: str, after: str) -> tuple[str, str]:
    """`Book, Publisher, Place` within commas (Harvard): the book and, where nothing follows it, its publisher."""
    for match in re.finditer(", ", name) if not after else ():
        first = name[match.end() :].split(",")[0]
        if names_publisher(first) and not plain_words(first):
            return name[: match.start()], name[match.end() :]
    return name, after


_VOLUME = late(
    rf"[,.]?\s+(?:(?:[Vv]ol(?:ume|\.)?\s*|v\.\s*|Bd\.\s*|Jg\.\s*|t\.\s*|[Nn]°\s*)(?P<marked>[A-Z]?\d+[A-Za-z]?)|(?P<plain>(?:[A-Z]{{1,3}}-)?\d+[A-Za-z]?)|(?=\(\d)|(?=[Nn]o?\.\s*\d))"
    rf"(?:\s*[,.]?\s*(?:\((?:[Nn]o\.? )?(?P<i1>[^()]{{1,20}})\)|(?:[Nn](?:o|°|úm|r|\.)|H)\.?\s*(?P<i2>\d[\w–/-]*)|[Ii]ss(?:ue|\.)\s*(?P<i3>\d+)))?"
    rf"(?:,\s*(?:(?:{MONTH}|\d{{1,2}})\s*){{0,3}}{YEAR})?(?:\s*\((?:{MONTH}|\d|\s){{0,20}}{YEAR}\))?(?=[\s,:;.(]|$)"
)
_JOURNAL_PAGES = re.compile(rf"(?:pp?\.?\s*|pages |S\.\s*|[,:،(]\s*|^\s*)({_PAGES})")
_RANGE_OF_PAGES = re.compile(rf"(?:pp?\.?\s*|pages |S\.\s*|[,:،(]\s*|^\s*)({_RANGE})")
_LONE_YEAR = re.compile(rf"(?<![-–—\w]){YEAR}(?![-–—\w])")
_JOURNAL_NOISE = re.compile(r"\s*\((?:Vol|vol)?\.?$|,?\s*\(?(?:ser\.|vol|[Nn]o)\)?\.?$")


def _journal(text: str, hints: Hints) -> Source | None:
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
                pages=_dense(pages[1]) if pages else None,
                type="article-journal",
            )
    return None


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


_PAGED = re.compile(rf"[,:]?\s*\(?(?:\bpp?\.?|\bpages|\bS\.)\s*({_PAGES})\)?|,\s*({_RANGE})(?=[.,]|$)")


def _paged(text: str) -> Source | None:
    """`Newspaper, p. A12`, `Proceedings, 12-15`."""
    match = _PAGED.search(text)
    if not match:
        return None
    pages = _dense(match[1] or match[2])
    name = undated(text[: match.start()].strip(" ,"))
    if name and is_place(trim(name)):
        return replace(imprint(name, Hints()), pages=pages)
    if name:
        return Source(container=strip_marks(name), pages=pages)
    after = trim(text[match.end() :].strip(" ,.)"))
    return replace(imprint(after, Hints()), pages=pages)


def _dense(pages: str) -> str:
    return re.sub(r"\s", "", pages)
