"""Threads that only margins show."""

from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.discussion import read_discussion

WAYS = {
    "by a style": ("style='margin-left: {}px'", 40),
    "from the right": ("style='padding-right:{}em; color: red'", 2),
    "by a class": ("class='flex ml-{} py-4'", 8),
}


def parents(way: str, depths: list[int]) -> list[int | None]:
    """The places of the parents of comments with such margins."""
    talk = "".join(
        f"<div {way.format(depth)}><b>P{n}</b> <i>May {n + 1}, 2014</i><p>Said at place {n}.</p></div>"
        for n, depth in enumerate(depths)
    )
    html = f"<body><div><h1>T</h1><p>Text.</p></div><div><h3>{len(depths)} Comments</h3>{talk}</div></body>"
    found = read_discussion(LexborHTMLParser(html), "http://a.example/t/", "en", datetime(2020, 1, 1, tzinfo=UTC))
    ids = [comment.id for comment in found.comments]
    return [ids.index(comment.parent_id) if comment.parent_id else None for comment in found.comments]


@pytest.mark.parametrize(("way", "step"), WAYS.values(), ids=WAYS)
def test_a_wider_margin_is_a_reply(way: str, step: int) -> None:
    assert parents(way, [0, step, 2 * step, step, 0]) == [None, 0, 1, 0, None]


@pytest.mark.parametrize("depths", [[20, 20, 20], [40, 0, 0]])
def test_margins_that_do_not_differ_or_begin_inside_tell_nothing(depths: list[int]) -> None:
    assert parents("style='margin-left:{}px'", depths) == [None, None, None]
