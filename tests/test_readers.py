"""Who reads what a crawl brings: the same comes of it, whoever does the work."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from factories import capture

from archive.database.store import NAME
from archive.items import Capture
from crawler import desk, readers
from crawler.bench.served import served
from crawler.desk import Holding
from crawler.ingest import evidence_of
from crawler.places import Place
from crawler.readers import Readers
from crawler.rebuild import rebuild

CRAWL = """
import os, signal, sys
from pathlib import Path
from archive.items import Blog
from crawler import readers
from crawler.config import Config
from crawler.crawl import Crawl
from crawler.options import Options
from crawler.run import take_in
readers.FEW, steps = 1, []
def tell(step):
    steps.append(step)
    if len(steps) == int(sys.argv[2]):
        for process in runner.saving.readers._crews[0]._pool._processes:
            os.kill(process, signal.SIGKILL)
blogs = [Blog(slug=f"blog-{n}", url=url) for n, url in enumerate(sys.argv[3:])]
crawl = Crawl(Config.default(Path(sys.argv[1])), blogs, Options(delay=0, allow_private=True), tell=tell).open()
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


@pytest.mark.parametrize("killed_at", [0, 9], ids=["that live", "of which one is killed"])
def test_what_other_processes_read_gives_the_database_that_a_rebuild_gives(killed_at: int, tmp_path: Path) -> None:
    with served(2, 6) as site:
        command = [sys.executable, "-c", CRAWL, str(tmp_path), str(killed_at), *site.homes]
        subprocess.run(command, check=True, cwd=Path(__file__).parent.parent)
    live = dump(tmp_path / NAME)
    rebuild(tmp_path, {}, [], processes=1)
    assert live.count('INSERT INTO "posts"') == 12
    assert dump(tmp_path / NAME) == live


def answer(text: bytes = b"<!doctype html><title>A</title><p>Some text.") -> Capture:
    return capture("https://example.org/a/", body=text)


def test_a_capture_says_the_same_whoever_reads_it() -> None:
    helped, alone = Readers(), Readers()
    helped._start()
    said = evidence_of(answer())
    try:
        assert asyncio.run(helped.read(answer())) == (said, False)
        assert asyncio.run(alone.read(answer())) == (said, True)
        assert asyncio.run(helped.page(answer())) == asyncio.run(alone.page(answer())) == said.page
    finally:
        helped.close()
        alone.close()


def _die() -> int:
    os._exit(1)


def test_work_of_a_process_that_was_killed_is_done_here() -> None:
    hands = Readers()
    hands._start()
    try:
        with pytest.raises(Exception, match="terminated"):
            hands._crews[0].submit(_die).result()
        assert asyncio.run(hands.read(answer())) == (evidence_of(answer()), True)
        done: list[int] = []
        assert hands.submit("a", lambda: done.append(1), str, 5).result() == "5"
        assert done == [1]
    finally:
        hands.close()


def test_nobody_is_asked_for_help_with_a_few_pages() -> None:
    hands = Readers()
    for _ in range(readers.FEW - 1):
        asyncio.run(hands.page(answer(b"<p>a")))
    assert hands._starting is None
    assert hands.submit("a", lambda: None, str, 5).result() == "5"
    hands.close()


def test_answers_that_say_nothing_are_asked_of_nobody() -> None:
    hands = Readers()
    for odd in ({"status": 404}, {"role": "requisite"}, {"truncated": "time"}, {"revisit_of": "x"}):
        found, whole = asyncio.run(hands.read(replace(answer(), **odd)))
        assert (found.page.kind, whole) == ("other", True)
    assert hands._read == 0
    hands.close()


def test_a_frontier_is_told_of_a_post_what_it_asks_and_the_rest_is_kept_for_the_rows(tmp_path: Path) -> None:
    body = b"""<body class="single"><article class="post hentry"><h1 class="entry-title">A</h1><div class="entry-content"><p>Some text.</p>
    </div></article><ol class="comment-list"><li id="comment-7" class="comment"><div class="comment-body"><cite class="fn">Ana</cite>
    <div class="comment-content"><p>Yes.</p></div></div></li></ol></body>"""
    told = replace(answer(body), role="post")
    page = desk.read(told)
    assert (page.kind, page.post, [(each.id, each.text) for each in page.comments]) == ("post", None, [("7", "")])
    assert told.source
    place = Place(source=told.source, blog=told.blog or "")
    (evidence,) = desk._evidence(tmp_path, told.blog or "", Holding(places=[place], said={}, news=()))
    assert evidence == evidence_of(told)
    assert evidence.page.comments[0].text == "Yes."
