"""CSL-JSON: what Zotero, Pandoc and citeproc read, and what the other formats are made of."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archive.export.plain import cleaned, latin, letters

Item = dict[str, Any]


def text(items: list[Item]) -> str:
    """A JSON array, an indented item each."""
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def bibliography(items: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Tidy items by first author, year and title."""
    return tidy(sorted(items, key=_place))


def tidy(items: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Items made plain; `id` is a citation key such as `wenger2000communities`."""
    plain = (cleaned(dict(item)) for item in items)
    return [{**item, "id": key} for key, item in _keyed(plain)]


def _place(item: Mapping[str, Any]) -> tuple[str, ...]:
    people = "/".join(letters(f"{shown(n)} {n.get('given', '')}") for n in authors(item))
    title = letters(item.get("title", ""))
    return people or title, year(item), title, json.dumps(item, sort_keys=True)


def _keyed(items: Iterable[Item]) -> Iterator[tuple[str, Item]]:
    """A second item with the key of another gets a number."""
    met = Counter[str]()
    for item in items:
        key = citation_key(item)
        met[key] += 1
        yield key if met[key] == 1 else f"{key}-{met[key]}", item


def citation_key(item: Item) -> str:
    """First family, year and the first long word of the title, in a to z and digits."""
    family = latin(next(map(shown, authors(item)), ""))[:20]
    words = [latin(word) for word in item.get("title", "").split()]
    word = next((w for w in words if len(w) > 3), "".join(words))[:20]
    return f"{family}{latin(year(item)) or 'nd'}{word}" if family or word else "work"


def authors(item: Mapping[str, Any]) -> list[dict[str, str]]:
    """The authors, or the editors where there are none."""
    return item.get("author") or item.get("editor") or []


def shown(name: Mapping[str, str]) -> str:
    """The family, or the whole name of an organisation."""
    return name.get("literal") or name.get("family") or name.get("given") or ""


def year(item: Mapping[str, Any]) -> str:
    """`2013`, `2013a`, `n.d.`, or an empty string."""
    issued = item.get("issued") or {}
    parts = issued.get("date-parts") or [[]]
    return str(issued.get("literal") or next(iter(parts[0]), ""))


def address(item: Item) -> str:
    """The DOI as an address, else the URL, else an empty string."""
    return f"https://doi.org/{item['DOI']}" if item.get("DOI") else str(item.get("URL", ""))
