"""A blog raised from its archive: exported as WXR, emptied, filled again by a real WordPress, and crawled again."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from installed import BIN, UP, free_ports, serving
from test_course import BLOGS

FEED = UP.with_name("import_wxr.php")
"""Does what the plugin wordpress-importer does, which Debian has not."""
SHOWN = {
    "posts": "wp_id, kind, url, title, author, published_at, published_local, body_text, word_count, protected, comments_open, status",
    "comments": "author, author_url, published_at, published_local, text, by_post_author, depth, position, status",
    "pingbacks": "kind, title, source_url, excerpt, published_at, published_local, status",
    "terms": "kind, name, slug",
    "reference_entries": "position, text, authors, year, title, doi, url",
    "citations": "position, text, authors, year, link",
    "links": "rtrim(url, '#'), text, kind",  # `#` alone is the page itself
    "media": "url, kind, alt, caption",
}
"""What must be the same. WordPress numbers imported comments anew; addresses of writers (e-mail) are not public, so pictures go."""


@pytest.fixture(scope="module")
def raised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The data folders of a crawl, and of one after all blogs were emptied and imported."""
    before, after = tmp_path_factory.mktemp("before"), tmp_path_factory.mktemp("after")
    with serving(BLOGS, free_ports(BLOGS)) as course:
        _crawl(course.urls, before)
        for number, url in enumerate(course.urls, 1):
            _raise(course.folder, before, number, url)
        _crawl(course.urls, after)
        yield before, after


def _crawl(urls: list[str], data: Path) -> None:
    options = ["--data", data, "--delay", "0", "--allow-private-networks", "--json"]
    subprocess.run([BIN / "coursekeep", "crawl", *urls, *options], check=True, capture_output=True)


def _raise(folder: Path, data: Path, number: int, url: str) -> None:
    """Export a blog, empty it, import it."""
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        slug = db.execute("select slug from blogs where url = ?", (url,)).fetchone()[0]
    file = data / f"{slug}.xml"
    subprocess.run([BIN / "coursekeep", "export", "wxr", "--blog", slug, "-o", file, "--data", data], check=True, capture_output=True)  # fmt: skip
    told = {"ROOT": folder / "wordpress", "SOCKET": folder / "run/mariadb.sock", "HOME": url.rstrip("/"), "PREFIX": f"b{number}_", "BLOG": number}  # fmt: skip
    environment = {**os.environ, **{f"COURSE_{name}": str(value) for name, value in told.items()}}
    subprocess.run(["php", "-d", "error_reporting=1", FEED, file], check=True, env=environment, capture_output=True)


@pytest.mark.parametrize("table", SHOWN)
def test_a_blog_raised_from_its_archive_has_the_same_rows(raised: tuple[Path, Path], table: str) -> None:
    before, after = (_rows(data, table) for data in raised)
    assert before
    assert [row for row in after if row not in before] == [row for row in before if row not in after] == []
    assert len(before) == len(after)


def _rows(data: Path, table: str) -> list[Any]:
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        return sorted(db.execute(f"select {SHOWN[table]} from {table}"), key=repr)


def test_threads_are_the_same(raised: tuple[Path, Path]) -> None:
    sql = """select p.url, c.author, c.published_at, c.text, a.author, a.published_at, a.text, c.depth
        from comments c join posts p on p.id = c.post_id left join comments a on a.id = c.parent_id"""
    before, after = (_asked(data, sql) for data in raised)
    assert before == after


def test_posts_have_the_same_categories_and_tags(raised: tuple[Path, Path]) -> None:
    sql = "select p.url, t.kind, t.name from posts_terms x join posts p on p.id = x.post_id join terms t on t.id = x.term_id"
    before, after = (_asked(data, sql) for data in raised)
    assert before == after


def _asked(data: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        return sorted(db.execute(sql), key=repr)
