"""The order of day and month that a blog prints, learnt over all its pages, and dates in figures read by it. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from archive.items import Comment, Page, Pingback, Post
from crawler.compose.evidence import HTML, RANKS, Evidence
from crawler.compose.posts import gather
from crawler.parsers.calendar import readings
from crawler.parsers.dates import order_of
from crawler.parsers.learnt_texts import days_apart

Dated = TypeVar("Dated", Post, Comment, Pingback)


def in_blogs_order(ordered: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, with `03/04/2015` read in the order that most of the blog's other dates tell.

    An order is told by a part over 12, by a day that was still to come, and by the same post's day in REST or feed.
    """
    unclear = {
        id(e.page): e.page for e in ordered if RANKS.get(e.page.kind) == HTML and any(map(_both, _dated(e.page)))
    }
    order = _order(ordered) if unclear else None
    if order is None:
        return list(ordered)
    read = {number: _in_order(page, order) for number, page in unclear.items()}
    return [replace(e, page=read.get(id(e.page), e.page)) for e in ordered]


def _dated(page: Page) -> Iterator[Post | Comment | Pingback]:
    yield from (page.post,) if page.post else ()
    yield from page.comments
    yield from page.pingbacks


def _both(item: Post | Comment | Pingback) -> tuple[str, str] | None:
    """The two readings of a printed date in figures, where it has two."""
    if not item.published_raw or item.published_from not in (None, "printed"):
        return None
    found = readings(item.published_raw)
    return found if found and found[0][:10] != found[1][:10] else None


def _order(ordered: Sequence[Evidence]) -> str | None:
    """`DMY` or `MDY`, as most dates tell; None where none or as many tell the other."""
    votes = Counter(told for each in ordered if RANKS.get(each.page.kind) == HTML for told in _told(each))
    votes.update(_compared(ordered))
    ranked = votes.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _told(each: Evidence) -> Iterator[str]:
    """What each printed date of a page tells alone."""
    latest: datetime = each.capture.fetched_at
    for item in _dated(each.page):
        if (
            item.published_raw
            and item.published_from != "stamp"
            and (told := order_of((item.published_raw,), latest=latest))
        ):
            yield told


def _compared(ordered: Sequence[Evidence]) -> Iterator[str]:
    """What the printed day of a post tells, when another source has its time."""
    for post in gather(ordered).values():
        known = next((o.item.published for o in post.observations if o.rank != HTML and o.item.published), None)
        for o in post.observations if known else ():
            both = _both(o.item) if o.rank == HTML else None
            near = [
                order
                for order, day in zip(("DMY", "MDY"), both or (), strict=False)
                if days_apart(day, known or "") <= 1
            ]
            if len(near) == 1:
                yield near[0]


def _in_order(page: Page, order: str) -> Page:
    return replace(
        page,
        post=page.post and _settled(page.post, order),
        comments=tuple(_settled(comment, order) for comment in page.comments),
        pingbacks=tuple(_settled(ping, order) for ping in page.pingbacks),
    )


def _settled(item: Dated, order: str) -> Dated:
    """With its printed date in that order; a time that is none of the two readings was told by something else."""
    both = _both(item)
    if both is None or (item.published and item.published[:10] not in {day[:10] for day in both}):
        return item
    return replace(item, published=both[order == "MDY"], published_from="printed")
