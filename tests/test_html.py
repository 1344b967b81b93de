"""Bytes become characters and a tree: charsets that lie, double encoding, broken addresses."""

from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.charset import decode
from crawler.parsers.head import Head
from crawler.parsers.html import absolute, remove, tree_of


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("\ufeffKākā".encode(), "text/html; charset=iso-8859-1", "Kākā"),
        ("Kākā".encode("utf-16"), "text/html", "Kākā"),
        ("Kākā".encode(), "text/html; charset=iso-8859-1", "Kākā"),
        (b"caf\xe9 \x93so\x94", "text/html; charset=iso-8859-1", "café “so”"),
        (b"caf\xe9", "text/html; charset=utf-8", "café"),
        (b"<meta charset='windows-1251'>\xcf\xf0", "", "<meta charset='windows-1251'>Пр"),
        ("日本".encode("iso2022_jp"), "text/html; charset=iso-2022-jp", "日本"),
        (b"a\xffb", "text/html; charset=no-such-thing", "aÿb"),
        (b"a\xffb", "text/html; charset=idna", "aÿb"),
        (b"a\0b", "text/html", "ab"),
    ],
)
def test_the_bytes_win_over_what_is_said_of_them(body: bytes, content_type: str, text: str) -> None:
    assert decode(body, content_type) == text


def test_a_page_encoded_twice_is_read_once() -> None:
    twice = "été, forêt, façade – l’été".encode().decode("cp1252").encode()
    assert decode(twice) == "été, forêt, façade – l’été"


def test_a_page_that_shows_broken_letters_is_left_alone() -> None:
    text = "The letters Ã© stand for é, à, ö, ü, ß and others, naïvely."
    assert decode(text.encode()) == text


def test_links_are_relative_to_the_base_element() -> None:
    assert Head(LexborHTMLParser("<base href='/blog/'>"), "http://a.example/x/y").base == "http://a.example/blog/"
    assert Head(LexborHTMLParser("<base target=_top>"), "http://a.example/x/y").base == "http://a.example/x/y"


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("/x", "http://a.example/x"),
        (" y ", "http://a.example/b/y"),
        ("//c.example/", "http://c.example/"),
        ("http://[", "http://["),
        ("//[", "//["),
    ],
)
def test_an_address_is_made_whole_or_left(url: str, whole: str) -> None:
    assert absolute(url, "http://a.example/b/") == whole


@pytest.mark.parametrize(
    "base", ("http://b.example/a/b", "https://B.example:80", "http://[::1]/a", "http://u:p@b.example/", "?")
)
@pytest.mark.parametrize(
    "url", ("/a", "/a/", "/a/../b", "/a//b", "//c/d", "/a?b=c", "/a?", "/a#", "/a;b", "/.a", "/a/.", "/~a/b.c?d#e")
)
def test_a_path_is_made_whole_as_any_address_is(url: str, base: str) -> None:
    assert absolute(url, base) == urljoin(base, url)


def test_nodes_within_removed_nodes_are_not_touched() -> None:
    tree = LexborHTMLParser("<div id=a><p id=b>x</p></div><p id=c>y</p>")
    remove(tree.css("#b, #a"))
    assert tree.body is not None
    assert tree.body.inner_html == '<p id="c">y</p>'


def test_what_nests_too_deep_becomes_text() -> None:
    tree = tree_of("<div>" * 6000 + "<p>one <b>two</b></p>")
    assert tree.body is not None
    assert tree.body.text() == "one two"
    assert len(tree.css("div")) < 300


@pytest.mark.parametrize("mark", ["amp", "\u26a1", 'lang="en" amp=""'])
def test_an_amp_page_is_told_by_its_mark_and_its_pictures_are_pictures(mark: str) -> None:
    page = f"<!doctype html><html {mark}><p>{'word ' * 1000}<amp-img src=/a.png></amp-img>after"
    assert tree_of(page).css_first("img") is not None
    assert tree_of(page.replace(f" {mark}", "")).css_first("img") is None
