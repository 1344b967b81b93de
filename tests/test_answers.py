"""What each kind of answer leads to: the ladder from WordPress's own lists down to the links of the home page."""

from typing import Any

import pytest
from factories import (
    HOME,
    WORDPRESS,
    Answer,
    capture,
    comment,
    crawled,
    front,
    page,
    ping,
    planned,
    post,
    said,
    site,
    urls,
)

from archive.items import BlogFacts
from crawler.ask import Ask
from crawler.front import WALLS, is_wordpress
from crawler.rest import LISTS
from crawler.scope import tidy

API = HOME + "wp-json/wp/v2/"
POSTS = API + "posts?per_page=100&orderby=id&order=asc&_embed=author,wp:term&page="
ROOT = said(HOME + "wp-json/", "rest")


def listed(*paths: str, url: str = HOME + "feed/", kind: str = "feed", **fields: Any) -> Answer:
    return said(url, kind, listed=tuple(post(HOME + path) for path in paths), **fields)


def asked(*answers: Answer, role: str | None = None, **fields: Any) -> list[str]:
    """What was asked for, without the home address, in order."""
    asks = crawled(planned(obey=False, **fields), site(*answers))
    return urls(asks, *([role] if role else []))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451, 500, 503])
def test_a_home_page_that_answers_with_an_error_is_a_wall(status: int) -> None:
    frontier = planned(obey=False)
    assert urls(crawled(frontier, site(said(HOME, status=status)))) == [""]
    assert frontier.account.state == WALLS.get(status, "unreachable")
    assert frontier.account.tally()["failed"] == [[HOME, f"HTTP {status}"]]


@pytest.mark.parametrize("state", ["private", "coming_soon", "challenge", "password"])
def test_a_home_page_that_shows_a_wall_is_that_wall_whatever_its_status(state: str) -> None:
    for status in (200, 403):
        frontier = planned(obey=False)
        crawled(frontier, site(front(state=state) if status == 200 else said(HOME, status=status, state=state)))
        assert frontier.account.state == state and len(frontier.account.tally()["failed"]) == 1


def test_a_site_that_is_no_wordpress_is_read_by_its_own_sources_and_said_to_be_such() -> None:
    frontier = planned(obey=False)
    links = (HOME + "one/",)
    named = (("feed", HOME + "feeds/posts/default"),)
    home = said(HOME, "home", body=b"<p>Hand-made.</p>", links=links, sources=named)
    assert urls(crawled(frontier, site(home))) == ["", "feeds/posts/default", "sitemap.xml", "one/"]
    tally = frontier.account.tally()
    assert (tally["state"], len(tally["failed"])) == ("not_wordpress", 1)  # the link leads nowhere


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (WORDPRESS, {}),
        (b'<link rel="pingback" href="/xmlrpc.php">', {}),
        (b"Powered by WordPress", {}),
        (b"", {"sources": (("rest", HOME + "wp-json/"),)}),
        (b"", {"blog": BlogFacts(theme="plain")}),
    ],
)
def test_wordpress_is_known_by_any_of_its_marks(body: bytes, fields: dict[str, Any]) -> None:
    assert is_wordpress(capture(body=body), page(kind="home", **fields))


def test_the_sources_that_the_home_page_names_go_before_the_usual_addresses() -> None:
    named = (
        ("rest", HOME + "?rest_route=/"),
        ("feed", HOME + "?feed=rss2"),
        ("feed", HOME + "other-feed/"),
        ("sitemap", HOME + "map.xml"),
    )
    assert asked(front(sources=named))[1:] == ["?rest_route=/", "?feed=rss2", "map.xml", "comments/feed/"]
    assert asked(front())[1:] == ["wp-json/", "feed/", "wp-sitemap.xml", "comments/feed/"]


def test_a_front_file_keeps_its_place_in_rest_and_feed_addresses_but_not_in_the_sitemaps() -> None:
    home = HOME + "index.php"
    asks = urls(crawled(planned(home, obey=False), site(front(home))))
    assert asks[1:] == ["index.php/wp-json/", "index.php/feed/", "wp-sitemap.xml", "index.php/comments/feed/"]


def test_rest_lists_are_asked_for_in_both_forms_of_addresses() -> None:
    assert [each for each in asked(front(), ROOT) if "wp/v2" in each] == [
        "wp-json/wp/v2/posts?per_page=100&orderby=id&order=asc&_embed=author,wp:term&page=1",
        "wp-json/wp/v2/pages?per_page=100&orderby=id&order=asc&_embed=author&page=1",
        "wp-json/wp/v2/comments?per_page=100&orderby=id&order=asc&page=1",
    ]
    plain = (("rest", HOME + "?rest_route=/"),)
    found = asked(front(sources=plain), said(HOME + "?rest_route=/", "rest"))
    assert "?rest_route=/wp/v2/comments&per_page=100&orderby=id&order=asc&page=1" in found


@pytest.mark.parametrize("root", [said(HOME + "wp-json/", "rest", status=401), said(HOME + "wp-json/", "post")])
def test_a_rest_root_that_is_shut_or_no_rest_leads_to_no_list(root: Answer) -> None:
    assert not [each for each in asked(front(), root) if "wp/v2" in each]


def test_a_rest_list_is_read_page_by_page_to_its_total() -> None:
    pages = [listed(f"{n}/", url=f"{POSTS}{n}", kind="rest", total=250) for n in (1, 2, 3)]
    frontier = planned(obey=False)
    asks = crawled(frontier, site(front(), ROOT, *pages))
    assert urls(asks, "rest_posts") == [f"{POSTS}{n}".removeprefix(HOME) for n in (1, 2, 3)]
    assert urls(asks, "post") == ["1/", "2/", "3/"]
    assert frontier.account.stated == {"rest_posts": 250} and "rest_posts" in frontier.complete


def test_the_last_full_page_of_a_rest_list_is_its_end() -> None:
    frontier = planned(obey=False)
    asks = crawled(frontier, site(front(), ROOT, listed("1/", url=POSTS + "1", kind="rest", total=100)))
    assert len(urls(asks, "rest_posts")) == 1 and "rest_posts" in frontier.complete


def test_a_rest_list_of_which_a_page_fails_is_not_complete_so_that_the_feed_is_paged() -> None:
    frontier = planned(obey=False)
    first = listed("1/", url=POSTS + "1", kind="rest", total=150)
    asks = crawled(
        frontier,
        site(
            front(), ROOT, first, said(POSTS + "2", status=500), listed("1/"), listed("2/", url=HOME + "feed/?paged=2")
        ),
    )
    assert "rest_posts" not in frontier.complete
    assert urls(asks, "feed") == ["feed/", "feed/?paged=2", "feed/?paged=3"]
    assert urls(asks, "post") == ["1/", "2/"]


def test_where_rest_lists_the_posts_the_feed_is_asked_for_once() -> None:
    full = listed("1/", url=POSTS + "1", kind="rest", total=1)
    assert asked(front(), ROOT, full, listed("1/", "2/"), role="feed") == ["feed/"]
    assert asked(front(), ROOT, full, listed("1/", "2/"), role="post") == ["1/", "2/"]


@pytest.mark.parametrize(
    "last",
    [
        said(HOME + "feed/?paged=3", status=404),
        listed(url=HOME + "feed/?paged=3"),
        listed("3/", "4/", url=HOME + "feed/?paged=3"),
        None,
    ],
)
def test_the_paging_of_a_feed_ends_at_a_404_an_empty_page_a_repetition_or_silence(last: Answer) -> None:
    pages = (listed("1/", "2/"), listed("3/", "4/", url=HOME + "feed/?paged=2"))
    answer = site(front(), *pages, last)
    frontier = planned(obey=False)
    asks = crawled(frontier, lambda ask: None if last is None and ask.page == 3 else answer(ask))
    assert urls(asks, "feed") == ["feed/", "feed/?paged=2", "feed/?paged=3"]
    assert urls(asks, "post") == ["1/", "2/", "3/", "4/"]


def test_a_feed_address_with_a_query_is_paged_within_it() -> None:
    home = front(sources=(("feed", HOME + "?feed=rss2"),))
    pages = (listed("1/", url=HOME + "?feed=rss2"), listed("2/", url=HOME + "?feed=rss2&paged=2"))
    assert asked(home, *pages, role="feed") == ["?feed=rss2", "?feed=rss2&paged=2", "?feed=rss2&paged=3"]


def test_a_comments_feed_is_asked_for_page_by_page_only_where_rest_does_not_list_the_comments() -> None:
    complete = said(API + "comments?per_page=100&orderby=id&order=asc&page=1", "rest", total=1)
    assert asked(front(), ROOT, complete, heard(1, "11"), role="comments_feed") == ["comments/feed/"]
    assert len(asked(front(), ROOT, heard(1, "11"), role="comments_feed")) == 2
    assert asked(front(), ROOT, role="comments_feed") == ["comments/feed/"]
    assert asked(front(sources=(("comments_feed", HOME + "c.xml"),)), role="comments_feed") == ["c.xml"]


def heard(page_number: int, *ids: str) -> Answer:
    url = HOME + "comments/feed/" + (f"?paged={page_number}" if page_number > 1 else "")
    return said(url, "comments_feed", comments=tuple(comment(each) for each in ids))


@pytest.mark.parametrize("last", [heard(3), heard(3, "13", "12"), said(HOME + "comments/feed/?paged=3", status=404)])
def test_the_paging_of_a_comments_feed_ends_when_it_says_nothing_new(last: Answer) -> None:
    found = asked(front(), heard(1, "13", "12"), heard(2, "12", "11"), last, role="comments_feed")
    assert found == ["comments/feed/", "comments/feed/?paged=2", "comments/feed/?paged=3"]


def test_a_comments_feed_that_gives_its_first_page_whatever_is_asked_for_is_asked_twice() -> None:
    def same(ask: Ask) -> Answer:
        return (
            said(ask.url, "comments_feed", comments=(comment("11"),)) if ask.role == "comments_feed" else front(ask.url)
        )

    assert len(urls(crawled(planned(obey=False), same), "comments_feed")) == 2


SITEMAP = HOME + "wp-sitemap.xml"


def test_sitemaps_lead_to_their_parts_on_the_same_host_and_to_posts_but_not_to_lists_and_files() -> None:
    parts = (HOME + "posts-1.xml", "https://b.example/posts-2.xml")
    index = said(SITEMAP, "sitemap", follow=parts)
    posts = ("one/", "category/looms/", "author/ana/", "a.pdf", "2026/03/", "wp-content/x/", "about/", "?cat=4")
    found = asked(front(), index, listed(*posts, url=parts[0], kind="sitemap"))
    assert found[-2:] == ["one/", "about/"]
    assert "posts-1.xml" in found and parts[1] not in found


def test_a_sitemap_that_robots_txt_names_is_read_when_it_is_the_blogs_own() -> None:
    body = f"Sitemap: {HOME}a.xml\nSitemap: https://b.example/b.xml".encode()
    asks = crawled(planned(), site(front(), said(HOME + "robots.txt", "text", body=body)))
    assert urls(asks, "sitemap") == ["a.xml", "wp-sitemap.xml"]


def test_list_pages_are_read_only_where_neither_rest_nor_a_sitemap_names_the_posts() -> None:
    home = front(
        listed=(post(HOME + "1/"),), follow=(HOME + "page/2/",), links=(HOME + "about/", HOME + "tag/x/", HOME + "?s=x")
    )
    second = listed("2/", url=HOME + "page/2/", kind="list", follow=(HOME + "page/3/", "https://b.example/page/4/"))
    found = asked(home, second)
    assert found[-5:] == ["page/2/", "page/3/", "1/", "about/", "2/"]
    mapped = asked(home, second, listed("1/", url=SITEMAP, kind="sitemap"))
    assert "page/2/" not in mapped and "about/" not in mapped


@pytest.mark.parametrize(
    ("post_url", "page_url", "before"),
    [
        ("one/", "one/comment-page-{}/", ""),
        ("?p=5", "?p=5&cpage={}", ""),
        ("index.php/one/", "index.php/one/comment-page-{}/", ""),
        ("one/", "one/?cpage={}", ""),
    ],
)
def test_a_link_to_the_fifth_comment_page_leads_to_all_five(post_url: str, page_url: str, before: str) -> None:
    own = said(HOME + post_url, "post", follow=(HOME + page_url.format(5),))
    assert asked(front(), listed(post_url), own, role="thread") == [page_url.format(n) for n in range(1, 6)]


def test_comment_pages_lead_to_more_comment_pages_of_this_blog_only() -> None:
    own = said(HOME + "one/", "post", follow=(HOME + "one/comment-page-1/", "https://b.example/comment-page-2/"))
    first = said(HOME + "one/comment-page-1/", "post", follow=(HOME + "one/2/", HOME + "one/"))
    assert asked(front(), listed("one/"), own, first, role="thread") == ["one/comment-page-1/", "one/2/"]


@pytest.mark.parametrize("status", [404, 410, 500])
def test_a_listed_post_that_answers_with_an_error_has_failed_and_leads_nowhere(status: int) -> None:
    own = said(HOME + "one/", "post", status=status, follow=(HOME + "one/2/",))
    frontier = planned(obey=False)
    asks = crawled(frontier, site(front(), listed("one/"), own))
    assert urls(asks, "thread") == []
    assert frontier.account.tally()["failed"] == [[HOME + "one/", f"HTTP {status}"]]


def test_a_source_that_answers_with_an_error_has_not_failed() -> None:
    frontier = planned(obey=False)
    crawled(frontier, site(front()))
    assert frontier.account.tally()["failed"] == []
    assert frontier.account.state == "ok"


def test_an_unchanged_page_leads_where_it_led_before() -> None:
    own = capture(HOME + "one/", status=304), page(HOME + "one/", "post", follow=(HOME + "one/2/",))
    frontier = planned(obey=False)
    assert urls(crawled(frontier, site(front(), listed("one/"), own)), "thread") == ["one/2/"]
    assert frontier.account.tally()["not_modified"] == 1


COMMENTS_LIST = said(API + "comments?per_page=100&orderby=id&order=asc&page=1", "rest", total=1)
UNDATED, DATED = comment("11"), comment("11", published="2026-03-01T09:00")


@pytest.mark.parametrize(
    ("fields", "sources", "wanted"),
    [
        ({"comments": (UNDATED,)}, (), True),
        ({"comments": (DATED,)}, (), False),
        ({"comments": (UNDATED,)}, (ROOT, COMMENTS_LIST), False),
        ({"pingbacks": (ping(),)}, (ROOT, COMMENTS_LIST), True),
        ({}, (), False),
    ],
)
def test_a_posts_own_feed_is_asked_for_where_only_it_knows_the_times(
    fields: dict[str, Any], sources: tuple[Answer, ...], wanted: bool
) -> None:
    feeds = (HOME + "one/feed/", HOME + "comments/feed/")
    named = tuple(("comments_feed", url) for url in feeds)
    own = said(HOME + "one/", "post", sources=named, links=feeds, **fields)
    assert asked(front(), *sources, listed("one/"), own, role="talk") == ["one/feed/"] * wanted


def test_pages_and_comments_are_counted_for_the_progress_line() -> None:
    own = said(HOME + "one/", "post", follow=(HOME + "one/2/",), comments=(comment("11"),))
    second = said(HOME + "one/2/", "post", comments=(comment("12"),))
    frontier = planned(obey=False)
    crawled(frontier, site(front(), listed("one/"), own, second))
    assert frontier.account.found == {"posts": 1, "comments": 2}


def test_the_home_page_is_not_asked_for_again_when_a_list_names_it() -> None:
    assert asked(front(), listed("", "one/"), role="post") == ["one/"]


def test_after_the_home_page_moved_both_its_addresses_are_the_blogs() -> None:
    new = "https://weaving.example.net/"
    moved = capture(HOME, status=301, headers=(("Location", new),)), page(HOME, "other")
    found = said(new + "feed/", "feed", listed=(post(HOME + "1/"), post(new + "2/"), post("https://b.example/3/")))
    asks = crawled(planned(obey=False), site(moved, front(new), found))
    assert [ask.url for ask in asks if ask.role == "post"] == [HOME + "1/", new + "2/"]


def test_what_is_asked_of_rest_stays_as_it_is_when_it_is_sent() -> None:
    assert tidy(POSTS + "1") == POSTS + "1"
    assert set(LISTS) == {"rest_posts", "rest_pages", "rest_comments"}


def test_with_plain_permalinks_the_sitemap_is_a_query_and_a_page_in_its_place_is_no_sitemap() -> None:
    rest, index = HOME + "index.php?rest_route=/", HOME + "?sitemap=index"
    frontier = planned()
    home = said(index, "home", follow=(HOME + "?paged=2",), listed=(post(HOME + "?p=9"),))
    asks = crawled(frontier, site(front(sources=(("rest", rest),)), home))
    assert index in [ask.url for ask in asks if ask.role == "sitemap"]
    assert "sitemap" not in frontier.complete
    assert HOME + "?paged=2" not in [ask.url for ask in asks]
