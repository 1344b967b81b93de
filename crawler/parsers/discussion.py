"""The discussion of a page: comments, pings and their stated count, read and then taken out of the tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.items import Comment, Pingback
from crawler.parsers.alike import with_alike
from crawler.parsers.comments import Reading, read_comment
from crawler.parsers.dates import order_of
from crawler.parsers.decoys import without_decoys
from crawler.parsers.entries import find_entries
from crawler.parsers.entry import Entry
from crawler.parsers.frame import edges_of, frame_of
from crawler.parsers.html import ancestors, remove, within
from crawler.parsers.learnt import NOWHERE, Places, entries_in, with_learnt
from crawler.parsers.marks import COMMENT_CLASSES, ELSEWHERE
from crawler.parsers.moments import Context, published, told_by
from crawler.parsers.nearness import siblings
from crawler.parsers.phrases import kind_of_ping
from crawler.parsers.pings import as_pingback, read_pingback
from crawler.parsers.selectors import selectors_in
from crawler.parsers.threads import parents_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """What a page shows below its post."""

    comments: tuple[Comment, ...] = ()
    pingbacks: tuple[Pingback, ...] = ()
    stated_count: int | None = None
    """As the discussion's heading says; with or without pings, and often wrong."""
    comments_open: bool | None = None
    placed_by: str | None = None
    """What told where the comments stand: marks, learnt or structure."""
    place: LexborNode | None = None
    """The element of the page in which it stood."""
    elsewhere: bool = False
    """Whether there are none since another service keeps and shows them."""


def read_discussion(
    tree: LexborHTMLParser,
    url: str,
    language: str | None,
    fetched_at: datetime | None,
    places: Places = NOWHERE,
) -> Discussion:
    """Reads comments and pings, and takes them out of the tree with their headings, navigation and reply form.

    `language` is the page's tag, `fetched_at` the day from which "3 days ago" counts. What a post's body quotes,
    sidebars, reviews and teasers of other posts are left where they are. `places`: where the blog keeps comments.
    """
    learnt = entries_in(tree, places)
    entries = without_decoys(learnt or find_entries(tree, url), tree, url)
    placed_by = "learnt" if learnt else _placed_by(entries)
    known = with_alike(selectors_in(entry.node for entry in entries if entry.parent is None), entries)
    context = Context(url=url, language=language, fetched_at=fetched_at, selectors=with_learnt(known, places))
    parents, edges = parents_of(entries), edges_of(entries)
    own = frozenset(entry.node.mem_id for entry in entries)
    read: dict[int, Reading | Pingback] = {}
    for entry in reversed(entries):  # replies before the comments they stand in, so that each is read alone
        if (found := _read(entry, own, context)) is not None:
            read[id(entry)] = found
        entry.node.decompose()
    frame = frame_of(tree, edges)
    stated, is_open = frame.stated_count, frame.comments_open
    elsewhere = not entries and tree.css_first(ELSEWHERE) is not None
    body = places.find("body", tree)
    gone = [node for node in frame.nodes() if body is None or not within(node, body)]
    place = _place_of([edge.holder for edge in edges] or gone, gone)
    remove(gone)
    return Discussion(
        comments=_comments(entries, read, parents, context),
        pingbacks=tuple(found for e in entries if isinstance(found := read.get(id(e)), Pingback)),
        stated_count=stated,
        comments_open=is_open,
        placed_by=placed_by,
        place=place,
        elsewhere=elsewhere,
    )


def _place_of(holders: Sequence[LexborNode], gone: Sequence[LexborNode]) -> LexborNode | None:
    """The first holder of entries, or of notes where there are none; what is around it where it goes."""
    place = holders[0] if holders else None
    own = {node.mem_id for node in gone}
    for step in (place, *ancestors(place)) if place is not None else ():
        if step.mem_id in own:
            place = step.parent
    return place


def _placed_by(entries: Sequence[Entry]) -> str | None:
    """Structure, where nothing marks an entry: neither number, kind, class nor microdata."""
    if not entries:
        return None
    return "marks" if any(map(_is_marked, entries)) else "structure"


def _is_marked(entry: Entry) -> bool:
    known = entry.number or entry.kind != "comment" or not COMMENT_CLASSES.isdisjoint(entry.classes.split())
    return bool(known) or "itemtype" in entry.node.attributes


def _read(entry: Entry, own: frozenset[int], context: Context) -> Reading | Pingback | None:
    node = entry.node
    if node.tag in ("dt", "dd"):
        _join_details(node, own)
    kind = entry.kind if entry.kind != "comment" else kind_of_ping(node.text_lexbor())
    if kind:
        return read_pingback(node, entry.number, kind, context)
    reading = read_comment(node, context)
    if reading is None:
        return None
    if ping := as_pingback(reading, entry.number, context):
        return ping
    if not (reading.text or reading.html):
        return None
    return reading if entry.number or reading.author or reading.moment.printed else None


def _join_details(node: LexborNode, own: frozenset[int]) -> None:
    """The `dd` elements after a `dt`, or the `dt` before a `dd`, become parts of it, if they hold no entry to come."""
    near: list[LexborNode] = []
    for step in siblings(node, 20, before=node.tag == "dd", after=node.tag == "dt"):
        if step.tag in ("dt", "dd") and step.tag != node.tag:
            near.append(step)
        if step.tag == "dt" or (step.tag == "dd" and node.tag == "dd"):
            break
    near = [step for step in near if own.isdisjoint(part.mem_id for part in step.css("*"))]
    for details in near:
        node.insert_child(details)  # a copy
    remove(near)


def _comments(
    entries: Sequence[Entry], read: dict[int, Reading | Pingback], parents: dict[int, Entry], context: Context
) -> tuple[Comment, ...]:
    readings = [(e, found) for e in entries if isinstance(found := read.get(id(e)), Reading)]
    order = order_of((reading.moment.printed or "" for _, reading in readings), latest=context.fetched_at)
    ids = {id(entry): entry.number or f"c{place}" for place, (entry, _) in enumerate(readings, 1)}
    return tuple(
        Comment(
            id=ids[id(entry)],
            parent_id=_parent_id(entry, parents, ids),
            author=reading.author,
            author_url=reading.author_url,
            published=(time := published(reading.moment, order, context)),
            published_raw=reading.moment.printed,
            published_from=told_by(reading.moment, time, context),
            text=reading.text,
            html=reading.html,
            by_post_author="bypostauthor" in entry.classes,
            account=_account(entry.classes),
            avatar=reading.avatar,
            links=reading.links,
            references=reading.references,
        )
        for entry, reading in readings
    )


def _account(classes: str) -> str | None:
    """The account's name, as WordPress writes it for those who were logged in (get_comment_class)."""
    names = classes.split() if "byuser" in classes else []
    marked = (name.removeprefix("comment-author-") for name in names if name.startswith("comment-author-"))
    return next(marked, None) if "byuser" in names else None


def _parent_id(entry: Entry, parents: dict[int, Entry], ids: dict[int, str]) -> str | None:
    """The nearest comment above that was kept."""
    parent = parents.get(id(entry))
    while parent is not None and id(parent) not in ids:
        parent = parents.get(id(parent))
    return ids[id(parent)] if parent is not None else None
