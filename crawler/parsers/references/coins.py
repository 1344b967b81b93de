"""Reads COinS: bibliographic records that citation tools hide in a page (`span.Z3988`, OpenURL 1.0 key/value)."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qs

from archive.items import Name, Reference
from crawler.parsers.references.cleaning import fold

LONGEST = 4000
"""Characters of a record that are read."""

_KINDS = {
    "article": "article-journal",
    "book": "book",
    "bookitem": "chapter",
    "conference": "paper-conference",
    "report": "report",
}
_KINDS |= {
    "proceeding": "paper-conference",
    "dissertation": "thesis",
    "preprint": "article",
    "blogPost": "post-weblog",
    "webpage": "webpage",
}


def is_about(coins: str, text: str) -> bool:
    """Whether the record is of the work that the line around it names; some blogs hide a record of the post itself."""
    values = _values(coins)
    title = fold(_title(values) or "")
    return len(title) > 5 and len(text) < 1500 and title in fold(text) and len(fold(text)) > len(title) + 8


def complete(reference: Reference, coins: str) -> Reference:
    """The reference with what the record knows: it was made by a tool, so it is trusted over the printed words."""
    values = _values(coins)
    article = "atitle" in values
    known = {
        "title": _title(values),
        "container": (values.get("jtitle") or values.get("title") or values.get("btitle")) if article else None,
        "year": (values.get("date") or "")[:4] if (values.get("date") or "")[:4].isdigit() else None,
        "volume": values.get("volume"),
        "issue": values.get("issue"),
        "pages": values.get("pages") or "-".join(values[k] for k in ("spage", "epage") if k in values),
        "publisher": values.get("pub"),
        "place": values.get("place"),
        "doi": next((v.removeprefix("info:doi/") for v in values.values() if v.startswith("info:doi/")), None),
        "type": _KINDS.get(values.get("genre", "")) or _KINDS.get(values.get("type", "")),
    }  # fmt: skip
    found = {name: value for name, value in known.items() if value}
    if reference.year and reference.year[:4] == found.get("year"):
        del found["year"]
    authors = _authors(coins, values)
    return replace(reference, **found, authors=authors or reference.authors)  # type: ignore[arg-type]


def _values(coins: str) -> Mapping[str, str]:
    """The first value of each key, without the `rft.` in front."""
    try:
        pairs = parse_qs(coins[:LONGEST], max_num_fields=100)
    except ValueError:
        return {}
    return {key.removeprefix("rft."): " ".join(values[0].split()) for key, values in pairs.items()}


def _title(values: Mapping[str, str]) -> str | None:
    return values.get("atitle") or values.get("btitle") or values.get("title")


def _authors(coins: str, values: Mapping[str, str]) -> tuple[Name, ...]:
    """`rft.au` is given again for each author, the first one's family and given name stand apart."""
    whole = parse_qs(coins[:LONGEST], max_num_fields=100).get("rft.au", []) if values else []
    names = [_name(" ".join(w.split())) for w in whole]
    if "aulast" in values:
        names[:1] = [Name(family=values["aulast"], given=values.get("aufirst"))]
    return tuple(names)


def _name(text: str) -> Name:
    if ", " in text:
        family, given = text.split(", ", 1)
        return Name(family=family, given=given)
    given, _, family = text.rpartition(" ")
    return Name(family=family, given=given) if given else Name(literal=text)
