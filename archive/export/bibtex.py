"""BibTeX in UTF-8. Braces are always balanced: BibTeX counts them even behind a backslash."""

import re
from collections.abc import Iterator

from archive.export.csl import Item, year

KINDS = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "manuscript": "unpublished",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
"""CSL type -> entry type; anything else is `misc`."""
CONTAINERS = {"incollection": "booktitle", "inproceedings": "booktitle"}
"""Where a container stands, if it is not the journal. Styles do not print the site of a `misc`, but programs read it back."""
PUBLISHERS = {"phdthesis": "school", "techreport": "institution"}
ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{c: f"\\{c}" for c in "&%$#_"},
    }
)
UNSAFE = str.maketrans({c: f"%{ord(c):02X}" for c in "{}\\ "})
"""In an address nothing is escaped, so what could end the field is written as in an address."""

_SIMPLE = re.compile(r"[^\W\d_]+(?:[ .'’‐-]+[^\W\d_]+)*\.?")
_AND = re.compile(r"\band\b", re.I)


def text(items: list[Item]) -> str:
    """The entries, a blank line between them."""
    return "\n".join(map(_entry, items))


def _entry(item: Item) -> str:
    kind = KINDS.get(item.get("type", ""), "misc")
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(item, kind) if value)
    return f"@{kind}{{{item['id']},\n{fields}}}\n"


def _fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    def said(name: str) -> str:
        return escaped(str(item.get(name, "")))

    yield "author", _names(item, "author")
    yield "editor", _names(item, "editor")
    yield "title", " ".join(map(_protected, item.get("title", "").split()))
    yield CONTAINERS.get(kind, "journal"), said("container-title")
    yield "year", escaped(year(item))
    yield "volume", said("volume")
    yield "number", said("issue")
    yield "pages", re.sub("[-–—]+", "--", said("page"))
    yield PUBLISHERS.get(kind, "publisher"), said("publisher")
    yield "address", said("publisher-place")
    yield "doi", item.get("DOI", "").translate(UNSAFE)
    yield "url", item.get("URL", "").translate(UNSAFE)


def escaped(words: str) -> str:
    """Words as LaTeX prints them."""
    return words.translate(ESCAPES)


def _protected(word: str) -> str:
    """Styles write titles in lower case; `MOOCs` and `eLearning` must stay."""
    return f"{{{escaped(word)}}}" if any(c.isupper() for c in word.lstrip("([“‘\"'")[1:]) else escaped(word)


def _names(item: Item, role: str) -> str:
    return " and ".join(map(_name, item.get(role, ())))


def _name(name: dict[str, str]) -> str:
    family, given = name.get("family", ""), name.get("given", "")
    if name.get("literal") or not (family and given):
        return f"{{{escaped(name.get('literal') or family or given)}}}"
    return f"{_part(family)}, {_part(given)}"


def _part(part: str) -> str:
    """In braces unless it is made of letters, spaces and points: programs take names apart at commas and `and`."""
    simple = _SIMPLE.fullmatch(part) and not _AND.search(part)
    return part if simple else f"{{{escaped(part)}}}"
