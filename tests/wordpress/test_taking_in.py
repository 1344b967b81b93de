"""What other tools keep of a real WordPress, imported, gives the rows of our own crawl of it."""

import json
import shutil
import sqlite3
import subprocess
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from installed import BIN, Course
from test_course import archive, course
from warcio.capture_http import capture_http

__all__ = ["archive", "course"]

SHOWN = {
    "posts": "url, title, kind, iif(kind = 'post', published_at, null), iif(kind = 'post', published_local, null), body_text, protected",
    "comments": "wp_id, author, author_url, published_at, published_local, text, by_post_author",
    "pingbacks": "wp_id, kind, title, source_url",
    "reference_entries": "text, authors, year, title, doi, url",
    "citations": "text, authors, year",
    "links": "url, text, kind",
}
"""What HTML pages show; authors and times of static pages, and parents beyond a theme's depth are told by REST alone."""


def _rows(data: Path, table: str) -> list[Any]:
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        return sorted(db.execute(f"select {SHOWN[table]} from {table}"), key=repr)


def _imported(warc: Path, data: Path) -> dict[str, Any]:
    line = [BIN / "coursekeep", "import", warc, "--data", data, "--json"]
    told: dict[str, Any] = json.loads(subprocess.run(line, capture_output=True, text=True, check=True).stdout)
    account = told["files"][0]["account"]
    assert account["records"] == sum(sum(account[part].values()) for part in ("read", "other", "refused"))
    assert account["refused"] == {}
    return told


def _same(data: Path, archive: Path) -> None:
    for table in SHOWN:
        assert _rows(data, table) == _rows(archive, table), table
    subprocess.run([BIN / "coursekeep", "verify", "--data", data], check=True, capture_output=True)


@pytest.mark.skipif(not shutil.which("wget"), reason="wget is not installed")
def test_what_wget_kept_gives_the_rows_of_our_crawl(course: Course, archive: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(archive / "coursekeep.sqlite")) as db:
        unlinked = [url for (url,) in db.execute("select url from posts where kind = 'page'")]  # wget reads no sitemap
    options = ["-q", "-r", "-l", "20", "--no-parent", "-e", "robots=off", "--delete-after", "-nd", "--warc-file=site"]
    traps = ["--reject-regex", "replytocom|wp-login|xmlrpc|oembed"]
    subprocess.run(["wget", *options, *traps, *course.urls, *unlinked], cwd=tmp_path, check=False, timeout=600)
    _imported(tmp_path / "site.warc.gz", tmp_path / "data")
    _same(tmp_path / "data", archive)


def test_what_a_client_in_python_kept_gives_the_rows_of_our_crawl(archive: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(archive / "coursekeep.sqlite")) as db:
        addresses = [url for (url,) in db.execute("select distinct url from captures where status = 200")]
    with capture_http(str(tmp_path / "client.warc.gz")):
        for url in addresses:
            urllib.request.urlopen(url).read()
    _imported(tmp_path / "client.warc.gz", tmp_path / "data")
    _same(tmp_path / "data", archive)
