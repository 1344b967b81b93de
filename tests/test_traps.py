"""Every trap on every page: what is needed is asked for, and little else; and what no rule knows is stopped."""

from pathlib import Path

import pytest
from blog import Answer, Blog
from command import coursekeep, crawl, rows
from factories import HOME, crawled, front, planned, post, said, shown, site, tally
from factories import rows as composed
from trapped import Trapped

from crawler.account import gap
from crawler.guard import DEPTH_LIMIT

MOST = 1.2


@pytest.mark.parametrize("rest", [True, False])
def test_traps_on_every_page_cost_nothing(rest: bool, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Trapped(200, rest=rest) as blog:
        ran = crawl(blog.url, "--json", data=data)
        assert len(blog.targets) <= MOST * blog.needed()
        assert len(set(blog.targets)) == len(blog.targets)
        assert (ran.json["totals"]["posts"], ran.json["totals"]["comments"], ran.json["gap"]) == (200, 100, 0)
    assert ran.json["excluded_by"]["replytocom"] > 10
    assert rows(data, "select kind from problems where kind = 'trap_guard'") == []


def test_folders_without_end_are_stopped_and_counted() -> None:
    deep = HOME + "a/" * (DEPTH_LIMIT + 1)
    frontier = planned()
    asks = crawled(frontier, site(front(), said(HOME + "wp-sitemap.xml", "sitemap", listed=(post(deep),))))
    assert deep not in [ask.url for ask in asks]
    assert frontier.account.tally()["excluded"] == {"trap_guard": 1} and gap(frontier.account.tally()) == 0


class Endless(Blog):
    """Its list never ends, and each of its pages names a post that nobody has seen."""

    def _home(self, number: int) -> Answer:
        post = f'<article class="post hentry"><h2 class="entry-title"><a href="{self.url}maze-{number}/" rel="bookmark">On</a></h2></article>'
        older = f'<nav class="navigation"><div class="nav-previous"><a href="{self.url}page/{number + 1}/">Older posts</a></div></nav>'
        return self._html(self._page("Chalk dust", "home blog", post + older))


def test_an_explosion_is_stopped_and_said_by_crawl_status_and_problems(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Endless(rest=False, feeds=False, sitemap=False) as blog:
        ran = crawl(blog.url, "--json", data=data, patch="small_guard")
        assert len(blog.targets) <= 41
    assert ran.json["excluded_by"]["trap_guard"] > 0
    assert ran.json["gap"] == 0
    words = {verb: coursekeep(verb, "--data", data, cwd=tmp_path).out for verb in ("status", "problems")}
    assert "by rule in the last full crawls (" in words["status"]
    assert "trap_guard" in words["status"]
    assert "and more" in words["problems"]
    told = coursekeep("status", "--data", data, "--json", cwd=tmp_path).json
    assert told["excluded_by"]["trap_guard"] == ran.json["excluded_by"]["trap_guard"]


def test_what_the_guard_stopped_is_a_problem_with_advice() -> None:
    made = composed(shown(), account=tally(excluded={"trap_guard": 41}))
    assert [(row["kind"], row["found"]) for row in made["problems"] if row["kind"] == "trap_guard"] == [
        ("trap_guard", "41")
    ]
