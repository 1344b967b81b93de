"""A post without marks beside its margins: the branch of the page in which title and discussion stand is the post's."""

from datetime import UTC, datetime

import pytest

from archive.items import Capture, Post
from crawler.parsers.page import parse

ONE = "It rained, and we stayed in the ferry's cabin."
WIDGETS = (
    "<div><h3>Latest</h3><ul><li><a href=/a/>Of boats and of oars</a><li><a href=/b/>The tide table</a></ul>"
    "<h3>Older</h3><ul><li><a href=/2014/02/>February 2014</a></ul><h3>About us</h3><p>We are a class of nine on an island, and "
    "we write here on Fridays, mostly of the sea and sometimes of sums.</p><p>Our boat is called the Heron.</p></div>"
)
TALK = (
    "<div><h3>2 comments</h3>"
    "<div><b>Ida</b> <i>May 4, 2014</i><p>It rained here too, and on the dog, who has not forgiven anybody yet.</p></div>"
    "<div><b>Olu</b> <i>May 5, 2014</i><p>Bring the cards next time.</p></div></div>"
)


def read(inside: str, body: str = "") -> Post:
    html = f"<html lang=en><head><title>A wet Friday | The Heron</title></head><body {body}>{inside}</body></html>"
    capture = Capture(
        url="http://heron.example/?p=9",
        fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=html.encode(),
    )
    post = parse(capture).post
    assert post is not None
    return post


HEAD = "<h1>A wet Friday</h1><div>May 3, 2014, Mere Rata</div>"


@pytest.mark.parametrize(
    "layout",
    [
        f"<div><div>{HEAD}<p>{ONE}</p></div>{WIDGETS}</div>",
        f"<div>{WIDGETS}<div>{HEAD}<div><p>{ONE}</p></div></div></div>",
        f"<div><div>{HEAD}<div>{ONE}</div>{TALK}</div>{WIDGETS}</div>",
        f"<div><div>{HEAD}</div><div><div>{ONE}</div>{TALK}</div></div><div>{WIDGETS}</div>",
    ],
)
def test_a_post_of_a_sentence_is_the_body_and_the_longer_margin_beside_it_is_not(layout: str) -> None:
    post = read(layout)
    assert (post.title, post.body_text, post.published, post.author) == ("A wet Friday", ONE, "2014-05-03", "Mere Rata")


def test_classes_of_the_page_as_a_whole_mark_no_post() -> None:
    post = read(f"<div><div>{HEAD}<p>{ONE}</p>{TALK}</div>{WIDGETS}</div>", "class='single single-post postid-9'")
    assert (post.body_text, post.placed_by) == (ONE, "structure")


def test_a_heading_of_comments_that_repeats_the_title_is_not_beside_the_body() -> None:
    text = f"<p>{ONE} It went on raining, and nobody minded, for there was soup.</p>" * 4
    talk = f"<div><h4>“A wet Friday”</h4>{TALK}<p><a href=#x>Click here to cancel the reply.</a></p></div>"
    assert read(f"<div><img src=/title.png><div>{text}</div></div>{talk}").body_text.count("there was soup") == 4


def test_a_post_of_a_picture_beside_a_margin_has_no_text() -> None:
    post = read(f"<div><div>{HEAD}<p><a href=/big.jpg><img src=/b.jpg alt=Rain></a></p>{TALK}</div>{WIDGETS}</div>")
    assert post.body_text == ""
    assert [media.url for media in post.media] == ["http://heron.example/b.jpg"]


def test_lists_of_links_are_the_body_where_only_a_line_stands_below_the_title() -> None:
    post = read(f"<div><div><h1>A wet Friday</h1><p>What we read while it rained</p></div>{WIDGETS}</div>")
    assert "What we read" in post.body_text or "The tide table" in post.body_text
    links = WIDGETS.replace("About us", "Boats")
    body = read(f"<div><div><h1>A wet Friday</h1><div>May 3, 2014</div></div>{links}</div>").body_text
    assert body.splitlines()[:2] == ["Latest", "Of boats and of oars"]


def test_a_text_beside_the_box_of_the_title_is_the_body() -> None:
    text = f"<p>{ONE} It went on raining, and nobody minded, for there was soup.</p>"
    post = read(f"<div><div><h1>A wet Friday</h1><p>What we did in the rain</p></div><div>{text * 4}</div></div>")
    assert post.body_text.count("there was soup") == 4
