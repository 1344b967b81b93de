"""A page of very many elements is read in parts, and says the same as when it is read at once."""

import time
from datetime import UTC, datetime

import pytest

from archive.items import Capture, Page
from crawler.parsers import lengthy
from crawler.parsers.lengthy import bounds_of, is_whole, parts_of
from crawler.parsers.page import parse

HEAD = "<html lang='mi'><body class='single postid-3'><article class='post-3 post hentry'><h1 class='entry-title'>Long</h1>"
HEAD += "<div class='entry-content'><p>Much discussed.</p></div></article><h3 id='comments-title'>1,500 thoughts</h3>"
END = "<div id='respond'><form action='/wp-comments-post.php' id='commentform'></form></div></body></html>"


def said(number: int, mark: str = "id='comment-%d'", more: str = "") -> str:
    named = mark % number if "%" in mark else mark
    return (
        f"<li {named} class='comment'><div class='comment-body'><b class='fn'>Reader {number}</b>"
        f"<time datetime='2026-03-09T10:00:00+13:00'></time><p>Yes {number}, <a href='/{number}/'>here</a>.</p></div>{more}</li>"
    )


def thread(number: int, answers: int) -> str:
    inner = f"<ul class='children'>{thread(number + 1, answers - 1)}</ul>" if answers else ""
    return said(number, more=inner)


def page(comments: str) -> str:
    return f"{HEAD}<ol class='comment-list' id='talk'>{comments}</ol>{END}"


def read(text: str) -> Page:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    at = datetime(2026, 3, 10, tzinfo=UTC)
    return parse(Capture(url="http://x.example/a/", fetched_at=at, status=200, headers=headers, body=text.encode()))


PAGES = {
    "a flat list": page("".join(said(n) for n in range(1000, 2500))),
    "threads": page("".join(thread(n * 10, n % 4) for n in range(100, 700))),
    "items that nothing closes": page("".join(said(n) for n in range(1000, 2500)).replace("</li>", "")),
    "ids without quotes": page("".join(said(n, "id=comment-%d") for n in range(1000, 2500))),
    "names in other letters": page("".join(said(n).replace("Reader", "Kaip\u0101nui") for n in range(1000, 2500))),
}


@pytest.mark.parametrize("name", PAGES)
def test_parts_say_what_the_whole_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(PAGES[name])
    monkeypatch.setattr(lengthy, "MOST_TAGS", 2000)
    bounds = bounds_of(PAGES[name])
    assert len(bounds) > 5 and is_whole(PAGES[name], bounds)
    assert read(PAGES[name]) == whole
    assert len(whole.comments) >= 1500


def test_a_list_of_posts_that_is_too_long_is_read_as_far_as_one_tree_goes_and_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "".join(said(n) for n in range(1000, 1200))
    text = f"<body class='home blog'><h2 class='entry-title'><a href='/a/'>A</a></h2><ol id='talk'>{text}</ol></body>"
    assert read(text).missing == ()
    monkeypatch.setattr(lengthy, "MOST_TAGS", 400)
    assert (read(text).kind, read(text).missing) == ("home", ("rest",))


def test_what_no_comment_parts_is_read_as_far_as_it_is_bearable_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD.replace("</p>", "<b>!</b>" * 3000 + "</p>") + END
    whole = read(text)
    monkeypatch.setattr(lengthy, "MOST_TAGS", 1000)
    found = read(text)
    assert "rest" in found.missing and "rest" not in whole.missing
    assert found.post and whole.post and found.post.title == "Long"
    assert found.post.body_text == "Much discussed." + "!" * (found.post.body_text.count("!"))
    assert 500 < len(found.post.body_text) < len(whole.post.body_text)


def test_a_page_of_bearable_size_is_one_part() -> None:
    text = PAGES["threads"]
    assert list(parts_of(text, bounds_of(text))) == [text]


@pytest.mark.parametrize("piece", ["<p>", "<a ", "<li id='comment-5'", "<li id=comment-7>", "<", "<li id id id "])
def test_no_page_is_parted_slowly(piece: str) -> None:
    text = piece * (4_000_000 // len(piece))
    began = time.process_time()
    parts = list(parts_of(text, bounds_of(text)))
    assert all(part.count("<") <= 3 * lengthy.MOST_TAGS for part in parts)
    assert time.process_time() - began < 20
