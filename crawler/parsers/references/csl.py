"""A Reference as a CSL-JSON item, the form that Zotero, Pandoc and citeproc read."""

import re
from typing import Any

from archive.items import Name, Reference

_TEXTS = (
    ("title", "title"),
    ("container-title", "container"),
    ("volume", "volume"),
    ("issue", "issue"),
    ("page", "pages"),
    ("publisher", "publisher"),
    ("publisher-place", "place"),
    ("DOI", "doi"),
)


def as_csl(reference: Reference) -> dict[str, Any]:
    """The item: what was not recognised is left out; the entry as printed and the flags stand under `custom`."""
    item: dict[str, Any] = {"type": reference.type or "document"}
    item |= {key: value for key, name in _TEXTS if (value := getattr(reference, name))}
    people = {"author": reference.authors, "editor": reference.editors}
    item |= {key: [_name(n) for n in names] for key, names in people.items() if names}
    if reference.year:
        item["issued"] = _date(reference.year)
    if reference.urls:
        item["URL"] = reference.urls[0]
    if reference.retrieved:
        item["accessed"] = {"literal": reference.retrieved}
    custom: dict[str, Any] = {"text": reference.text, "position": reference.position, "flags": list(reference.flags)}
    item["custom"] = custom if reference.confidence is None else custom | {"confidence": reference.confidence}
    return item


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    return {key: value for key, value in (("family", name.family), ("given", name.given)) if value}


def _date(year: str) -> dict[str, Any]:
    """`2013a` keeps its letter as a literal beside the number."""
    if not re.fullmatch(r"\d{4}[a-z]?", year):
        return {"literal": year}
    date: dict[str, Any] = {"date-parts": [[int(year[:4])]]}
    return date if len(year) == 4 else date | {"literal": year}
