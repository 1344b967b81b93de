"""How a blog's server is treated: one request at a time, as slowly as it asks, by an honest name, and no more than needed."""

import asyncio
import os
import signal
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from blog import Answer, Blog
from command import Ran, assert_whole, coursekeep, crawl, rows

from crawler import patience
from crawler.patience import LONGEST, HoldMiddleware

LATER = "/third-time-lucky/"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


def busy(retry_after: str | None = None, status: int = 503) -> Answer:
    return Answer(b"later", status, headers=(("Retry-After", retry_after),) if retry_after else ())


def told(ran: Ran, word: str) -> list[float]:
    """The seconds after `slept` or `paused`, in order."""
    lines = [line.split() for line in ran.err.splitlines()]
    return [float(line[1]) for line in lines if line[0] == word]


# One at a time


def test_a_blog_has_one_request_at_a_time_also_when_others_are_crawled(blog: Blog, data: Path) -> None:
    with Blog(comments_per_page=1) as second, Blog(rest=False) as third:
        assert crawl(blog.url, second.url, third.url, data=data).code == 0
        for each in (blog, second, third):
            assert {asked.at_once for asked in each.asked} == {1}
            assert all(one.ended <= next_.began for one, next_ in pairwise(each.asked))


def test_a_blog_on_two_hosts_has_one_request_at_a_time(data: Path) -> None:
    with Blog() as old, Blog() as new:
        old.faults["/"] = [Answer(status=301, headers=(("Location", new.url),))]
        crawl(old.url, data=data)
        asked = sorted((*old.asked, *new.asked), key=lambda one: one.began)
        assert all(one.ended <= next_.began for one, next_ in pairwise(asked))


def test_robots_txt_is_read_first_and_once(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    assert blog.targets[0] == "/robots.txt"
    assert blog.targets.count("/robots.txt") == 1


def test_nothing_is_asked_for_twice_and_no_trap_at_all(data: Path) -> None:
    with Blog(comments_per_page=2) as blog:
        traps = ("?replytocom=11", "?share=email", "feed/", "?print=1", "trackback/")
        links = "".join(f'<a href="{blog.link(blog.entries[0])}{trap}">x</a>' for trap in traps)
        blog.entries[0].text += links + f'<a href="{blog.url}?s=chalk">x</a><a href="{blog.url}wp-admin/">x</a>'
        assert crawl(blog.url, data=data).code == 0
        assert len(set(blog.targets)) == len(blog.targets)
        sources = ("/feed/", "/comments/feed/")
        assert [
            t for t in blog.targets if any(trap in t for trap in (*traps, "?s=", "wp-admin")) and t not in sources
        ] == []


# Delays


def test_the_pause_between_two_requests_is_what_was_asked_for_each_time(blog: Blog, data: Path) -> None:
    words = ("crawl", blog.url, "--data", data, "--allow-private-networks")
    ran = coursekeep(*words, "--delay", 7, cwd=data.parent, patch="told_delays")
    assert ran.code == 0
    assert set(told(ran, "paused")) == {7}
    assert len(told(ran, "paused")) >= len(blog.asked) - 1


def test_the_default_pause_is_one_second(blog: Blog, data: Path) -> None:
    words = ("crawl", blog.url, "--data", data, "--allow-private-networks")
    assert set(told(coursekeep(*words, cwd=data.parent, patch="told_delays"), "paused")) == {1}


@pytest.mark.parametrize(("delay", "pauses"), [(2, {2, 9}), (30, {30})])
def test_a_crawl_delay_that_is_longer_than_ours_is_kept(delay: int, pauses: set[float], blog: Blog, data: Path) -> None:
    blog.robots = Answer(b"User-agent: *\nCrawl-delay: 9\n", kind="text/plain")
    words = ("crawl", blog.url, "--data", data, "--allow-private-networks")
    ran = coursekeep(*words, "--delay", delay, cwd=data.parent, patch="told_delays")
    assert ran.code == 0
    told_pauses = told(ran, "paused")
    assert set(told_pauses) == pauses
    assert told_pauses == sorted(told_pauses)
    assert told_pauses.count(max(pauses)) >= len(blog.asked) - 1


def test_a_crawl_delay_is_kept_up_to_a_minute_and_the_person_is_told(blog: Blog, data: Path) -> None:
    blog.robots = Answer(b"User-agent: *\nCrawl-delay: 86400\n", kind="text/plain")
    words = ("crawl", blog.url, "--data", data, "--allow-private-networks")
    ran = coursekeep(*words, cwd=data.parent, patch="told_delays")
    assert max(told(ran, "paused")) == 60
    assert f"{blog.url} asks for 86,400 s between two requests; 60 s are kept" in ran.err


def test_all_blogs_of_a_provider_together_have_no_more_requests_than_its_cap(data: Path) -> None:
    (data.parent / "config.yaml").write_text("politeness: {providers: {127.0.0.1: 1}}\n")
    with Blog() as one, Blog() as two, Blog() as three:
        assert crawl(one.url, two.url, three.url, "--config", "config.yaml", data=data).code == 0
        asked = sorted((*one.asked, *two.asked, *three.asked), key=lambda each: each.began)
    assert all(one.ended <= next_.began for one, next_ in pairwise(asked))


# Patience


def test_a_provider_that_asks_for_a_long_rest_gets_it_from_all_of_its_blogs(data: Path) -> None:
    (data.parent / "config.yaml").write_text("politeness: {providers: {127.0.0.1: 1}}\n")
    with Blog() as one, Blog() as two:
        one.faults["/robots.txt"] = [busy("3600", 429)]
        ran = crawl(one.url, two.url, "--config", "config.yaml", "--json", data=data)
        assert (len(one.asked), two.asked) == (1, [])
    reasons = {each["reason"].partition(":")[0] for each in ran.json["failures"] if each["url"].startswith(two.url)}
    assert reasons == {"not asked for"}
    assert ran.json["gap"] == 0
    assert_whole(data)


def test_a_wait_is_kept_when_a_killed_crawl_is_gone_on_with(blog: Blog, data: Path) -> None:
    pids: list[int] = []
    blog.faults[LATER] = [busy("100"), blog.answer(LATER)]
    blog.halfway = lambda number: os.kill(pids[-1], signal.SIGKILL) if blog.targets[-2:] == [LATER, LATER] else None
    crawl(blog.url, data=data, patch="told_sleeps", on=pids.append)
    blog.halfway = lambda number: None
    blog.forget()
    blog.faults.clear()
    ran = crawl(blog.url, data=data, patch="told_sleeps")
    assert ran.code == 0, ran.err
    assert 60 < sum(told(ran, "slept")) <= 100
    assert_whole(data)


def test_who_turned_us_away_is_asked_once_a_day_for_ever(blog: Blog, data: Path) -> None:
    blog.faults["/"] = [Answer(b"no", 403)]
    assert crawl(blog.url, data=data).code == 1
    blog.forget()
    for _ in range(2):
        ran = crawl(blog.url, data=data)
        assert ran.code == 3
        assert "not asked for: it refused less than a day ago, and is asked once a day; --full asks now" in ran.out
    assert blog.asked == []
    blog.faults.clear()
    assert crawl(blog.url, data=data, patch="a_day_later").code == 0
    assert_whole(data)


def test_who_turned_us_away_is_asked_at_once_with_full(blog: Blog, data: Path) -> None:
    blog.faults["/"] = [Answer(b"no", 403)]
    crawl(blog.url, data=data)
    blog.faults.clear()
    assert crawl(blog.url, "--full", data=data).code == 0


@pytest.mark.parametrize("status", [503, 429])
def test_retry_after_is_waited_for(status: int, blog: Blog, data: Path) -> None:
    blog.faults[LATER] = [busy("17", status), Answer(b"<html><p>here again")]
    ran = crawl(blog.url, data=data, patch="told_sleeps")
    assert ran.code == 0
    assert sum(told(ran, "slept")) == 17
    assert blog.targets.count(LATER) == 2
    assert_whole(data)


def test_nothing_else_is_asked_of_the_blog_while_it_wants_to_be_left_alone(blog: Blog, data: Path) -> None:
    blog.faults["/feed/"] = [busy("3"), blog.answer("/feed/")]
    crawl(blog.url, data=data, patch="told_sleeps")
    at = blog.targets.index("/feed/")
    assert blog.targets[at + 1] == "/feed/"


def test_who_wants_to_be_left_alone_for_long_is_not_asked_again(blog: Blog, data: Path) -> None:
    blog.faults[LATER] = [busy("3600")]
    ran = crawl(blog.url, "--json", data=data, patch="told_sleeps")
    assert ran.code == 1
    assert told(ran, "slept") == []
    assert blog.targets.count(LATER) == 1
    assert {"HTTP 503"} == {each["reason"] for each in ran.json["failures"] if each["url"].endswith(LATER)}


def test_without_retry_after_the_pauses_grow(blog: Blog, data: Path) -> None:
    blog.faults[LATER] = [busy()]
    words = ("crawl", blog.url, "--data", data, "--allow-private-networks", "--delay", "0.1")
    ran = coursekeep(*words, cwd=data.parent, patch="told_sleeps")
    first, second = told(ran, "slept")
    assert 0.1 <= first <= 0.15
    assert 0.2 <= second <= 0.3
    assert blog.targets.count(LATER) == 3


def test_every_try_is_kept_and_only_the_last_one_counts(blog: Blog, data: Path) -> None:
    blog.faults[LATER] = [busy(), busy(), blog.answer(LATER)]
    ran = crawl(blog.url, "--json", data=data)
    assert ran.code == 0
    assert ran.json["crawl"]["fetched"] == 13
    assert rows(data, f"select status from captures where url like '%{LATER}' order by status") == [
        (200,),
        (503,),
        (503,),
    ]
    assert_whole(data)


def test_a_blog_that_refuses_again_and_again_is_left_alone(blog: Blog, data: Path) -> None:
    blog.faults = {blog.link(entry).removeprefix(blog.url[:-1]): [Answer(b"no", 403)] for entry in blog.entries}
    (data.parent / "config.yaml").write_text("politeness: {stop_after_refusals: 2}\n")
    ran = crawl(blog.url, "--json", "--config", "config.yaml", data=data)
    assert ran.code == 1
    assert ran.json["blogs"][0]["state"] == "refused"
    assert len([target for target in blog.targets if target in blog.faults]) == 2
    assert ran.json["gap"] == 0
    assert_whole(data)


def test_a_wait_ends_when_the_crawl_does(monkeypatch: pytest.MonkeyPatch) -> None:
    crawler = SimpleNamespace(crawling=True)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        crawler.crawling = len(slept) < 3

    monkeypatch.setattr(patience.asyncio, "sleep", sleep)
    middleware = HoldMiddleware.__new__(HoldMiddleware)
    middleware.crawler = crawler
    asyncio.run(middleware._rest(LONGEST))
    assert slept == [1, 1, 1]


# Who we are, and what we leave behind


def test_the_crawler_gives_its_name_and_whom_to_ask(blog: Blog, data: Path) -> None:
    contact = "contact: {name: Mere Example, email: mere@example.org}\n"
    (data.parent / "config.yaml").write_text(contact)
    crawl(blog.url, "--config", "config.yaml", data=data)
    agents = {asked.agent for asked in blog.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("coursekeep/")
    assert "mailto:mere@example.org" in next(iter(blog.asked)).agent


def test_a_crawl_writes_nothing_outside_of_its_data_folder_and_listens_on_no_port(blog: Blog, data: Path) -> None:
    pids: list[int] = []
    ports: list[str] = []
    blog.before_answer = lambda number: ports.extend(_listening(pids[0]))
    home = data.parent / "home"
    home.mkdir()
    folders = {"HOME": str(home), "XDG_STATE_HOME": str(home), "XDG_CACHE_HOME": str(home), "TMPDIR": str(home)}
    assert crawl(blog.url, data=data, on=pids.append, **folders).code == 0
    assert list(home.iterdir()) == []
    assert ports == []
    assert sorted(path.name for path in data.parent.iterdir()) == ["data", "home"]
    assert {path.name.partition("-")[0] for path in data.iterdir()} == {
        ".lock",
        "coursekeep.sqlite",
        "index.cdxj",
        "warc",
    }


def _listening(pid: int) -> list[str]:
    """The TCP sockets on which a process listens; none where there is no /proc."""
    table, files = Path("/proc/net/tcp"), Path(f"/proc/{pid}/fd")
    lines = [line.split() for line in table.read_text().splitlines()[1:]] if table.exists() else []
    own = {os.path.realpath(file).rpartition("/")[2] for file in files.iterdir()} if files.exists() else set()
    return [line[1] for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in own]


def test_a_dry_run_keeps_nothing_and_asks_for_no_post(blog: Blog, data: Path) -> None:
    words = ("crawl", blog.url, "--delay", 0, "--allow-private-networks", "--dry-run", "--media", "none")
    ran = coursekeep(*words, "--json", cwd=data.parent)
    assert ran.code == 0
    assert (list(ran.json["posts"].values()), list(ran.json["requests"].values())) == ([3], [13])
    assert blog.targets == ["/robots.txt", "/", "/wp-json/wp/v2/posts?per_page=1&page=1"]
    assert not {"/chalk-and-talk/", "/about-me/"} & set(blog.targets)
    assert "Nothing was kept." in coursekeep(*words, cwd=data.parent).out
    assert list(data.parent.iterdir()) == []


def test_a_dry_run_says_which_blogs_need_a_person(blog: Blog, data: Path) -> None:
    with Blog() as gone:
        pass
    words = ("--dry-run", "--delay", 0, "--allow-private-networks")
    ran = coursekeep("crawl", blog.url, gone.url, *words, "--json", cwd=data.parent)
    assert ran.code == 1
    assert set(ran.json["states"].values()) == {"ok", "unreachable"}
    ran = coursekeep("crawl", gone.url, *words, cwd=data.parent)
    assert ran.code == 3
    assert "[unreachable]  the connection was refused" in ran.out


def test_opted_out_blogs_are_never_asked(blog: Blog, data: Path) -> None:
    with Blog() as out:
        blogs = f"[{{name: In, url: '{blog.url}'}}, {{name: Out, url: '{out.url}', consent: opted out}}]"
        (data.parent / "config.yaml").write_text(f"courses: [{{slug: a, blogs: {blogs}}}]\n")
        assert crawl(data=data).code == 0
        assert out.asked == []
        ran = crawl("--blog", "out", data=data)
        assert ran.code == 2
        assert "opted out" in ran.err
        assert out.asked == []
    assert rows(data, "select slug, state from blogs order by 1") == [("in", "ok"), ("out", "opted_out")]


def test_the_rows_of_a_blog_whose_owner_opts_out_are_removed(blog: Blog, data: Path) -> None:
    course = (
        "store: {{path: data}}\ncourses: [{{slug: a, blogs: [{{name: In, url: '{}'}}, {{name: Out, url: '{}'{}}}]}}]\n"
    )
    with Blog() as out:
        for consent in ("", ", consent: opted out", ", consent: opted out"):
            (data.parent / "config.yaml").write_text(course.format(blog.url, out.url, consent))
            assert crawl(data=data).code == 0
    assert rows(data, "select slug, state from blogs order by 1") == [("in", "ok"), ("out", "opted_out")]
    for table in ("posts", "captures", "crawl_blogs", "problems", "terms"):
        theirs = f"select count(*) from {table} where blog_id = (select id from blogs where slug = 'out')"
        assert rows(data, theirs) == [(0,)]
    assert rows(data, "select count(*) from posts") == [(4,)]
    assert_whole(data)
