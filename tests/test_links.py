"""Where a page leads: pages of the same thread only, machine-readable sources."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.head import Head
from crawler.parsers.links import anchors_of, follow_of, links_of, sources_of

POST = "http://a.example/2013/02/a-post/"


def followed(url: str, *hrefs: str, kind: str = "post") -> list[str]:
    tree = LexborHTMLParser("".join(f"<a href='{href}'>x</a>" for href in hrefs))
    return [found.removeprefix("http://a.example") for found in follow_of(anchors_of(tree), Head(tree, url), kind)]


@pytest.mark.parametrize(
    ("url", "href", "found"),
    [
        (POST, "/2013/02/a-post/comment-page-2/#comments", "/2013/02/a-post/comment-page-2/"),
        (POST, "/2013/02/a-post/comment-page-2", "/2013/02/a-post/comment-page-2"),
        (POST, "?cpage=2#comments", "/2013/02/a-post/?cpage=2"),
        (POST, "/2013/02/a-post/2/", "/2013/02/a-post/2/"),
        (POST, "http://www.a.example/2013/02/a-post/2/", "http://www.a.example/2013/02/a-post/2/"),
        ("http://a.example/?p=7", "/?p=7&page=2", "/?p=7&page=2"),
        ("http://a.example/?p=7", "/?p=7&cpage=2#comments", "/?p=7&cpage=2"),
        ("http://a.example/index.php/a/", "/index.php/a/comment-page-1/#comments", "/index.php/a/comment-page-1/"),
        (POST + "comment-page-2/", POST + "comment-page-1/#comments", "/2013/02/a-post/comment-page-1/"),
    ],
)
def test_pages_of_the_same_post_are_followed(url: str, href: str, found: str) -> None:
    assert followed(url, href) == [found]


@pytest.mark.parametrize(
    ("url", "href"),
    [
        (POST, "/2013/02/a-post/comment-page-1/#comment-5"),
        (POST, "/2013/02/another/comment-page-2/"),
        (POST, "/2013/02/"),
        (POST, "/page/2/"),
        (POST, "/2013/02/a-post/?replytocom=2#respond"),
        ("http://a.example/archives/7", "/archives/8"),
        ("http://a.example/?p=7", "/?p=8&cpage=2"),
        ("http://a.example/?p=7", "/?paged=2"),
    ],
)
def test_other_threads_and_permalinks_are_not(url: str, href: str) -> None:
    assert followed(url, href) == []


def test_a_list_leads_to_its_own_next_pages_only() -> None:
    hrefs = ("/category/x/page/2/", "/category/y/page/2/", "/2013/02/a-post/2/", "/category/x/3/")
    assert followed("http://a.example/category/x/", *hrefs, kind="list") == ["/category/x/page/2/"]


def test_the_home_page_leads_on_with_and_without_index_php() -> None:
    assert followed("http://a.example/", "/page/2/", "/index.php/page/3/", kind="home") == [
        "/page/2/",
        "/index.php/page/3/",
    ]


def test_links_are_absolute_and_once_each_without_fragments() -> None:
    tree = LexborHTMLParser(
        "<a href='/x#a'>1</a><a href='x'>2</a><a href='mailto:a@b.c'>3</a><a href='/x'>4</a><a href='#top'>5</a>"
    )
    assert links_of(anchors_of(tree), POST) == ("http://a.example/x", POST + "x")


def test_sources_are_named_and_a_posts_own_feed_is_of_comments() -> None:
    head = (
        "<link rel='https://api.w.org/' href='/wp-json/'><link rel=shortlink href='/?p=7'>"
        "<link rel=alternate type='application/rss+xml' href='/feed/'>"
        "<link rel=alternate type='application/rss+xml' href='/2013/02/a-post/feed/'>"
        "<link rel=alternate type='application/json' href='/wp-json/wp/v2/posts/7'>"
    )
    assert [
        (name, url.removeprefix("http://a.example")) for name, url in sources_of(Head(LexborHTMLParser(head), POST))
    ] == [
        ("rest", "/wp-json/"),
        ("shortlink", "/?p=7"),
        ("feed", "/feed/"),
        ("comments_feed", "/2013/02/a-post/feed/"),
    ]
