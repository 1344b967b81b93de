"""Reads what follows a title where the year stands last: MLA's containers, journals with the year in brackets, what `In: ` opens."""

import re

from crawler.parsers.patterns import late
from crawler.parsers.references.commas import read_chapter
from crawler.parsers.references.figures import in_figures
from crawler.parsers.references.held import read_held, read_newspaper, read_site
from crawler.parsers.references.imprint import Hints, Source
from crawler.parsers.references.sentences import cut
from crawler.parsers.references.source import read_source
from crawler.parsers.references.title import strip_marks
from crawler.parsers.references.words import MONTH, UPPER, YEAR, names_publisher

_MLA_SOURCE = late(
    rf"(.+?),\s*(?:vol\.\s*([\w.]+))?(?:,?\s*(?:no\.|n[°º]|n[úu]m\.|fasc\.)\s*([\w/–-]+))?(?:,\s*(?:[^,]{{0,20}})?{YEAR})?(?:,?\s*pp?\.\s*([\w:]+(?:[–-]\w+)?))?(?:,\s*[^,]{{0,12}}{YEAR})?\.?$"
)
_YEAR_IN_BRACKETS = re.compile(
    rf"([^\d].{{2,200}}?),? (\d+)(?:\.(\d+)|,? [Nn]os?\. (\d+)|\s?\((\d+)\))? \((?:[^()]{{0,20}}\s)?{YEAR}\)(?:\s?[:,]\s?(?:pp?\. )?(\w+(?:[–-]\w+)?))?"
)
"""`Journal 12.3 (2019): 44-59`."""
_YEAR_BEFORE_VOLUME = late(
    rf"([^\d].{{2,120}}?)[.,]? {YEAR}(?: {MONTH}(?: \d{{1,2}})?)?\s?(?:;|,(?=\s\d{{1,4}}(?:\s?\(\d|,\s\w?\d)))\s?(?!{YEAR}\b)(\d+)(?:\s?\((\w[^()]{{0,20}})\))?(?:\s?[:,]\s?([eE]?\d+(?:[-–]\d+)?))?"
)
"""`J Rooms. 2019;12(3):44-59`, `J. Rooms 2019, 12 (3), 44-59`."""
_YEAR_HELD = late(
    rf"([^\d].{{2,120}}?) \({YEAR}\) (\d{{1,4}})(?:\s?\(([\w–/-]{{1,12}})\))?\s?[:,]\s?([A-Za-z]?\d[\d–-]*)"
)
"""`J. Rooms (2019) 12:44-59`."""
_YEAR_CLOSES = late(
    rf"([^\d].{{2,120}}?),? (\d{{1,4}})(?:\s?\(([\w–/-]{{1,12}})\))?[,:] ?(?:pp?\. ?)?([A-Za-z]?\d[\d–-]*) \({YEAR}\)"
)
"""`J. Rooms 12, 44-59 (2019)`."""
_DATABASE = late(r"(?<=\d)\. [A-Z][^\d.:]{2,40}[.,]?$")
"""Where a work was found, after all that is said of it: `pp. 33-58. JSTOR`."""
_YEAR_FIRST = late(rf"^{YEAR}[.,]\s+(?={UPPER})")
_CLOSING_YEAR = late(rf"[., ]+{YEAR}(?=[., ]*$|[,.;:] ?S\. ?\d)")
MAKERS = late(
    r"(?:Dir(?:\.|ected by)|Perf(?:\.|ormed by)|Prod(?:\.|uced by)|Written by|Created by|Narr\.|Screenplay by) [^.]{3,80}[.,] ?"
)
"""Who made a film, after its title."""
SEEN = re.compile(r"(?<=[\d.,)”\"])\s(?:Web|Print)\.")
"""After it MLA says when a page was seen."""


def read_after_quote(text: str) -> Source:
    """What follows a title in quotation marks."""
    return (
        (_in_journal(text) if text[:3] in ("in:", "In:") else None)
        or read_newspaper(text)
        or read_held(text)
        or read_chapter(text)
        or _after(text, in_quotes=True)
    )


def read_after(text: str) -> Source:
    """What follows a title without marks."""
    return _after(text, in_quotes=False)


def _in_journal(text: str) -> Source | None:
    """`in: Journal 12 (2008), S. 33-41`."""
    return read_source(f"In: {text[4:]}", Hints()) if in_figures(text) != text else None


def _after(text: str, *, in_quotes: bool) -> Source:
    text = SEEN.split(text, maxsplit=1)[0]
    if text.startswith(("In: ", "in: ")):
        return read_newspaper(text) or read_source(_CLOSING_YEAR.sub("", f"In: {text[4:]}"), Hints())
    text = re.sub(r"^(?:[Ee]dited|[Tt]ranslated|[Dd]irected) by [^,]+,\s*", "", text)
    text = MAKERS.sub("", text) if MAKERS.match(text) else text
    shown = text[:400]
    journal = _YEAR_IN_BRACKETS.match(shown) or _YEAR_BEFORE_VOLUME.match(shown)
    journal = journal or _YEAR_HELD.match(shown)
    journal = journal or (_YEAR_CLOSES.match(shown) if shown.rstrip(" .,")[-1:] == ")" else None)
    if journal:
        volume, *issues, pages = journal.groups()[1:]
        issue = next(filter(None, issues), None)
        return Source(
            container=strip_marks(journal[1]), volume=volume, issue=issue, pages=pages, type="article-journal"
        )
    match = _MLA_SOURCE.match(_DATABASE.sub("", text[:600]))
    if match and (match[2] or match[3] or match[4]):
        return _mla_journal(match)
    if in_quotes:
        return read_site(text)
    dated = _YEAR_FIRST.match(text)
    if dated and (names_publisher(text) or not cut(text[dated.end() :])[1]):
        text = text[dated.end() :]
    text = re.sub(rf",?\s*(?:\d{{1,2}}\s)?(?:{MONTH})?\s?{YEAR}\b.*$", "", text).strip(" ,.")
    return read_source(text, Hints())


def _mla_journal(match: re.Match[str]) -> Source:
    name = (
        match[1] if re.match(YEAR, match[1]) else re.sub(rf",?\s*(?:\d{{1,2}} )?(?:{MONTH})?\s?{YEAR}.*$", "", match[1])
    )
    name = re.sub(r",\s*(?:[Ee]dited|[Tt]ranslated) by .*$|,\s*\d\w* ed\.?.*$", "", name)
    publisher = None
    if match[4] and not (match[2] or match[3]) and ", " in name and len(name.rsplit(", ", 1)[1].split()) < 5:
        name, publisher = name.rsplit(", ", 1)
    named = name and not re.match(rf"(?:[Ee]dited by|{MONTH})", name)
    return Source(
        container=strip_marks(name) if named else None,
        volume=match[2],
        issue=match[3],
        pages=match[4],
        publisher=publisher,
        type="article-journal" if match[2] or match[3] else None,
    )
