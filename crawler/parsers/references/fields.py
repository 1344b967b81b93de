"""Reads one entry of a reference list: a string in, a Reference out (APA 6 and 7 first, Harvard, MLA, Chicago)."""

import re
from dataclasses import dataclass, replace

from archive.items import Name, Reference
from crawler.parsers.references.addresses import Addresses, take_addresses
from crawler.parsers.references.cleaning import clean, fold, one_line, respace
from crawler.parsers.references.dating import Dated, last_year, split_year
from crawler.parsers.references.imprint import Hints, Source
from crawler.parsers.references.kinds import guess_type
from crawler.parsers.references.names import looks_like_names, read_editors, read_names
from crawler.parsers.references.sentences import cut, is_journal, is_place
from crawler.parsers.references.source import read_source, tidy_container
from crawler.parsers.references.title import quoted, split_at_italics, split_title, strip_marks, tidy
from crawler.parsers.references.trust import confidence
from crawler.parsers.references.words import (
    FAMILY,
    MONTH,
    UPPER,
    YEAR,
    names_organisation,
    names_publisher,
    plain_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What the words of an entry say."""

    authors: tuple[Name, ...] = ()
    year: str | None = None
    title: str = ""
    source: Source


def read_reference(
    text: str, *, position: int = 0, urls: tuple[str, ...] = (), italic: tuple[str, ...] = ()
) -> Reference:
    """Read an entry as printed. `urls`: addresses of its links; `italic`: its texts in italics.

    Never raises; a field that was not recognised is None. At most 2,000 characters are read.
    """
    found = take_addresses(clean(text))
    words = respace(found.rest)
    dated = split_year(words)
    slanted = tuple(filter(None, (strip_marks(respace(clean(i))) for i in italic[:5])))
    reading = _after_year(dated, found, slanted) if dated else _year_last(words, found)
    source = reading.source
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


def _after_year(dated: Dated, found: Addresses, italic: tuple[str, ...]) -> _Reading:
    """Author (year) title. Source."""
    year, exact = dated.year, dated.exact
    if _head_is_title(dated):
        hints = Hints(linked=found.announced, exact=exact, quoted=dated.head[0] in '“"‘«')
        return _Reading(year=year, title=tidy(dated.head), source=read_source(dated.rest, hints))
    linked = bool(found.doi or found.urls)
    slanted = split_at_italics(dated.rest, italic)
    title, rest = slanted or split_title(dated.rest, comma_style=dated.mark == ",", linked=linked)
    in_quotes = quoted(dated.rest) is not None
    if in_quotes and re.match(r"\d", rest) and not looks_like_names(dated.head):
        return _Reading(year=year, title=tidy(title), source=read_source(f"{dated.head}, {rest}", Hints(quoted=True)))
    exact = exact or bool(re.search(r"\[(?:Video|Web|Blog|Tweet)", f"{title} {rest[:60]}"))
    source = read_source(rest, Hints(linked=found.announced, exact=exact, quoted=in_quotes))
    return _Reading(authors=read_names(dated.head), year=year, title=tidy(title), source=source)


def _head_is_title(dated: Dated) -> bool:
    """Whether the work has no author, so that its title stands before the year."""
    head, rest = dated.head, dated.rest
    if looks_like_names(head):
        return False
    if not rest or re.match(r"In:? [A-Z0-9]", rest) or (head[0] in '“"‘«' and head[-1] in '”"’»'):
        return True
    first, more = cut(rest)
    lower = sum(w[0].islower() for w in head.split())
    if lower >= 2 and is_journal(first) and not names_organisation(head):
        return True
    return not (more or quoted(rest)) and _is_source_only(re.sub(r",? pp?\. .*$", "", rest), head, lower, dated.exact)


def _is_source_only(rest: str, head: str, lower: int, exact: bool) -> bool:
    """Whether one short segment after the year can only be a publisher or a newspaper, the head being a title."""
    length = len(rest.split())
    if is_place(rest) and length < 9:
        return True
    count, published = len(head.split()), names_publisher(head)
    if length <= 4 and not plain_words(rest) and count >= 3 and (exact or count > 4 or not published):
        return True
    return count > 3 and lower >= 2 and not published and length < 8


_MLA_HEAD = re.compile(
    rf"({FAMILY}, {UPPER}[\w’'-]+(?: {UPPER}\.?)*(?:, (?:and|&) [^.,]{{3,40}}|, et al)?(?:, editors?)?)(?:\.|(?<=\.))\s+(?=[{UPPER[1:-1]}\d][\w’']+)"
)
_BEFORE_QUOTE = re.compile(r"[.,]\s+(?=[“\"‘])")
_MLA_SOURCE = re.compile(
    rf"(.+?),\s*(?:vol\.\s*([\w.]+))?(?:,?\s*no\.\s*([\w/–-]+))?(?:,\s*(?:[^,]{{0,20}})?{YEAR})?(?:,?\s*pp?\.\s*([\w:]+(?:[–-]\w+)?))?\.?$"
)


def _year_last(text: str, found: Addresses) -> _Reading:
    """MLA and entries without a year after the authors."""
    year = last_year(text)
    title = quoted(text)
    authors: tuple[Name, ...] = ()
    if not title:
        before = _BEFORE_QUOTE.search(text[:200])
        title = quoted(text[before.end() :]) if before else None
        authors = read_names(text[: before.start()]) if before and title else ()
    if title:
        return _Reading(authors=authors, year=year, title=tidy(title[0]), source=_mla_source(title[1], in_quotes=True))
    authors, name, rest = _unquoted(text)
    return _Reading(authors=authors, year=year, title=tidy(name), source=_mla_source(rest, in_quotes=False))


def _unquoted(text: str) -> tuple[tuple[Name, ...], str, str]:
    """Authors, title and rest of an entry whose title has no quotation marks."""
    match = _MLA_HEAD.match(text)
    head, rest = (match[1], text[match.end() :]) if match else cut(text)
    title, after = cut(rest)
    if looks_like_names(f"{head}.") or looks_like_names(f"{head},"):
        return read_names(head), title, after
    short_name = len(head.split()) <= 8 and not plain_words(head) and ":" not in head
    if short_name and after and not re.match(r"\d\w* ed", title) and not is_place(rest):
        return read_names(head), title, after
    return (), head, rest


def _mla_source(text: str, *, in_quotes: bool) -> Source:
    text = re.sub(r"^(?:[Ee]dited|[Tt]ranslated|[Dd]irected) by [^,]+,\s*", "", text)
    match = _MLA_SOURCE.match(text[:600])
    if match and (match[2] or match[3] or match[4] or in_quotes):
        return _mla_journal(match)
    text = re.sub(rf",?\s*(?:\d{{1,2}}\s)?(?:{MONTH})?\s?{YEAR}\b.*$", "", text).strip(" ,.")
    if in_quotes and text:
        return Source(container=strip_marks(text.split(", ")[0]))
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
