"""What an HTML page is, by the classes of its body, by its head, by its address, by the posts on it; and walls."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.head import Head
from crawler.parsers.kind import kind_of, wall_of


def kind(html: str, url: str = "http://a.example/some/thing/") -> str:
    tree = LexborHTMLParser(html)
    return kind_of(tree, Head(tree, url))


def wall(html: str) -> str | None:
    tree = LexborHTMLParser(html)
    return wall_of(tree, Head(tree, "http://a.example/"))


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        ("post-template-default single single-post postid-5", "post"),
        ("page page-id-3 page-template-default", "page"),
        ("home page-template page page-id-3", "page"),
        ("home blog", "home"),
        ("home blog paged", "home"),
        ("archive category category-x", "list"),
        ("search search-results", "list"),
        ("archive author", "list"),
        ("error404", "other"),
        ("wordpress y2026 single s-category-x", "post"),
    ],
)
def test_body_classes_tell(classes: str, said: str) -> None:
    assert kind(f"<body class='{classes}'>") == said


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("<link rel=shortlink href='http://a.example/?p=3'>", "post"),
        ("<link rel=shortlink href='http://a.example/?page_id=3'>", "page"),
        ("<link rel=alternate type=application/json href='http://a.example/wp-json/wp/v2/pages/3'>", "page"),
        ("<link rel=alternate type=application/json href='http://a.example/wp-json/wp/v2/categories/3'>", "list"),
    ],
)
def test_without_body_classes_the_head_tells(link: str, said: str) -> None:
    assert kind(link) == said


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://a.example/", "home"),
        ("http://a.example/index.php", "home"),
        ("http://a.example/?p=4", "post"),
        ("http://a.example/?page_id=4", "page"),
        ("http://a.example/?cat=4", "list"),
        ("http://a.example/2013/02/", "list"),
        ("http://a.example/tag/x/", "list"),
        ("http://a.example/page/2/", "list"),
        ("http://[", "post"),
    ],
)
def test_then_the_address_tells(url: str, said: str) -> None:
    assert kind("<p>x", url) == said


def test_then_the_number_of_posts_tells() -> None:
    assert kind("<div id=post-1></div><div id=post-2></div>") == "list"
    assert kind("<div id=post-1></div>") == "post"


@pytest.mark.parametrize(
    ("html", "state"),
    [
        ("<title>Private Site</title><p>This site is private. Log in.", "private"),
        ("<p>This blog is marked private by its owner.", "private"),
        ("<title>Just a moment...</title>", "challenge"),
        ("<script src='/cdn-cgi/challenge-platform/h/b.js'></script>", "challenge"),
        ("<title>Coming Soon</title><h1>Soon!</h1>", "coming_soon"),
        ("<body class='login login-password-protected'>", "password"),
        ("<title>Coming soon: a new term</title>" + "<p>The whole plan, week by week.</p>" * 60, None),
        ("<title>My day</title><p>Just a moment of peace.", None),
    ],
)
def test_a_wall_is_told_from_a_page_that_speaks_of_one(html: str, state: str | None) -> None:
    assert wall(html) == state
