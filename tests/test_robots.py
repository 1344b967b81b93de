"""robots.txt by RFC 9309: missing allows all, a server's trouble allows nothing, redirects speak for both origins."""

import pytest
from factories import capture
from hypothesis import given
from hypothesis import strategies as st

from crawler.robots import LIMIT, Robots, origin

SITE = "https://a.example"
TXT = SITE + "/robots.txt"
FORBIDS = b"User-agent: *\nDisallow: /private/\n"


def read(body: bytes, status: int = 200, agent: str = "coursekeep") -> Robots:
    robots = Robots(agent=agent)
    robots.answered(TXT, capture(TXT, status=status, body=body))
    return robots


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin("https://a.example:8443/x?y#z") == "https://a.example:8443"


def test_the_file_is_wanted_once_an_origin_and_not_at_all_where_it_is_to_be_ignored() -> None:
    robots = read(FORBIDS)
    assert robots.wanted(SITE + "/x") is None
    assert robots.wanted("http://a.example/x") == "http://a.example/robots.txt"
    assert Robots(agent="coursekeep", obey=False).wanted(SITE + "/x") is None


def test_rules_are_obeyed_unless_they_are_to_be_ignored() -> None:
    robots = read(FORBIDS)
    assert robots.allowed(SITE + "/x") and not robots.allowed(SITE + "/private/x")
    robots.obey = False
    assert robots.allowed(SITE + "/private/x")


def test_rules_for_our_own_name_go_before_those_for_all() -> None:
    robots = read(b"User-agent: *\nDisallow: /\n\nUser-agent: Coursekeep\nAllow: /\n")
    assert robots.allowed(SITE + "/x")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429])
def test_a_refused_or_missing_file_allows_all(status: int) -> None:
    robots = read(FORBIDS, status)
    assert robots.allowed(SITE + "/private/x") and robots.readable(SITE + "/x")


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_in_trouble_allows_nothing_and_is_no_refusal_of_the_blog(status: int) -> None:
    robots = read(FORBIDS, status)
    assert not robots.allowed(SITE + "/x") and not robots.readable(SITE + "/x")


def test_no_answer_allows_nothing() -> None:
    robots = Robots(agent="coursekeep")
    robots.failed(TXT)
    assert not robots.allowed(SITE + "/x")


def test_a_redirect_gives_the_rules_of_every_origin_on_the_way() -> None:
    robots = Robots(agent="coursekeep")
    robots.moved("http://a.example/robots.txt", "http://www.a.example/robots.txt")
    robots.moved("http://www.a.example/robots.txt", TXT)
    robots.answered(TXT, capture(TXT, body=FORBIDS))
    for each in ("http://a.example", "http://www.a.example", SITE):
        assert not robots.allowed(each + "/private/x") and robots.allowed(each + "/x")


def test_a_redirect_to_rules_that_are_known_needs_no_second_reading() -> None:
    robots = read(FORBIDS)
    robots.moved("http://a.example/robots.txt", TXT)
    assert not robots.allowed("http://a.example/private/x")


def test_sitemaps_are_named_at_most_twenty() -> None:
    body = b"".join(b"Sitemap: https://a.example/s%d.xml\n" % n for n in range(30))
    named = Robots(agent="coursekeep").answered(TXT, capture(TXT, body=body))
    assert named == tuple(f"https://a.example/s{n}.xml" for n in range(20))


def test_the_longest_delay_counts() -> None:
    robots = read(b"User-agent: *\nCrawl-delay: 2\n")
    robots.answered("http://b.example/robots.txt", capture(body=b"User-agent: *\nCrawl-delay: 7.5\n"))
    assert robots.delay() == 7.5
    assert Robots(agent="coursekeep").delay() == 0


@pytest.mark.parametrize("delay", [b"inf", b"nan", b"1e999", b"soon", b""])
def test_a_delay_that_is_no_number_of_seconds_is_none(delay: bytes) -> None:
    assert read(b"User-agent: *\nCrawl-delay: " + delay + b"\n").delay() == 0


def test_only_the_beginning_of_a_huge_file_is_read() -> None:
    assert read(b"#" * LIMIT + b"\n" + FORBIDS).allowed(SITE + "/private/x")


@given(
    st.one_of(
        st.binary(),
        st.lists(
            st.sampled_from(
                [
                    b"User-agent:",
                    b"*",
                    b"Allow: /",
                    b"Disallow:",
                    b"%",
                    b"\n",
                    b"$",
                    b"Crawl-delay: -1",
                    b"Request-rate: 1/0",
                    b"Visit-time: 9999-9",
                    b"\xff",
                ]
            )
        ).map(b"".join),
    )
)
def test_no_file_makes_it_fail(body: bytes) -> None:
    robots = read(body)
    assert isinstance(robots.allowed(SITE + "/x?y=%zz"), bool)
    assert robots.delay() >= 0
