"""Nothing that a public blog says leads the crawler into a private network, and what it names there has its row and reason."""

import gzip
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from blog import Answer, Blog, Entry
from command import assert_whole, coursekeep, crawl, rows
from patches import PRIVATE

REASON = "is on a private network; --allow-private-networks crawls it all the same"
STAYED = {"offsite", "offsite_requisite", "private_network"}
"""Rules by which an address is not asked for at all."""


class Inner:
    """A server within; it only counts who connects."""

    def __init__(self) -> None:
        self.connections = 0
        self._socket = socket.create_server((PRIVATE, 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://{PRIVATE}:{self.port}/"

    def __enter__(self) -> "Inner":
        threading.Thread(target=self._count, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _count(self) -> None:
        while True:
            try:
                self._socket.accept()[0].close()
            except OSError:
                return
            self.connections += 1


def moved(url: str) -> Answer:
    return Answer(status=302, headers=(("Location", url),))


@dataclass(frozen=True)
class Told:
    """What came of a crawl of blogs that lead inside."""

    data: Path
    summary: dict[str, Any]
    inner: Inner
    log: dict[str, tuple[str, str]]
    """Address -> what became of it at last."""
    code: int


def leading(inner: str) -> Iterator[Blog]:
    """Blogs of which each leads inside in ways of its own."""
    port = inner.rstrip("/").rpartition(":")[2]
    text = f'<img src="{inner}a.png"><img srcset="http://inner.example:{port}/b.png 2x"><video src="{inner}c.mp4">'
    text += f'<img src="http://0x7f000042:{port}/d.png"><img src="http://u:p@{PRIVATE}:{port}/e.png">'
    text += f'<a href="http://127.66:{port}/f.pdf">f</a><img src="http://[::ffff:{PRIVATE}]:{port}/g.png">'
    head = f"<style>@import url({inner}h.css); body {{ background: url({inner}i.png) }}</style>"
    pictures = Blog([Entry(1, "Pictures", text + head), Entry(2, "Sent inside", "x"), Entry(3, "Moved twice", "x")])
    pictures.faults = {
        "/sent-inside/": [moved(f"{inner}sent-inside/")],
        "/moved-twice/": [moved("/moved-again/")],
        "/moved-again/": [moved(f"http://inner.example:{port}/moved-twice/")],
        "/wp-content/themes/chalkboard/style.css": [
            Answer(f"@import '{inner}j.css'; p {{ background: url({inner}k.png) }}".encode(), kind="text/css")
        ],
        "/robots.txt": [Answer(f"Sitemap: {inner}sitemap.xml\nSitemap: {pictures.url}map.xml\n".encode())],
        "/map.xml": [moved(f"{inner}map.xml")],
        "/feed/": [moved(f"{inner}feed/")],
        "/wp-json/": [moved(f"{inner}wp-json/")],
    }
    yield pictures
    named = Blog(rest=False, feeds=False)
    page = named.answer("/").body.replace(
        b"</head>",
        f'<link rel="https://api.w.org/" href="{inner}api/"><link rel="alternate" type="application/rss+xml" href="{inner}rss/">'
        f'<link rel="sitemap" href="{inner}m.xml"></head>'.encode(),
    )
    named.faults = {"/": [Answer(page)]}
    yield named
    home = Blog()
    home.faults = {"/": [moved(f"{inner}home/")]}
    yield home
    robots = Blog()
    robots.faults = {"/robots.txt": [moved(f"{inner}robots.txt")]}
    yield robots


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    data = tmp_path_factory.mktemp("private") / "data"
    with ExitStack() as open_:
        inner = open_.enter_context(Inner())
        blogs = [open_.enter_context(blog) for blog in leading(inner.url)]
        rebinding = open_.enter_context(Blog())
        own = rebinding.answer
        rebinding.answer = lambda target: replace(own(target), then="close")  # so that its name is asked for each time
        names = [f"http://{name}.example:{inner.port}/" for name in ("inner", "metadata")]
        turned = rebinding.url.replace("127.0.0.1", "rebinding.example")
        urls = [*(blog.url for blog in blogs), *names, turned, inner.url]
        words = ("--data", data, "--delay", 0, "--media", "all", "--json", "--log", "log", "--log-format", "json")
        ran = coursekeep("crawl", *urls, *words, cwd=data.parent, patch="one_public_host")
        yield Told(data, ran.json, inner, _log(data.parent / "log"), ran.code)


def _log(file: Path) -> dict[str, tuple[str, str]]:
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    return {
        each["url"]: (each["event"], each["why"])
        for each in lines
        if each["event"] in ("excluded", "failed", "fetched")
    }


def test_nothing_is_connected_to(told: Told) -> None:
    assert told.inner.connections == 0
    assert rows(told.data, f"select count(*) from captures where url like '%:{told.inner.port}/%'") == [(0,)]


def test_everything_within_has_its_reason(told: Told) -> None:
    within = {url: end for url, end in told.log.items() if f":{told.inner.port}/" in url}
    for url, (event, why) in within.items():
        right = why in STAYED if event == "excluded" else event == "failed" and (REASON in why)
        assert right, (url, event, why)
    assert told.code == 1
    assert told.summary["gap"] == 0


def test_each_way_inside_was_tried(told: Told) -> None:
    """Else the test above would say nothing."""
    within = {
        url.rpartition("/")[2] or url.rstrip("/").rpartition("/")[2]
        for url in told.log
        if f":{told.inner.port}/" in url
    }
    assert within >= {f"{name}.png" for name in "abdegik"} | {"c.mp4", "f.pdf", "j.css", "sent-inside", "moved-twice"}
    assert within >= {"map.xml", "feed", "wp-json", "api", "rss", "home", "robots.txt"}


def test_a_name_that_turns_inside_is_not_followed(told: Told) -> None:
    blog = next(each for each in told.summary["blogs"] if "rebinding" in each["url"])
    reasons = [each["reason"] for each in told.summary["failures"] if "rebinding" in each["url"]]
    assert blog["account"]["fetched"] == 1
    assert REASON in reasons


def test_neither_a_dry_run_nor_a_test_of_a_roster_nor_an_import_connects(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("courses: [{slug: a, roster: roster.csv}]\n")
    with Blog() as blog, Inner() as inner:
        assert crawl(blog.url, data=tmp_path / "old").code == 0
        (tmp_path / "roster.csv").write_text("name,url\n")
        blog.faults = {"/": [moved(inner.url)]}
        for words in (("crawl", inner.url, "--dry-run"), ("roster", "add", inner.url, blog.url), ("roster", "check")):
            ran = coursekeep(*words, cwd=tmp_path, patch="one_public_host")
            assert ran.code in (1, 3)
            assert "is on a private network" in ran.out, words
        file = next((tmp_path / "old" / "warc").glob("*.warc.gz"))
        inside = tmp_path / "inside.warc"
        inside.write_bytes(
            gzip.decompress(file.read_bytes()).replace(blog.host.encode(), f"{PRIVATE}:{inner.port}".encode())
        )
        ran = coursekeep("import", inside, "--data", "new", cwd=tmp_path, patch="one_public_host")
        assert ran.code in (0, 1), ran.err
        assert inner.connections == 0


def test_the_archive_of_it_is_whole(told: Told) -> None:
    assert_whole(told.data)
