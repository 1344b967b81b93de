"""Bibliographies for other programs: CSL-JSON items in, text out. The same items give the same bytes.

Everything in an item comes from a blog, so it is hostile: no control characters, and nothing that a format takes for its own.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from archive.export import apa, bibtex, csl, ris

FORMATS: Mapping[str, Callable[[list[dict[str, Any]]], str]] = {
    "csl-json": csl.text,
    "bibtex": bibtex.text,
    "ris": ris.text,
    "apa": apa.text,
}
"""Name of a format -> what writes it."""


def written(items: Iterable[Mapping[str, Any]], form: str, *, ordered: bool = True) -> str:
    """CSL-JSON items as text of one of `FORMATS`: in the order of a bibliography, or as they come."""
    return FORMATS[form](csl.bibliography(items) if ordered else csl.tidy(items))
