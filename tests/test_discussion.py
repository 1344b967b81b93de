"""The discussion of a page: golden pages, what is left in the tree, and hostile pages."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from archive.items import as_json
from crawler.parsers.discussion import Discussion, read_discussion
from crawler.parsers.text import text_of

PAGES = sorted(Path(__file__).parent.joinpath("discussions").glob("*.html"))
FETCHED = datetime(2026, 11, 22, tzinfo=UTC)


def read(html: str, url: str = "http://blog.example/own/") -> tuple[Discussion, str]:
    """The discussion of a page, and the text that is left to its body."""
    tree = LexborHTMLParser(html)
    root = tree.css_first("html")
    language = root.attributes.get("lang") if root is not None else None
    found = read_discussion(tree, url, language, FETCHED)
    return found, text_of(tree.body) if tree.body is not None else ""


def page(discussion: str, body: str = "<p>Body.</p>") -> str:
    return f'<html lang="en-US"><body><div class="entry-content">{body}</div>{discussion}</body></html>'


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_golden_pages(path: Path) -> None:
    found, left = read(path.read_text(encoding="utf-8"))
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    for kind in ("comments", "pingbacks"):
        nouns = [as_json(noun) for noun in getattr(found, kind)]
        assert [{k: noun[k] for k in wanted} for noun, wanted in zip(nouns, expected[kind], strict=True)] == expected[
            kind
        ]
    assert (found.stated_count, found.comments_open) == (expected["stated_count"], expected["comments_open"])
    assert left.split("\n") == expected["left"]


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("4 thoughts on “Rain”", 4),
        ("One thought on “Rain”", 1),
        ("12 Comments", 12),
        ("9 Comments (and 3 trackbacks)", 9),
        ("This Post Has 8 Comments", 8),
        ("Comments (5)", 5),
        ("1,234 Responses to “3 things”", 1234),
        ("Satu Tanggapan", 1),
        ("3 Ergänzungen", 3),
        ("Ein Gedanke zu „Regen“", 1),
        ("2 réflexions sur « Pluie »", 2),
        ("3 respuestas a «Lluvia»", 3),
        ("Één gedachte over “Regen”", 1),
        ("5 pensieri su “Pioggia”", 5),
        ("Three thoughts on “Rain”", 3),
        ("Zwölf Kommentare", 12),
        ("Cinq réflexions sur « Pluie »", 5),
        ("Comments", None),
        ("Leave a Reply", None),
    ],
)
def test_the_heading_tells_the_count(heading: str, count: int | None) -> None:
    item = '<li class="comment" id="comment-1"><cite class="fn">Ann</cite> <time datetime="2013-07-10">x</time><p>One.</p></li>'
    found, left = read(page(f'<h3>{heading}</h3><ol class="commentlist">{item}</ol>'))
    assert found.stated_count == count
    assert len(found.comments) == 1
    assert left == "Body."


def test_a_heading_of_pings_tells_no_count_of_comments() -> None:
    found, _ = read(page('<div id="comments"><h3>2 Pingbacks</h3></div>'))
    assert found.stated_count is None


@pytest.mark.parametrize(
    ("html", "is_open"),
    [
        ('<div id="respond"><form action="/wp-comments-post.php"></form></div>', True),
        ('<div id="comments"><p class="must-log-in">You must be logged in to post a comment.</p></div>', True),
        ('<div id="comments"><p class="nocomments">Comments are closed.</p></div>', False),
        ("<p>Comments are closed.</p>", False),
        ("", None),
    ],
)
def test_whether_comments_are_open_is_what_the_page_says(html: str, is_open: bool | None) -> None:
    found, left = read(page(html))
    assert found.comments_open is is_open
    assert left == "Body."


def test_a_body_that_quotes_a_discussion_keeps_it() -> None:
    quoted = "<p>Comments are closed.</p><h3>3 Comments</h3><ul><li>Ann says: May 4, 2012<br>Hello</li></ul><p>Leave a Reply</p>"
    found, left = read(page("", quoted))
    assert found == Discussion()
    assert left.split("\n") == ["Comments are closed.", "3 Comments", "Ann says: May 4, 2012", "Hello", "Leave a Reply"]


def test_a_box_that_holds_the_post_is_not_taken_out() -> None:
    html = '<div id="comments"><h1>Title</h1><div class="entry-content"><p>Body.</p></div><h3>No comments</h3></div>'
    assert "Body." in read(f"<html><body>{html}</body></html>")[1]


def test_comments_inside_the_box_of_the_body_are_read_where_the_form_is_in_it_too() -> None:
    inner = '<p>Body.</p><ol id="commentlist"><li id="comment-1"><cite>Ann</cite> <small>July 10, 2013</small><p>One.</p></li></ol>'
    form = '<form action="/wp-comments-post.php"></form>'
    found, left = read(f'<html><body><div class="entry">{inner}{form}</div></body></html>')
    assert [c.text for c in found.comments] == ["One."]
    assert left == "Body."


def test_a_note_in_reply_to_a_comment_tells_the_parent_and_is_no_text() -> None:
    item = '<li id="comment-{}"><cite>{}</cite> <small>July 10, 2013</small>{}</li>'
    note = '<p>In reply to <a href="#comment-1">Ann</a>:</p><p>Two.</p>'
    found, _ = read(page(f'<ol id="comments">{item.format(1, "Ann", "<p>One.</p>")}{item.format(2, "Bo", note)}</ol>'))
    assert [(c.id, c.parent_id, c.text) for c in found.comments] == [("1", None, "One."), ("2", "1", "Two.")]


def test_a_page_without_a_discussion_is_left_as_it_is() -> None:
    html = page("<footer>7 o'clock</footer>")
    before = LexborHTMLParser(html).html
    tree = LexborHTMLParser(html)
    assert read_discussion(tree, "http://blog.example/", None, None) == Discussion()
    assert tree.html == before


@given(st.binary(max_size=3000))
@example(b'<li id="comment-1"><li id="comment-1" class=comment><dt id=comment-2><dd id=comment-2>')
@example(b"<div class=comment><div class=comment><p class=pingback><table id=comment-3><tr id=comment-4>")
def test_any_bytes_are_read(raw: bytes) -> None:
    read(raw.decode("utf-8", "replace"), raw.decode("latin-1"))


PIECES = (
    '<li id="comment-1" class="comment depth-2">', '<li class="pingback">', "</li>", "<ul class=children>", "</ul>",
    '<div id="comments">', "</div>", '<div class="entry-content">', "<p>Text says:", "<cite>Ann</cite>", "<dl><dt id=comment-2>",
    "<dd>", "July 10, 2013 at 3:13 pm", '<a href="#comment-1">', "<form id=commentform>", "<h3>3 Comments", "[…] x […]",
    '<time datetime="2013-07-10">', '<b class="fn">', "<blockquote class=comment>", '<a href="http://[">', "<td>", "<table>",
    '<div class="comment-content">', "<span class=says>says", '<div id="wpd-comm-3_1" class="comment">', '<div id="wpd-comm-1_3">', "<p>", "Reply", "<h1>", '<li id="comment-1">', "Pingback: ",
)  # fmt: skip


def test_comments_that_claim_to_answer_each_other_make_no_circle() -> None:
    inner = '<div id="comment-2" class="comment"><b class="fn">Bo</b><p>Two.</p></div>'
    html = f'<div id="comments"><div id="wpd-comm-3_2" class="comment"><b class="fn">Cy</b><p>Three.</p><ul>{inner}</ul></div></div>'
    found, _ = read(page(html))
    assert [(c.id, c.parent_id) for c in found.comments] == [("3", None), ("2", "3")]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_order_of_marks_is_read(pieces: list[str]) -> None:
    found, _ = read("".join(pieces))
    ids = {comment.id for comment in found.comments}
    assert all(comment.parent_id is None or comment.parent_id in ids for comment in found.comments)
    assert all(comment.parent_id != comment.id for comment in found.comments)


@pytest.mark.parametrize(
    "piece",
    [
        '<div class="comment" id="comment-{}">',
        '<ul><li class="comment" id="comment-{}">x',
        '<div id="comments">',
        '<div class="entry-content">',
        '<div class="comment-content">',
        '<li class="comment depth-{}">x',
    ],
)
def test_deep_nesting_is_read_without_recursion(piece: str) -> None:
    read("".join(piece.format(i) for i in range(20_000)) + "x")


def test_twenty_thousand_comments_are_all_read() -> None:
    item = '<li class="comment depth-1" id="comment-{}"><cite class="fn">A</cite> <time datetime="2013-07-10">x</time><p>{}.</p></li>'
    found, left = read(page('<ol id="comments">' + "".join(item.format(i, i) for i in range(20_000)) + "</ol>"))
    assert [c.id for c in found.comments] == [str(i) for i in range(20_000)]
    assert left == "Body."


def test_an_absurdly_long_comment_is_cut() -> None:
    found, _ = read(
        page('<ol id="comments"><li id="comment-1"><cite>A</cite><p>' + "word " * 200_000 + "</p></li></ol>")
    )
    assert 1000 < len(found.comments[0].text) <= 200_000
    assert len(found.comments[0].html) <= 300_000


def test_what_stands_beside_a_numbered_term_and_bears_its_number_is_the_same_comment() -> None:
    items = "".join(
        f"<dt id=comment-{n}>{n}. <a href='http://ann.example/'>Ann</a> - <a href='#comment-{n}'>8th May 2015</a></dt>"
        f"<dd><div id=div-comment-{n}><p>I say {n}.</p></div></dd>"
        for n in (4, 5)
    )
    found, _ = read(page(f"<dl>{items}</dl>"))
    assert [(c.id, c.author, c.text) for c in found.comments] == [("4", "Ann", "I say 4."), ("5", "Ann", "I say 5.")]


@pytest.mark.parametrize(
    "html",
    [
        "<ol id=comments><li id=comment-1><b>Ann</b> <p>One.</p></li><ul><li id=comment-2><b>Bo</b> <p>Two.</p></li></ul></ol>",
        "<ol id=comments><li><div id=comment-1><b>Ann</b> <p>One.</p></div><ul><li><div id=comment-2><b>Bo</b> <p>Two.</p></div></li></ul></li></ol>",
    ],
)
def test_a_list_right_behind_a_comment_is_of_its_replies(html: str) -> None:
    found, _ = read(page(html))
    assert [comment.parent_id for comment in found.comments] == [None, "1"]
