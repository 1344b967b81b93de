"""Reference lists to read: APA 7 in plain text, as far as the fields go."""

import re
from collections.abc import Iterable, Mapping

from archive.export.csl import Item, address, year

MOST = 20
"""Authors that are named; of more, the first nineteen and the last (APA 7, section 9.8)."""


def text(items: list[Item]) -> str:
    """The list, an entry a line."""
    return "".join(f"{entry(item)}\n" for item in items)


def entry(item: Item) -> str:
    """`Wenger, E. (2000). Communities of practice. Organization, 7(2), 225-246. https://doi.org/...`"""
    people = _people(item)
    dated, title = f"({year(item) or 'n.d.'}).", _stopped(item.get("title", ""))
    head = (people, dated, title) if people else (title, dated)
    return " ".join(filter(None, (*head, _stopped(_source(item)), _stopped(item.get("publisher", "")), address(item))))


def _people(item: Item) -> str:
    if item.get("author"):
        return _stopped(joined(map(_name, item["author"])))
    editors = item.get("editor") if item.get("type") != "chapter" else None
    return f"{joined(map(_name, editors))} ({_eds(editors)})." if editors else ""


def joined(names: Iterable[str]) -> str:
    """`Weaver, A.`, `Weaver, A., & Spinner, B.`; two names that hold no comma have none between: `A. Weaver & B. Spinner`."""
    all_ = list(names)
    if len(all_) > MOST:
        return f"{', '.join(all_[: MOST - 1])}, . . . {all_[-1]}"
    comma = "" if len(all_) == 2 and "," not in all_[0] else ","
    return f"{', '.join(all_[:-1])}{comma} & {all_[-1]}" if len(all_) > 1 else "".join(all_)


def _name(name: Mapping[str, str]) -> str:
    return name.get("literal") or ", ".join(filter(None, (name.get("family"), initials(name.get("given", "")))))


def initials(given: str) -> str:
    """`E. C.` for `Etienne Charles`, `J.-C.` for `Jean-Claude`."""
    return " ".join("-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in _parts(given))


def _parts(given: str) -> list[str]:
    return re.sub(r"\.(?=\w)", " ", given).replace(".", "").split()


def _source(item: Item) -> str:
    container, pages = item.get("container-title", ""), item.get("page", "")
    if item.get("type") == "chapter" and container:
        editors = item.get("editor", ()) if item.get("author") else ()
        by = f"{joined(_forward(n) for n in editors)} ({_eds(editors)}), " if editors else ""
        return f"In {by}{container}{f' (pp. {pages})' if pages else ''}"
    number = f"{item.get('volume', '')}{'({})'.format(item['issue']) if item.get('issue') else ''}"
    return ", ".join(filter(None, (container, number, pages)))


def _forward(name: Mapping[str, str]) -> str:
    return name.get("literal") or " ".join(filter(None, (initials(name.get("given", "")), name.get("family"))))


def _eds(names: Iterable[object]) -> str:
    return "Eds." if len(list(names)) > 1 else "Ed."


def _stopped(words: str) -> str:
    return f"{words}." if words and words[-1] not in ".?!" else words
