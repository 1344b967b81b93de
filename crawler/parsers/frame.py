"""What stands around a list of comments: headings with counts, navigation, notes, the reply form."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers import marks
from crawler.parsers.counts import begins_with_count, count_in
from crawler.parsers.elements import fold as fold_space
from crawler.parsers.entry import Entry
from crawler.parsers.nearness import has_more, in_body, is_inside, names_in, names_of, siblings
from crawler.parsers.phrases import begins, kind_of_ping, speaks_of
from crawler.parsers.words import CLOSED, DISCUSSION_HEADINGS, MEMBERS, NAVIGATION, PINGS, REPLY_HEADINGS

_NEAR = 8
_MOST_BOXES = 100
_FEW = 40
_LONGEST = 240
"""Characters of a heading or note."""
_MUCH = 1500
"""Characters of text, outside forms, that no empty discussion has."""
_PING_WORDS = "|".join(PINGS.values())
_NOTE_WORDS = f"{REPLY_HEADINGS}|{NAVIGATION}|{CLOSED}"


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a list of comments begins and ends: kept before its entries are taken out."""

    holder: LexborNode
    before: tuple[LexborNode, ...]
    """Elements before its first entry, the nearest first."""
    after: tuple[LexborNode, ...]
    """Elements after its last entry."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What was found around the comments, once they are gone."""

    notes: tuple[LexborNode, ...]
    boxes: tuple[LexborNode, ...]
    has_form: bool

    @property
    def stated_count(self) -> int | None:
        """The count of the first heading that has one; of headings of pings, none."""
        headings = [n for n in self.notes if n.tag in marks.HEADINGS]
        for note in (*headings, *self.notes):
            text = fold_space(note.text()[:_LONGEST])
            if kind_of_ping(text) is None and (count := count_in(text)) is not None:
                return count
        return None

    @property
    def comments_open(self) -> bool | None:
        """True with a form or a note to log in, False with a note that says so, None when the page does not say."""
        if self.has_form:
            return True
        texts = [note.text()[:_LONGEST] for note in self.notes]
        if any(speaks_of(text, CLOSED) for text in texts):
            return False
        return True if any(speaks_of(text, MEMBERS) for text in texts) else None

    def nodes(self) -> tuple[LexborNode, ...]:
        """All that goes with the discussion."""
        return (*self.notes, *self.boxes)


def edges_of(entries: Sequence[Entry]) -> list[Edge]:
    """The edges of the lists that hold the outermost entries."""
    ends: dict[int, tuple[LexborNode, Entry, Entry]] = {}
    for entry in entries:
        holder = entry.node.parent
        if entry.parent is None and holder is not None:
            first = ends[holder.mem_id][1] if holder.mem_id in ends else entry
            ends[holder.mem_id] = (holder, first, entry)
    own = {entry.node.mem_id for entry in entries}
    return [
        Edge(
            holder,
            _free(siblings(first.node, _NEAR, after=False), own),
            _free(siblings(last.node, _NEAR, before=False), own),
        )
        for holder, first, last in list(ends.values())[:50]
    ]


def _free(nodes: Iterable[LexborNode], own: set[int]) -> tuple[LexborNode, ...]:
    """Those that stay when the entries go."""
    return tuple(n for n in nodes if n.mem_id not in own and n.tag not in ("dt", "dd", "ol", "ul"))


def frame_of(tree: LexborHTMLParser, edges: Sequence[Edge]) -> Frame:
    """The frame of a discussion whose entries have been taken out of the tree."""
    boxes, forms = _boxes(tree)
    notes: dict[int, LexborNode] = {}
    runs: list[Iterable[LexborNode]] = [run for edge in edges for run in (edge.before, edge.after)]
    for place in (*(edge.holder for edge in edges), *forms[:5]):
        runs.extend(_around(place))
    known: dict[int, bool | None] = {}
    for run in runs:
        notes.update((n.mem_id, n) for n in _notes(run, known))
    for box in boxes:
        notes.update((n.mem_id, n) for n in box.css(marks.NOTES) if len(n.text()) < _LONGEST)
    if not forms and not notes:
        notes.update((n.mem_id, n) for n in tree.css("p, h2, h3, h4") if _is_closing(n))
    emptied = [edge.holder for edge in edges if not edge.holder.text(strip=True)]
    return Frame(tuple(notes.values()), (*boxes, *emptied), bool(forms))


def _boxes(tree: LexborHTMLParser) -> tuple[list[LexborNode], list[LexborNode]]:
    """The outermost boxes of the discussion, none of which holds a post's body, and the reply forms."""
    boxes: list[LexborNode] = []
    forms: list[LexborNode] = []
    for node in tree.css(marks.FRAME):
        attributes = node.attributes
        names = names_in(attributes)
        address = attributes.get("action") or attributes.get("src")
        is_form = bool(address and marks.FORM_ADDRESS.search(address))
        if not is_form and not _goes(names):
            continue
        if len(boxes) == _MOST_BOXES:
            break
        if boxes and is_inside(node, boxes[-1]):
            is_box = True
        elif is_box := not in_body(node) and not _holds_post(node):
            boxes.append(node)
        if is_box and (is_form or marks.FORM.search(names)):
            forms.append(node)
    return boxes, forms


def _around(place: LexborNode) -> Iterator[Iterable[LexborNode]]:
    """Elements before and after a node and the elements around it, the nearest first; not out of a post's box."""
    step: LexborNode | None = place
    for _ in range(3):
        if step is None or step.tag in ("body", "html") or _is_of_post(names_of(step)):
            break
        yield siblings(step, _NEAR, after=False)
        yield siblings(step, _NEAR, before=False)
        step = step.parent


def _notes(run: Iterable[LexborNode], known: dict[int, bool | None]) -> Iterator[LexborNode]:
    """The headings and notes of a discussion, up to the first thing that is none. `known`: what was asked before."""
    for node in run:
        if (place := node.mem_id) not in known:
            known[place] = _belongs(node) or (None if _is_other(node) else False)
        if (belongs := known[place]) is None:
            return
        if belongs:
            yield node


def _is_other(node: LexborNode) -> bool:
    """Whether an element has nothing to do with a discussion."""
    return node.tag != "form" and not _goes(names_of(node)) and has_more(node, _FEW)


@lru_cache(maxsize=2048)
def _goes(names: str) -> bool:
    """Whether classes and id are those of what goes with a discussion."""
    return marks.REMOVED.search(names) is not None


@lru_cache(maxsize=2048)
def _is_of_post(names: str) -> bool:
    return marks.POST.search(names) is not None


def _belongs(node: LexborNode) -> bool:
    """Whether an element beside a discussion is a heading, note or navigation of it, by its words."""
    if node.tag not in marks.NOTE_TAGS:
        return False
    text = fold_space(node.text_lexbor()[: 2 * _LONGEST])
    if not text or len(text) > _LONGEST or node.css_first("article, form") is not None:
        return False
    names = names_of(node)
    if marks.BODY.search(names):
        return False
    is_heading = node.tag in marks.HEADINGS or "omment" in names
    if node.tag in marks.HEADINGS and (begins(text, DISCUSSION_HEADINGS) or speaks_of(text, _PING_WORDS)):
        return True
    counted = count_in(text) is not None if is_heading else begins_with_count(text)
    return counted or begins(text, _NOTE_WORDS)


def _is_closing(node: LexborNode) -> bool:
    text = node.text()[:_LONGEST]
    return len(text.strip()) < _LONGEST // 2 and begins(text, CLOSED) and not in_body(node)


def _holds_post(node: LexborNode) -> bool:
    if node.css_first("h1, .hentry, .h-entry") or any(has_more(n, _LONGEST) for n in node.css(marks.BODIES)):
        return True
    return len(node.text(strip=True)) - sum(len(f.text(strip=True)) for f in node.css("form")[:5]) > _MUCH
