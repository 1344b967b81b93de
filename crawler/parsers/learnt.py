"""Where a blog keeps what: places learnt from pages whose content a feed or REST answer tells. Read here, learnt in `learnt_pages.py`.

A place is a CSS selector with the number of pages on which it led to the right element. As the BlogForever crawler did
(Banos et al., WIMS 2014), texts are found by matching; here titles, authors, dates and comments are found too.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.items import Post
from crawler.parsers import marks
from crawler.parsers.calendar import Calendar
from crawler.parsers.dates import LONGEST, split_at_date
from crawler.parsers.entry import Entry
from crawler.parsers.html import ancestors
from crawler.parsers.namelines import clean_name
from crawler.parsers.nearness import siblings
from crawler.parsers.selectors import Selectors
from crawler.parsers.stamps import words_of
from crawler.parsers.surroundings import line_of
from crawler.parsers.titles import real_title

POST = ("body", "title", "author", "date")
COMMENT = ("comment", "comment_author", "comment_date", "comment_text")
PARTS = (*POST, *COMMENT)
RUN = "run"
"""Where a comment has no element of its own: its first one, among siblings of others."""
_ENOUGH = 3
"""A place counts if it was right on at least one of so many pages."""
_MOST_PLACES = 4
_MOST_ENTRIES = 20_000
_LONGEST_RUN = 40
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Places:
    """What was learnt of a blog's pages."""

    votes: tuple[tuple[str, str, int], ...] = ()
    """(part, selector, pages on which it was right), sorted."""
    pages: tuple[tuple[str, int], ...] = ()
    """(part, pages from which it was learnt), sorted."""

    def of(self, part: str) -> tuple[str, ...]:
        """The places of a part: those that were right most often first, of these the simplest."""
        return tuple(place for _, _, place in self._ranked(part))

    def _ranked(self, part: str) -> list[tuple[int, int, str]]:
        pages = dict(self.pages).get(part, 0)
        known = sorted((-votes, len(place), place) for name, place, votes in self.votes if name == part)
        return [each for each in known if -each[0] * _ENOUGH >= pages][:_MOST_PLACES]

    def only(self, parts: Iterable[str]) -> "Places":
        """The places of some parts."""
        kept = {*parts} | ({RUN} if "comment" in parts else set())
        votes = tuple(vote for vote in self.votes if vote[0] in kept)
        return Places(votes, tuple(page for page in self.pages if page[0] in kept))

    def find(self, part: str, within: LexborHTMLParser | LexborNode) -> LexborNode | None:
        """The element of a part; None where no place of it leads anywhere."""
        return next((node for place in self.of(part) if (node := within.css_first(place)) is not None), None)

    @property
    def of_runs(self) -> bool:
        """Whether comments of this blog have no elements of their own."""
        return min(self._ranked(RUN), default=(0,))[0] < min(self._ranked("comment"), default=(0,))[0]


NOWHERE = Places()


def merge(learnt: Iterable[Places]) -> Places:
    """What was learnt of several pages, in whatever order."""
    votes: Counter[tuple[str, str]] = Counter()
    pages: Counter[str] = Counter()
    for each in learnt:
        votes.update({(part, place): count for part, place, count in each.votes})
        pages.update(dict(each.pages))
    return Places(tuple((*key, count) for key, count in sorted(votes.items())), tuple(sorted(pages.items())))


def entries_in(tree: LexborHTMLParser, places: Places) -> list[Entry]:
    """The comments of a page by their places, in page order; none where nothing was learnt, or nothing is there."""
    kind = RUN if places.of_runs else "comment"
    nodes = next((found for place in places.of(kind) if (found := tree.css(place)[:_MOST_ENTRIES])), [])
    entries: dict[int, Entry] = {}
    for node in boxed_runs(nodes) if kind == RUN else nodes:
        around = next((entries[outer.mem_id] for outer in ancestors(node) if outer.mem_id in entries), None)
        number = marks.NUMBERED.fullmatch(node.attributes.get("id") or "")
        classes = (node.attributes.get("class") or "").lower()
        entry = Entry(node, number[1] if number else None, "comment", classes, parent=around, crossed=True)
        entries[node.mem_id] = entry
    return list(entries.values())


@dataclass(frozen=True, slots=True)
class Told:
    """What stands at the places of a post's title, author and date."""

    title: str | None = None
    author: str | None = None
    date: str | None = None


def told_at(places: Places, tree: LexborHTMLParser) -> Told:
    """Their lines, read before anything is taken out of the tree."""
    nodes = (places.find(part, tree) for part in ("title", "author", "date"))
    return Told(*(line_of(node)[:_LONGEST_LINE] or None if node is not None else None for node in nodes))


def as_told(post: Post, told: Told, calendar: Calendar) -> Post:
    """The post with what stands at learnt places; where that says the same day, the finer time is kept."""
    post = _dated(post, (told.date or "")[:LONGEST], calendar)
    author = clean_name(split_at_date(told.author)[0]) if told.author else None
    return replace(
        post,
        title=(told.title and real_title(told.title)) or post.title,
        author=author or post.author,
    )


def _dated(post: Post, raw: str, calendar: Calendar) -> Post:
    printed, ago = calendar.read(raw, yearless=False), calendar.ago(raw)
    if date := printed or ago:
        if post.published and date[:10] == post.published[:10]:
            return post
        words = words_of(raw, date, calendar) if printed else raw
        return replace(post, published=date, published_raw=words, published_from="printed" if printed else "relative")
    return replace(post, published_raw=raw, published_from=None) if raw and not post.published else post


def boxed_runs(starts: Sequence[LexborNode]) -> list[LexborNode]:
    """An element around each of these and what follows it, up to the next of them; they are moved into it.

    Only those of the commonest parent: so none of them is moved with another.
    """
    parents = Counter(node.parent.mem_id for node in starts if node.parent is not None).most_common(1)
    starts = [node for node in starts if node.parent is not None and node.parent.mem_id == parents[0][0]]
    first = {node.mem_id for node in starts}
    boxes = []
    for start in starts:
        run = [start]
        for step in siblings(start, _LONGEST_RUN, before=False):
            if step.mem_id in first:
                break
            run.append(step)
        boxes.append(_boxed(run))
    return boxes


def _boxed(run: Sequence[LexborNode]) -> LexborNode:
    """A new element in the place of some siblings, which holds copies of them."""
    made = LexborHTMLParser("<div></div>").css_first("div")
    assert made is not None
    run[0].insert_before(made)
    box = run[0].prev
    assert box is not None
    for node in run:
        box.insert_child(node)
    for node in run:
        node.decompose()
    return box


def with_learnt(selectors: Selectors, places: Places) -> Selectors:
    """The selectors of a comment's parts, those first that were learnt; its text is where it was learnt to be."""
    return replace(
        selectors,
        content=places.of("comment_text") or selectors.content,
        author=(*places.of("comment_author"), *selectors.author),
        dates=(*places.of("comment_date"), *selectors.dates),
    )
