"""One comment or ping of a page as an element, before it is read; and several elements that are one comment."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode


@dataclass(slots=True, eq=False)
class Entry:
    """One comment or ping of the page: its element and what its marks say."""

    node: LexborNode
    number: str | None
    kind: str
    """comment, pingback, trackback."""
    classes: str = ""
    """Classes of its element and of the elements that are parts of it."""
    parent_number: str | None = None
    parent: "Entry | None" = None
    """The entry that it stands in."""
    crossed: bool = False
    """Whether a list stands between it and its parent."""
    is_ended: bool = False
    """Whether core's own mark stands behind it (`endmarks.py`): it is no quotation and no teaser."""
    body: LexborNode | None = None
    """The post's body that it stands in, where it may be quoted."""


def merge(outer: Entry, part: Entry) -> None:
    """An entry takes what the marks of a part of it say."""
    outer.number = outer.number or part.number
    outer.parent_number = outer.parent_number or part.parent_number
    outer.classes += " " + part.classes
    if part.kind != "comment":
        outer.kind = part.kind


def joined(entries: list[Entry]) -> list[Entry]:
    """A numberless element around one numbered one is the same comment; around several of them, a box."""
    inside: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.parent is not None and entry.number and not entry.crossed and entry.parent.number is None:
            inside.setdefault(id(entry.parent), []).append(entry)
    gone: dict[int, Entry | None] = _details(entries)
    for entry in entries:
        parts = inside.get(id(entry), ())
        if len(parts) == 1:
            merge(entry, parts[0])
            gone[id(parts[0])] = entry
        elif len(parts) > 1:
            gone[id(entry)] = entry.parent
    for entry in entries:
        while entry.parent is not None and id(entry.parent) in gone:
            entry.parent = gone[id(entry.parent)]
    return [e for e in entries if id(e) not in gone]


def _details(entries: list[Entry]) -> dict[int, Entry | None]:
    """The `dd` entries whose `dt` is one too, and what stands in a `dd` and bears the number of a `dt`: both are one comment."""
    terms = {e.node.mem_id: e for e in entries if e.node.tag == "dt"}
    numbered = {e.number: e for e in terms.values() if e.number}
    gone: dict[int, Entry | None] = {}
    for entry in entries if terms else ():
        if (same := numbered.get(entry.number or "")) is not None and same is not entry:
            gone[id(entry)] = same
            continue
        step = entry.node.prev if entry.node.tag == "dd" else None
        while step is not None and step.tag != "dt":
            step = step.prev
        if step is not None and (term := terms.get(step.mem_id)) is not None:
            gone[id(entry)] = term
    return gone
