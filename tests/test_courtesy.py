"""Blogs that are WordPress under another name, and blogs that are none, are archived; those that are none are said to be such."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from blog import Answer, Blog, Entry, Said
from command import assert_whole, coursekeep, crawl, rows

WORDS = "We read, we argued, and in the end two of us changed their minds about marking in ink. " * 3


def entries() -> list[Entry]:
    talk = [Said(11, "Ben Beispiel", "I kept the ink."), Said(12, "Ana Example", "So I see.", parent=11)]
    return [Entry(n, f"Week {n}", f"{WORDS} That was week {n}.", talk if n == 1 else []) for n in range(1, 6)]


class Edublog(Blog):
    """WordPress as a provider of blogs for schools runs it: its own generator and folders, REST for members only."""

    def _page(self, title: str, classes: str, main: str, head: str = "") -> bytes:
        page = super()._page(title, classes, main, head).replace(b"WordPress 6.5", b"Edublogs 7 - https://edublogs.org")
        return page.replace(b"wp-content/themes", b"files/themes").replace(b"</footer>", b"</footer><p>Hosted</p>")


class Ghost(Blog):
    """Another program: a feed at /rss/, a sitemap, posts in its own markup, comments by a script of its own."""

    def answer(self, target: str) -> Answer:
        path = target.partition("?")[0]
        if faults := self.faults.get(target):
            return faults[0]
        if path == "/":
            cards = "".join(
                f'<article class="post-card"><a class="post-card-content-link" href="/{e.slug}/"><h2 class="post-card-title">{e.title}'
                f'</h2></a><time datetime="{e.clock[:10]}">then</time></article>' for e in self.entries[::-1]
            )  # fmt: skip
            return self._ghost("home-template", "Chalk dust", f'<div class="post-feed">{cards}</div>')
        if path == "/rss/":
            items = "".join(self._item_of(e) for e in self.entries[::-1]).replace("?p=", "")
            spaces = (
                'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            )
            feed = f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel><title>Chalk dust</title><generator>Ghost 5.8</generator>{items}</channel></rss>'
            return Answer(feed.encode(), kind="application/rss+xml; charset=utf-8")
        if path == "/sitemap.xml":
            return super().answer("/wp-sitemap.xml")
        entry = next((e for e in self.entries if path == f"/{e.slug}/"), None)
        if entry is None:
            return Answer(b"<html><body class='error'>404</body></html>", 404)
        meta = f'<section class="article-byline-meta"><a href="/author/ana/">Ana Example</a><time class="byline-meta-date" datetime="{entry.clock[:10]}">then</time></section>'
        body = f'<section class="gh-content gh-canvas"><p>{entry.text}</p></section><section class="article-comments"><script src="/comments.js"></script></section>'
        return self._ghost("post-template", entry.title, f'<article class="article post"><header class="article-header"><h1 class="article-title">{entry.title}</h1>{meta}</header>{body}</article>')  # fmt: skip

    def _ghost(self, kind: str, title: str, main: str) -> Answer:
        head = (
            '<meta name="generator" content="Ghost 5.8"><link rel="alternate" type="application/rss+xml" href="/rss/">'
        )
        return Answer(f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body class="{kind}"><main id="site-main">{main}</main></body></html>'.encode())  # fmt: skip


@pytest.fixture
def edublog() -> Iterator[Edublog]:
    with Edublog(entries(), rest=False) as served:
        yield served


@pytest.fixture
def ghost() -> Iterator[Ghost]:
    with Ghost(entries()) as served:
        yield served


def test_wordpress_under_another_name_is_wordpress_and_its_other_sources_serve_where_rest_is_shut(
    edublog: Edublog, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    ran = crawl(edublog.url, data=data)
    assert ran.code == 0, ran.out
    assert rows(data, "select state from blogs") == [("ok",)]
    assert rows(data, "select title, author from posts order by title") == [(f"Week {n}", "Ana Example") for n in range(1, 6)]  # fmt: skip
    assert rows(data, "select author, depth from comments order by position") == [("Ben Beispiel", 1), ("Ana Example", 2)]  # fmt: skip
    assert rows(data, "select distinct named_by like '%feed%' and named_by not like '%rest%' from posts") == [(1,)]
    told = coursekeep("problems", "--data", data, cwd=tmp_path).out
    assert "REST" in told and "nothing is lost while another source serves" in told
    assert_whole(data)


def test_the_second_crawl_of_it_is_a_small_check_without_rest(edublog: Edublog, tmp_path: Path) -> None:
    data = tmp_path / "data"
    crawl(edublog.url, data=data)
    edublog.forget()
    edublog.entries[0].said.insert(0, Said(31, "Cleo", "Late, but here."))
    assert crawl(edublog.url, data=data).code == 0
    assert "/week-1/" in edublog.targets and len(edublog.targets) <= 6, edublog.targets
    assert rows(data, "select author from comments where wp_id = 31") == [("Cleo",)]
    assert_whole(data)


def test_another_program_is_archived_read_and_said_to_be_no_wordpress_wherever_blogs_are_told_of(
    ghost: Ghost, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    ran = crawl(ghost.url, data=data)
    assert ran.code == 0, ran.out
    found = rows(data, "select title, author, published_at, body_text like 'We read%' from posts order by title")  # fmt: skip
    assert found == [(f"Week {n}", "Ana Example", f"2026-03-{n:02d}T20:30:00Z", 1) for n in range(1, 6)]
    line = "is no WordPress blog: this is no WordPress blog; its posts were read as far as any blog's can be"
    for verb in ("status", "problems"):
        assert line in coursekeep(verb, "--data", data, cwd=tmp_path).out, verb
    assert line in ran.out
    assert not any("wp-json" in target or "replytocom" in target for target in ghost.targets)
    assert_whole(data)


def test_a_second_crawl_of_another_program_brings_what_is_new_and_loses_nothing(ghost: Ghost, tmp_path: Path) -> None:
    data = tmp_path / "data"
    crawl(ghost.url, data=data)
    ghost.entries.append(Entry(6, "Week 6", f"{WORDS} That was week 6."))
    assert crawl(ghost.url, data=data).code == 0
    assert rows(data, "select count(*), min(status), max(status) from posts") == [(6, "live", "live")]
    assert rows(data, "select state from blogs") == [("not_wordpress",)]
    assert_whole(data)
