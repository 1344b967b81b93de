"""Twice as much of anything on a page makes about twice the work: steps are counted, not seconds."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType
from typing import Any

import pytest

from archive.items import Capture
from crawler.parsers.page import parse

FEW = 400
PAGE = (
    "<html><body class='single postid-5'><article id=post-5 class=hentry><h1 class=entry-title>A title</h1>"
    "<div class=entry-content>{}</div></article>{}</body></html>"
)
COMMENT = (
    "<li class=comment id=comment-{0}><cite class=fn>Ann {0}</cite> <a href='#comment-{0}'>July 10, 2013 at 3:13 pm</a>"
    "<p>I see it so, as (Fuller, 2011) does, {0}.</p>"
)


def many(piece: str) -> Callable[[int], str]:
    return lambda count: PAGE.format("".join(piece.format(n) for n in range(count)), "")


def talk(piece: str, end: str = "") -> Callable[[int], str]:
    return lambda count: PAGE.format(
        "<p>Text.</p>", f"<ol id=comments class=commentlist>{''.join(piece.format(n) + end for n in range(count))}</ol>"
    )


PAGES = {
    "br lines": many("a line of words {}<br>"),
    "lines with years": many("In 2010 Brown said ({}, 2011) so<br>"),
    "paragraphs": many("<p>text {}</p>"),
    "entries": many("<p>Harrow, T. (2006). Learning circles {}. Leeds: North Press.</p>"),
    "links": many("<a href='/tag/x/page/{0}' rel=tag>y{0}</a> "),
    "pictures": many("<img src=/{}.jpg class='a b c'>"),
    "headings": many("<h2>Title {}</h2>"),
    "classes": many("<div class='c{} comment'>x</div>"),
    "unclosed b": many("<b>x{}"),
    "unclosed a": many("<a href=x>y{}"),
    "unclosed p": many("<p><i>x{}"),
    "unclosed div": many("<div>x{}"),
    "lists": many("<ul><li>x{}"),
    "comments": talk(COMMENT, "</li>"),
    "comments in comments": talk(COMMENT + "<ul class=children>"),
}


def bare(piece: str) -> Callable[[int], str]:
    """Comments that nothing marks, below a heading."""
    return lambda count: PAGE.format(
        "<p>Text.</p>", f"<h3>{count} comments</h3>" + "".join(piece.format(n) for n in range(count))
    )


PAGES |= {
    "unmarked boxes": bare("<div><b>Ann {0}</b> <i>May 3, 2014</i><p>I see it so, {0}.</p></div>"),
    "unmarked lines": bare("<p>I see it so, {0}.</p><p><i>Ann {0} on May 3, 2014</i></p>"),
    "unmarked nested": bare("<div><b>Ann {0}</b> <i>May 3, 2014</i><p>I see it so, {0}.</p>"),
    "counts": bare("<h3>3 comments</h3><p>May 3, 2014</p>"),
    "figures": bare("<b>{0}</b>"),
}


def steps(page: str) -> int:
    """Calls of functions while a page is read."""
    capture = Capture(
        url="https://blog.example/2013/07/a-title/",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=page.encode(),
    )
    count = 0

    def note(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        parse(capture)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_work_grows_no_faster_than_the_page(page: Callable[[int], str]) -> None:
    steps(page(4 * FEW))  # what is made once: patterns, what is known of the names of classes
    assert steps(page(4 * FEW)) < 2.4 * steps(page(2 * FEW))
