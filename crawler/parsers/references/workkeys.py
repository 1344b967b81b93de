"""The keys of a work: two entries that share one are the same work, whoever typed them."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from archive.items import Reference
from crawler.parsers.references.addresses import take_addresses
from crawler.parsers.references.cleaning import clean, fold
from crawler.scope import host_key, tidy, url_key

STRENGTH = ("doi", "name", "year", "url", "text", "entry")
"""Kinds of keys, the strongest first: what stands before the first colon. `entry` is for what has no other key."""
TITLE = 30
"""Letters and digits of a title that are compared."""
MAIN_TITLE = 25
"""A title with so many before its colon is compared without what follows: subtitles come and go."""
WHOLE = 50
"""Letters and digits that are compared where the family or the year may differ, as in a series."""
SHORT_TITLE = 20
"""A title with fewer is no key without both a family and a year."""
_DOI_GONE = re.compile(r"/doi(?:/\w{1,8})?$")
"""The end of an address that stood around a DOI, which was taken out of it."""


def work_keys(reference: Reference) -> tuple[str, ...]:
    """What tells the work: `doi:10.1/x`, `name:wenger:2000:title`, `year:2000:title`, `url:host/path:title`, `text:...`.

    Letters are without accents and case (NFKD). Empty when the entry says too little to be compared.
    `tests/bench/works.py` measures the rules: DOI, address, or a title with the family and the year, or with one of the two.
    """
    keys = [f"doi:{doi}" for doi in _dois(reference)]
    keys += _title_keys(reference)
    keys += [f"url:{key}:{said}" for key in map(page_key, reference.urls) if key for said in _on_page(reference)]
    text = fold(clean(reference.text))
    keys += [f"text:{text}"] if len(text) >= SHORT_TITLE else []
    return tuple(dict.fromkeys(keys))


def strength(key: str) -> tuple[int, str]:
    """Sorts keys: the strongest kind first, then by letters."""
    return STRENGTH.index(key.split(":", 1)[0]), key


def _dois(reference: Reference) -> Iterator[str]:
    for said in (reference.doi, *reference.urls):
        doi = take_addresses(said).doi if said else None
        if doi:
            yield unquote(doi).lower()


def _title_keys(reference: Reference) -> Iterator[str]:
    """The beginning of a title with family and year; nearly the whole of it with one of the two."""
    whole = fold(reference.title or "")[:WHOLE]
    family, year = first_family(reference), _year(reference.year or "")
    if whole and family and year:
        yield f"name:{family}:{year}:{_beginning(reference.title or '')}"
    if len(whole) < SHORT_TITLE:
        return
    if family:
        yield f"name:{family}::{whole}"
    if year[:4].isdigit():
        yield f"year:{year[:4]}:{whole}"


def _beginning(title: str) -> str:
    main = fold(title.partition(":")[0])
    return (main if len(main) >= MAIN_TITLE else fold(title))[:TITLE]


def _on_page(reference: Reference) -> Iterator[str]:
    """Whose or which work of a page: one address may stand with every chapter of a book."""
    yield f"by:{first_family(reference)[:4]}"
    yield fold(reference.title or "")[:10]


def first_family(reference: Reference) -> str:
    """The first author, else the first editor, folded; empty when there is none."""
    name = next(iter(reference.authors or reference.editors), None)
    return fold(name.family or name.literal or "") if name else ""


def _year(year: str) -> str:
    """`2013a`, since a letter says that the family has several works of the year; `nd` for `n.d.`."""
    return fold(year)[:5]


def page_key(url: str) -> str:
    """An address without its accidents; empty for a bare home page, which many works share, and where a DOI was taken out."""
    plain = tidy(url if "//" in url else f"http://{url}")
    key = url_key(plain).lower() if plain else ""
    return "" if key == host_key(plain) or _DOI_GONE.search(key) else key
