"""Reads what holds a work with a title in quotation marks where the year stands last: a book with editors, a site with its publisher."""

from crawler.parsers.patterns import late
from crawler.parsers.references.imprint import Source
from crawler.parsers.references.sentences import cut, is_proper
from crawler.parsers.references.title import outer_commas, strip_marks
from crawler.parsers.references.words import MONTH, UPPER, YEAR

_PAGES = r"[A-Za-z]?\d+(?:[-–—]\w?\d+)?"
_LAST = 160
"""Characters at the end of an entry in which its imprint is looked for."""
_IMPRINT = late(
    rf"(?:[.,] | \()(?P<place>{UPPER}[^:.()\d]{{1,30}}(?:D?\.C\.|\.)?): (?P<publisher>[^:()]{{2,60}}), {YEAR}\)?"
    rf"(?:[.,:]? (?:pp?\. ?)?(?P<pages>{_PAGES}))?[. ]*$"
)
"""`. Place: Publisher, 2010. 33-58` and ` (Place: Publisher, 2010), 35`."""
_UNPLACED = late(rf", (?P<publisher>[^,:]{{2,60}}), {YEAR}(?:, pp?\. ?(?P<pages>{_PAGES}))?[. ]*$")
"""`, Publisher, 2010, pp. 33-58`."""
_EDITED = late(r"[.,] (?:[Ee]ds?\.(?: by)?|[Ee]dited by) (?=[A-Z])")
_IN = late(r"^[Ii]n:? (?=[A-Z“\"])")
_CLOSING_PAGES = late(r",? (?:pp?\. ?)?(\d+ ?[-–—] ?\d+)$")
_FIGURE = late(r"\d|[\"“”]")
_NO_PUBLISHER = late(r"[Nn]\.? ?p(?:ub)?\b\.?")
_DATE = late(rf"[.,]? ?(?:\d{{1,2}} )?{MONTH}?[\d, ]*{YEAR}\b.*$|[.,] (?:\d{{1,2}} )?{MONTH}(?: \d{{1,2}})?[ .,]*$")
_AFTER_DATE = late(rf"{YEAR}[,:] ?(?:pp?\. ?)?(?!{YEAR})([A-Z]?\d{{1,4}}(?:[-–]\w?\d+)?)\+?[ .]*$")
_KIND = late(r" \((?:[Bb]log|[Ww]eblog|[Pp]odcast|[Ww]ebsite)\)| \[[^\[\]]{2,40}\]$")
_THESIS = late(r"(?:(?:Ph\.? ?D\.?|[Dd]octoral|M\.?A\.?|[Mm]aster[’']?s)[., ]*(?:diss|thesis)\w*)[.,]+ ?")


_NEWSPAPER = late(
    rf"(?:[Ii]n: )?(?P<name>{UPPER}[^.,:;()]{{2,50}}?),? (?:Nr\. ?\d{{1,4}}(?:/\d{{2,4}})?,? ?)?(?:vom |v\. )?\d{{1,2}}\. ?(?:\d{{1,2}}\. ?| {MONTH} ){YEAR}(?:,? S\. ?(?P<pages>\d+(?:[-–]\d+)?f{{0,2}}))?[. ]*$"
)


def read_held(text: str) -> Source | None:
    """The book with editors or with place and publisher, of which the entry is a part."""
    edited = _EDITED.search(text)
    found = _IMPRINT.search(text, max(0, len(text) - _LAST)) or (edited and _UNPLACED.search(text, edited.end()))
    if not found:
        return None
    before = text[: found.start()]
    pages = found["pages"]
    if not pages and (closing := _CLOSING_PAGES.search(before)):
        pages, before = closing[1], before[: closing.start()]
    name = _IN.sub("", before[: edited.start()] if edited else before)
    return Source(
        container=strip_marks(name),
        publisher=strip_marks(found["publisher"]),
        place=found.groupdict().get("place"),
        pages=pages,
        editors=before[edited.end() :].strip(" .,") or None if edited else None,
        type="chapter",
    )


def read_site(text: str) -> Source:
    """`The Site. Its Publisher, 4 March 2019`, `The Site (blog), March 4, 2019`, `PhD diss., University, 2010`."""
    pages = _AFTER_DATE.search(text)
    text = _KIND.sub("", _DATE.sub("", text), count=1).strip(" .,")
    if thesis := _THESIS.match(text):
        return Source(publisher=strip_marks(text[thesis.end() :]) or None, type="thesis")
    commas = [*outer_commas(text), len(text)]
    name, publisher = text[: commas[0]], text[commas[0] + 1 : commas[1]].strip() if commas[1:] else ""
    first, after = cut(name)
    if after and _is_publisher(after):
        name, publisher = first, after
    named = _is_publisher(publisher) and not _NO_PUBLISHER.fullmatch(publisher)
    return Source(
        container=strip_marks(name) or None,
        publisher=strip_marks(publisher) if named else None,
        pages=pages[1] if pages else None,
    )


def read_newspaper(text: str) -> Source | None:
    """`Die Zeit Nr. 14 vom 28.03.2013, S. 67`."""
    paper = _NEWSPAPER.match(text)
    return Source(container=strip_marks(paper["name"]), pages=paper["pages"]) if paper else None


def _is_publisher(name: str) -> bool:
    return is_proper(name) and not _FIGURE.search(name)
