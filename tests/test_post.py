"""A post on its page: title, byline, terms, body; and what in a body's box is no body."""

from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.items import Capture, Post
from crawler.parsers.page import parse
from crawler.parsers.post import read_body
from crawler.parsers.safe_html import sanitise, sanitised

URL = "http://a.example/some/post/"
BODY = "<div class=entry-content><p>The body of the post.</p></div>"


def post(inside: str, head: str = "", url: str = URL, around: str = "{}") -> Post:
    article = f"<article id=post-7 class=post>{inside}</article>"
    html = f"<html lang=en><head>{head}</head><body class='single postid-7'>{around.format(article)}</body></html>"
    fetched = datetime(2026, 3, 1, tzinfo=UTC)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    read = parse(Capture(url=url, fetched_at=fetched, status=200, headers=headers, body=html.encode())).post
    assert read is not None
    return read


TITLES = {
    "the marked heading": ("<h1 class=entry-title>A title</h1>" + BODY, "", "A title"),
    "the heading that the head repeats": (
        "<h3>Kicker</h3><h2>A title</h2>" + BODY,
        "<title>A title | Blog</title>",
        "A title",
    ),
    "not a heading of the body": (
        BODY.replace("<p>", "<h2>Leave a reply</h2><p>"),
        "<title>A title</title>",
        "A title",
    ),
    "the heading that the address repeats": (
        "<h2>Mere | Kea | NZ</h2><h3>Wedding cake</h3>" + BODY,
        "<title>Blog</title><link rel=canonical href='http://a.example/2013/08/wedding-cake/'>",
        "Wedding cake",
    ),
    "without a kicker in it": (
        "<h1><span>Local news</span> <span>A title</span></h1>" + BODY,
        "<title>A title | Blog</title><meta property=og:title content='A title'>",
        "A title",
    ),
    "without the date in it": ("<h2><a href=#>A title</a> <em>May 4, 2013</em></h2>" + BODY, "", "A title"),
    "with what WordPress puts before it": (
        "<h1>Protected: A title</h1>" + BODY,
        "<title>A title</title>",
        "Protected: A title",
    ),
    "the head's, without the blog's name": (
        BODY,
        "<title>A title &laquo; Blog</title><meta property=og:site_name content=Blog>",
        "A title",
    ),
    "none where the head has only the blog's name": (
        BODY,
        "<title>Blog</title><meta property=og:site_name content=Blog>",
        None,
    ),
    "none where the theme says so": ("<h1 class=entry-title>(no title)</h1>" + BODY, "", None),
}


@pytest.mark.parametrize(("inside", "head", "title"), TITLES.values(), ids=TITLES)
def test_the_title_is(inside: str, head: str, title: str | None) -> None:
    assert post(inside, head).title == title


def test_the_blogs_banner_is_no_title() -> None:
    around = "<h1><a href='http://a.example/'>The Blog</a></h1>{}"
    assert post(BODY, "<title>The Blog - A title</title>", around=around).title != "The Blog"


AUTHORS = {
    "a link to the author's archive": "<p class=entry-meta>by <a href='/author/ana/'>Ana</a></p>",
    "a vcard": "<p>Posted by <span class='author vcard'><span class=fn>Ana</span></span></p>",
    "rel=author": "<p><a rel=author href='/about'>Ana</a></p>",
    "words before a date": "<p class=info>Posted by Ana on May 4, 2013</p>",
    "words after a date": "<p class=info>May 4, 2013, 9:15 by Ana | 3 Comments</p>",
    "a date and a name": "<p class=submitted>4th May 2013 — Ana</p>",
    "a name and a time": "<p class=meta>Filed under: Birds — Ana @ 9:15 am</p>",
    "a label on its own line": "<dl class=post-meta><dt>Author</dt><dd>Ana</dd></dl>",
    "an account after the name": "<p class=meta><a rel=author href=/author/ana>Ana @anabirds</a></p>",
    "a word on its own line": "<dl><dt>oleh</dt><dd>Ana</dd></dl>",
    "another language": "<p class=meta>Veröffentlicht am 4. Mai 2013 von Ana</p>",
    "a link to all posts": "<a class=author href='/author/ana/'>View all posts by Ana</a>",
    "a link to all posts in another language": "<a rel=author href='/author/ana/'>Zeige alle Beiträge von Ana</a>",
}


@pytest.mark.parametrize("byline", AUTHORS.values(), ids=AUTHORS)
def test_the_author_is_found_in(byline: str) -> None:
    assert post(f"<h1>T</h1>{byline}{BODY}").author == "Ana"


@pytest.mark.parametrize(
    "byline",
    [
        "<p class=meta>May 4, 2013 | <a href=/category/a/>Media</a> , <a href=/category/b/>Politics</a></p>",
        "<p class=meta>May 4, 2013 | Comments: none yet</p>",
        "<p class=author>5 min read</p>",
        "<p class=meta>Medically reviewed by Dr. Ana Belo</p>",
        "<p class=meta>Photo by Ana Belo</p>",
        "<a class=author href='/author/ana/'>More posts</a>",
    ],
)
def test_what_stands_beside_a_date_is_not_always_a_name(byline: str) -> None:
    assert post(f"<h1>T</h1>{byline}{BODY}").author is None


@pytest.mark.parametrize("name", ["EDgroup3 (Ana, Bo & Kiri)", "jonas_b", "Dr. M. de la Cruz", "O’Neill, Sam"])
def test_a_name_is_kept_as_printed(name: str) -> None:
    assert post(f"<h1>T</h1><p>by <a href='/author/x/'>{name}</a> on May 4</p>{BODY}").author == name


def test_all_authors_of_a_line_are_named() -> None:
    assert (
        post(f"<p><a href='/author/a/'>Ana</a> and <a href='/author/b/'>Bo</a>, 3 comments</p>{BODY}").author
        == "Ana and Bo"
    )


def test_the_maker_of_the_theme_is_no_author() -> None:
    assert post(BODY, around="{}<p>Theme by Anders</p><div id=footer>Design by <a href=/x>Bo</a></div>").author is None


def test_a_licence_notice_names_the_author_where_nothing_else_does() -> None:
    notice = "<p>This work by Ana is licensed under a Creative Commons Attribution 3.0 License.</p>"
    assert post(BODY.replace("</div>", notice + "</div>")).author == "Ana"


DATES = {
    "time[datetime], not the update": (
        "<time class=updated datetime=2014-01-01>x</time><time datetime=2013-05-04T09:15:00+12:00>May 4</time>",
        "2013-05-04T09:15:00+12:00",
    ),
    "an abbr's title": (
        "<abbr class=published title='2013-05-04T09:15:00+12:00'>May 4</abbr>",
        "2013-05-04T09:15:00+12:00",
    ),
    "the words, where a mark in UTC tells another day": (
        "<abbr title='2013-05-03T21:15:00Z'>9:15 am on May 4, 2013</abbr>",
        "2013-05-04T09:15",
    ),
    "marked words": ("<span class=postdate>04 <b>May</b> 2013</span>", "2013-05-04"),
    "a line of words": (
        "<p class=meta>This entry was posted on Saturday, May 4th, 2013 at 9:15 am and is filed under X</p>",
        "2013-05-04T09:15",
    ),
    "not a later change": ("<p class=meta>Last updated June 1, 2014</p><p class=meta>May 4, 2013</p>", "2013-05-04"),
}


@pytest.mark.parametrize(("byline", "date"), DATES.values(), ids=DATES)
def test_the_date_is(byline: str, date: str) -> None:
    assert post(f"<h1>T</h1>{byline}{BODY}").published == date


def test_data_of_the_same_day_make_a_date_finer() -> None:
    head = "<meta property='article:published_time' content='2013-05-04T09:15:00+12:00'>"
    assert post(f"<p class=date>May 4, 2013</p>{BODY}", head).published == "2013-05-04T09:15:00+12:00"


def test_the_permalink_tells_the_day_where_the_page_does_not() -> None:
    assert post(BODY, url="http://a.example/2013/05/04/x/").published == "2013-05-04"


@pytest.mark.parametrize(
    ("byline", "date"),
    [
        ("<p class=date>22 July 2011</p>", "2013-05-04"),
        ("<p class=date>22 July 2011</p><p class=post-meta>4 May 2013, 9:15 am</p>", "2013-05-04T09:15"),
        ("<time datetime='2013-05-03T21:15:00Z'>x</time>", "2013-05-03T21:15:00+00:00"),
    ],
)
def test_a_date_that_the_permalink_contradicts_is_of_something_else(byline: str, date: str) -> None:
    assert post(f"<h1>T</h1>{byline}{BODY}", url="http://a.example/2013/05/04/x/").published == date


def test_of_several_dates_the_one_of_the_permalinks_day_is_taken() -> None:
    byline = "<p class=date>5 May 2013</p><p class=post-meta>4 May 2013, 9:15 am</p>"
    assert post(f"<h1>T</h1>{byline}{BODY}", url="http://a.example/2013/05/04/x/").published == "2013-05-04T09:15"


def test_a_mark_by_the_blogs_clock_is_kept() -> None:
    head = "<meta property='article:published_time' content='2013-05-03T21:15:00+00:00'>"
    byline = "<time datetime='2013-05-04T09:15:00+12:00'>12 years ago</time>"
    assert post(f"<h1>T</h1>{byline}{BODY}", head).published == "2013-05-04T09:15:00+12:00"


def test_a_mark_in_utc_and_data_of_the_same_moment_are_told_by_the_blogs_clock() -> None:
    head = "<meta property='article:published_time' content='2013-05-04T09:15:00+12:00'>"
    byline = "<time datetime='2013-05-03T21:15:00+00:00'>12 years ago</time>"
    assert post(f"<h1>T</h1>{byline}{BODY}", head).published == "2013-05-04T09:15:00+12:00"


def test_pictures_of_an_amp_page_are_pictures() -> None:
    body = BODY.replace("</p>", "</p><amp-img src=/a.png alt='A net'></amp-img><p>Its end.</p>", 1)
    read = post(f"<h1>T</h1>{body}")
    assert [one.url for one in read.media] == ["http://a.example/a.png"]
    assert read.body_text.endswith("Its end.")


def test_the_permalink_tells_the_year_of_a_day() -> None:
    assert post(f"<p class=date>4 May</p>{BODY}", url="http://a.example/2013/05/x/").published == "2013-05-04"


def test_a_day_without_any_year_is_no_date() -> None:
    assert post(f"<p class=date>4 May</p>{BODY}").published is None


def test_categories_and_tags_are_the_posts_own() -> None:
    terms = (
        "<p class=post-meta>In <a rel='category tag' href='/x'>Birds</a>, <a rel=tag href='/category/trees/'>Trees</a>; "
        "tagged <a rel=tag href='/tag/t'>tūī</a></p>"
    )
    read = post(BODY + terms, around="{}<div class=sidebar><a rel=tag href='/tag/o'>other</a></div>")
    assert (read.categories, read.tags) == (("Birds", "Trees"), ("tūī",))


def test_a_box_among_paragraphs_is_a_part_of_the_text() -> None:
    said = "We counted the frogs of the pond from March to June, every morning before school, and wrote it down. " * 4
    inside = f"<h1>T</h1><div class=zuvo><p>{said}</p><div class=zegi>{f'<p>{said}</p>' * 8}</div><p>The end.</p></div>"
    assert len(post(inside).body_text.splitlines()) == 10


CHROME = [
    "<div class='sharedaddy sd-sharing-enabled'><h3>Share this:</h3><ul><li>Twitter</li></ul></div>",
    "<div id=jp-relatedposts><h3>Related</h3></div>",
    "<div class=pipdig_p3_related_posts>You might like</div>",
    "<div class=wpcnt>Advertisements</div>",
    "<div class=author-box>About Ana</div>",
    "<nav>Next</nav>",
    "<div role=navigation>Next</div>",
    "<div class=page-links>Pages: 1 2</div>",
    "<div style='display: none'>hidden</div>",
    "<form><p>Your name</p></form>",
    "<p class=postmetadata>Posted in <a rel=category href=/x>X</a></p>",
    "<p>Filed under: <a rel='category tag' href=/x>X</a> | <a href='#respond'>Leave a comment</a></p>",
    "<div class=ez-toc-container>Contents</div>",
    "<p class=edit-link><a href=/wp-admin/>Edit</a></p>",
    "<div class=cookie-notice>We use cookies</div>",
    "<div><div>&laquo; <a rel=prev href=/one/>The post before</a></div><div><a rel=next href=/two/>The next post</a> &raquo;</div></div>",
]


@pytest.mark.parametrize("chrome", CHROME)
def test_chrome_at_its_end_is_no_body(chrome: str) -> None:
    assert post(BODY.replace("</div>", chrome + "</div>")).body_text == "The body of the post."


def test_scripts_do_not_hide_what_an_edge_says() -> None:
    box = "<div>{}<div><a href=/ads>About these ads</a><script>show()</script></div></div>"
    assert post("<h1>T</h1><p>The body of the post.</p>", around=box).body_text == "The body of the post."


CONTENT = [
    "<p>Share this: a poem. Related posts stand on every fence.</p>",
    "<ol class=commentlist><li class=comment><p>“I think the sample is too small.”</p></li></ol>",
    "<ul><li>Older comments</li><li>Filed under: things I noticed</li></ul>",
    "<p>See <a rel=tag href='/tag/x'>this tag</a>, which I have used in every post of this term without ever saying why I do.</p><p>"
    + "Because it is the only word that I have for it. " * 20
    + "</p>",
    "<blockquote><p>Posted by nobody</p></blockquote>",
    "<h2>3 thoughts on what software says</h2>",
    "<div class=wp-block-buttons><a class=wp-block-button__link>Read the plan</a></div>",
]


@pytest.mark.parametrize("content", CONTENT)
def test_content_that_speaks_of_chrome_stays(content: str) -> None:
    words = " ".join(read_body(content, URL).body_text.split())
    assert words
    assert words in " ".join(post(BODY.replace("</div>", content + "</div>")).body_text.split())


def test_unmarked_meta_at_the_edges_of_a_plain_box_is_no_body() -> None:
    body = "<p>May 4, 2013</p><p>Jump to Comments</p><p>The body of the post.</p><p>Tags: <a rel=tag href=/t>t</a></p><p>2 Comments</p>"
    assert post(f"<h2>T</h2><div class=entry>{body}</div>").body_text == "The body of the post."


def test_the_dates_of_a_diary_are_its_authors() -> None:
    days = "".join(f"<h4>May {n}, 2013</h4><p>The {n}th day of rain at the school.</p>" for n in (4, 5, 6))
    lines = post(f"<h2>T</h2><div class=entry>{days}</div>").body_text.splitlines()
    assert (len(lines), lines[0], lines[4]) == (6, "May 4, 2013", "May 6, 2013")


@pytest.mark.parametrize(
    "likes", ["3 Personen gefällt das", "12 kişi bunu beğendi", "Αρέσει σε 2 άτομα", "4명이 좋아합니다"]
)
def test_how_many_like_a_post_is_no_body(likes: str) -> None:
    body = f"<p>The body of the post.</p><p>{likes}</p>"
    assert post(f"<h2>T</h2><div class=entry>{body}</div>").body_text == "The body of the post."


def test_a_bare_run_of_links_to_terms_is_no_body() -> None:
    body = "<p>The body of the post.</p><b>Explore:</b> <a rel='category tag' href=/x>X</a>, <a rel='category tag' href=/y>Y</a>"
    assert post(f"<h2>T</h2><div class=entry>{body}</div>").body_text == "The body of the post."


def test_a_layout_named_after_its_sidebar_is_not_the_sidebar() -> None:
    around = "<div class='content-sidebar-wrap right-sidebar'><main>{}</main></div><div class=sidebar>About me</div>"
    assert post(BODY, around=around).body_text == "The body of the post."


@pytest.mark.parametrize("state", ["no-share", "has-sidebar", "with-widget-area", "is-related"])
def test_a_class_that_tells_a_state_is_not_what_the_element_is(state: str) -> None:
    assert post(BODY.replace("entry-content", f"'entry-content {state}'")).body_text == "The body of the post."


def test_teasers_of_other_posts_do_not_win_over_the_post() -> None:
    teaser = (
        "<article id=post-9 class='post hentry'><h2>Other</h2><div class=post-content><p>Short.</p></div></article>"
    )
    body = "<div class=story><p>" + "A long body. " * 60 + "</p></div>"
    assert "A long body." in post(body, around=teaser + "<h1>T</h1>{}").body_text


def test_a_body_without_any_mark_is_where_the_paragraphs_are() -> None:
    paragraphs = "".join(f"<p>Paragraph {n} says something of some length about birds.</p>" for n in range(9))
    read = parse(
        Capture(
            url=URL,
            fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
            status=200,
            headers=(),
            body=f"<body><div id=x><h1>T</h1><div>{paragraphs}</div></div><div id=y><p>Elsewhere</p></div>".encode(),
        )
    ).post
    assert read is not None
    assert len(read.body_text.splitlines()) == 9


def test_the_content_of_feeds_is_cleared_of_sharing() -> None:
    body = read_body("<p>Text <a href='/x'>link</a>.</p><div class=sharedaddy>Share</div>", URL)
    assert body.body_text == "Text link."
    assert [(link.url, link.text) for link in body.links] == [("http://a.example/x", "link")]


def test_media_are_found_once_with_their_captions() -> None:
    html = (
        "<figure><img src='data:x' data-src='/a.jpg' alt='A bird'><noscript><img src='/a.jpg'></noscript><figcaption>It sat.</figcaption>"
        "</figure><img class=wp-smiley src='/s.png'><iframe src='//v.example/1'></iframe><audio><source src='/a.mp3'></audio>"
    )
    found = [(media.url, media.kind, media.alt, media.caption) for media in read_body(html, URL).media]
    assert found == [
        ("http://a.example/a.jpg", "image", "A bird", "It sat."),
        ("http://v.example/1", "frame", None, None),
        ("http://a.example/a.mp3", "audio", None, None),
    ]


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        ("<p onclick='x()'>a<script>alert(1)</script></p>", "<p>a</p>"),
        ("<a href='javascript:x()'>a</a>", "<a>a</a>"),
        ("<a href='../b' rel=tag>a</a>", '<a href="http://a.example/some/b" rel="tag">a</a>'),
        ("<iframe src='http://x'></iframe>", ""),
    ],
)
def test_kept_html_is_safe_and_its_links_absolute(html: str, safe: str) -> None:
    assert sanitise(html, URL) == safe


def test_a_base_that_is_no_address_does_not_matter() -> None:
    assert sanitise("<a href='http://b.example/'>a</a>", "http://[") == '<a href="http://b.example/">a</a>'


def test_a_box_with_a_text_is_the_layout_whatever_its_name() -> None:
    text = "<p>" + "We counted the frogs of the pond every morning, before school began. " * 30 + "</p>"
    assert "frogs" in (post(f"<h1>A title</h1><div id=social-scroll-past-this>{text}</div>").body_text)
    assert "frogs" not in (post(f"<h1>A title</h1>{BODY}<div id=social-links><p>Frogs, frogs</p></div>").body_text)


PROSE = "<p>" + "We counted the frogs of the pond every morning, before school began. " * 8 + "</p>"
BARE = {
    "a line of its own beside the date": ("<p>Ngaire Thompson</p>", "<p>June 15, 2018</p>"),
    "above a link to the posts of somebody": (
        "<h4>Ngaire Thompson</h4><p><a href='/author/ngaire/'>Author archive</a></p>",
        "<p>June 15, 2018</p>",
    ),
    "in a long sentence": (
        "",
        "<p>This was written by Ngaire Thompson. Posted on Friday, June 15, 2018, at 11:08 am. Filed under <a href='/category/frogs/'>Frogs</a>. "
        "Bookmark the <a href='/some/post/'>permalink</a>. Follow comments here with the <a href='/some/post/feed/'>RSS feed</a>, or leave one.</p>",
    ),
}


@pytest.mark.parametrize(("before", "after"), BARE.values(), ids=BARE)
def test_an_author_without_a_mark_is_known_by_the_place_of_the_name(before: str, after: str) -> None:
    terms = "<p><a href='/category/frogs/' rel=tag>Frogs</a></p>"
    read = post(f"<h1>Frogs</h1>{before}{after}{terms}<div>{PROSE}</div>", "<title>Frogs</title>")
    assert (read.author, read.published) == (
        "Ngaire Thompson",
        "2018-06-15T11:08" if "at 11:08" in after else "2018-06-15",
    )


@pytest.mark.parametrize(
    "line",
    ["5 min read", "3 comments", "Frogs and toads: a diary", "<a href='/x/'>Frog diary</a>", "Share", "in the pond"],
)
def test_a_line_beside_the_date_that_is_no_name_is_no_author(line: str) -> None:
    assert (
        post(f"<h1>Frogs</h1><p>{line}</p><p>June 15, 2018</p><div>{PROSE}</div>", "<title>Frogs</title>").author
        is None
    )


@pytest.mark.parametrize(
    "line",
    [
        "<p>5th June 2015 - Posted by Ann Kea | <a href='/c/frogs/'>Frogs</a></p>",
        "<p>05 Jun 2015 Comments Off on Frogs</p>",
        "<p>by <a href='/author/ann/'>Ann</a> in <a href='/c/frogs/'>Frogs</a></p>",
        "<p>Pages: 1 <a href='/some/post/2/'>2</a></p>",
        f"<p>This entry was posted on Sunday, May 17th, 2015 at 10.03am and is filed under Frogs. {'You can follow any responses to it. ' * 3}</p>",
    ],
)
def test_a_line_of_meta_at_the_end_of_an_unmarked_body_is_none(line: str) -> None:
    assert post(f"<h1>Frogs</h1>{PROSE}{line}", "<title>Frogs</title>").body_text.endswith("before school began.")


@pytest.mark.parametrize(
    "line",
    [
        "See you on 5 May 2015 at the pond behind the school, with boots.",
        "Frogs were heard by everybody in our class on Monday",
    ],
)
def test_a_sentence_with_a_date_at_the_end_is_the_authors(line: str) -> None:
    assert post(f"<h1>Frogs</h1>{PROSE}<p>{line}</p>", "<title>Frogs</title>").body_text.endswith(line)


def test_the_next_posts_below_are_not_the_post() -> None:
    other = (
        f"<article class=post><h1>Toads</h1><time datetime=2012-03-04>4 March</time><div>{PROSE * 3}</div></article>"
    )
    html = f"<article class=post><h1>Frogs</h1><time datetime=2013-05-06>6 May</time><div><p>Frogs sing.</p></div></article>{other * 2}"
    page = f"<html><head><title>Frogs | Blog</title></head><body class=single>{html}</body></html>"
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    when = datetime(2026, 3, 1, tzinfo=UTC)
    read = parse(Capture(url=URL, fetched_at=when, status=200, headers=headers, body=page.encode())).post
    assert read is not None
    assert (read.title, read.published, read.body_text) == ("Frogs", "2013-05-06", "Frogs sing.")


@pytest.mark.parametrize("box", ["<div class=story>{}</div>", "<section class='_p_1 x'>{}</section>"])
def test_the_next_posts_in_boxes_of_the_same_classes_are_not_the_post(box: str) -> None:
    own = box.format("<h2><a href='/some/post/'>Frogs</a></h2><p>May 6, 2013</p><p>Frogs sing.</p>")
    others = "".join(box.format(f"<h2><a href='/{n}/'>Toads</a></h2><p>March {n}, 2012</p>{PROSE * 2}") for n in (3, 4))
    read = whole(f"<head><title>Frogs | Blog</title></head><body class=single><div>{own}{others}</div></body>")
    assert (read.title, read.published, read.body_text) == ("Frogs", "2013-05-06", "Frogs sing.")


def whole(html: str) -> Post:
    when, headers = datetime(2026, 3, 1, tzinfo=UTC), (("Content-Type", "text/html; charset=utf-8"),)
    page = Capture(url=URL, fetched_at=when, status=200, headers=headers, body=f"<html lang=en>{html}</html>".encode())
    read = parse(page).post
    assert read is not None
    return read


@pytest.mark.parametrize(
    "line",
    [
        "Publikováno 6. května 2013 v 10:05 od Ida Brun",
        "Diterbitkan pada 6 Mei 2013 pukul 10:05 oleh Ida Brun",
        "작성일 2013년 5월 6일 글쓴이 김지영",
        "פורסם ב 6 במאי 2013 בשעה 10:05 מאת Ida Brun",
        "Đăng vào 6 Tháng Năm, 2013 bởi Ida Brun",
        "5 komentářů",
        "댓글 5개",
    ],
)
def test_a_line_of_meta_in_other_languages_is_no_body(line: str) -> None:
    read = whole(
        f"<head><title>Frogs | B</title></head><body class=single><div><h1>Frogs</h1>{PROSE * 2}<p>{line}</p></div></body>"
    )
    assert line[:10] not in read.body_text


def test_what_amp_shows_where_it_cannot_play_is_no_body() -> None:
    sound = "<amp-audio src=/a.mp3><div fallback>Your browser plays no sound</div></amp-audio>"
    assert post(BODY.replace("</div>", sound + "</div>")).body_text == "The body of the post."


LEFT = {
    "the first user": (
        "<div><span>May 6, 2013</span> <span>admin</span></div><div>Posted on May 6, 2013</div>",
        "admin",
    ),
    "a link to an account": ("<div><a href='/members/brun/'>brun</a> 6.5.2013, 15:07 Uhr</div>", "brun"),
    "a name": ("<div>May 6, 2013, Ida Brun · 3 min</div><p>Posted on May 6, 2013</p>", "Ida Brun"),
    "a link to something else": ("<div><a href='/frogs/'>Frogs</a> May 6, 2013</div>", None),
    "a sentence": ("<div>May 6, 2013, Enter your password.</div>", None),
    "two names": ("<div>May 6, 2013, Ida Brun</div><div>May 7, 2013, Ivo Selig</div>", None),
}


@pytest.mark.parametrize(("lines", "name"), LEFT.values(), ids=LEFT)
def test_what_alone_is_left_of_lines_with_dates_may_be_a_name(lines: str, name: str | None) -> None:
    assert post(f"<h1>T</h1>{lines}<div>{PROSE}</div>").author == name


def test_a_title_in_no_heading_is_what_the_head_calls_the_page() -> None:
    side = "<h3>Recent posts</h3><ul><li><a href='/some/post/'>Of frogs and toads</a></li></ul>"
    main = f"<font size=4><b>Of frogs and toads</b></font><br><font size=1>May 6, 2013, by Ida Brun</font><br>{'Frogs sing. ' * 40}"
    table = f"<table><tr><td><font><a href='http://a.example/'>The pond</a></font></td></tr><tr><td>{side}</td><td>{main}</td></tr></table>"
    read = whole(f"<head><title>The pond &raquo; Of frogs and toads</title></head><body class=single>{table}</body>")
    assert (read.title, read.author, read.published) == ("Of frogs and toads", "Ida Brun", "2013-05-06")
    assert read.body_text == ("Frogs sing. " * 40).strip()


def test_the_first_words_of_a_paragraph_are_no_title() -> None:
    text = f"<p><b>Of frogs and toads</b> much is said, and little known. {'Frogs sing. ' * 40}</p>"
    read = whole(
        f"<head><title>Of frogs and toads - The pond</title></head><body class=single><div>{text}</div></body>"
    )
    assert read.body_text.startswith("Of frogs and toads much is said")


def test_a_byline_in_the_titles_own_part_of_the_page_is_the_posts() -> None:
    head = "<div class=q1><h1>Frogs</h1><div><span>by Ida Brun</span><span>May 6, 2013</span></div></div>"
    text = f"<div class=q2><div>{PROSE * 2}</div></div>"
    later = "<div class=q3><p>Toads, March 1, 2014</p></div>"
    read = whole(f"<head><title>Frogs | Blog</title></head><body class=single>{head}{text}{later}</body>")
    assert (read.author, read.published) == ("Ida Brun", "2013-05-06")


@pytest.mark.parametrize("name", ["Tan Mai", "Elias August"])
def test_a_name_that_is_a_months_is_whole(name: str) -> None:
    assert post(f"<h1>T</h1><p>by {name} | 3 Comments</p>{BODY}").author == name
    assert post(f"<h1>T</h1><p>Posted by {name} May 4, 2013</p>{BODY}").author == name


def test_a_clause_about_the_author_is_no_part_of_the_name() -> None:
    byline = "<p>Written by Ivo Selig, who owns a ladder.</p><p>May 4, 2013</p>"
    assert post(f"<h1>Frogs</h1>{byline}{BODY}", "<title>Frogs</title>").author == "Ivo Selig"


@pytest.mark.parametrize(
    "html",
    (
        '<p>a <a href="http://b.example/c?d&amp;e#f" rel="nofollow">b</a></p>',
        '<p><a rel="ugc" href="https://b.example">b</a><br></p>',
        '<p><a href="javascript:x()">b</a></p>',
        '<p><a href="/b">b</a> <a href="http://b.example/" onclick="x()">c</a></p>',
        '<p><a href="http://xn--a.example/">b</a> <a href="http://-/">b</a></p>',
        "<p><a href=\"http://b.example/'c'\">b</a></p>",
        '<p class="a"><img src="https://b.example/c.png" onerror="x()"><q cite="http://b.example/">b</q></p>',
        '<p class="a"><img src="c.png" srcset="d.png 2x"><a href="https://b.example/?href=">b</a></p>',
        '<p class="a"><a href="http:c">b</a><a href="httpd.html">b</a><a href>b</a><a href="//b.example/">b</a></p>',
        '<blockquote class="a" cite="b"><a href="http://[">b</a><a href="HTTP://b.example/">b</a></blockquote>',
    ),
)
def test_a_comment_is_cleaned_whether_it_needs_it_or_not(html: str) -> None:
    node = LexborHTMLParser(f"<div>{html}</div>").css_first("div")
    assert node is not None
    inner = node.inner_html or ""
    assert sanitised(inner, URL, 1000) == sanitise(inner, URL)
