"""Which elements of a page are its comments and pings, and which of them stand in which. Nothing is read here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers import marks
from crawler.parsers.endmarks import ended
from crawler.parsers.entry import Entry, joined, merge
from crawler.parsers.labelled import headed_pings, labelled_pings
from crawler.parsers.nearness import is_body, names_of
from crawler.parsers.phrases import kind_of_ping
from crawler.parsers.unmarked import unmarked

_MOST_HEADED = 1000
_PINGS = frozenset("pPtT")
"""How the id of a ping begins."""
_LISTS = frozenset(("ol", "ul", "dl"))
_SCHEMA = ("schema.org/Comment", "schema.org/UserComments")


@dataclass(slots=True)
class _Place:
    """What stands around an element."""

    entry: Entry | None = None
    crossed: bool = False
    in_discussion: bool = False
    aside: bool = False
    body: LexborNode | None = None


def find_entries(tree: LexborHTMLParser, url: str = "") -> list[Entry]:
    """All that is marked as a comment or ping, in page order, one entry each; else what has the shape of comments.

    What stands beside the discussion (widgets, reviews) is none; what a body may quote is told by `Entry.body`.
    `url`: the page's.
    """
    entries = joined(_gathered((n, _entry) for n in tree.css(marks.CANDIDATES)))
    entries = entries or _gathered(((n, _ended) for n in ended(tree)), whole=True)
    entries = entries or _gathered(((n, _plain) for n in unmarked(tree, url)), whole=True)
    by_node = {entry.node.mem_id: entry for entry in entries}
    for node, kind in islice(headed_pings(tree), _MOST_HEADED):
        if (entry := by_node.get(node.mem_id)) is None and by_node.keys().isdisjoint(n.mem_id for n in node.css("*")):
            entries.append(by_node.setdefault(node.mem_id, Entry(node, None, kind)))
        elif entry is not None and entry.kind == "comment":
            entry.kind = kind
    return entries + [Entry(node, None, kind) for node, kind in labelled_pings((e.node for e in entries), tree)]


def _gathered(
    nodes: Iterable[tuple[LexborNode, Callable[[LexborNode], Entry | None]]], *, whole: bool = False
) -> list[Entry]:
    """The entries of some elements. `whole`: each is one, so what stands in another answers it."""
    entries: list[Entry] = []
    places: dict[int, _Place] = {}
    by_node: dict[int, Entry] = {}
    for node, make in nodes:
        entry = make(node) if node.mem_id not in by_node else None  # a node comes once for each selector
        if entry is None or (place := _place(node, by_node, places)).aside:
            continue
        if place.entry is not None and not whole and _is_part(entry, place):
            merge(place.entry, entry)
            by_node[node.mem_id] = place.entry
            continue
        entry.parent, entry.crossed, entry.body = place.entry, place.crossed, place.body
        by_node[node.mem_id] = entry
        entries.append(entry)
    return entries


def _plain(node: LexborNode) -> Entry:
    return Entry(node, None, "comment", (node.attributes.get("class") or "").lower())


def _ended(node: LexborNode) -> Entry:
    entry = _plain(node)
    entry.kind, entry.is_ended = kind_of_ping(node.text_lexbor()) or "comment", True
    return entry


def _entry(node: LexborNode) -> Entry | None:
    tag = node.tag
    if tag in marks.NEVER:
        return None
    attributes = node.attributes
    classes = (attributes.get("class") or "").lower()
    identity = attributes.get("id") or ""
    if identity[:1] in _PINGS and (ping := marks.PING_NUMBERED.fullmatch(identity)):
        return Entry(node, ping[2] or None, ping[1].lower(), classes)
    match = marks.NUMBERED.fullmatch(identity) if identity[-1:].isdecimal() else None
    is_comment, kind, is_review = _said_by(classes)
    if kind is None and tag == "li" and not is_comment:
        kind = _kind_of_list(node)
    is_comment = is_comment or ("itemtype" in attributes and (attributes["itemtype"] or "").endswith(_SCHEMA))
    if is_review or not (match or kind or is_comment):
        return None
    parent = match[2] if match and match[2] != "0" else None
    return Entry(node, match[1] if match else None, kind or "comment", classes, parent)


@lru_cache(maxsize=2048)
def _said_by(classes: str) -> tuple[bool, str | None, bool]:
    """Whether classes mark a comment, what kind of ping they mark, and whether a review."""
    tokens = frozenset(classes.split())
    kind = next((kind for token, kind in marks.PING_CLASSES.items() if token in tokens), None)
    return bool(tokens & marks.COMMENT_CLASSES), kind, bool(tokens & marks.REVIEWS)


def _kind_of_list(node: LexborNode) -> str | None:
    """The kind of the pings that a list holds, when it holds nothing else."""
    match = marks.PING_LISTS.search(names_of(node.parent)) if node.parent is not None else None
    if match is None:
        return None
    return "trackback" if match[0].startswith("track") and "pingback" not in node.text()[:400].lower() else "pingback"


def _place(node: LexborNode, by_node: dict[int, Entry], places: dict[int, _Place]) -> _Place:
    """What stands around an element; each element of the page is asked once."""
    path: list[LexborNode] = []
    known: _Place | None = None
    parent = node.parent
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
        place = places[step.mem_id] = _inside(step, place)
    return place


def _inside(node: LexborNode, outer: _Place) -> _Place:
    names = names_of(node)
    place = _Place(
        outer.entry,
        outer.crossed or node.tag in _LISTS or "children" in names,
        outer.in_discussion,
        outer.aside,
        outer.body,
    )
    if outer.entry is not None or names == " ":
        return place
    if node.tag == "aside" or marks.ASIDE.search(names) or not marks.REVIEWS.isdisjoint(names.split()):
        place.aside = True
    elif marks.CONTAINER.search(names):
        place.in_discussion, place.aside, place.body = True, False, None
    elif not place.in_discussion and place.body is None and is_body(node, names):
        place.body = node
    return place


def _is_part(entry: Entry, place: _Place) -> bool:
    if place.entry is None:
        return False
    return entry.number == place.entry.number if entry.number else not place.crossed
