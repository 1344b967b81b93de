"""Reads one entry of a reference list: a string in, a Reference out (APA 6 and 7 first, Harvard, MLA, Chicago)."""

import re
from dataclasses import replace

from archive.items import Reference
from crawler.parsers.patterns import late
from crawler.parsers.references.addresses import Addresses, take_addresses
from crawler.parsers.references.chemists import read_book
from crawler.parsers.references.cleaning import clean, fold, one_line, respace
from crawler.parsers.references.dating import Dated, split_year
from crawler.parsers.references.imprint import Hints, Source
from crawler.parsers.references.kinds import guess_type
from crawler.parsers.references.lawreviews import read_review
from crawler.parsers.references.legal import read_law
from crawler.parsers.references.names import looks_like_names, read_editors, read_names
from crawler.parsers.references.quotes import quoted
from crawler.parsers.references.sentences import cut, is_journal, is_place
from crawler.parsers.references.source import read_source, tidy_container
from crawler.parsers.references.title import split_at_italics, split_title, strip_marks, tidy
from crawler.parsers.references.trust import confidence
from crawler.parsers.references.words import names_organisation, names_publisher, plain_words
from crawler.parsers.references.yearlast import Reading, read_year_last


def read_reference(
    text: str, *, position: int = 0, urls: tuple[str, ...] = (), italic: tuple[str, ...] = ()
) -> Reference:
    """Read an entry as printed. `urls`: addresses of its links; `italic`: its texts in italics.

    Never raises; a field that was not recognised is None. At most 2,000 characters are read.
    """
    found = take_addresses(clean(text))
    words = respace(found.rest)
    words = _MORE_TOWNS.sub("", words) if " u." in words else words
    slanted = tuple(filter(None, (strip_marks(respace(clean(i))) for i in italic[:5])))
    reading = _reading(words, found, slanted)
    source = _as_publisher(reading.source, found)
    read = Reference(
        position=position,
        text=one_line(text),
        urls=tuple(dict.fromkeys((*found.urls, *_web(urls, found)))),
        doi=found.doi or _linked_doi(urls),
        authors=reading.authors,
        editors=read_editors(source.editors) if source.editors else (),
        year=reading.year,
        title=reading.title or None,
        container=tidy_container(source.container) or _website(found, source),
        publisher=source.publisher or None,
        place=source.place,
        volume=source.volume,
        issue=source.issue,
        pages=source.pages,
        retrieved=found.retrieved,
        type=guess_type(words, source, bool(found.urls)),
        flags=_flags(text, found, urls),
    )
    return replace(read, confidence=confidence(read))


_MORE_TOWNS = re.compile(r"(?<=[a-zà-ÿ]),? u\. ?a\.(?=[:,] )")
"""`Weinheim u. a.: Verlag`."""


def _reading(words: str, found: Addresses, italic: tuple[str, ...]) -> Reading:
    if law := read_law(words):
        return Reading(year=law.year, title=law.title, source=law.source)
    if review := read_review(words):
        authors, year, title, source = review
        return Reading(authors=authors, year=year, title=title, source=source)
    if book := read_book(words):
        people, year, title, source = book
        return Reading(authors=people.names, year=year, title=title, source=source)
    dated = split_year(words)
    return _after_year(dated, found, italic) if dated else read_year_last(words)


def _as_publisher(source: Source, found: Addresses) -> Source:
    """What is named again as the site that an entry was retrieved from is its publisher."""
    named = found.website and source.container and not (source.publisher or source.volume)
    if named and fold(found.website or "") == fold(source.container or ""):
        return replace(source, container=None, publisher=source.container)
    return source


def _website(found: Addresses, source: Source) -> str | None:
    """The site an entry was retrieved from, unless it is the publisher's own."""
    own = found.website and source.publisher and fold(found.website) == fold(source.publisher)
    return None if own else found.website


def _web(urls: tuple[str, ...], found: Addresses) -> tuple[str, ...]:
    """Addresses of links, without those that say the DOI or the printed URL again."""
    return tuple(u for u in urls if not (found.urls or re.search(r"doi\.org/10\.", u)))


def _linked_doi(urls: tuple[str, ...]) -> str | None:
    return next((a.doi for a in map(take_addresses, urls) if a.doi), None)


def _flags(text: str, found: Addresses, urls: tuple[str, ...]) -> tuple[str, ...]:
    lost = found.announced and not (found.doi or found.urls or urls)
    return ("url_lost",) if lost else ()


_TITLE_PAGES = late(r"\((?:[^()]{0,80}[,;] )?pp?\. ?(\d+(?:[-–—]\d+)?)\)\W*$")


def _after_year(dated: Dated, found: Addresses, italic: tuple[str, ...]) -> Reading:
    """Author (year) title. Source."""
    year, exact = dated.year, dated.exact
    if _head_is_title(dated):
        hints = Hints(linked=found.announced, exact=exact, quoted=dated.head[0] in '“"‘«')
        return Reading(year=year, title=tidy(dated.head), source=read_source(dated.rest, hints))
    linked = bool(found.doi or found.urls)
    slanted = split_at_italics(dated.rest, italic)
    title, rest = slanted or split_title(dated.rest, comma_style=dated.mark == ",", linked=linked)
    in_quotes = quoted(dated.rest) is not None
    if in_quotes and re.match(r"\d", rest) and not looks_like_names(dated.head):
        return Reading(year=year, title=tidy(title), source=read_source(f"{dated.head}, {rest}", Hints(quoted=True)))
    exact = exact or bool(re.search(r"\[(?:Video|Web|Blog|Tweet)", f"{title} {rest[:60]}"))
    source = read_source(rest, Hints(linked=found.announced, exact=exact, quoted=in_quotes))
    if not source.pages and (pages := _TITLE_PAGES.search(title)):
        source = replace(source, pages=pages[1])
    return Reading(authors=read_names(dated.head), year=year, title=tidy(title), source=source)


def _head_is_title(dated: Dated) -> bool:
    """Whether the work has no author, so that its title stands before the year."""
    head, rest = dated.head, dated.rest
    if not head or looks_like_names(head):
        return False
    if (
        not rest
        or re.match(r"In:? [A-Z0-9]|(?:Directed|Produced|Created|Written) by ", rest)
        or (head[0] in '“"‘«' and head[-1] in '”"’»')
    ):
        return True
    first, more = cut(rest)
    lower = sum(w[0].islower() for w in head.split())
    if lower >= 2 and is_journal(first) and not names_organisation(head):
        return True
    return not (more or quoted(rest)) and _is_source_only(re.sub(r",? pp?\. .*$", "", rest), head, lower, dated.exact)


def _is_source_only(rest: str, head: str, lower: int, exact: bool) -> bool:
    """Whether one short segment after the year can only be a publisher or a newspaper, the head being a title."""
    length = len(rest.split())
    if is_place(rest) and length < 9 and not (", " in rest.partition(":")[0] and names_organisation(head)):
        return True
    count, published = len(head.split()), names_publisher(head) or head.startswith("Dept. ")
    if length <= 4 and not plain_words(rest) and count >= 3 and (exact or count > 4 or not published):
        return True
    return count > 3 and lower >= 2 and not published and length < 8
