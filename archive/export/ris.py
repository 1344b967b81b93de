"""RIS: a tag a line, lines end in CR LF. A value never holds a line's end, so it cannot begin a tag."""

import re
from collections.abc import Iterator

from archive.export.csl import Item, year

KINDS = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "broadcast": "MPCT",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "manuscript": "MANSCPT",
    "motion_picture": "VIDEO",
    "paper-conference": "CONF",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "speech": "SLIDE",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""CSL type -> TY; anything else is GEN."""
PLAIN = (
    ("TI", "title"),
    ("T2", "container-title"),
    ("VL", "volume"),
    ("IS", "issue"),
    ("PB", "publisher"),
    ("CY", "publisher-place"),
    ("DO", "DOI"),
    ("UR", "URL"),
)


def text(items: list[Item]) -> str:
    """The records, each from TY to ER, a blank line after each."""
    return "".join(f"{_record(item)}\r\n" for item in items)


def _record(item: Item) -> str:
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(item))


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    yield "TY", KINDS.get(item.get("type", ""), "GEN")
    yield "ID", item["id"]
    yield from (("AU", _name(name)) for name in item.get("author", ()))
    yield from (("ED", _name(name)) for name in item.get("editor", ()))
    yield from (("PY", said) for said in [year(item)] if said)
    yield from ((tag, str(item[name])) for tag, name in PLAIN if item.get(name))
    pages = re.split("[-–—]+", str(item.get("page", "")), maxsplit=1)
    yield from zip(("SP", "EP"), filter(None, pages), strict=False)
    yield "ER", ""


def _name(name: dict[str, str]) -> str:
    """`Family, Given`; what is one name ends with a comma, lest programs take it apart."""
    return f"{name.get('literal') or name.get('family', '')}, {name.get('given', '')}".strip()
