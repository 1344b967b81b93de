"""Pingbacks and trackbacks: what is one, and what it tells."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.discussion import Discussion, read_discussion

LINK = '<a href="http://other.example/x" rel="external nofollow" class="url">A title</a>'
EXCERPT = "[&#8230;] as somebody wrote [&#8230;]"


def read(items: str) -> Discussion:
    html = f'<html lang="en-US"><body><div id="comments">{items}</div></body></html>'
    return read_discussion(LexborHTMLParser(html), "http://blog.example/own/", "en-US", None)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (f'<ol><li class="pingback" id="comment-1"><p>Pingback: {LINK}</p></li></ol>', "pingback"),
        (
            f'<ol><li class="post pingback"><p>Pingback: {LINK} <a class="comment-edit-link" href="#">Edit</a></p></li></ol>',
            "pingback",
        ),
        (f'<ol><li class="trackback" id="comment-1">Pingback: {LINK}</li></ol>', "trackback"),
        (
            f'<ol><li class="comment" id="comment-1"><cite class="fn">{LINK}</cite> says:<p>{EXCERPT}</p></li></ol>',
            "pingback",
        ),
        (f'<ol><li id="comment-1"><p>1. Trackback: {LINK}</p></li></ol>', "trackback"),
        (f'<h3>Trackbacks</h3><ol class="pinglist"><li>{LINK}</li></ol>', "pingback"),
        (f'<ol id="trackbacklist"><li>{LINK} <small>pingbacked on July 10, 2013</small></li></ol>', "pingback"),
        (f'<ol class="trackbacks"><li>{LINK}</li></ol>', "trackback"),
        (
            f'<li class="comment" id="comment-1"><cite>{LINK}</cite><p><strong>A title</strong></p><p>What it says&#8230;</p></li>',
            "trackback",
        ),
        ('<div id="trackback-" class="comment"><h3>A title</h3><p>[...] cut [...]</p></div>', "trackback"),
    ],
)
def test_a_ping_is_no_comment(item: str, kind: str) -> None:
    found = read(item)
    assert [(p.kind, p.title) for p in found.pingbacks] == [(kind, "A title")]
    assert found.comments == ()


def test_a_ping_tells_source_excerpt_and_time() -> None:
    item = f'<li class="pingback" id="comment-7"><cite>{LINK}</cite> <a href="#comment-7">July 10, 2013 at 3:13 pm</a><p>{EXCERPT}</p></li>'
    (ping,) = read(f"<ol>{item}</ol>").pingbacks
    assert (ping.id, ping.source_url, ping.published) == ("7", "http://other.example/x", "2013-07-10T15:13")
    assert ping.excerpt == "[…] as somebody wrote […]"


@pytest.mark.parametrize(
    "text",
    [
        "A pingback: is that a comment?",
        "[…] I quote, and go on.",
        "I quote: […] as I said […]",
        "<strong>Thanks</strong><p>Ann</p>",
    ],
)
def test_a_comment_is_no_ping(text: str) -> None:
    found = read(f'<ol><li class="comment" id="comment-1"><cite class="fn">{LINK}</cite> says:<p>{text}</p></li></ol>')
    assert (len(found.comments), found.pingbacks) == (1, ())


DEEP = '<a href="http://other.example/2013/a-title/">A title</a>'


@pytest.mark.parametrize(
    "box",
    [
        f"<h3>2 Pingbacks</h3><ol><li id=comment-8>{DEEP}</li></ol>",
        f"<h3>Trackbacks/Pingbacks</h3><ul><li>{DEEP} on July 10, 2013</li></ul>",
        "<h2>TrackBack</h2><div class=comment><h3>A title</h3><p>[&#8230;] cut [&#8230;]</p></div><div id=footer><form></form></div>",
        f"<h3>0 Comments</h3><ul><li class=zug><p>Pingback: {LINK}</p></li></ul>",
        f"<div class=zug><div class=xyz>Trackback from {LINK}</div></div>",
        f"<ul><li id=comment-3>July 10, 2013 | <a href='#comment-3'>#3</a> <div>{DEEP}</div></li></ul>",
    ],
)
def test_a_ping_without_marks_is_known_by_its_label_its_heading_or_as_a_link_without_words(box: str) -> None:
    found = read(box)
    assert [ping.title for ping in found.pingbacks] == ["A title"]
    assert found.comments == ()


@pytest.mark.parametrize(
    "box",
    [
        "<h3>Trackbacks and comments</h3><ol><li id=comment-8><b>Ann</b><p>I say so.</p></li></ol>",
        f"<ol><li id=comment-8><b>Ann</b><p>{DEEP}</p></li></ol>",
        "<ol><li id=comment-8><a href='http://ann.example/' class=url>Ann</a><p>I say so.</p></li></ol>",
    ],
)
def test_a_comment_below_such_a_heading_or_of_a_link_only_is_none(box: str) -> None:
    found = read(box)
    assert [comment.author for comment in found.comments] == ["Ann"]
    assert found.pingbacks == ()


def test_what_a_body_says_of_pingbacks_is_no_ping() -> None:
    body = f"<div class=entry-content><h3>Pingbacks</h3><ul><li>{DEEP}</li></ul><p>Pingback: {LINK}</p></div>"
    assert read(body).pingbacks == ()
