"""What a crawl finds and keeps, whatever the blog offers: every post, page, comment and pingback, once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from blog import Answer, Blog, Entry, Said
from command import assert_whole, crawl, rows

from archive.items import Capture
from archive.warc.reader import read_captures

POSTS = "select kind, title, author, published_local, body_text from posts order by wp_id"
COMMENTS = (
    "select c.wp_id, c.author, c.text, p.wp_id from comments c left join comments p on p.id = c.parent_id order by 1"
)
PINGBACKS = "select title, source_url from pingbacks"
KINDS: dict[str, dict[str, Any]] = {
    "everything open": {},
    "plain permalinks": {"permalinks": "plain"},
    "permalinks with index.php": {"permalinks": "index"},
    "no REST": {"rest": False},
    "neither REST nor sitemap": {"rest": False, "sitemap": False},
    "neither REST nor feeds": {"rest": False, "feeds": False},
    "HTML only": {"rest": False, "feeds": False, "sitemap": False},
    "HTML only, plain permalinks": {"rest": False, "feeds": False, "sitemap": False, "permalinks": "plain"},
    "HTML only, index.php": {"rest": False, "feeds": False, "sitemap": False, "permalinks": "index"},
    "paged, newest first": {"rest": False, "feeds": False, "comments_per_page": 2},
    "paged, oldest first": {"rest": False, "feeds": False, "comments_per_page": 2, "newest_first": False},
    "paged, plain permalinks": {"rest": False, "feeds": False, "comments_per_page": 2, "permalinks": "plain"},
    "paged, one a page, index.php": {"comments_per_page": 1, "newest_first": False, "permalinks": "index"},
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


def captures(data: Path) -> list[Capture]:
    return [capture for file in sorted((data / "warc").glob("*.warc.gz")) for capture in read_captures(file)]


def comments_of(blog: Blog) -> list[tuple[Any, ...]]:
    said = (one for entry in blog.entries for one in entry.said if one.kind == "comment")
    return sorted((one.id, one.author, one.text, one.parent or None) for one in said)


@pytest.mark.parametrize("fields", KINDS.values(), ids=KINDS)
def test_every_post_page_comment_and_pingback_is_found_whichever_source_answers(
    fields: dict[str, Any], data: Path
) -> None:
    with Blog(**fields) as blog:
        ran = crawl(blog.url, data=data)
        assert ran.code == 0, ran.out + ran.err
        assert [row[:3] for row in rows(data, POSTS)] == [(e.kind, e.title, "Ana Example") for e in blog.entries]
        assert [row[4] for row in rows(data, POSTS)] == [entry.text for entry in blog.entries]
        assert rows(data, COMMENTS) == comments_of(blog)
        assert rows(data, PINGBACKS) == [("Another blog", "https://b.example/x/")]
        assert len(set(blog.targets)) == len(blog.targets)
    assert_whole(data)


def test_the_html_of_every_post_and_comment_page_is_kept(data: Path) -> None:
    with Blog(comments_per_page=2) as blog:
        crawl(blog.url, data=data)
        kept = {capture.url: capture.body for capture in captures(data)}
        wanted = [blog.link(entry) for entry in blog.entries]
        wanted += [blog.comment_page(blog.entries[0], number) for number in (1, 2, 3)]
        for url in wanted:
            assert kept[url] == blog.answer(url.removeprefix(blog.url[:-1])).body


@pytest.mark.parametrize(("how", "not_modified", "fetched"), [((), 3, 1), (("--full",), 11, 2)])
def test_a_second_crawl_asks_whether_anything_has_changed(
    how: tuple[str, ...], not_modified: int, fetched: int, blog: Blog, data: Path
) -> None:
    crawl(blog.url, data=data)
    first = [rows(data, POSTS), rows(data, COMMENTS), rows(data, PINGBACKS)]
    blog.forget()
    ran = crawl(blog.url, "--json", *how, data=data)
    run = ran.json["crawl"]
    assert ran.code == 0
    assert run["not_modified"] == sum(asked.conditional for asked in blog.asked) == not_modified
    assert run["fetched"] == fetched  # robots.txt and the REST root bear no mark
    assert [rows(data, POSTS), rows(data, COMMENTS), rows(data, PINGBACKS)] == first
    assert_whole(data)


@pytest.mark.parametrize(("how", "requests"), [((), 4), (("--full",), 13)])
def test_what_comes_again_without_a_change_is_not_stored_again(how: tuple[str, ...], requests: int, data: Path) -> None:
    with Blog(validators=False) as blog:
        crawl(blog.url, data=data)
        first = len(blog.asked)
        crawl(blog.url, *how, data=data)
        again = captures(data)[first:]
        assert len(again) == len(blog.asked) - first == requests
        assert [c.url for c in again if not c.revisit_of] == []
    assert rows(data, "select count(*) from posts where status = 'live'") == [(4,)]
    assert_whole(data)


def test_an_edited_post_and_a_new_comment_are_taken_over(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    blog.entries[2].text = "A third text, which was written again."
    blog.entries[2].said.append(Said(31, "Rangi", "Much better now."))
    assert crawl(blog.url, data=data).code == 0
    assert rows(data, "select body_text from posts where wp_id = 3") == [("A third text, which was written again.",)]
    assert rows(data, "select text from comments where wp_id = 31") == [("Much better now.",)]
    assert_whole(data)


@pytest.mark.parametrize("rest", [True, False])
def test_a_post_that_vanishes_is_missing_after_one_complete_crawl_and_gone_after_two(rest: bool, data: Path) -> None:
    status = "select status from posts order by wp_id"
    with Blog(rest=rest) as blog:
        crawl(blog.url, data=data)
        del blog.entries[1]
        for word in ("missing", "gone", "gone"):
            assert crawl(blog.url, "--full", data=data).code == 0
            assert rows(data, status) == [("live",), (word,), ("live",), ("live",)]
            assert rows(data, "select status from comments where wp_id = 21") == [(word,)]
    assert_whole(data)


def test_a_comment_that_vanishes_is_missing_then_gone(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    del blog.entries[0].said[2]
    for word, how in (("missing", ()), ("gone", ("--full",))):  # a check sees that it is not listed any more
        crawl(blog.url, *how, data=data)
        assert rows(data, "select status from comments where wp_id = 13") == [(word,)]
        assert rows(data, "select count(*) from comments where status = 'live'") == [(6,)]


def test_what_comes_back_is_live_again(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    post = blog.entries.pop(1)
    crawl(blog.url, data=data)
    blog.entries.insert(1, post)
    crawl(blog.url, data=data)
    assert rows(data, "select status, count(*) from posts group by 1") == [("live", 4)]
    assert rows(data, "select status, count(*) from comments group by 1") == [("live", 7)]


def test_a_crawl_that_failed_in_part_says_nothing_of_what_it_did_not_see(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    blog.faults["/chalk-and-talk/"] = [Answer(b"broken", 500)]
    blog.entries[0].said.clear()
    assert crawl(blog.url, "--full", data=data).code == 1
    assert rows(data, "select distinct status from comments") == [("live",)]
    assert_whole(data)


def test_a_listed_post_that_answers_500_has_failed_and_the_others_are_fine(blog: Blog, data: Path) -> None:
    blog.faults["/a-second-look/"] = [Answer(b"<html><body>Internal Server Error</body></html>", 500)]
    ran = crawl(blog.url, "--json", data=data)
    assert ran.code == ran.json["exit_code"] == 1
    url = blog.link(blog.entries[1])
    assert [(failure["url"], failure["reason"]) for failure in ran.json["failures"]] == [(url, "HTTP 500")]
    assert ran.json["gap"] == 0
    assert len(rows(data, POSTS)) == 4  # REST told of it
    assert rows(data, "select count(*) from comments where status = 'live'") == [(7,)]
    assert_whole(data)


def test_a_home_page_that_has_moved_to_another_host_is_followed_and_its_posts_are_found(data: Path) -> None:
    with Blog() as old, Blog() as new:
        for target in ("/", "/chalk-and-talk/"):
            old.faults[target] = [Answer(status=301, headers=(("Location", new.url),))]
        ran = crawl(old.url, data=data)
        assert ran.code == 0, ran.out + ran.err
        assert old.targets == ["/robots.txt", "/"]
        assert "/robots.txt" in new.targets
    assert len(rows(data, POSTS)) == 4
    assert len(rows(data, COMMENTS)) == 7
    assert_whole(data)


def test_a_post_that_redirects_is_kept_under_the_address_it_leads_to(blog: Blog, data: Path) -> None:
    entry = blog.entries[0]
    here = (("Location", f"{blog.url}?p={entry.id}"),)
    blog.faults["/chalk-and-talk/"] = [Answer(status=302, headers=here)]
    ran = crawl(blog.url, data=data)
    assert ran.code == 0, ran.out
    assert rows(data, "select count(*), count(distinct wp_id) from posts") == [(4, 4)]
    assert len(rows(data, COMMENTS)) == 7


def test_an_empty_blog_needs_a_person(data: Path) -> None:
    with Blog([]) as blog:
        ran = crawl(blog.url, "--json", data=data)
    assert ran.json["blogs"][0]["state"] == "empty"
    assert ran.code == 1
    assert_whole(data)


def test_many_posts_are_found_over_all_pages_of_feeds_and_lists(data: Path) -> None:
    entries = [Entry(n, f"Week {n} of chalk", f"What week {n} brought us.") for n in range(1, 8)]
    with (
        Blog(entries, rest=False, sitemap=False) as feeds,
        Blog(entries, rest=False, sitemap=False, feeds=False) as html,
    ):
        assert crawl(feeds.url, html.url, data=data).code == 0
    assert rows(data, "select count(*), count(distinct title) from posts") == [(14, 7)]


def test_several_blogs_are_told_apart(data: Path) -> None:
    with Blog() as one, Blog([Entry(1, "Chalk and talk", "Other words under the same title.")]) as two:
        ran = crawl(one.url, two.url, "--json", data=data)
    assert ran.code == 0
    assert sorted(blog["posts"] for blog in ran.json["blogs"]) == [1, 4]
    assert ran.json["totals"]["posts"] == 5
    assert_whole(data)


def test_the_account_adds_up_to_what_was_asked_for(blog: Blog, data: Path) -> None:
    blog.faults["/third-time-lucky/"] = [Answer(b"", 404)]
    blog.entries[0].text += f' <a href="{blog.url}a-second-look/?replytocom=21">Reply</a>'
    ran = crawl(blog.url, "--json", data=data)
    run, log = ran.json["crawl"], [asked.target for asked in blog.asked]
    assert run["planned"] == run["fetched"] + run["not_modified"] + run["excluded"] + run["failed"]
    assert run["fetched"] + run["failed"] == len(log)
    assert ran.json["excluded_by"]["replytocom"] == 1
    assert not any("replytocom" in target for target in log)


def test_every_row_leads_to_a_capture_that_stands_in_a_file(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    crawl(blog.url, data=data)
    places = {(c.source.file, c.source.offset, c.source.length) for c in captures(data) if c.source}
    assert set(rows(data, "select warc_file, warc_offset, warc_length from captures")) == places
    for table in ("posts", "comments", "pingbacks"):
        orphans = f"select count(*) from {table} where capture_id not in (select id from captures)"
        assert rows(data, orphans) == [(0,)]
    assert json.loads(json.dumps(rows(data, "pragma foreign_key_check"))) == []
