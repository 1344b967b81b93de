"""What the archive has already: an unchanged answer is read by the body that an earlier crawl kept."""

from asyncio import run
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from factories import CRAWL, HOME, LATER, blog, capture, page, planned, rows

from archive.database.store import NAME, Store
from archive.items import Capture
from archive.warc.records import CrawlInfo, Exchange
from archive.warc.writer import WarcWriter
from crawler.compose.evidence import Evidence, ident
from crawler.readers import Readers
from crawler.stock import Stock

ROBOTS = HOME + "robots.txt"
LIST = HOME + "wp-json/wp/v2/posts?page=1"
RULES = b"User-agent: *\nDisallow: /private/\n"


def exchange(url: str, headers: str, body: bytes) -> Exchange:
    head = f"HTTP/1.1 200 OK\r\n{headers}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    return Exchange(url=url, started=at, request=b"", response=head + body, blog=blog().slug)


@pytest.fixture
def stock(tmp_path: Path) -> Stock:
    """The stock of a later crawl, in a folder where an earlier one kept robots.txt."""
    writer = WarcWriter(tmp_path / "warc", CrawlInfo(crawl=CRAWL))
    answers = (
        (ROBOTS, "Content-Type: text/plain", RULES),
        (LIST, "Content-Type: application/json\r\nX-WP-Total: 100", b"[]"),
    )
    kept = [writer.write_exchange(exchange(*answer)) for answer in answers]
    writer.close()
    store = Store(tmp_path / NAME)
    with store.transaction():
        store.put({"crawls": [{"id": int(CRAWL), "started_at": "2026", "status": "finished"}]})
        store.replace_blog(ident("blog", blog().slug), rows(*(Evidence(capture=each, page=page()) for each in kept)))
    return Stock(tmp_path, store, LATER, None, Readers())


def unchanged(status: int, url: str = ROBOTS) -> Capture:
    return replace(capture(url, crawl=LATER, status=status), revisit_of=url)


@pytest.mark.parametrize("status", [200, 304])
def test_an_unchanged_answer_has_the_body_of_its_predecessor(stock: Stock, status: int) -> None:
    whole = stock.whole(unchanged(status))
    assert (whole.body, whole.status, whole.crawl) == (RULES, status, LATER)


@pytest.mark.parametrize("status", [200, 304])
def test_an_unchanged_robots_txt_forbids_what_it_forbade(stock: Stock, status: int) -> None:
    robots = planned().robots
    robots.answered(ROBOTS, stock.whole(unchanged(status)))
    assert not robots.allowed(HOME + "private/x")


def test_a_list_that_is_unchanged_and_has_a_new_total_says_the_new_one(stock: Stock) -> None:
    headers = (("Content-Type", "application/json"), ("X-WP-Total", "101"))
    assert run(stock.page(replace(unchanged(200, LIST), headers=headers))).total == 101
    assert run(stock.page(unchanged(304, LIST))).total == 100


def test_a_page_whose_predecessor_is_not_there_says_nothing(stock: Stock) -> None:
    missing = [run(stock.page(unchanged(status, HOME + "x"))) for status in (304, 200)]
    assert missing == [page(HOME + "x", "other")] * 2


def test_an_answer_of_its_own_stays_as_it_is(stock: Stock) -> None:
    new = capture(ROBOTS, crawl=LATER, body=b"User-agent: *\nDisallow:\n")
    assert stock.whole(new) is new


def test_a_revisit_whose_predecessor_is_not_there_has_no_body(stock: Stock) -> None:
    lost = replace(capture(HOME + "x", crawl=LATER, status=304), revisit_of=HOME + "x")
    assert stock.whole(lost).body == b""
