"""Who reads what a crawl brings: the same comes of it, whoever does the work."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from factories import capture

from archive.database.store import NAME
from crawler import readers
from crawler.bench.served import served
from crawler.ingest import evidence_of
from crawler.readers import Readers
from crawler.rebuild import rebuild

CRAWL = """
import json, sys
from pathlib import Path
from archive.items import Blog
from crawler import readers
from crawler.config import Config
from crawler.crawl import Crawl
from crawler.options import Options
from crawler.run import take_in
readers.FEW = 1
blogs = [Blog(slug=f"blog-{n}", url=url) for n, url in enumerate(sys.argv[2:])]
crawl = Crawl(Config.default(Path(sys.argv[1])), blogs, Options(delay=0, allow_private=True)).open()
runner = crawl.runner()
runner.saving.readers._start()
take_in(runner)
"""


def dump(path: Path) -> str:
    """The database as SQL."""
    db = sqlite3.connect(path)
    try:
        return "\n".join(db.iterdump())
    finally:
        db.close()


def test_what_other_processes_read_gives_the_database_that_a_rebuild_gives(tmp_path: Path) -> None:
    with served(2, 6) as site:
        subprocess.run(
            [sys.executable, "-c", CRAWL, str(tmp_path), *site.homes], check=True, cwd=Path(__file__).parent.parent
        )
    live = dump(tmp_path / NAME)
    rebuild(tmp_path, {}, [], processes=1)
    assert live.count('INSERT INTO "posts"') == 12
    assert dump(tmp_path / NAME) == live


def test_a_capture_says_the_same_whoever_reads_it() -> None:
    helped, alone = Readers(), Readers()
    helped._start()
    answer = capture("https://example.org/a/", body=b"<!doctype html><title>A</title><p>Some text.")
    try:
        assert asyncio.run(helped.evidence(answer)) == asyncio.run(alone.evidence(answer)) == evidence_of(answer)
        assert asyncio.run(helped.page(answer)) == evidence_of(answer).page
    finally:
        helped.close()


def _die() -> int:
    os._exit(1)


def test_work_of_a_process_that_was_killed_is_done_here() -> None:
    hands = Readers()
    hands._start()
    try:
        with pytest.raises(Exception, match="terminated"):
            hands._crew.submit(_die).result()
        answer = capture("https://example.org/a/", body=b"<p>Some text.")
        assert asyncio.run(hands.evidence(answer)) == evidence_of(answer)
        assert hands.submit(str, 5).result() == "5"
    finally:
        hands.close()


def test_nobody_is_asked_for_help_with_a_few_pages() -> None:
    hands = Readers()
    for _ in range(readers.FEW - 1):
        asyncio.run(hands.page(capture("https://example.org/a/", body=b"<p>a")))
    assert hands._starting is None
    assert hands.submit(str, 5).done
