"""The plan of one blog: what is asked for, in which order, never twice, never outside; and the account always adds up."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from factories import (
    HOME,
    WORDPRESS,
    Answer,
    asking,
    capture,
    comment,
    crawled,
    front,
    page,
    planned,
    post,
    said,
    sent,
    site,
    urls,
)
from hypothesis import given
from hypothesis import strategies as st

from crawler import guard as module
from crawler.account import gap
from crawler.ask import Ask
from crawler.frontier import STAGES
from crawler.rebuffs import FOLLOWED, LIMIT

ROBOTS = HOME + "robots.txt"
POOL = [HOME, *(HOME + path for path in ("one/", "two/", "?p=3", "one/comment-page-3/", "one/2/", "two/?cpage=4"))]
POOL += [HOME + "feed/", HOME + "comments/feed/", HOME + "one/?replytocom=5", HOME + "wp-json/", HOME + "page/2/"]
POOL += [
    "http://weaving.example.org/one/",
    "https://www.weaving.example.org/two/",
    ROBOTS,
    "https://b.example/x",
    "http://[bad",
]
POOL += [HOME + "wp-sitemap.xml", HOME + "wp-sitemap-2.xml", HOME + "wp-login.php", "https://b.example/sitemap.xml", ""]
SOME = st.lists(st.sampled_from(POOL), max_size=4).map(tuple)
KINDS = st.sampled_from(["post", "page", "list", "home", "feed", "comments_feed", "sitemap", "rest", "other", "wall"])


@st.composite
def servers(draw: st.DrawFn) -> Callable[[Ask], Answer]:
    def answer(ask: Ask) -> Answer:
        status = draw(st.sampled_from([200, 200, 200, 200, 301, 304, 403, 404, 429, 500, None]))
        if status is None:
            return None
        if status == 301:
            return sent(ask.url, draw(st.sampled_from(POOL)))
        read = page(
            ask.url,
            draw(KINDS),
            links=draw(SOME),
            follow=draw(SOME),
            listed=tuple(post(url or None) for url in draw(SOME)),
            comments=tuple(comment(str(n)) for n in draw(st.lists(st.integers(1, 9), max_size=2))),
            sources=tuple((draw(st.sampled_from(["rest", "feed", "comments_feed"])), url) for url in draw(SOME)),
            total=draw(st.sampled_from([None, 1, 250])),
            state=draw(st.sampled_from([None, None, None, None, "private"])),
        )
        body = draw(st.sampled_from([WORDPRESS, b"", b"User-agent: *\nDisallow: /two/"]))
        return capture(ask.url, status=status, body=body), read

    return answer


@given(st.data(), servers())
def test_whatever_servers_answer_the_plan_ends_and_its_account_adds_up(
    data: st.DataObject, answer: Callable[[Ask], Answer]
) -> None:
    frontier = planned(stop_after_refusals=data.draw(st.sampled_from([2, 5])))
    asks = []
    for ask in asking(frontier, answer):
        asks.append(ask)
        waiting = {each.url for _, _, each in frontier.queue}
        still = {url for url, (kind, _) in frontier.account.outcomes.items() if kind == "planned"}
        assert still == waiting
        assert len(asks) < 200
    assert gap(frontier.account.tally()) == 0
    assert len({ask.url for ask in asks}) == len(asks)
    assert all(ask.url in frontier.scope for ask in asks if ask.role in FOLLOWED)
    assert {ask.url for ask in asks} <= set(frontier.account.outcomes)


def test_an_ordinary_blog_is_asked_for_in_the_order_of_the_stages() -> None:
    api = HOME + "wp-json/wp/v2/"
    lists = {
        "posts": said(
            api + "posts?per_page=100&orderby=id&order=asc&_embed=author,wp:term&page=1",
            "rest",
            total=1,
            listed=(post(),),
        ),
        "pages": said(api + "pages?per_page=100&orderby=id&order=asc&_embed=author&page=1", "rest", total=0),
        "comments": said(api + "comments?per_page=100&orderby=id&order=asc&page=1", "rest", total=9),
    }
    asks = crawled(
        planned(),
        site(
            front(),
            said(HOME + "wp-json/", "rest"),
            *lists.values(),
            said(HOME + "feed/", "feed", listed=(post(), post(HOME + "two/"))),
            said(HOME + "one/", "post", follow=(HOME + "one/comment-page-2/",)),
        ),
    )
    assert urls(asks) == [
        "robots.txt",
        "",
        "wp-json/",
        *(given[0].url.removeprefix(HOME) for given in lists.values() if given),
        "feed/",
        "wp-sitemap.xml",
        "comments/feed/",
        "one/",
        "two/",
        "one/comment-page-1/",
        "one/comment-page-2/",
    ]
    assert [STAGES.index(ask.role) for ask in asks] == sorted(STAGES.index(ask.role) for ask in asks)


def test_each_ask_says_where_it_was_found_and_how_far_from_the_seed() -> None:
    asks = crawled(
        planned(), site(front(), said(HOME + "feed/", "feed", listed=(post(),)), said(HOME + "one/", "post"))
    )
    found = {ask.url: (ask.via, ask.hops) for ask in asks}
    assert found[HOME] == (None, 0)
    assert found[HOME + "feed/"] == (HOME, 1)
    assert found[HOME + "one/"] == (HOME + "feed/", 2)


def test_a_link_that_looked_like_a_trap_does_not_close_a_source_that_is_wanted_later() -> None:
    asks = crawled(planned(), site(front(links=(HOME + "comments/feed/",))))
    assert HOME + "comments/feed/" in [ask.url for ask in asks if ask.role == "comments_feed"]


def test_traps_are_counted_by_rule_once_each_and_never_asked_for() -> None:
    links = (HOME + "one/?replytocom=1", HOME + "one/?replytocom=2", HOME + "?s=x", "https://b.example/?s=x")
    frontier = planned()
    asks = crawled(frontier, site(front(links=links), said(HOME + "feed/", "feed", links=links)))
    assert frontier.account.tally()["excluded"] == {"replytocom": 2, "search": 1}
    assert not set(links) & {ask.url for ask in asks}


def test_two_posts_of_which_one_stands_on_another_origin_do_not_confuse_the_queue() -> None:
    others = (post("http://weaving.example.org/a/"), post("http://weaving.example.org/b/"), post(HOME + "c/"))
    asks = crawled(planned(), site(front(), said(HOME + "feed/", "feed", listed=others)))
    assert "http://weaving.example.org/robots.txt" in [ask.url for ask in asks]
    assert [ask.url for ask in asks if ask.role == "post"] == [each.url for each in others]


def test_what_robots_txt_forbids_is_excluded_by_that_rule() -> None:
    rules = said(ROBOTS, "text", body=b"User-agent: *\nDisallow: /one/")
    frontier = planned()
    asks = crawled(frontier, site(rules, front(), said(HOME + "feed/", "feed", listed=(post(), post(HOME + "two/")))))
    assert HOME + "one/" not in [ask.url for ask in asks] and HOME + "two/" in [ask.url for ask in asks]
    assert frontier.account.tally()["excluded"] == {"robots": 1}


def test_a_home_page_that_robots_txt_forbids_is_a_refusal() -> None:
    frontier = planned()
    asks = crawled(frontier, site(said(ROBOTS, "text", body=b"User-agent: *\nDisallow: /"), front()))
    assert urls(asks) == ["robots.txt"] and frontier.account.state == "refused"


@pytest.mark.parametrize("trouble", [said(ROBOTS, status=503), None])
def test_a_robots_txt_without_an_answer_lets_nothing_be_asked_for(trouble: Answer) -> None:
    frontier = planned()
    asks = crawled(frontier, lambda ask: trouble if ask.role == "robots" else front())
    assert urls(asks) == ["robots.txt"] and frontier.account.state == "unreachable"
    assert gap(frontier.account.tally()) == 0


def test_a_robots_txt_is_not_asked_for_where_it_is_to_be_ignored() -> None:
    assert "robots" not in {ask.role for ask in crawled(planned(obey=False), site(front()))}


def test_robots_txt_rules_hold_for_every_origin_of_a_chain_of_redirects() -> None:
    first, second, last = (f"https://{name}.example/robots.txt" for name in ("a", "b", "c"))
    rules = said(last, "text", body=b"User-agent: *\nDisallow: /private/")
    frontier = planned("https://a.example/")
    crawled(frontier, site(sent(first, second), sent(second, last), rules, front("https://a.example/")))
    assert not frontier.robots.allowed("https://a.example/private/")
    assert frontier.robots.allowed("https://a.example/x")


def test_a_robots_txt_that_redirects_in_a_circle_allows_all() -> None:
    frontier = planned()
    asks = crawled(frontier, lambda ask: sent(ask.url, ROBOTS + "?x") if ask.role == "robots" else front(ask.url))
    assert HOME in [ask.url for ask in asks] and frontier.account.state == "ok"


@pytest.mark.parametrize("role", ["home", "feed", "post"])
def test_redirects_that_never_end_are_followed_so_far(role: str) -> None:
    def answer(ask: Ask) -> Answer:
        if ask.role == role:
            return sent(ask.url, f"{HOME}r{len(ask.trail)}/")
        return front(listed=(post(),)) if ask.role == "home" else said(ask.url, "feed", listed=(post(),))

    frontier = planned()
    asks = crawled(frontier, answer)
    assert max(len(ask.trail) for ask in asks if ask.role == role) == LIMIT
    assert [why for _, why in frontier.account.tally()["failed"]] == [f"more than {LIMIT} redirects"]


def test_a_home_page_that_redirects_to_itself_is_unreachable() -> None:
    frontier = planned()
    crawled(frontier, lambda ask: sent(ask.url, HOME) if ask.role == "home" else said(ask.url, status=404))
    assert frontier.account.state == "unreachable"
    assert frontier.account.tally()["failed"] == [[HOME, "redirects in a circle"]]


@pytest.mark.parametrize(
    ("target", "rule"),
    [("https://b.example/x", "offsite"), (HOME + "wp-login.php?redirect_to=one", "login"), (HOME + "?s=one", "search")],
)
def test_a_post_that_redirects_elsewhere_or_into_a_trap_is_not_followed(target: str, rule: str) -> None:
    frontier = planned()
    feed = said(HOME + "feed/", "feed", listed=(post(),))
    asks = crawled(frontier, site(front(), feed, sent(HOME + "one/", target)))
    assert target not in [ask.url for ask in asks]
    assert frontier.account.outcomes[target] == ("excluded", rule)


def test_a_redirect_to_nowhere_is_a_failure() -> None:
    frontier = planned()
    crawled(frontier, site(front(), said(HOME + "feed/", "feed", listed=(post(),)), sent(HOME + "one/", "mailto:x")))
    assert frontier.account.tally()["failed"] == [[HOME + "one/", "a redirect to nowhere"]]


def test_after_so_many_refusals_in_a_row_the_blog_is_left_alone() -> None:
    listed = tuple(post(f"{HOME}{n}/") for n in range(9))
    frontier = planned(stop_after_refusals=3)
    answer = site(front(), said(HOME + "feed/", "feed", listed=listed))
    refusing = crawled(frontier, lambda ask: said(ask.url, status=429) if ask.role == "post" else answer(ask))
    assert urls(refusing, "post") == ["0/", "1/", "2/"]
    assert frontier.account.state == "refused" and gap(frontier.account.tally()) == 0
    assert len(frontier.account.tally()["failed"]) == 9


def test_an_answer_between_refusals_starts_the_count_again() -> None:
    listed = tuple(post(f"{HOME}{n}/") for n in range(9))
    answer = site(front(), said(HOME + "feed/", "feed", listed=listed))
    frontier = planned(stop_after_refusals=3)

    def mostly(ask: Ask) -> Answer:
        return said(ask.url, status=429 if ask.url[-2] in "01367" else 200) if ask.role == "post" else answer(ask)

    assert len(urls(crawled(frontier, mostly), "post")) == 9 and frontier.account.state == "ok"


@pytest.mark.parametrize("refused", [said(HOME + "page/2/", "list", status=403, follow=(HOME + "page/3/",))])
def test_nothing_more_is_planned_once_a_blog_is_left_alone(refused: Answer) -> None:
    frontier = planned(stop_after_refusals=1)
    asks = crawled(frontier, site(front(follow=(HOME + "page/2/",)), refused))
    assert urls(asks)[-1] == "page/2/" and not frontier.queue


def test_a_trap_that_no_rule_knows_ends_at_the_limit_and_the_account_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGE_LIMIT", 30)
    frontier = planned()

    def endless(ask: Ask) -> Answer:
        if ask.role == "home":
            return front(listed=(post(),))
        return said(ask.url, "post", follow=(f"{ask.url}9/", f"{ask.url}8/")) if ask.role in FOLLOWED else None

    asks = crawled(frontier, lambda ask: said(ask.url, status=404) if ask.role == "robots" else endless(ask))
    assert len(asks) == 30
    assert frontier.account.tally()["excluded"]["trap_guard"] > 0 and gap(frontier.account.tally()) == 0


def test_a_dry_run_asks_for_the_home_page_and_one_list_and_leaves_the_posts() -> None:
    frontier = planned(plan_only=True)
    named = (("feed", HOME + "feed/"),)
    asks = crawled(
        frontier, site(front(sources=named), said(HOME + "feed/", "feed", listed=(post(), post(HOME + "two/"))))
    )
    assert urls(asks) == ["robots.txt", "", "feed/"]
    assert "post" not in {ask.role for ask in asks}
    assert [ask.url for _, _, ask in sorted(frontier.queue)] == [HOME + "one/", HOME + "two/"]


def test_a_blog_in_a_folder_keeps_to_its_folder() -> None:
    home = "https://a.example/ours"
    listed = (post("https://a.example/ours/1/"), post("https://a.example/theirs/1/"), post("https://a.example/"))
    links = ("https://a.example/theirs/", "https://a.example/ours/about/")
    asks = crawled(planned(home), site(front(home, links=links, listed=listed)))
    assert [ask.url for ask in asks if ask.role == "post"] == [
        "https://a.example/ours/1/",
        "https://a.example/ours/about/",
    ]


def test_a_blog_that_still_asks_for_patience_after_we_waited_is_left_alone() -> None:
    frontier = planned()
    answer = site(front(listed=tuple(post(HOME + f"{n}/") for n in range(3))))

    def impatient(ask: Ask) -> Answer:
        if ask.role != "post":
            return answer(ask)
        return replace(capture(ask.url, status=429), headers=(("Retry-After", "3600"),)), page(ask.url, "other")

    assert len(urls(crawled(frontier, impatient), "post")) == 1
    assert frontier.account.state == "refused" and gap(frontier.account.tally()) == 0


def test_posts_that_redirect_in_a_circle_have_failed() -> None:
    frontier = planned()
    one, two = HOME + "one/", HOME + "two/"
    crawled(frontier, site(front(listed=(post(one),)), sent(one, two), sent(two, one)))
    assert frontier.account.tally()["failed"] == [[two, "redirects in a circle"]]
