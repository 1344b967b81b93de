"""What belongs to a blog, what is a trap, and when two addresses are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from w3lib.url import safe_url_string

from crawler.scope import (
    TRAPS,
    Scope,
    comment_pages_before,
    host_key,
    is_below,
    part_number,
    thread_url,
    tidy,
    trap,
    url_key,
)

PLAIN = "https://weaving.example.org/2026/03/on-looms/"
PIECES = ("http", "https", ":", "//", "[", "]", "@", "?", "#", "&page=", "&cpage=", "²", "٣", "é", "%", "%zz", "/", " ")
ENDINGS = ("/2/", "?page=²", "&cpage=2", "/comment-page-3/", "[", "]")
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from((*PIECES, "a.example", ":99999", "\x00", "\ud800")), max_size=12).map("".join),
    st.lists(st.sampled_from(ENDINGS), max_size=5).map(lambda parts: "https://a.example" + "".join(parts)),
)


@pytest.mark.parametrize(
    ("home", "inside", "outside"),
    [
        ("https://a.example/", "http://www.a.example/x/", "https://b.example/"),
        ("https://a.example:8080/", "https://a.example:8080/x", "https://a.example/x"),
        ("https://a.example/course/", "https://a.example/course/x/", "https://a.example/other/"),
        ("https://a.example/course", "https://a.example/course/x/", "https://a.example/other/"),
        ("https://a.example/course", "https://a.example/course", "https://a.example/courses/"),
        ("https://a.example/course/index.php", "https://a.example/course/index.php/x/", "https://a.example/"),
        ("https://a.example/course/home.html", "https://a.example/course/?p=1", "https://a.example/?p=1"),
        ("https://a.example/?blog=2", "https://a.example/x", "https://a.example.org/x"),
    ],
)
def test_a_blog_is_what_stands_below_its_home_page(home: str, inside: str, outside: str) -> None:
    scope = Scope.of(home)
    assert home in scope and inside in scope and outside not in scope


def test_a_blog_that_moved_is_met_under_both_addresses_each_with_its_own_folder() -> None:
    scope = Scope.of("https://old.example/").with_home("https://new.example/blogs/old/")
    assert "https://old.example/x" in scope and "https://new.example/blogs/old/x" in scope
    assert "https://new.example/blogs/another/" not in scope


def test_a_home_page_nearer_to_the_root_widens_the_scope() -> None:
    assert "https://a.example/x" in Scope.of("https://a.example/welcome/").with_home("https://a.example/")


@pytest.mark.parametrize(
    "url", ["http://[bad", "http://a.example:port/", "", "mailto:x@a.example", "http://a.example:0/"]
)
def test_what_is_no_address_is_in_no_scope(url: str) -> None:
    assert url not in Scope.of("http://a.example/")
    assert tidy(url) == ""


@pytest.mark.parametrize(
    ("rule", "url"),
    [
        ("replytocom", PLAIN + "?replytocom=12"),
        ("share", PLAIN + "?share=email&nb=1"),
        ("share", PLAIN + "?nb=1"),
        ("like_comment", PLAIN + "?like_comment=4&_wpnonce=ab"),
        ("login", "https://a.example/wp-login.php?redirect_to=x"),
        ("login", "https://a.example/wp-admin/post.php"),
        ("api", "https://a.example/xmlrpc.php"),
        ("api", PLAIN + "trackback/"),
        ("feed", PLAIN + "feed/"),
        ("feed", "https://a.example/?feed=rss2"),
        ("feed", "https://a.example/feed/atom/"),
        ("search", "https://a.example/?s=loom"),
        ("print", PLAIN + "?print=1"),
        ("print", PLAIN + "amp/"),
        ("calendar", "https://a.example/?m=202603"),
        ("session", "https://a.example/?PHPSESSID=0a"),
        ("report", "https://a.example/abuse/?report_url=x"),
        ("blackhole", "https://a.example/blackhole/"),
        ("endless", "https://a.example/archive/x/archive/x/archive/"),
        ("endless", "https://a.example/" + "a" * 2000),
    ],
)
def test_a_trap_is_known_by_its_rule(rule: str, url: str) -> None:
    assert trap(url) == rule


@pytest.mark.parametrize(
    "url",
    [
        PLAIN,
        PLAIN + "comment-page-2/",
        "https://a.example/?p=12&cpage=2",
        "https://a.example/?page_id=7",
        "https://a.example/2026/03/sharing-is-caring/",
        "https://a.example/2026/03/feedback/",
        "https://a.example/blueprint/",
        "https://a.example/a/a/a/",
        "https://a.example/index.php/2026/on-print/",
    ],
)
def test_a_post_is_no_trap(url: str) -> None:
    assert trap(url) is None


def test_every_trap_rule_has_a_name_of_its_own() -> None:
    names = [name for name, _ in TRAPS]
    assert len(names) == len(set(names))


def test_the_endless_rule_does_not_backtrack_badly() -> None:
    assert trap("https://a.example/" + "/".join(f"s{n:03}" for n in range(390))) is None
    assert trap("https://a.example" + "/aaa" * 490) == "endless"


@pytest.mark.parametrize(
    ("raw", "asked"),
    [
        (" HTTPS://A.Example:443/x#comments ", "https://a.example/x"),
        ("http://a.example", "http://a.example/"),
        ("http://a.example:8080/?utm_source=x&p=1&fbclid=2", "http://a.example:8080/?p=1"),
        ("http://a.example/?replytocom=1&utm_medium=y", "http://a.example/?replytocom=1"),
        ("http://a.example/caf\u00e9 noir/", "http://a.example/caf%C3%A9%20noir/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("javascript:void(0)", ""),
        ("ftp://a.example/", ""),
        ("/x", ""),
        ("http://a.example/" + "x" * 2000, ""),
    ],
)
def test_an_address_is_asked_for_in_one_form(raw: str, asked: str) -> None:
    assert tidy(raw) == asked


def test_an_address_is_read_against_the_page_it_stands_on() -> None:
    assert tidy("../two/?p=1#x", "https://a.example/one/") == "https://a.example/two/?p=1"


@given(HOSTILE)
def test_a_tidy_address_stays_as_it_is_and_is_what_goes_over_the_wire(url: str) -> None:
    once = tidy(url)
    assert tidy(once) == once == (safe_url_string(once) if once else "")


@given(HOSTILE)
def test_no_address_makes_these_rules_fail(url: str) -> None:
    assert isinstance(url in Scope.of(PLAIN), bool)
    assert isinstance(host_key(url) + url_key(url) + thread_url(url), str)
    assert part_number(url, PLAIN) >= 1
    assert all(isinstance(each, str) for each in comment_pages_before(url))
    assert trap(url) is None or isinstance(trap(url), str)


@pytest.mark.parametrize(
    "form",
    [
        PLAIN + "comment-page-{}/",
        PLAIN + "comment-page-{}",
        PLAIN + "comment-page-{}/?lang=en",
        PLAIN + "comment-page-{}/#comments",
        "https://a.example/?p=12&cpage={}",
        "https://a.example/?cpage={}&p=12",
        "https://a.example/?p=12&cpage={}#comment-9",
        "https://a.example/index.php/2026/on-looms/comment-page-{}/",
        "https://a.example/2026/about-comment-page-5/comment-page-{}/",
    ],
)
def test_comment_page_five_implies_the_four_before_it(form: str) -> None:
    assert comment_pages_before(form.format(5)) == tuple(form.format(n) for n in range(1, 6))


def test_no_comment_page_implies_more_than_there_can_be() -> None:
    assert comment_pages_before(PLAIN) == ()
    assert len(comment_pages_before(PLAIN + "comment-page-9999/")) == 2000
    assert comment_pages_before(PLAIN + "comment-page-99999999/") == ()


@pytest.mark.parametrize(
    ("url", "post"),
    [
        (PLAIN + "comment-page-3/", PLAIN),
        ("https://a.example/?p=12&cpage=3", "https://a.example/?p=12"),
        ("https://a.example/?p=12&page=2", "https://a.example/?p=12"),
        (PLAIN + "?page=two", PLAIN + "?page=two"),
        (PLAIN, PLAIN),
    ],
)
def test_a_comment_page_belongs_to_its_post(url: str, post: str) -> None:
    assert thread_url(url) == post


@pytest.mark.parametrize(
    ("url", "post", "number"),
    [
        (PLAIN, PLAIN, 1),
        (PLAIN + "2/", PLAIN, 2),
        (PLAIN + "2", PLAIN, 2),
        (PLAIN + "2/comment-page-4/", PLAIN, 2),
        (PLAIN + "comment-page-4/", PLAIN, 1),
        ("https://a.example/?p=12&page=3", "https://a.example/?p=12", 3),
        ("https://a.example/?p=12&cpage=3", "https://a.example/?p=12", 1),
        (PLAIN + "?page=²", PLAIN, 1),
        (PLAIN + "0/", PLAIN, 1),
        ("https://a.example/2026/", PLAIN, 1),
    ],
)
def test_the_page_of_a_post_is_told_by_its_address(url: str, post: str, number: int) -> None:
    assert part_number(url, post) == number


def test_one_page_has_one_key_whatever_its_scheme_www_slash_and_escapes() -> None:
    keys = {
        url_key(url)
        for url in ("https://www.a.example/caf%C3%A9/", "http://a.example/caf%c3%a9", "http://a.example:80/café/")
    }
    assert keys == {"a.example/café"}
    assert url_key("https://a.example/?p=1") != url_key("https://a.example/?p=2")


def test_a_posts_own_feed_is_told_from_the_blogs() -> None:
    assert is_below("http://b.example/2013/07/a/feed/", "http://b.example/2013/07/a/")
    assert is_below("http://b.example/?feed=rss2&p=5", "http://b.example/?p=5")
    assert not is_below("http://b.example/?feed=rss2&p=50", "http://b.example/?p=5")
    assert not is_below("http://b.example/?feed=rss2", "http://b.example/?p=5")
    assert not is_below("http://b.example/feed/", "http://b.example/2013/07/a/")
