"""The ladder of sources: each is asked, each post says which name it, and what is shut is told of."""

import json
from pathlib import Path

import pytest
from blog import Answer, Blog, Entry
from command import assert_whole, crawl, rows
from factories import (
    HOME,
    LATER,
    WORDPRESS,
    blog,
    capture,
    comment,
    crawled,
    evidence,
    feed,
    page,
    ping,
    planned,
    post,
    rest,
    said,
    sent,
    shown,
    site,
    urls,
)
from factories import rows as composed

from crawler.account import ADVICE, NEEDS_A_PERSON, WELL
from crawler.wordpress_com import API, address, is_hosted

HOSTED = b"<link href=//s0.wp.com/a.css><script src=//s1.wp.com/b.js></script>" + WORDPRESS
SITE = f"{API}/rest/v1.1/sites/weaving.example.org/"


def test_only_pages_that_wordpress_com_serves_are_taken_for_its_own() -> None:
    assert is_hosted(HOSTED)
    assert not is_hosted(WORDPRESS + b"<img src=https://i0.wp.com/a/b.png><script src=https://stats.wp.com/e.js>")


def test_a_hosted_blog_is_asked_of_the_api_first_page_by_page() -> None:
    home = capture(HOME, body=HOSTED), page(HOME, "home")
    first, pages, said_all = (address(API, HOME, role) for role in ("wpcom_posts", "wpcom_pages", "wpcom_comments"))
    posts = (
        said(first, "rest", total=101, listed=(post(),)),
        said(first[:-1] + "2", "rest", total=101, listed=(post(HOME + "two/"),)),
    )
    frontier = planned(obey=False)
    asks = crawled(
        frontier,
        site(home, *posts, said(pages, "rest", total=0), said(said_all, "rest", total=1, comments=(comment(),))),
    )
    assert [ask.url for ask in asks][1:5] == [first, first[:-1] + "2", pages, said_all]
    assert urls(asks, "post") == ["one/", "two/"]
    assert frontier.account.stated == {"wpcom_posts": 101, "wpcom_pages": 0, "wpcom_comments": 1}
    assert {ask.url.split("?")[0] for ask in asks if ask.url.startswith(API)} == {SITE + "posts/", SITE + "comments/"}


def test_the_host_of_the_api_can_be_another() -> None:
    asks = crawled(
        planned(obey=False, api="http://127.0.0.1:9/"), site((capture(HOME, body=HOSTED), page(HOME, "home")))
    )
    assert asks[1].url.startswith("http://127.0.0.1:9/rest/v1.1/sites/weaving.example.org/posts/?number=100&")


def test_each_post_says_which_sources_name_it() -> None:
    sitemap = evidence(
        "sitemap", HOME + "wp-sitemap.xml", of={"role": "sitemap"}, listed=(post(title=None, body_html=""),)
    )
    api = evidence("rest", SITE + "posts/", of={"role": "wpcom_posts"}, listed=(post(wp_id="1"),))
    made = composed(shown(post(wp_id="1")), rest(post(wp_id="1")), feed(post()), sitemap, api)
    assert json.loads(made["posts"][0]["named_by"]) == ["wordpress.com", "rest", "feed", "sitemap"]
    assert json.loads(composed(shown(post()))["posts"][0]["named_by"]) == []


def refused(role: str, status: int, crawl: str = "20260301090000", n: int = 0):  # type: ignore[no-untyped-def]
    return evidence("other", f"{HOME}{role}/{n}", of={"role": role, "status": status, "crawl": crawl})


def blocked(*given) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    return [
        (row["expected"], row["found"])
        for row in composed(shown(), *given)["problems"]
        if row["kind"] == "blocked_source"
    ]


def test_a_source_that_refuses_is_told_of_until_it_answers() -> None:
    assert blocked(refused("rest_posts", 401)) == [("REST's list of posts", "HTTP 401")]
    assert blocked(refused("rest_posts", 401), refused("rest_posts", 200, LATER)) == []
    assert blocked(refused("rest_comments", 403, LATER), refused("rest_comments", 200)) == [
        ("REST's list of comments", "HTTP 403")
    ]
    assert blocked(refused("feed", 200), refused("feed", 503, n=1), refused("sitemap", 404)) == []


def test_a_moved_blog_goes_by_all_of_its_addresses_and_is_well() -> None:
    new = "https://looms.example/"
    frontier = planned(obey=False)
    crawled(frontier, site(sent(HOME, new), (capture(new, body=WORDPRESS), page(new, "home"))))
    assert frontier.account.tally()["state"] == "moved" and "moved" in WELL and "moved" not in NEEDS_A_PERSON
    hop = evidence("other", HOME, of={"role": "home", "status": 301, "headers": (("Location", new),)})
    made = composed(hop, evidence("home", new, of={"role": "home"}), of=blog(aliases=("https://old.example/",)))
    assert [(row["url"], row["kind"]) for row in made["blog_aliases"]] == [
        (HOME, "given"),
        ("https://old.example/", "given"),
        (new, "moved"),
    ]


def test_links_to_a_blogs_other_address_are_internal() -> None:
    from archive.items import Link

    hop = evidence(
        "other", HOME, of={"role": "home", "status": 301, "headers": (("Location", "https://looms.example/"),)}
    )
    there = evidence("home", "https://looms.example/", of={"role": "home"})
    made = composed(hop, there, shown(post(links=(Link(url="https://looms.example/one/", text="one"),))))
    assert [row["kind"] for row in made["links"]] == ["internal"]


def test_every_state_that_needs_a_person_says_what_can_be_done() -> None:
    assert {*NEEDS_A_PERSON, "moved", "not_wordpress"} <= {state for state, advice in ADVICE.items() if advice}


def test_pings_that_a_feed_counts_and_nobody_shows_are_told_of() -> None:
    counted = feed(post(wp_id="1", stated_comment_count=3))
    page_shown = shown(post(wp_id="1"), comments=(comment(),), pingbacks=(ping(),), stated_comment_count=1)
    found = [
        (row["kind"], row["expected"], row["found"])
        for row in composed(page_shown, counted)["problems"]
        if "count" in row["kind"]
    ]
    assert found == [("ping_count", "2", "1")]
    right = feed(post(wp_id="1", stated_comment_count=2))
    assert not [row for row in composed(page_shown, right)["problems"] if "count" in row["kind"]]


@pytest.mark.parametrize(
    ("fields", "rungs"), [({}, ["rest", "feed", "sitemap"]), ({"rest": False}, ["feed", "sitemap", "html"])]
)
def test_a_crawl_asks_all_sources_and_says_so(fields: dict[str, object], rungs: list[str], tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Blog(**fields) as served:
        assert crawl(served.url, data=data).code == 0
    told = {
        rung for (named,) in rows(data, "select named_by from posts where kind = 'post'") for rung in json.loads(named)
    }
    assert set(rungs) >= told - {"html"} and "feed" in told
    assert_whole(data)


def test_a_hand_made_site_is_archived_and_said_to_be_such(tmp_path: Path) -> None:
    data = tmp_path / "data"
    text = "A page that somebody wrote by hand, with a few words about looms and how they are kept. " * 4
    head = b"<html><head><title>Looms</title></head><body>"
    one = head + f"<h1>On looms</h1><p>{text}</p></body></html>".encode()
    with Blog([], rest=False, feeds=False, sitemap=False) as served:
        served.faults = {
            "/": [Answer(head + b"<h2><a href='/looms.html'>On looms</a></h2></body></html>")],
            "/looms.html": [Answer(one)],
        }
        ran = crawl(served.url, "--json", data=data)
    assert ran.json["blogs"][0]["state"] == "not_wordpress"
    assert [title for (title,) in rows(data, "select title from posts")] == ["On looms"]
    assert ran.code == 0
    assert_whole(data)


class Blogger(Blog):
    """A blog of another program, whose feed has three entries a page and names the next one on its provider's host."""

    def answer(self, target: str) -> Answer:
        path, _, query = target.partition("?")
        if path == "/":
            feed = f'<link rel="alternate" type="application/atom+xml" href="{self.url}feeds/posts/default">'
            roll = '<a href="https://other.example/wp-content/uploads/a.png">another blog, made by WordPress</a>'
            head = f'<meta content="blogger" name="generator">{feed}'
            return Answer(f"<html><head><title>Chalk</title>{head}</head><body>{roll}</body></html>".encode())
        if path != "/feeds/posts/default":
            return super().answer(target)
        start = int(dict(pair.split("=") for pair in query.split("&") if pair).get("start-index", 1))
        after = f"https://www.blogger.example/feeds/9/posts/default?start-index={start + 3}&max-results=3"
        more = f'<link rel="next" type="application/atom+xml" href="{after.replace("&", "&amp;")}"/>'
        items = "".join(
            f'<entry><id>tag:blogger.example,1999:post-{e.id}</id><title>{e.title}</title><link rel="alternate" href="{self.link(e)}"/>'
            f'<content type="html">{e.text}</content></entry>' for e in self.entries[start - 1 : start + 2]
        )  # fmt: skip
        more = more if start + 3 <= len(self.entries) else ""
        return Answer(
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Chalk</title>{more}{items}</feed>'.encode(),
            kind="application/atom+xml",
        )


def test_a_feed_that_names_its_next_page_is_followed_to_its_end(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Blogger(
        [Entry(n, f"Week {n}", f"What week {n} brought.") for n in range(1, 9)], sitemap=False, rest=False
    ) as blog:
        assert crawl(blog.url, data=data).code == 0
        feeds = [target for target in blog.targets if target.startswith("/feeds/")]
        paging = "/feeds/posts/default?start-index={}&max-results=3"
        assert feeds == ["/feeds/posts/default", paging.format(4), paging.format(7)]
    assert rows(data, "select count(*) from posts") == [(8,)]
    assert rows(data, "select state from blogs") == [("not_wordpress",)]
