"""Who reads what a crawl brings: the same comes of it, whoever does the work."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from factories import capture

from archive.database.store import NAME
from archive.items import Capture
from archive.warc.members import Damaged
from crawler import desk, helper, readers
from crawler.bench.served import served
from crawler.compose.evidence import Evidence
from crawler.desk import Holding
from crawler.helper import LostError
from crawler.history import CHECK, FULL, History
from crawler.ingest import evidence_of
from crawler.places import Place
from crawler.readers import Readers
from crawler.rebuild import rebuild
from crawler.runner import is_much

CRAWL = """
import sys
import threading
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
        runner.saving.readers._helpers[0].process.kill()
blogs = [Blog(slug=f"blog-{n}", url=url) for n, url in enumerate(sys.argv[3:])]
crawl = Crawl(Config.default(Path(sys.argv[1])), blogs, Options(delay=0, allow_private=True), tell=tell).open()
runner = crawl.runner()
runner.saving.readers.begin()
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


async def helped() -> Readers:
    """With processes that are ready."""
    hands = Readers()
    hands.begin()
    hands._joining = asyncio.create_task(hands._join())
    await hands._joining
    return hands


def test_a_capture_says_the_same_whoever_reads_it() -> None:
    async def compared() -> None:
        beside, alone = await helped(), Readers()
        said = evidence_of(answer())
        assert await beside.read(answer()) == (said, False)
        assert await alone.read(answer()) == (said, True)
        assert await beside.page(answer()) == await alone.page(answer()) == said.page
        await beside.close()
        await alone.close()

    asyncio.run(compared())


def _die() -> int:
    os._exit(1)


def test_work_of_a_process_that_was_killed_is_done_here() -> None:
    async def killed() -> None:
        hands, done = await helped(), list[int]()
        with pytest.raises(LostError):
            await hands._helpers[0].ask(_die)
        assert await hands.read(answer()) == (evidence_of(answer()), True)
        assert await hands.submit("a", lambda: done.append(1), str, 5) == "5"
        assert done == [1]
        await hands.close()

    asyncio.run(killed())


@pytest.mark.parametrize(
    ("cores", "processes", "blogs", "hands"),
    [(1, 1, 9, 1), (2, 1, 9, 2), (2, 1, 1, 1), (2, 2, 9, 1), (4, 2, 9, 2), (64, 1, 9, 3), (64, 1, 2, 2), (2, 9, 0, 1)],
)
def test_as_many_read_as_there_are_cores_and_blogs_for_and_a_few_at_most(
    cores: int, processes: int, blogs: int, hands: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "cores", lambda: cores)
    assert len(Readers(processes, blogs)._helpers) == hands


@pytest.mark.skipif(not hasattr(os, "nice"), reason="only Unix has it")
def test_who_reads_steps_back_behind_who_fetches() -> None:
    async def asked() -> None:
        hands = await helped()
        assert await hands._helpers[0].ask(os.nice, 0) == min(os.nice(0) + helper.NICE, 19)
        await hands.close()

    asyncio.run(asked())


def test_nobody_is_asked_for_help_with_a_few_pages() -> None:
    async def few() -> None:
        hands = Readers()
        for _ in range(readers.FEW - 1):
            await hands.page(answer(b"<p>a"))
        assert not hands._beginning
        assert await hands.submit("a", lambda: None, str, 5) == "5"
        await hands.close()

    asyncio.run(few())


def test_processes_begin_with_a_crawl_of_several_blogs_and_not_with_checks() -> None:
    whole, check = History(kind=FULL), History(kind=CHECK)
    assert is_much([whole] * 4)
    assert not is_much([whole] * 3)
    assert not is_much([check] * 300)


def test_answers_that_say_nothing_are_asked_of_nobody() -> None:
    async def said(odd: Any) -> tuple[Evidence, bool]:
        return await hands.read(replace(answer(), **odd))

    hands = Readers()
    for odd in ({"status": 404}, {"role": "requisite"}, {"truncated": "time"}, {"revisit_of": "x"}):
        found, whole = asyncio.run(said(odd))
        assert (found.page.kind, whole) == ("other", True)
    assert hands._read == 0
    asyncio.run(hands.close())


@pytest.mark.parametrize("few", [500, 0])
def test_a_frontier_is_told_of_a_post_what_it_asks_and_the_rest_is_kept_for_the_rows(
    few: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "FEW", few)
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


def ask_from_the_first_page_on() -> None:
    """Processes that are made of this one, in which no thread may run."""

    async def forked() -> None:
        said = evidence_of(answer())
        assert await hands.read(answer()) == (said, False)
        assert await hands.page(answer()) == said.page
        await hands.close()

    hands = Readers()
    hands.fork()
    asyncio.run(forked())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere processes begin from nothing")
def test_processes_that_are_made_of_this_one_are_asked_from_the_first_page_on() -> None:
    script = "import sys; sys.path.insert(0, 'tests'); import test_readers; test_readers.ask_from_the_first_page_on()"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parent.parent)


def test_none_is_made_of_this_one_while_a_thread_runs() -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    hands = Readers()
    hands.fork()
    over.set()
    thread.join()
    assert not hands._beginning


def test_processes_that_nobody_asked_go_when_the_crawl_cannot_begin() -> None:
    hands = Readers(1, 2)
    with pytest.raises(OSError), hands.forked(True):
        raise OSError
    assert not any(each.process and each.process.is_alive() for each in hands._helpers)


class _Odd(Exception):
    def __init__(self, what: str, where: str):
        super().__init__(what)


def _raise(error: Exception) -> None:
    raise error


def _raise_odd() -> None:
    raise _Odd("what", "where")


def test_what_is_raised_in_another_process_is_raised_here() -> None:
    async def asked() -> None:
        hands = await helped()
        reader = hands._helpers[0]
        damaged = Damaged(Path("a.warc.gz"), 5, "this is no WARC record", cut=True)
        with pytest.raises(Damaged, match=r"a\.warc\.gz: damaged at byte 5") as told:
            await reader.ask(_raise, damaged)
        assert (told.value.offset, told.value.cut) == (5, True)
        with pytest.raises(RuntimeError, match="cannot be told"):
            await reader.ask(_raise_odd)
        assert await reader.ask(str, 5) == "5"
        await hands.close()

    asyncio.run(asked())
