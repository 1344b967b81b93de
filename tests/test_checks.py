"""A check of a known blog: what it asks for, what it takes for new, and when it does not do; whole crawls are below."""

from dataclasses import replace
from pathlib import Path

import pytest
from blog import Answer, Blog, Entry, Said
from command import assert_whole, crawl, dump, rows
from factories import HOME, LATER, blog, capture, comment, evidence, page, planned, post, said, shown, urls
from factories import Answer as Given
from factories import rows as composed

from crawler.ask import Ask
from crawler.frontier import Frontier
from crawler.history import CHECK, History, Known
from crawler.robots import Robots

FEED, TALK, ROOT = HOME + "feed/", HOME + "comments/feed/", HOME + "wp-json/"
NEWEST = ROOT + "wp/v2/comments?per_page=100&orderby=date&order=desc&page=1"
SOURCES = {"feed": FEED, "comments_feed": TALK, "rest_root": ROOT, "rest_newest": NEWEST, "rest_posts": ROOT}
WITHOUT_REST = {"feed": FEED, "comments_feed": TALK}
POSTS = tuple(Known(url=f"{HOME}{n}/", wp_id=str(n), modified_at="2026-03-01T09:00:00Z") for n in range(1, 4))
DAY = "2026-03-{:02}T09:00:00+00:00"


def checking(**fields: object) -> Frontier:
    frontier = planned(obey=False)
    known = {"kind": CHECK, "home": HOME, "sources": SOURCES, "posts": POSTS, "look_back": "2026-02-20T00:00:00Z"}
    frontier.recall(History(**{**known, **fields}))
    return frontier


def asked(frontier: Frontier, *answers: Given, before: dict[str, object] | None = None) -> list[str]:
    known = {given[0].url: given for given in answers if given}
    found: list[Ask] = []
    while (ask := frontier.next()) is not None:
        found.append(ask)
        unchanged = replace(capture(ask.url, status=304), revisit_of=ask.url), page(ask.url, "other")
        kept = known.get(ask.url) or (
            unchanged if ask.role in ("feed", "comments_feed", "rest_newest") else said(ask.url, status=404)
        )
        frontier.answered(ask, *kept, (before or {}).get(ask.url))
    return urls(found)


def test_a_quiet_blog_is_asked_three_things() -> None:
    assert asked(checking()) == [NEWEST.removeprefix(HOME), "feed/", "comments/feed/"]
    assert asked(checking(sources=WITHOUT_REST)) == ["feed/", "comments/feed/"]


def test_a_blog_without_rest_is_asked_for_its_whole_feed_since_that_counts_comments() -> None:
    frontier = checking(sources=WITHOUT_REST)
    assert [ask.fresh for _, _, ask in sorted(frontier.queue)] == [True, False]


def test_only_items_of_a_feed_that_differ_lead_to_their_posts() -> None:
    items = [post(HOME + f"{n}/", wp_id=str(n)) for n in (1, 2)]
    edited = (
        items[0],
        replace(items[1], title="Two"),
    )
    found = asked(checking(), said(FEED, "feed", listed=edited), before={FEED: page(FEED, "feed", listed=tuple(items))})
    assert "2/" in found and "1/" not in found


def test_a_post_that_was_changed_by_rests_word_is_asked_for_with_its_row_and_comments() -> None:
    lists = (
        ROOT + "wp/v2/posts?per_page=20&orderby=modified&order=desc&_fields=id,link,type,modified,modified_gmt&page=1"
    )
    listed = (
        post(HOME + "2/", wp_id="2", modified=DAY.format(9)),
        post(HOME + "1/", wp_id="1", modified=DAY.format(1)),
    )
    found = asked(checking(), said(FEED, "feed"), said(lists, "rest", total=40, listed=listed))
    assert [each.split("&")[0] for each in found if "t=2" in each or "include=2" in each] == [
        "wp-json/wp/v2/posts?include=2",
        "wp-json/wp/v2/comments?post=2",
    ]
    assert "2/" in found and "1/" not in found
    assert not [each for each in found if each.endswith("&page=2")]


@pytest.mark.parametrize("role", ["comments_feed", "rest_newest"])
def test_new_edited_and_vanished_comments_lead_to_their_posts(role: str) -> None:
    url = SOURCES[role]
    kind, more = ("rest", {"total": 3}) if role == "rest_newest" else ("comments_feed", {})
    then = tuple(comment(str(n), post=str(n), published=DAY.format(n)) for n in (1, 2))
    now = (then[0], replace(then[1], text="Edited."), comment("9", post="3", published=DAY.format(9)))
    found = asked(checking(), said(url, kind, comments=now, **more), before={url: page(url, kind, comments=then)})
    assert [each for each in found if each[0].isdigit()] == ["2/", "3/"]
    less = (comment("3", post="3", published=DAY.format(1)), then[1])
    found = asked(
        checking(), said(url, kind, comments=less, **more), before={url: page(url, kind, comments=(then[0], *less))}
    )
    assert [each for each in found if each[0].isdigit()] == ["1/"]


def test_comments_are_looked_for_as_far_back_as_the_look_back() -> None:
    young = tuple(comment(str(n), post="1", published=DAY.format(9)) for n in range(100))
    before = {NEWEST: page(NEWEST, "rest", comments=young[1:])}
    assert NEWEST[:-1].removeprefix(HOME) + "2" in asked(
        checking(), said(NEWEST, "rest", comments=young, total=300), before=before
    )
    known = checking(look_back="2026-03-20T00:00:00Z")
    assert NEWEST[:-1].removeprefix(HOME) + "2" not in asked(
        known, said(NEWEST, "rest", comments=young, total=300), before=before
    )


def test_where_a_protected_post_shuts_the_comments_of_all_they_are_asked_for_one_by_one() -> None:
    some = ROOT + "wp/v2/comments?post=1,2&per_page=100&orderby=id&order=asc&page=1"
    found = asked(checking(stale=(HOME + "1/", HOME + "2/")), said(some, status=401))
    assert [each.split("&")[0][-6:] for each in found if "comments?post=" in each] == ["st=1,2", "post=1", "post=2"]


def test_what_was_heard_of_and_not_got_is_asked_for_again() -> None:
    assert "2/" in asked(checking(stale=(HOME + "2/",)))


@pytest.mark.parametrize("trouble", [said(FEED, status=404), said(FEED, "wall", state="private"), said(FEED, "home")])
def test_a_feed_that_is_none_any_more_makes_it_a_full_crawl(trouble: Given) -> None:
    frontier = checking()
    assert "" in asked(frontier, trouble)
    assert frontier.account.kind == "full"


def test_a_feed_without_rest_in_which_all_is_new_is_read_on_to_what_is_known() -> None:
    second = said(FEED + "?paged=2", "feed", listed=(post(HOME + "6/"), post(HOME + "1/", wp_id="1")))
    first = said(FEED, "feed", listed=(post(HOME + "7/"),))
    found = asked(checking(sources=WITHOUT_REST), first, second)
    assert [each for each in found if each[0].isdigit()] == ["7/", "6/"]
    assert "feed/?paged=2" in found and "feed/?paged=3" not in found


def test_a_sitemap_that_robots_txt_names_is_left_to_full_crawls() -> None:
    frontier = checking()
    frontier.robots = Robots(agent="coursekeep")
    rules = said(HOME + "robots.txt", "text", body=b"Sitemap: " + HOME.encode() + b"wp-sitemap.xml")
    assert not [each for each in asked(frontier, rules) if "sitemap" in each]


def test_a_check_says_nothing_of_what_it_did_not_look_at() -> None:
    from crawler.compose.evidence import Run

    runs = [
        Run(id="20260301090000", complete=frozenset({"weaving"})),
        Run(id=LATER, complete=frozenset(), checked=frozenset({"weaving"})),
    ]
    made = composed(shown(post(wp_id="1")), evidence("feed", FEED, of={"crawl": LATER}), crawls=runs)
    assert [row["status"] for row in made["posts"]] == ["live"]


def test_validators_that_stay_while_the_body_changes_are_told_of() -> None:
    marked = {"etag": '"1"', "last_modified": "Thu, 01 Jan 1970 00:00:00 GMT"}
    given = [
        evidence("feed", FEED, of={**marked, "digest": f"sha256:{n}", "crawl": crawl})
        for n, crawl in enumerate(("20260301090000", LATER))
    ]
    assert [row["kind"] for row in composed(*given, of=blog())["problems"]] == ["validators_unreliable"]
    assert composed(given[0], replace(given[1], capture=replace(given[1].capture, etag='"2"')))["problems"] == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.mark.parametrize("fields", [{}, {"rest": False}, {"validators": False}, {"permalinks": "plain"}])
def test_a_quiet_blog_costs_four_requests_at_most_and_no_new_record(fields: dict[str, object], data: Path) -> None:
    with Blog(**fields) as served:
        crawl(served.url, data=data)
        before = rows(
            data,
            "select id, last_seen_at, status from posts union select id, last_seen_at, status from comments order by 1",
        )
        served.forget()
        assert crawl(served.url, data=data).code == 0
        assert len([target for target in served.targets if target != "/robots.txt"]) <= 4
    new = "select count(*) from captures where crawl_id = (select max(id) from crawls) and revisit_of is null"
    assert rows(data, new) == [(0,)]
    assert rows(data, "select kind from crawl_blogs order by crawl_id") == [("full",), ("check",)]
    again = rows(
        data,
        "select id, last_seen_at, status from posts union select id, last_seen_at, status from comments order by 1",
    )
    assert again == before
    assert_whole(data)


@pytest.mark.parametrize("rest", [True, False])
def test_posts_comments_and_edits_are_found_by_few_requests(rest: bool, data: Path) -> None:
    entries = [
        Entry(n, f"Week {n} of chalk", f"What week {n} brought us.", [Said(100 + n, "Ben", "Seen.")])
        for n in range(1, 21)
    ]
    with Blog(entries, rest=rest) as served:
        crawl(served.url, data=data)
        served.entries.append(Entry(25, "One more", "It is new."))
        served.entries[0].said.append(Said(250, "Rangi", "Late, and new."))
        served.entries[19].text = "What the last week brought us, written again."
        served.forget()
        assert crawl(served.url, data=data).code == 0
        assert len(served.targets) < 16
        assert rows(data, "select body_text from posts where wp_id in (20, 25) order by wp_id") == [
            ("What the last week brought us, written again.",),
            ("It is new.",),
        ]
        assert rows(data, "select text from comments where wp_id = 250") == [("Late, and new.",)]
        assert_whole(data)


def test_a_post_that_only_a_list_names_and_that_got_no_answer_is_asked_for_again(data: Path) -> None:
    with Blog(
        rest=False,
        feeds=True,
        sitemap=True,
        entries=[Entry(n, f"Week {n} of chalk", f"What week {n} brought.") for n in range(1, 30)],
    ) as blog:
        blog.faults["/feed/?paged=2"] = [Answer(b"none", 404)]
        blog.faults["/week-2-of-chalk/"] = [Answer(b"<html>" + b"x" * 999, then="cut")] * 9
        assert crawl(blog.url, data=data).code == 1
        assert rows(data, "select count(*) from posts where url like '%week-2-of%'") == [(0,)]
        blog.faults.clear()
        ran = crawl(blog.url, "--json", data=data)
        assert (ran.code, rows(data, "select kind from crawl_blogs order by crawl_id")[-1]) == (0, ("check",))
        assert rows(data, "select title from posts where url like '%week-2-of%'") == [("Week 2 of chalk",)]
    assert_whole(data)


def test_a_post_whose_page_could_not_be_had_is_asked_for_again(data: Path) -> None:
    with Blog() as served:
        crawl(served.url, data=data)
        served.entries[2].said.append(Said(31, "Rangi", "Much better now."))
        served.faults["/third-time-lucky/"] = [Answer(b"broken", 500)]
        assert crawl(served.url, data=data).code == 1
        del served.faults["/third-time-lucky/"]
        served.forget()
        assert crawl(served.url, data=data).code == 0
        assert "/third-time-lucky/" in served.targets
        served.forget()
        crawl(served.url, data=data)
        assert "/third-time-lucky/" not in served.targets
        assert_whole(data)


def test_a_check_that_was_killed_is_gone_on_with_and_ends_the_same(data: Path, tmp_path: Path) -> None:
    from os import kill
    from signal import SIGKILL

    with Blog() as served:
        crawl(served.url, data=data)
        served.entries[2].said.append(Said(31, "Rangi", "Much better now."))
        pids: list[int] = []
        served.before_answer = lambda number: kill(pids[-1], SIGKILL) if number == 5 else None
        served.forget()
        crawl(served.url, data=data, on=pids.append)
        served.before_answer = lambda number: None
        first = list(served.targets)
        assert crawl(served.url, data=data).code == 0
        assert len(set(served.targets)) >= len(served.targets) - 1, first  # at most what was being asked for
        assert rows(data, "select text from comments where wp_id = 31") == [("Much better now.",)]
        assert rows(data, "select kind from crawl_blogs order by crawl_id") == [("full",), ("check",)]
        assert dump(data)
        assert_whole(data)


def test_each_fifth_crawl_asks_for_whole_answers(data: Path) -> None:
    with Blog() as served:
        for _ in range(4):
            crawl(served.url, data=data)
        served.forget()
        crawl(served.url, data=data)
        assert not [each for each in served.asked if each.conditional]
