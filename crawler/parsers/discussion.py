"""The discussion of a page: comments, pings and their stated count, read and then taken out of the tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.items import Comment, Pingback
from crawler.parsers import marks
from crawler.parsers.comments import Context, Reading, fold_space, read_comment
from crawler.parsers.dates import order_of, read_date
from crawler.parsers.entries import Entry, find_entries
from crawler.parsers.html import remove
from crawler.parsers.pings import is_excerpt, kind_by_words, read_pingback
from crawler.parsers.threads import parents_of
from crawler.parsers.words import (
    CLOSED,
    CLOSED_OR_LOGIN,
    DISCUSSION_HEADINGS,
    NAVIGATION,
    REPLY_HEADINGS,
    begins,
    count_in,
    only_noise,
    speaks_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """What a page shows below its post."""

    comments: tuple[Comment, ...] = ()
    pingbacks: tuple[Pingback, ...] = ()
    stated_count: int | None = None
    """As the discussion's heading says; with or without pings, and often wrong."""
    comments_open: bool | None = None


def read_discussion(
    tree: LexborHTMLParser, url: str, language: str | None, fetched_at: datetime | None
) -> Discussion:
    """Reads comments and pings, and takes them out of the tree with their headings, navigation and reply form."""
    entries = find_entries(tree, url)
    context = Context(url=url, language=language, fetched_at=fetched_at)
    parents = parents_of(entries)
    holders = _holders(entries)
    readings: dict[int, Reading] = {}
    pings: dict[int, Pingback] = {}
    for entry in reversed(entries):
        _read(entry, context, readings, pings)
        entry.node.decompose()
    surroundings = _surroundings(tree, holders)
    comments_open = _is_open(tree, surroundings)
    stated = _stated(surroundings)
    remove(_rest(tree, surroundings))
    comments = _comments([e for e in entries if id(e) in readings], readings, parents, context)
    return Discussion(
        comments=comments,
        pingbacks=tuple(pings[id(e)] for e in entries if id(e) in pings),
        stated_count=stated,
        comments_open=comments_open,
    )


def _read(entry: Entry, context: Context, readings: dict[int, Reading], pings: dict[int, Pingback]) -> None:
    node = entry.node
    if node.tag in ("dt", "dd"):
        _take_in_details(node)
    head = fold_space(node.text()[:400])
    kind = entry.kind if entry.kind != "comment" else kind_by_words(head)
    if kind:
        ping = read_pingback(node, entry.number, kind, context)
        if ping:
            pings[id(entry)] = ping
        return
    reading = read_comment(node, context)
    if reading.awaiting or not reading.text and not reading.html:
        return
    if reading.titled or (reading.author_url and is_excerpt(reading.text)):
        pings[id(entry)] = Pingback(
            id=entry.number,
            kind="trackback" if reading.titled else "pingback",
            title=reading.author,
            source_url=reading.author_url,
            excerpt=reading.text,
            published=reading.stamp or read_date(reading.printed or "", language=context.language),
            published_raw=reading.printed,
        )
        return
    if reading.author or reading.printed or entry.number:
        readings[id(entry)] = reading


def _take_in_details(node: LexborNode) -> None:
    """The `dd` elements after a `dt`, or the `dt` before a `dd`, become parts of it."""
    near: list[LexborNode] = []
    step = node.next if node.tag == "dt" else node.prev
    while step is not None and len(near) < 20 and (node.tag == "dd" or step.tag != "dt"):
        if step.tag in ("dd", "dt") and step.tag != node.tag:
            near.append(step)
        if step.tag in ("dd", "dt") and node.tag == "dd":
            break
        step = step.next if node.tag == "dt" else step.prev
    for details in near:
        node.insert_child(details)
    remove(near)


def _comments(
    entries: Sequence[Entry], readings: dict[int, Reading], parents: dict[int, Entry], context: Context
) -> tuple[Comment, ...]:
    order = order_of((readings[id(e)].printed or "" for e in entries), latest=context.fetched_at)
    ids = {id(e): e.number or f"c{place}" for place, e in enumerate(entries, 1)}
    comments = []
    for entry in entries:
        reading = readings[id(entry)]
        parent = parents.get(id(entry))
        while parent is not None and id(parent) not in ids:
            parent = parents.get(id(parent))
        comments.append(
            Comment(
                id=ids[id(entry)],
                parent_id=ids[id(parent)] if parent is not None else None,
                author=reading.author,
                author_url=reading.author_url,
                published=_published(reading, order, context),
                published_raw=reading.printed,
                text=reading.text,
                html=reading.html,
                by_post_author="bypostauthor" in entry.classes,
                links=reading.links,
            )
        )
    return tuple(comments)


def _published(reading: Reading, order: str | None, context: Context) -> str | None:
    """The machine's time where its day is the printed one; else the printed, which is what readers saw."""
    base = None if reading.stamp else context.fetched_at
    printed = read_date(reading.printed or "", language=context.language, order=order, base=base)
    if reading.stamp is None or printed is None:
        return printed or reading.stamp
    days = (read_date(reading.printed or "", language=context.language, order=o) or "" for o in ("DMY", "MDY"))
    return reading.stamp if reading.stamp[:10] in (printed[:10], *(day[:10] for day in days)) else printed


def _holders(entries: Sequence[Entry]) -> list[LexborNode]:
    """The elements that the outermost entries stand in."""
    holders = {e.node.parent.mem_id: e.node.parent for e in entries if e.parent is None and e.node.parent is not None}
    return list(holders.values())[:50]


def _surroundings(tree: LexborHTMLParser, holders: Sequence[LexborNode]) -> list[LexborNode]:
    """Headings, notes and navigation around the emptied lists of comments and the reply form."""
    found: dict[int, LexborNode] = {}
    around: list[LexborNode] = [*tree.css(marks.FORMS)[:5]]
    for holder in holders:
        step: LexborNode | None = holder
        for _ in range(3):
            if step is None or step.tag in ("body", "html"):
                break
            around.append(step)
            step = step.parent
    for node in around:
        found.update((sibling.mem_id, sibling) for sibling in _siblings(node) if _belongs(sibling))
    for node in tree.css(marks.REMOVED)[:200]:
        if not _holds_post(node):
            found.update((heading.mem_id, heading) for heading in node.css("h1, h2, h3, h4, h5, h6, .comments-title, .nocomments"))
    return list(found.values())


def _siblings(node: LexborNode) -> list[LexborNode]:
    near: list[LexborNode] = []
    step = node.prev
    for _ in range(12):
        if step is None:
            break
        near.append(step)
        step = step.prev
    step = node.next
    for _ in range(12):
        if step is None:
            break
        near.append(step)
        step = step.next
    return [n for n in near if n.is_element_node]


def _belongs(node: LexborNode) -> bool:
    text = fold_space(node.text()[:400])
    if not text or len(text) > 200:
        return False
    if node.tag in marks.HEADINGS or node.tag in ("p", "div", "nav", "span", "small", "legend", "ul", "a"):
        is_heading = node.tag in marks.HEADINGS
        return (
            begins(text, REPLY_HEADINGS)
            or begins(text, NAVIGATION)
            or begins(text, CLOSED)
            or (is_heading and (begins(text, DISCUSSION_HEADINGS) or kind_by_words(text) is not None))
            or (count_in(text) is not None and (is_heading or len(text) < 60))
        )
    return False


def _is_open(tree: LexborHTMLParser, surroundings: Sequence[LexborNode]) -> bool | None:
    if tree.css_first(marks.FORMS) is not None:
        return True
    for node in (*surroundings, *tree.css(".nocomments, .no-comments, .comments-closed, .comments-disabled")):
        text = node.text()[:400]
        if speaks_of(text, CLOSED):
            return False
        if speaks_of(text, CLOSED_OR_LOGIN):
            return True
    return None


def _stated(surroundings: Sequence[LexborNode]) -> int | None:
    for node in surroundings:
        text = fold_space(node.text()[:300])
        if kind_by_words(text) is None and (count := count_in(text)) is not None:
            return count
    return None


def _rest(tree: LexborHTMLParser, surroundings: Sequence[LexborNode]) -> list[LexborNode]:
    """What goes with the discussion: never an element that holds a post's body."""
    return [*surroundings, *(n for n in tree.css(marks.REMOVED) if not _holds_post(n))]


def _holds_post(node: LexborNode) -> bool:
    return node.css_first("h1, .hentry, .h-entry, .entry-content, .post-content, .entry") is not None


__all__ = ["Discussion", "only_noise", "read_discussion"]
