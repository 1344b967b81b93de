"""Learning where a page keeps its comments, and in each its author, date and text. See `learnt.py`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.items import Comment
from crawler.parsers.html import ancestors
from crawler.parsers.learnt import RUN, boxed_runs
from crawler.parsers.learnt_paths import parts_of, rows_of
from crawler.parsers.learnt_texts import Texts, key

_TELLING = 10
"""Letters of a comment's text, below which it may stand anywhere."""
_LEVELS = 8
_MOST = 60
"""Comments of a page that are learnt from."""
_NEAREST = 40
_MOSTLY = 0.8
"""The share of a page's comments in which a place must lead to the right element."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One known comment on the page: its element (or what holds several) and its parts."""

    entry: LexborNode
    start: LexborNode
    """The first child of `entry` that is its own."""
    text: LexborNode
    author: LexborNode | None
    date: LexborNode | None


def learn_talk(
    tree: LexborHTMLParser, texts: Texts, comments: Sequence[Comment]
) -> tuple[dict[str, list[str]], list[Remark]]:
    """(part -> its places, the remarks found). Comments without an element of their own get one: the tree is changed."""
    remarks, found = remarks_in(texts, comments), {}
    shared = {mem for mem, count in Counter(remark.entry.mem_id for remark in remarks).items() if count > 1}
    if starts := [remark.start for remark in remarks if remark.entry.mem_id in shared]:
        found[RUN] = list(rows_of(starts, tree))
        if not found[RUN]:
            return {}, remarks
        boxed_runs(tree.css(found[RUN][0]))
        remarks = remarks_in(Texts(tree), comments)
    return {**found, **_places(tree, remarks, boxed=bool(starts))}, remarks


def _places(tree: LexborHTMLParser, remarks: Sequence[Remark], *, boxed: bool) -> dict[str, list[str]]:
    if not remarks:
        return {}
    found = {} if boxed else {"comment": list(rows_of([remark.entry for remark in remarks], tree))}
    for part in ("author", "date", "text"):
        there = [
            (node, r.entry) for r in remarks if (node := getattr(r, part)) is not None and node.mem_id != r.entry.mem_id
        ]
        ways = Counter(place for node, entry in there for place in dict.fromkeys(parts_of(node, entry)))
        found[f"comment_{part}"] = [place for place, count in ways.items() if count >= _MOSTLY * len(there)]
    return found


def remarks_in(texts: Texts, comments: Sequence[Comment]) -> list[Remark]:
    """The known comments that the page shows, each once."""
    shown = [(comment, node) for comment in comments[:_MOST] if (node := _text_of(texts, comment)) is not None]
    held = Counter(around.mem_id for _, node in shown for around in (node, *ancestors(node)))
    return [_remark(node, comment, texts, held) for comment, node in shown]


def _text_of(texts: Texts, comment: Comment) -> LexborNode | None:
    """The outermost element that says the comment's text, if it stands at one place only."""
    nodes = texts.of(comment.text) if len(key(comment.text)) >= _TELLING else []
    if not nodes:
        return None
    first = nodes[0].mem_id
    return nodes[0] if all(any(a.mem_id == first for a in ancestors(node)) for node in nodes[1:]) else None


def _remark(text: LexborNode, comment: Comment, texts: Texts, held: Counter[int]) -> Remark:
    """Upwards from the text until author and date are found, and no further than where another comment begins."""
    names = {n.mem_id: n for n in texts.named(comment.author)} if comment.author else {}
    days = {n.mem_id: n for n in texts.dated(comment.published)} if comment.published else {}
    entry, branch = text, text
    author = date = None
    start = text
    for around in islice(ancestors(text), _LEVELS):
        if around.tag in ("body", "html"):
            break
        near = _near(around, branch, held)
        new_author = None if author else _first(near, names)
        new_date = None if date else _first(near, days)
        if new_author or new_date:
            entry, author, date = around, author or new_author, date or new_date
            own = {n.mem_id for part in (author, date, text) if part for n in (part, *ancestors(part))}
            start = next((child for child in around.iter() if child.mem_id in own), branch)
        if held[around.mem_id] > 1 or ((author or not names) and (date or not days)):
            break
        branch = around
    return Remark(entry, start, text, author, date)


def _near(around: LexborNode, branch: LexborNode, held: Counter[int]) -> list[LexborNode]:
    """The children of an element that hold no comment's text, the nearest to that of this comment first."""
    children = list(around.iter())
    place = next((n for n, child in enumerate(children) if child.mem_id == branch.mem_id), 0)
    free = [(abs(n - place), n, child) for n, child in enumerate(children) if not held[child.mem_id]]
    ordered = [child for _, _, child in sorted(free, key=lambda each: each[:2])[:_NEAREST]]
    return [branch, *ordered] if held[branch.mem_id] == 1 else ordered


def _first(near: Sequence[LexborNode], wanted: dict[int, LexborNode]) -> LexborNode | None:
    if not wanted:
        return None
    for child in near:
        for node in (child, *child.css("*")):
            if node.mem_id in wanted:
                return wanted[node.mem_id]
    return None
