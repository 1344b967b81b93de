"""Which comment answers which, by what the markup shows: nesting, lists beside the comment, depths, numbers, links."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from crawler.parsers import marks
from crawler.parsers.elements import BLOCKS, fold
from crawler.parsers.entry import Entry
from crawler.parsers.margins import margins_of
from crawler.parsers.phrases import is_reply_note
from crawler.parsers.repeats import is_dated

_LISTS = frozenset(("ol", "ul"))
_LONGEST = 80
"""Characters of a note that says which comment is answered."""


def parents_of(entries: Sequence[Entry]) -> dict[int, Entry]:
    """The parent of each entry that has one, by `id(entry)`. Read before any element is taken out.

    A parent stands before its replies: so no hostile page makes a circle. A note that is nothing but a link to the parent goes.
    """
    by_number = {e.number: e for e in entries if e.number}
    beside = _beside(entries)
    flat = not any(e.parent for e in entries) and not beside
    by_anchor = _anchors(entries) if flat else {}
    margins = margins_of([entry.node for entry in entries]) if flat else {}
    depths: list[Entry] = []
    found: dict[int, Entry] = {}
    before: set[int] = set()
    for entry in entries:
        parent = entry.parent or _named(entry, by_number) or beside.get(id(entry))
        if parent is None and flat:
            parent = _answered(entry, by_number, by_anchor)
        depth = margins.get(entry.node.mem_id) or _depth(entry) if flat else None
        if depth is not None:
            depths = depths[: depth - 1]
            if parent is None and depth > 1 and len(depths) == depth - 1:
                parent = depths[-1]
            depths.append(entry)
        if parent is not None and id(parent) in before:
            found[id(entry)] = parent
        before.add(id(entry))
    return found


def _named(entry: Entry, by_number: dict[str, Entry]) -> Entry | None:
    """By `child-of-ID` in its classes, or wpDiscuz's ID_PARENT."""
    number = entry.parent_number
    if number is None and (match := marks.CHILD_OF.search(entry.classes)):
        number = match[1]
    parent = by_number.get(number) if number else None
    return parent if parent is not entry else None


def _anchors(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Entries by the ids of their elements."""
    return {identity: entry for entry in entries if (identity := entry.node.attributes.get("id"))}


def _answered(entry: Entry, by_number: dict[str, Entry], by_anchor: dict[str, Entry]) -> Entry | None:
    """By a note "In reply to Ann" that links to another comment of the page; in any language, where the link stands alone."""
    for link in entry.node.css("a[href*='#']" if by_anchor else "a[href*='#comment-']"):
        address = link.attributes.get("href") or ""
        match = marks.NUMBER_IN_LINK.search(address)
        answered = by_number.get(match[1]) if match else by_anchor.get(address.rpartition("#")[2])
        if answered in (None, entry) or link.parent is None:
            continue
        if is_reply_note(link.parent.text()[:200]):
            return answered
        if not match and (note := _note_around(link, entry.node)) is not None:
            note.decompose()
            return answered
    return None


def _note_around(link: LexborNode, entry: LexborNode) -> LexborNode | None:
    """The block that is a link and no more, if that says more than when."""
    text = fold(link.text()[: 2 * _LONGEST])
    if len(text) > _LONGEST or not any(map(str.isalpha, text)) or is_dated(text):
        return None
    box, outer = link, link.parent
    while outer is not None and outer.mem_id != entry.mem_id and fold(outer.text()[: 2 * _LONGEST]) == text:
        box, outer = outer, outer.parent
    return box if box.tag in BLOCKS else None


def _depth(entry: Entry) -> int | None:
    match = marks.DEPTH.search(entry.classes)
    return int(match[1]) if match else None


def _beside(entries: Sequence[Entry]) -> dict[int, Entry]:
    """Entries of a list of children that stands after its parent, as a sibling or in a bare list item."""
    by_node = {e.node.mem_id: e for e in entries}
    owners: dict[int, Entry | None] = {}
    found: dict[int, Entry] = {}
    for entry in entries:
        holder = entry.node.parent
        if entry.parent is not None or holder is None:
            continue
        if holder.mem_id not in owners:
            owners[holder.mem_id] = _owner(holder, by_node)
        if (owner := owners[holder.mem_id]) is not None:
            found[id(entry)] = owner
    return found


def _owner(holder: LexborNode, by_node: dict[int, Entry]) -> Entry | None:
    """The comment before a list of children: known by its class, or by standing right behind the comment."""
    for step in (holder, holder.parent):
        if step is None:
            continue
        before = step.prev
        if "children" not in (step.attributes.get("class") or "").split():
            while before is not None and not before.is_element_node:
                before = before.prev
            if step.tag in _LISTS and before is not None and (entry := by_node.get(before.mem_id)) is not None:
                return entry
            continue
        for _ in range(20):
            if before is None:
                break
            if (entry := by_node.get(before.mem_id)) is not None:
                return entry
            before = before.prev
    return None
