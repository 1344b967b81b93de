"""The rules of finding a blog's address in what people write."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.roster_address import sought

ANA = "https://ana.example.org/"


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("htp://ana.example.org", "http://ana.example.org/"),
        ("http//ana.example.org", "http://ana.example.org/"),
        ("http:\\\\ana.example.org", "http://ana.example.org/"),
        ("http:/ana.example.org", "http://ana.example.org/"),
        ("hhtps://ana.example.org", ANA),
        ("ttps://ana.example.org", ANA),
        ("https//:ana.example.org", ANA),
        ("https://https://ana.example.org", ANA),
        ("https:ana.example.org", ANA),
        ("www.ana.example.org", "https://www.ana.example.org/"),
        ("ana.example.org/blog", "https://ana.example.org/blog"),
        ("URL: https://ana.example.org/2026/03/05/hello-world/", ANA),
        ("https://ana.example.org/2026/", ANA),
        ("https://ana.example.org/blog/index.php/2026/03/hello/", "https://ana.example.org/blog/"),
        ("https://ana.example.org/category/uni/page/2/", ANA),
        ("https://ana.example.org/?p=12&preview=true", ANA),
        ("My blog is <https://ana.example.org/feed/>.", ANA),
        ("feed://ana.example.org/comments/feed/", ANA),
        ("https://ana.example.org/wp-admin/post-new.php?post_type=page", ANA),
        ("ana.example.org/wp-login.php?redirect_to=https%3A%2F%2Fana.example.org%2Fwp-admin%2F", ANA),
        ("https://wordpress.com/home/ana.wordpress.com", "https://ana.wordpress.com/"),
        ("wordpress.com/posts/drafts/ana.wordpress.com", "https://ana.wordpress.com/"),
        ("https://wordpress.com/post/ana.example.org/12", ANA),
        ("https://wordpress.com/stats/day/ana.wordpress.com?startDate=2026-03-01", "https://ana.wordpress.com/"),
        ("https://wordpress.com/log-in?redirect_to=https%3A%2F%2Fwordpress.com%2Fhome%2Fana.wordpress.com", "https://ana.wordpress.com/"),
        ("Ana Example <ana@mail.example.org> https://ana.example.org, thanks!", ANA),
        ("[my blog](https://ana.example.org/)", ANA),
        ("I like e.g. this one: https://ana.example.org", ANA),
        ("Kia ora, it's at ana.example.org. Thanks", ANA),
        ("https://kōrero.example.org", "https://kōrero.example.org/"),
        ("https://example.org/~ana/", "https://example.org/~ana/"),
        ("127.0.0.1:8081", "http://127.0.0.1:8081/"),
    ],
)  # fmt: skip
def test_the_blog_behind_what_people_write_is_found(written: str, url: str) -> None:
    assert sought(written).url == url


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("I have no blog yet", 'no address in "I have no blog yet"'),
        ("ana@example.org", "no address"),
        ("homework.docx", "is a file"),
        ("https://wordpress.com/", "is the provider's own address"),
        ("https://docs.google.com/document/d/x", "not a blog"),
        ("", "no address"),
    ],
)
def test_what_is_no_blogs_address_says_why(written: str, words: str) -> None:
    found = sought(written)
    assert (found.url, words in found.wrong) == ("", True)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    found = sought(text)
    assert bool(found.url) != bool(found.wrong)


@pytest.mark.parametrize("piece", ["http:", "a.", "a-", "/", "x@", "https://", "redirect_to=http://", "://", "1.2.3."])
def test_long_lines_take_no_time(piece: str) -> None:
    began = time.process_time()
    sought(piece * 100_000)
    assert time.process_time() - began < 1
