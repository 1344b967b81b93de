"""The keys of a work: two entries that share one are the same work, whoever typed them."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from archive.items import Reference
from crawler.parsers.references.addresses import take_addresses
from crawler.parsers.references.cleaning import fold
from crawler.scope import host_key, tidy, url_key

TITLE = 25
"""Letters and digits of a title that are compared: subtitles come and go."""
SHORT_TITLE = 20
"""A title with fewer is no key without both a family and a year."""


def work_keys(reference: Reference) -> tuple[str, ...]:
    """What tells the work: `doi:...`, `name:family:title`, `year:2000:title`, `url:...`, in this order of strength.

    Empty when the entry says too little to be compared. Letters are without accents and case (NFKD).
    The rules are those of the method that was measured: 25 letters of the title, with the first family or with the year.
    """
    keys = [f"doi:{doi}" for doi in _dois(reference)]
    keys += _title_keys(reference)
    keys += [f"url:{key}" for key in map(page_key, reference.urls) if key]
    return tuple(dict.fromkeys(keys))


def _dois(reference: Reference) -> Iterator[str]:
    for said in (reference.doi, *reference.urls):
        doi = take_addresses(said).doi if said else None
        if doi:
            yield unquote(doi).lower()


def _title_keys(reference: Reference) -> Iterator[str]:
    title = fold(reference.title or "")
    family, year = first_family(reference), _year(reference.year)
    if len(title) < SHORT_TITLE:
        if title and family and year:
            yield f"name:{family}:{year}:{title}"
        return
    if family:
        yield f"name:{family}:{title[:TITLE]}"
    if year:
        yield f"year:{year}:{title[:TITLE]}"


def first_family(reference: Reference) -> str:
    """The first author, else the first editor, folded; empty when there is none."""
    name = next(iter(reference.authors or reference.editors), None)
    return fold(name.family or name.literal or "") if name else ""


def _year(year: str | None) -> str:
    digits = re.match(r"\d{4}", year or "")
    return digits[0] if digits else ""


def page_key(url: str) -> str:
    """An address without its accidents; empty for a bare home page, which many works share, and for a DOI's."""
    plain = tidy(url if "//" in url else f"http://{url}")
    key = url_key(plain).lower() if plain else ""
    return "" if key == host_key(plain) or re.search(r"doi\.org/10\.", key) else key
