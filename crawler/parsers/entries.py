"""Which elements of a page are its comments and pings, and which of them belong to which. Nothing is read here."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers import marks

_PAGED = re.compile(r"/(?:comment-page-\d{1,6}|\d{1,3})?/?$")
_LISTS = frozenset(("ol", "ul", "dl"))


@dataclass(slots=True, eq=False)
class Entry:
    """One comment or ping of the page: its element and what its marks say."""

    node: LexborNode
    number: str | None
    kind: str
    """comment, pingback, trackback."""
    parent: "Entry | None" = None
    """The entry that it stands in."""
    classes: str = ""
    """Classes of its element and of the elements that are parts of it."""
    parent_number: str | None = None
    crossed: bool = False
    """Whether a list stands between it and its parent."""
    body: LexborNode | None = None
    """The post's body that it stands in, where it may be quoted."""


@dataclass(slots=True)
class _Place:
    """What stands around an element."""

    entry: Entry | None = None
    crossed: bool = False
    """Whether a list stands between it and the entry."""
    verdict: bool | None = None
    """Inside a discussion (True), inside a body or beside (False), or neither."""
    body: LexborNode | None = None
    """The body it stands in."""


def find_entries(tree: LexborHTMLParser, url: str) -> list[Entry]:
    """The comments and pings of the page's own discussion, in page order; decoys left out."""
    entries: list[Entry] = []
    places: dict[int, _Place] = {}
    by_node: dict[int, Entry] = {}
    for node in tree.css(marks.CANDIDATES):
        entry = _candidate(node) if node.mem_id not in by_node else None  # a node comes once for each selector
        if entry is None:
            continue
        place = _place(node, by_node, places)
        if place.verdict is False and place.body is None:
            continue
        if place.entry and _is_part(entry, place):
            _merge(place.entry, entry)
            by_node[node.mem_id] = place.entry
            continue
        entry.parent, entry.crossed, entry.body = place.entry, place.crossed, place.body
        by_node[node.mem_id] = entry
        entries.append(entry)
    return _own(_not_quoted(_without_wrappers(entries)), url)


def _candidate(node: LexborNode) -> Entry | None:
    tag = node.tag
    if tag in marks.NEVER:
        return None
    attributes = node.attributes
    classes = (attributes.get("class") or "").lower()
    tokens = set(classes.split())
    identity = attributes.get("id") or ""
    if ping := marks.PING_NUMBERED.fullmatch(identity):
        return Entry(node, ping[2] or None, ping[1].lower(), classes=classes)
    match = marks.NUMBERED.fullmatch(identity)
    kind = next((marks.PING_CLASSES[token] for token in marks.PING_CLASSES if token in tokens), None)
    if kind is None and tag == "li" and not tokens & marks.COMMENT_CLASSES:
        kind = _kind_of_list(node)
    if match is None and kind is None and not tokens & marks.COMMENT_CLASSES and not _is_schema(attributes):
        return None
    if tokens & marks.REVIEWS:
        return None
    parent_number = match[2] if match and match[2] and match[2] != "0" else None
    return Entry(node, match[1] if match else None, kind or "comment", None, classes, parent_number)


def _is_schema(attributes: dict[str, str | None]) -> bool:
    itemtype = attributes.get("itemtype") or ""
    return itemtype.endswith(("schema.org/Comment", "schema.org/UserComments"))


def _kind_of_list(node: LexborNode) -> str | None:
    parent = node.parent
    if parent is None:
        return None
    names = f"{parent.attributes.get('class') or ''} {parent.attributes.get('id') or ''}".lower()
    match = marks.PING_LISTS.search(names)
    return ("trackback" if match[0].startswith("track") else "pingback") if match else None


def _place(node: LexborNode, by_node: dict[int, Entry], places: dict[int, _Place]) -> _Place:
    """What stands around an element; each element of the page is asked once."""
    path: list[LexborNode] = []
    parent = node.parent
    known: _Place | None = None
    while parent is not None and parent.tag not in ("body", "html", "-document"):
        if (entry := by_node.get(parent.mem_id)) is not None:
            known = _Place(entry, body=entry.body)
            break
        if (known := places.get(parent.mem_id)) is not None:
            break
        path.append(parent)
        parent = parent.parent
    place = known or _Place()
    for step in reversed(path):
        place = _step(step, place)
        places[step.mem_id] = place
    return place


def _step(node: LexborNode, outer: _Place) -> _Place:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    crossed = outer.crossed or node.tag in _LISTS or "children" in names
    verdict, body = outer.verdict, outer.body
    if outer.entry is None and names != " ":
        if marks.ASIDE.search(names) or any(name in marks.REVIEWS for name in names.split()):
            verdict, body = False, None
        elif marks.CONTAINER.search(names):
            verdict = True
        elif verdict is None and marks.BODY.search(names) and node.css_first(marks.INSIDE_CONTAINER) is None:
            verdict, body = False, node
    return _Place(outer.entry, crossed, verdict, body)


def _is_part(entry: Entry, place: _Place) -> bool:
    outer = place.entry
    if outer is None:
        return False
    if entry.number:
        return entry.number == outer.number
    return not place.crossed


def _merge(outer: Entry, part: Entry) -> None:
    outer.number = outer.number or part.number
    outer.parent_number = outer.parent_number or part.parent_number
    outer.classes += " " + part.classes
    if part.kind != "comment":
        outer.kind = part.kind


def _without_wrappers(entries: list[Entry]) -> list[Entry]:
    """A numberless element around one numbered one is the same comment; around several of them, a box."""
    inside: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.parent is not None and entry.number and not entry.crossed and entry.parent.number is None:
            inside.setdefault(id(entry.parent), []).append(entry)
    gone: dict[int, Entry | None] = {}
    for entry in entries:
        parts = inside.get(id(entry), ())
        if len(parts) == 1:
            _merge(entry, parts[0])
            gone[id(parts[0])] = entry
        elif len(parts) > 1:
            gone[id(entry)] = entry.parent
    gone |= _details(entries)
    for entry in entries:
        while entry.parent is not None and id(entry.parent) in gone:
            entry.parent = gone[id(entry.parent)]
    return [e for e in entries if id(e) not in gone]


def _not_quoted(entries: list[Entry]) -> list[Entry]:
    """Without what stands in the post's body, unless that is all there is, numbered, and the end of the body."""
    outside = [e for e in entries if e.body is None]
    last = next((e for e in reversed(entries) if e.parent is None), None)
    if outside or last is None or last.body is None or not all(e.number for e in entries):
        return outside
    return [] if _is_followed(last.node, last.body) else entries


def _is_followed(node: LexborNode, body: LexborNode) -> bool:
    """Whether text of a body comes after a node in it."""
    step: LexborNode | None = node
    for _ in range(50):
        if step is None or step.mem_id == body.mem_id:
            break
        after = step.next
        for _ in range(50):
            if after is None:
                break
            if len(after.text(strip=True)) > 150:
                return True
            after = after.next
        step = step.parent
    return False


def _details(entries: list[Entry]) -> dict[int, Entry | None]:
    """The `dd` entries whose `dt` is one too: both are one comment."""
    terms = {e.node.mem_id: e for e in entries if e.node.tag == "dt"}
    gone: dict[int, Entry | None] = {}
    for entry in entries if terms else ():
        step = entry.node.prev if entry.node.tag == "dd" else None
        while step is not None and step.tag != "dt":
            step = step.prev
        if step is not None and (term := terms.get(step.mem_id)) is not None:
            gone[id(entry)] = term
    return gone


def _own(entries: list[Entry], url: str) -> list[Entry]:
    """Without numberless entries beside numbered ones, and without those whose permalinks lead to other posts."""
    if any(e.number for e in entries):
        entries = [e for e in entries if e.number or e.kind != "comment" or _numbered_later(e)]
    here = _path(url)
    paths = {id(e): _permalink_path(e) for e in entries}
    if here not in paths.values():
        return entries
    return [e for e in entries if paths[id(e)] in (here, None)]


def _numbered_later(entry: Entry) -> bool:
    """A comment whose number stands only in its own links."""
    for link in entry.node.css("a[href]"):
        match = marks.NUMBER_IN_LINK.search(link.attributes.get("href") or "")
        if match:
            entry.number = match[1]
            return True
    return entry.node.attributes.get("id") is None


def _permalink_path(entry: Entry) -> str | None:
    """The path of the post that the entry's own permalink leads to; None when it does not say."""
    for link in entry.node.css(f"a[href$='comment-{entry.number}']") if entry.number else ():
        href = link.attributes.get("href") or ""
        return None if href.startswith("#") or "?" in href else _path(href)
    return None


def _path(url: str) -> str:
    try:
        return _PAGED.sub("", urlsplit(url.strip()).path.rpartition("://")[2]).lower()
    except ValueError:
        return ""
