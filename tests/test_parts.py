"""Crawls of a part: posts since a day, what is missing, and what a crawl would take."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from blog import Answer, Blog, Entry
from command import assert_whole, coursekeep, crawl, here, rows
from factories import HOME, crawled, front, planned, post, said, site, urls

from crawler.estimate import minutes, requests_of
from crawler.history import PART, History


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


def test_posts_older_than_a_day_are_passed_over_and_counted() -> None:
    listed = (
        post(HOME + "old/", published="2026-02-01T09:00:00+00:00"),
        post(HOME + "edited/", published="2026-02-01T09:00:00+00:00", modified="2026-03-02T09:00:00+00:00"),
        post(HOME + "new/", published="2026-03-01T09:00:00+00:00"),
        post(HOME + "undated/"),
    )
    frontier = planned(since="2026-03-01", obey=False)
    asks = crawled(frontier, site(front(), said(HOME + "feed/", "feed", listed=listed)))
    assert urls(asks, "post") == ["edited/", "new/", "undated/"]
    assert frontier.account.tally()["excluded"] == {"before_since": 1}


def test_posts_that_stand_on_another_site_are_counted_and_not_asked_for() -> None:
    listed = (post(HOME + "own/"), post("https://member.example/their-own/"))
    seen_at_home = said(
        HOME, "home", listed=(post("https://network.example/teaser/"),), sources=(("feed", HOME + "feed/"),)
    )
    frontier = planned(obey=False)
    asks = crawled(frontier, site(seen_at_home, said(HOME + "feed/", "feed", listed=listed)))
    assert urls(asks, "post") == ["own/"]
    assert frontier.account.tally()["excluded"] == {"offsite": 1}


def test_what_is_missing_is_asked_for_and_nothing_else() -> None:
    frontier = planned(obey=False, media="images")
    missing = ((HOME + "one/", "post"), (HOME + "a.png", "requisite"), ("https://b.example/x.png", "requisite"))
    frontier.recall(History(kind=PART, home=HOME, missing=missing))
    follow = said(HOME + "one/", "post", follow=(HOME + "one/comment-page-2/",))
    assert urls(crawled(frontier, site(follow))) == ["one/", "one/comment-page-1/", "one/comment-page-2/", "a.png"]
    assert frontier.account.tally()["kind"] == "part"


def test_nothing_is_estimated_for_a_blog_that_is_not_well() -> None:
    frontier = planned(plan_only=True)
    crawled(frontier, site(said(HOME, status=404)))
    assert requests_of(frontier) == 2
    assert minutes(60, 0.7) == 1


def test_a_crawl_since_a_day_takes_in_newer_posts_and_lets_none_be_missing(data: Path) -> None:
    entries = [Entry(n, f"Week {n} of chalk", f"What week {n} brought us.") for n in range(1, 8)]
    with Blog(entries) as blog:
        crawl(blog.url, "--since", "2026-03-06", data=data)
        asked = [target for target in blog.targets if "week" in target]
        assert asked == [f"/week-{n}-of-chalk/" for n in (5, 6, 7)]
        assert rows(data, "select distinct kind from crawl_blogs") == [("part",)]
        crawl(blog.url, data=data)
        assert {target for target in blog.targets if "week" in target} == {f"/week-{n}-of-chalk/" for n in range(1, 8)}
        crawl(blog.url, "--since", "2026-03-07", data=data)
        assert rows(data, "select distinct status from posts") == [("live",)]
    assert_whole(data)


def test_a_patch_gets_what_failed_and_what_broke_off_and_then_nothing_is_missing(data: Path) -> None:
    with Blog() as blog:
        blog.faults["/third-time-lucky/"] = [Answer(b"broken", 500)]
        blog.faults["/a-second-look/"] = [Answer(blog.answer("/a-second-look/").body, then="cut")]
        assert crawl(blog.url, data=data).code == 1
        blog.faults.clear()
        blog.forget()
        ran = crawl(blog.url, "--patch", data=data)
        assert ran.code == 0, ran.out + ran.err
        assert set(blog.targets) == {"/robots.txt", "/third-time-lucky/", "/a-second-look/"}
        assert rows(data, "select kind from problems where kind in ('failed_fetch', 'truncated')") == []
        blog.forget()
        ran = crawl(blog.url, "--patch", data=data)
        assert (ran.code, blog.targets) == (0, []) and "nothing is missing" in ran.err
    assert_whole(data)


def test_of_a_blog_that_was_never_crawled_nothing_can_be_missing_and_it_is_said_so(blog: Blog, data: Path) -> None:
    ran = crawl(blog.url, "--patch", data=data)
    assert (ran.code, blog.asked) == (3, [])
    assert "is not crawled yet: no crawl has taken it in" in ran.out and "nothing is missing" not in ran.err
    assert rows(data, "select state from blogs") == [("not_crawled",)]
    assert crawl(blog.url, data=data).code == 0
    assert rows(data, "select state from blogs") == [("ok",)]
    assert_whole(data)


def test_a_patch_of_a_blog_that_could_not_be_reached_takes_all_of_it_in(blog: Blog, data: Path) -> None:
    blog.faults["/"] = [Answer(b"broken", 500)]
    assert crawl(blog.url, data=data).code == 1
    assert rows(data, "select state from blogs") == [("unreachable",)]
    blog.faults.clear()
    ran = crawl(blog.url, "--patch", data=data)
    assert ran.code == 0, ran.out
    assert rows(data, "select state from blogs") == [("ok",)]
    assert rows(data, "select count(*) from posts") == [(4,)]
    assert_whole(data)


def test_a_patch_asks_once_for_what_fails_again_and_forgets_nothing(blog: Blog, data: Path) -> None:
    blog.faults = {f"/{name}/": [Answer(b"broken", 500)] for name in ("third-time-lucky", "a-second-look")}
    assert crawl(blog.url, data=data).code == 1
    for _ in range(2):
        blog.forget()
        ran = crawl(blog.url, "--patch", "--json", data=data)
        assert (ran.code, len(ran.json["failures"])) == (1, 2)
        assert sorted(set(blog.targets)) == ["/a-second-look/", "/robots.txt", "/third-time-lucky/"]
        assert len(blog.targets) == 1 + 2 * 3, "robots.txt, and each address with its two tries more"
    assert rows(data, "select count(*) from problems where kind = 'failed_fetch'") == [(2,)]


def test_a_crawl_since_a_day_asks_for_lists_and_newer_posts_and_each_once(data: Path) -> None:
    entries = [Entry(n, f"Week {n} of chalk", f"What week {n} brought us.") for n in range(1, 21)]
    with Blog(entries) as blog:
        crawl(blog.url, "--since", "2026-03-20", data=data)
        posts = [target for target in blog.targets if "week" in target]
        assert posts == [f"/week-{n}-of-chalk/" for n in (19, 20)]
        assert len(blog.targets) == len(set(blog.targets)) == len(posts) + 9, blog.targets


def test_one_blog_of_a_roster_costs_what_it_costs_alone(tmp_path: Path) -> None:
    with Blog() as one, Blog() as two:
        crawl(one.url, data=tmp_path / "alone")
        alone = [*one.targets]
        one.forget()
        blogs = "".join(f"    - {{slug: {name}, url: '{each.url}'}}\n" for name, each in (("a", one), ("b", two)))
        (tmp_path / "config.yaml").write_text(f"courses:\n- slug: c\n  blogs:\n{blogs}")
        ran = coursekeep("crawl", *here(tmp_path / "data"), "--blog", "a", cwd=tmp_path)
        assert (ran.code, one.targets, two.targets) == (0, alone, [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "yesterday"), "'yesterday' is no day: write it as in 2026-03-01"),
        (("--since", "2026-13-01"), "'2026-13-01' is no day: write it as in 2026-03-01"),
        (("--since", "01/03/2026"), "'01/03/2026' is no day: write it as in 2026-03-01"),
        (("--since", ""), "'' is no day: write it as in 2026-03-01"),
        (("--since", "9026-03-01"), "9026-03-01 is still to come: name a day that has been"),
        (("--patch", "--since", "2026-03-01"), "leave --full, --since and --dry-run out"),
        (("--patch", "--dry-run"), "leave --full, --since and --dry-run out"),
        (("--blog", "nobody"), "no blog 'nobody' here; there are 127-0-0-1-9"),
        (("--blog", ""), "no blog '' here; there are 127-0-0-1-9"),
    ],
)
def test_a_wrong_value_is_a_line_that_says_what_to_write_and_nothing_is_made(
    words: tuple[str, ...], said: str, data: Path
) -> None:
    ran = crawl("http://127.0.0.1:9/", *words, data=data)
    assert (ran.code, ran.out, data.exists()) == (2, "", False)
    assert said in ran.err and len(ran.err.splitlines()) <= 4


def test_blogs_can_be_named_more_than_once_and_must_be_there(tmp_path: Path) -> None:
    with Blog() as one, Blog() as two, Blog() as three:
        blogs = "".join(
            f"    - {{slug: {name}, url: '{each.url}'}}\n" for name, each in zip("abc", (one, two, three), strict=True)
        )
        config = tmp_path / "config.yaml"
        config.write_text(f"courses:\n- slug: c\n  blogs:\n{blogs}")
        words = ("crawl", "--config", config, *here(tmp_path / "data"), "--json")
        ran = coursekeep(*words, "--blog", "a", "--blog", "c", cwd=tmp_path)
        assert [blog["slug"] for blog in ran.json["blogs"]] == ["a", "c"] and not two.asked
        ran = coursekeep(*words, "--blog", "a", "--blog", "x", cwd=tmp_path)
        assert ran.code == 2 and "no blog 'x' here; there are a, b, c" in ran.err


def test_a_patch_asks_for_nothing_else(data: Path) -> None:
    ran = crawl("http://127.0.0.1:9/", "--patch", "--full", data=data)
    assert ran.code == 2 and "leave --full" in ran.err
