"""Reads what follows an entry's title: the book, the journal, the pages, the publisher, the site."""

import re
from dataclasses import replace

from crawler.parsers.patterns import late
from crawler.parsers.references.figures import in_figures
from crawler.parsers.references.imprint import Hints, Source, imprint, trim, undated
from crawler.parsers.references.journals import PAGES, RANGE, dense, named_after, read_journal, read_yearly
from crawler.parsers.references.sentences import cut, is_place
from crawler.parsers.references.title import strip_marks
from crawler.parsers.references.words import MONTH, UPPER, names_publisher, plain_words

_LOOSE_END = late(
    r"[\s,;(\[]+(?:pp?|vol|no|nr|bd|art(?:icle|\.)?|(?-i:pages?)|special issue|(?-i:issue)|edited by|[Hh]rsg)[.:]?$|[,;:(\[]+\s?online[.:]?$|[\s,]*[(\[][^()\[\]]*$|,\s*\d{1,4}\+?$",
    re.IGNORECASE,
)
_LOOSE_WORDS = late(
    rf"(?:, {MONTH}(?: \d{{1,2}})?|[.,] [Ee]dited by [^,]{{3,60}}| \((?:[Ee]ds?\. [^()]{{3,60}}|{MONTH}\.?)\)| (\({UPPER}[^()\d,]{{2,30}}(?:, {UPPER}[^()\d,]{{1,30}}){{1,2}}\)))$"
)
"""A day, an editor, the place of a meeting."""
_MEETING = re.compile(r"Proc|Conf|Workshop|Sympos|Meeting")
_NO_CONTAINER = re.compile(r"\W*(?:(?:vol|no|nr|bd|pp?|und|and|in|ed|eds)\.?\W*)?[\d\W]*", re.IGNORECASE)


def tidy_container(name: str | None) -> str | None:
    """A container without a bracket that was cut off, "p." or a page at its end; None where no name is left."""
    if not name:
        return None
    name = _LOOSE_END.sub("", _LOOSE_END.sub("", name))
    loose = _LOOSE_WORDS.search(name) if name[-1:] == ")" or ", " in name or "dited by" in name else None
    if loose and (loose[1] is None or _MEETING.search(name)):
        name = name[: loose.start()]
    name = strip_marks(name)
    return None if _NO_CONTAINER.fullmatch(name) else name


def read_source(text: str, hints: Hints) -> Source:
    """Read the text after the title."""
    text = in_figures(_prepare(text))
    if not text:
        return Source()
    if paged := _PAGES_IN.match(text):
        held = _chapter(text[paged.end() :])
        return replace(held, pages=dense(paged[1])) if held else Source(pages=dense(paged[1]))
    if paged := _PAGES_FIRST.match(text):
        return replace(imprint(trim(text[paged.end() :]), Hints()), pages=dense(paged[1]))
    return (
        _chapter(text) or read_yearly(text) or read_journal(text, hints) or _paged(text) or imprint(trim(text), hints)
    )


_GENRE = re.compile(r"\[[^\[\]]{2,40}\]")
_NOISE = re.compile(
    r"\(?\b[Oo]riginal work published \d{4}\)?|(?<!of )\b(?:Print|Web)\.?$|\*{2,}$|^\*+|\((?:Kindle|[Ee]-?book|PDF|[Oo]nline|[Rr]equired)[^()]{0,20}\)$"
)


_HELPERS = re.compile(
    r"\(?(?:Trans\.|Translated by|Directed by|Edited by|Eds?\. (?:by )?(?=[A-Z]))(?:[^.,;:()]|(?<=\b[A-Z])\.){3,80}[.,;)]+\s+"
    r"|\((?:[^()]{3,80}), (?:[Ee]ds?|[Tt]rans)\.?\)[.,]?\s+|(?:[A-Z]\. ?){1,3}[^.()]{2,60}\((?:[Ee]ds?|[Tt]rans)\.\)[.,]?\s+"
)
"""Translators and editors before the source."""


def _prepare(text: str) -> str:
    text = _NOISE.sub("", _GENRE.sub("", text.replace("،", ","))).strip(" .,;:*")
    return text[helped.end() :] if (helped := _HELPERS.match(text)) else text


_IN = re.compile(r"(?:[Ii]n|On|Dans|En(?= (?:[A-Z]\. ?){1,3}[^.()]{2,60}\())(?: ?:)? (.*)$")
_PAGES_IN = late(rf"[Pp]p?\. ?({PAGES}),? (?=[Ii]n )")
"""`Pp. 33-58 in Book`: pages first, as the American sociologists have them."""
_PAGES_FIRST = re.compile(rf"({RANGE})(?:\.\s*|$)")
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
    rf"\(?(?:[Vv]ol\. (\d+)[,.]\s*)?\b(?:pp?|S|pages|Seiten)\b\.?\s*({PAGES})\)?|[(,]\s*()(\d+\s?[-–—]\s?\d+)\b\)?"
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
        pages=dense(pages[2] or pages[4]) if pages else None,
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


_PAGED = re.compile(rf"[,:]?\s*\(?(?:\bpp?\.?|\bpages|\bS\.)\s*({PAGES})\)?|,\s*({RANGE})(?=[.,]|$)")


def _paged(text: str) -> Source | None:
    """`Newspaper, p. A12`, `Proceedings, 12-15`."""
    match = _PAGED.search(text)
    if not match:
        return None
    pages = dense(match[1] or match[2])
    name = undated(text[: match.start()].strip(" ,"))
    if name and is_place(trim(name)):
        return replace(imprint(name, Hints()), pages=pages)
    if name:
        return Source(container=strip_marks(name), pages=pages, publisher=named_after(text[match.end() :]))
    after = trim(text[match.end() :].strip(" ,.)"))
    return replace(imprint(after, Hints()), pages=pages)
