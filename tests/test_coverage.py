"""The verb `coverage`: which fields were read from each theme's pages."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from factories import CRAWL, HOME, blog, comment, evidence, post, rows, shown

from archive.database.store import NAME, Store
from archive.items import BlogFacts
from crawler.compose.evidence import Evidence, ident
from crawler.verbs import health

SIGNED: dict[str, Any] = {"author": "Ana", "published": "2026-03-01T22:00", "tags": ("loom",)}
TIMED: dict[str, Any] = {"published": "2026-03-02T22:00"}
LOOM = (
    shown(
        post(HOME + "one/", **SIGNED),
        comments=(comment("11", **TIMED), comment("12", parent_id="11", author=None), comment("13")),
    ),
    shown(post(HOME + "two/", title=None, published="2026-03-01"), comments=(comment("14", **TIMED),)),
    shown(post(HOME + "three/", body_text="", body_html="")),
    shown(post(HOME + "about/", kind="page", title=None)),
    shown(post(HOME + "shut/", protected=True)),
)


def fill(data: Path, *blogs: tuple[str, str | None, tuple[Evidence, ...]]) -> Path:
    """A database with these blogs: slug, theme, evidence."""
    store = Store(data / NAME)
    with store.transaction():
        store.put({"crawls": [{"id": int(CRAWL), "started_at": "2026", "status": "finished"}]})
        for slug, theme, given in blogs:
            front = evidence("home", HOME, blog=BlogFacts(theme=theme), of={"record_id": f"urn:{slug}"})
            own = [front, *(_of(slug, each) for each in given)]
            store.replace_blog(ident("blog", slug), rows(*own, of=blog(slug=slug)))
    store.close()
    return data


def _of(slug: str, each: Evidence) -> Evidence:
    """The same capture, of another blog."""

    return replace(each, capture=replace(each.capture, record_id=f"urn:{slug}:{each.capture.url}"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    small = (shown(post(**SIGNED)),)
    return fill(tmp_path, ("a", "loom", LOOM), ("b", "loom", small), ("c", None, small), ("d", "bare", ()))


def run(data: Path, *words: str) -> Result:
    result = CliRunner().invoke(health.coverage, ["--data", str(data), *words])
    assert result.exit_code == 0, result.stderr
    return result


def test_posts_and_comments_are_counted_by_theme_without_static_pages_and_protected_posts(data: Path) -> None:
    loom, unknown = json.loads(run(data, "--json").stdout)
    of_comments = loom.pop("of_comments")
    assert loom == {"theme": "loom", "blogs": 2, "posts": 4, "title": 3, "author": 2, "time": 3, "body": 3, "terms": 2}
    assert of_comments == {"comments": 4, "author": 3, "time": 2, "text": 4, "threaded": 3, "parent": 1}
    assert (unknown["theme"], unknown["posts"], unknown["of_comments"]["comments"]) == (None, 1, 0)


def test_a_theme_is_a_line_of_shares(data: Path) -> None:
    head, *lines = (line.split() for line in run(data).stdout.splitlines()[:3])
    assert " ".join(head) == "theme posts title author time body terms comments author time text parent"
    assert [" ".join(line).replace(" %", "%") for line in lines] == [
        "loom 4 75% 50% 75% 75% 50% 4 75% 50% 100% 33%",
        "(unknown) 1 100% 100% 100% 100% 100% 0 - - - -",
    ]


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    assert run(fill(tmp_path)).stdout == "there is no post in the database yet\n"
    assert json.loads(run(tmp_path, "--json").stdout) == []


def test_a_hostile_theme_does_not_reach_the_terminal_nor_hide_the_table(tmp_path: Path) -> None:
    fill(tmp_path, ("a", "\x1b]0;gone\x07\x9b2J\u202e" + "x" * 5000, (shown(),)))
    for words in ((), ("--json",)):
        assert not set("\x1b\x07\x9b\u202e") & set(run(tmp_path, *words).stdout)
    assert max(map(len, run(tmp_path).stdout.splitlines())) < 200
