"""Blogs that WordPress.com hosts: their checks ask its API what is new, and find edits, new comments and pings."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from blog import Answer, Blog, Entry, Said
from command import assert_whole, coursekeep, here, rows

from crawler.wordpress_com import address, changed, changed_rows, newest

MARKS = b'<link rel="stylesheet" href="https://s0.wp.com/a.css"><script src="https://s1.wp.com/b.js"></script></head>'
API = "/rest/v1.1/sites/"


class Hosted(Blog):
    """A blog without REST, and the API beside it, as developer.wordpress.com says (v1.1)."""

    edited: dict[int, str] = {}  # noqa: RUF012
    shut = False

    def answer(self, target: str) -> Answer:
        parts = urlsplit(target)
        asked = dict(pair.split("=", 1) for pair in parts.query.split("&") if pair)
        if not parts.path.startswith(API):
            given = super().answer(target)
            return given if target != "/" else Answer(given.body.replace(b"</head>", MARKS), headers=given.headers)
        if self.shut:
            return Answer(json.dumps({"error": "unauthorized", "message": "No."}).encode(), 403, "application/json")
        kind = parts.path.rstrip("/").rpartition("/")[2]
        listed = self._posts(asked) if kind == "posts" else self._comments(asked)
        size, page = int(asked["number"]), int(asked["page"])
        body = {"found": len(listed), kind: listed[(page - 1) * size : page * size]}
        return Answer(json.dumps(body).encode(), kind="application/json")

    def _posts(self, asked: dict[str, str]) -> list[dict[str, Any]]:
        wanted = [e for e in self.entries if asked["type"] in ("any", e.kind)]
        found = [self._row(entry) for entry in wanted]
        found.sort(key=lambda row: (row["modified"], row["ID"]) if asked["order_by"] == "modified" else (row["ID"], 0))
        found = found[::-1] if asked["order"] == "DESC" else found
        names = asked.get("fields", "").replace("%2C", ",").split(",") if "fields" in asked else None
        return [{name: row[name] for name in names} for row in found] if names else found

    def _row(self, entry: Entry) -> dict[str, Any]:
        return {
            "ID": entry.id, "URL": self.link(entry), "type": entry.kind, "title": entry.title, "status": "publish",
            "date": f"{entry.clock}+13:00", "modified": self.edited.get(entry.id, f"{entry.clock}+13:00"),
            "content": f"<p>{entry.text}</p>\n", "author": {"ID": 1, "name": "Ana Example", "URL": self.url},
            "categories": {}, "tags": {}, "discussion": {"comments_open": True, "comment_count": len(entry.said)},
        }  # fmt: skip

    def _comments(self, asked: dict[str, str]) -> list[dict[str, Any]]:
        found = [self._remark(entry, said) for entry in self.entries for said in entry.said]
        found.sort(key=lambda row: row["date"], reverse=asked["order"] == "DESC")
        return found

    def _remark(self, entry: Entry, said: Said) -> dict[str, Any]:
        return {
            "ID": said.id, "post": {"ID": entry.id, "link": self.link(entry)}, "type": said.kind, "status": "approved",
            "author": {"ID": 0, "name": said.author, "URL": said.url}, "date": f"{entry.clock[:11]}{10 + said.id % 10}:00:00+13:00",
            "content": f"<p>{said.text}</p>\n", "parent": {"ID": said.parent} if said.parent else False,
        }  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog(data: Path) -> Iterator[Hosted]:
    with Hosted(rest=False) as served:
        served.edited = {}
        (data.parent / "config.yaml").write_text(f"sources: {{wordpress_com: '{served.url}'}}\n")
        yield served


def taken(blog: Hosted, data: Path, *words: object) -> list[str]:
    """What a crawl asks for, robots.txt aside."""
    blog.forget()
    ran = coursekeep("crawl", blog.url, "--config", "config.yaml", *here(data), *words, cwd=data.parent)
    assert ran.code == 0, ran.err + ran.out
    return [target for target in blog.targets if target != "/robots.txt"]


def test_the_lists_of_a_site_have_one_address_each_time() -> None:
    known = address("https://api.example/", "https://a.example.org/", "wpcom_posts")
    assert changed(known).startswith("https://api.example/rest/v1.1/sites/a.example.org/posts/?number=20&type=any")
    assert changed_rows(known, 500).startswith("https://api.example/rest/v1.1/sites/a.example.org/posts/?number=100&")
    assert newest(known).startswith("https://api.example/rest/v1.1/sites/a.example.org/comments/?number=100&order=DESC")


def test_a_quiet_blog_costs_at_most_four_requests_and_stores_no_answer_twice(blog: Hosted, data: Path) -> None:
    taken(blog, data)
    taken(blog, data)  # what was never asked before has nothing to be compared with
    asked = taken(blog, data)
    assert len(asked) <= 4
    assert {target.split("?")[0].rpartition("/")[0].rpartition("/")[2] for target in asked} == {
        "feed",
        "posts",
        "comments",
    }
    kept = "select count(*) from captures where crawl_id = (select max(id) from crawls) and revisit_of is null"
    assert rows(data, kept + " and role is not 'robots'") == [(0,)]
    assert_whole(data)


def test_edits_new_posts_comments_and_pings_are_found(blog: Hosted, data: Path) -> None:
    taken(blog, data)
    taken(blog, data)
    blog.entries[1].text, blog.edited[2] = "Written again, and better.", "2026-03-20T09:00:00+13:00"
    blog.entries[3].text, blog.edited[4] = "A page that was written again.", "2026-03-20T09:01:00+13:00"
    blog.entries[0].said.append(Said(18, "Late Reader", "I come late."))
    blog.entries.append(
        Entry(
            25,
            "Week nine",
            "A new text.",
            [Said(91, "C blog", "[&#8230;] so [&#8230;]", kind="pingback", url="https://c.example/")],
        )
    )
    asked = taken(blog, data)
    assert {"/a-second-look/", "/about-me/", "/week-nine/", "/chalk-and-talk/"} <= set(asked)
    assert "/third-time-lucky/" not in asked
    assert rows(data, "select body_text from posts where wp_id in (2, 4) order by wp_id") == [
        ("Written again, and better.",), ("A page that was written again.",)]  # fmt: skip
    found = "select (select count(*) from comments where author = 'Late Reader'), (select count(*) from pingbacks), (select count(*) from posts)"
    assert rows(data, found) == [(1, 2, 5)]
    whole = rows(data, "select wp_id, title, body_text, author, status from posts order by wp_id")
    taken(blog, data, "--full")
    assert rows(data, "select wp_id, title, body_text, author, status from posts order by wp_id") == whole
    assert_whole(data)


def test_an_api_that_answers_no_longer_makes_the_check_a_full_crawl(blog: Hosted, data: Path) -> None:
    taken(blog, data)
    blog.shut = True
    assert "/" in taken(blog, data)
    assert rows(data, "select kind from crawl_blogs order by crawl_id") == [("full",), ("full",)]
    assert rows(data, "select count(*) from posts where status = 'live'") == [(4,)]
