"""Exchanges are written before anything is parsed; a crawl that cannot write stops and says why."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from wire_crawl import begun, crawl
from wire_server import ANSWERS, OK, WireServer

from archive.items import Capture
from archive.warc.members import read_records
from archive.warc.reader import read_captures, read_events
from archive.warc.records import Failure
from archive.warc.writer import recover
from crawler.private import PrivateAddressError
from crawler.reasons import reason_of, truncation_of
from crawler.recorder import repeats
from crawler.tape import IN_MEMORY, Tape

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OK_DIGEST = "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N"
"""Of `hello`."""


@pytest.mark.parametrize("room", [0, 500, 3000])
def test_a_full_disk_stops_the_crawl_with_a_clear_message(tmp_path: Path, room: int) -> None:
    with WireServer() as server:
        requests = [{"url": server.url(f"/plain?{n}")} for n in range(40)]
        report = crawl(tmp_path, requests, full_after=room)
    assert report["reason"] == "cannot_write"
    assert "cannot be written: No space left on device; make room" in report["error"]
    assert f"The crawl stops: {report['error']}" in report["log"]
    kept = [capture for file in tmp_path.glob("*.open") for capture in read_captures(file)]
    assert {told for _, told in report["captures"]} == {repr(capture) for capture in kept}
    assert len(kept) < 10 and sum(map(len, server.seen.values())) < 20


def test_a_killed_crawl_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    with WireServer() as server:
        last: dict[str, Any] = {"url": server.url("/mute")}
        for number in range(5):
            last = {"url": server.url(f"/plain?{number}"), "then": [last]}
        run = begun(tmp_path, [last])
        server.wait_for("/mute")
        run.kill()
        run.communicate(timeout=300)
    (done,) = recover(tmp_path)
    assert (done.records, done.lost) == (1 + 5 * 3, 0)
    assert [capture.body for capture in read_captures(tmp_path / done.file)] == [b"hello"] * 5


def test_nothing_that_is_not_kept_is_parsed(tmp_path: Path) -> None:
    with WireServer() as server:
        report = crawl(tmp_path, [{"url": server.url("/plain")}], full_after=0)
    assert report["captures"] == []
    assert report["errors"][0][1] == "WarcError"


def test_a_304_to_a_conditional_request_is_a_revisit_and_any_other_a_response(tmp_path: Path) -> None:
    earlier = {"url": "http://blog.example/", "fetched_at": NOW.isoformat(), "status": 200}
    asking: dict[str, Any] = {"headers": {"If-None-Match": '"v1"'}}
    with WireServer() as server:
        requests = [
            {"url": server.url("/not-modified?conditional"), **asking, "meta": {"previous": earlier}},
            {"url": server.url("/not-modified?unknown"), **asking},
            {"url": server.url("/not-modified?plain")},
        ]
        crawl(tmp_path, requests)
    (file,) = tmp_path.glob("*.warc.gz")
    found = {capture.url.partition("?")[2]: capture for capture in read_captures(file)}
    assert found["conditional"].revisit_of == "http://blog.example/"
    assert found["unknown"].revisit_of == server.url("/not-modified?unknown")
    assert found["plain"].revisit_of is None
    assert {capture.status for capture in found.values()} == {304}


def test_the_same_payload_again_is_not_stored_again(tmp_path: Path) -> None:
    earlier = {"url": "http://blog.example/", "fetched_at": NOW.isoformat(), "status": 200, "payload_digest": OK_DIGEST}
    with WireServer() as server:
        crawl(tmp_path, [{"url": server.url("/plain"), "meta": {"previous": earlier}}])
    (file,) = tmp_path.glob("*.warc.gz")
    (capture,) = read_captures(file)
    assert (capture.revisit_of, capture.body, capture.status) == (OK_DIGEST, b"", 200)


def test_a_plain_scrapy_crawl_gets_a_writer_of_its_own(tmp_path: Path) -> None:
    with WireServer() as server:
        crawl(tmp_path, [{"url": server.url("/plain")}], own_writer=True, COURSEKEEP_DATA=str(tmp_path / "kept"))
    (file,) = (tmp_path / "kept" / "warc").glob("*.warc.gz*")
    assert file.name.endswith(".warc.gz")
    assert [capture.body for capture in read_captures(file)] == [b"hello"]
    assert b"software: Coursekeep/" in next(read_records(file)).block


def test_every_attempt_is_kept_and_robots_too(tmp_path: Path) -> None:
    with WireServer() as server:
        requests = [{"url": server.url("/busy")}, {"url": server.url("/silent")}]
        crawl(tmp_path, requests, RETRY_ENABLED=True, RETRY_TIMES=1, ROBOTSTXT_OBEY=True)
    (file,) = tmp_path.glob("*.warc.gz")
    events = [event for event in read_events(file) if isinstance(event, Capture | Failure)]
    paths = [event.url.removeprefix(server.url("")) for event in events]
    assert sorted(paths) == ["/busy", "/busy", "/robots.txt", "/silent", "/silent"]


def test_a_capture_of_another_attempt_is_not_passed_on(tmp_path: Path) -> None:
    with WireServer() as server:
        report = crawl(tmp_path, [{"url": server.url("/moved-to-garbage")}])
    ((url, kind, _, capture),) = report["errors"]
    assert (url, kind, capture) == (server.url("/garbage?moved"), "DownloadFailedError", "None")


def test_an_answer_that_scrapy_can_read_and_the_archive_cannot_is_a_failure(tmp_path: Path) -> None:
    with WireServer() as server:
        report = crawl(tmp_path, [{"url": server.url("/odd-status")}])
    (file,) = tmp_path.glob("*.warc.gz")
    assert [kind for _, kind, *_ in report["errors"]] == ["DownloadFailedError"]
    assert [event.reason for event in read_events(file) if isinstance(event, Failure)] == ["garbage"]
    assert any(record.block == ANSWERS["/odd-status"].raw for record in read_records(file))


def test_a_proxy_may_be_private_and_is_not_taken_for_the_server(tmp_path: Path) -> None:
    with WireServer() as server:
        request = {"url": "http://blog.invalid/plain", "meta": {"proxy": server.url("")}}
        crawl(tmp_path, [request], COURSEKEEP_ALLOW_PRIVATE=False)
    (file,) = tmp_path.glob("*.warc.gz")
    response = next(record for record in read_records(file) if record.type == "response")
    assert response.block == OK
    assert response.header("WARC-IP-Address") is None


def test_a_proxy_is_not_asked_for_numbers_of_a_private_network(tmp_path: Path) -> None:
    with WireServer() as server:
        request = {"url": "http://127.1/plain", "meta": {"proxy": server.url("")}}
        report = crawl(tmp_path, [request], COURSEKEEP_ALLOW_PRIVATE=False)
        assert server.seen == {}
    assert [kind for _, kind, *_ in report["errors"]] == ["PrivateAddressError"]


def test_only_the_same_answer_in_the_same_codings_repeats_an_earlier_one() -> None:
    earlier = Capture(
        url="http://a.example/", fetched_at=NOW, status=200, headers=(), body=b"", payload_digest=OK_DIGEST
    )
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    assert repeats(OK, earlier, conditional=False)
    assert repeats(chunked, replace(earlier, headers=(("transfer-encoding", "Chunked"),)), conditional=False)
    assert not repeats(chunked, earlier, conditional=False)
    assert not repeats(OK, None, conditional=True)
    assert not repeats(OK.replace(b"200 OK", b"404 No"), earlier, conditional=False)
    assert not repeats(OK.replace(b"hello", b"hallo"), earlier, conditional=False)
    assert not repeats(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", earlier, conditional=False)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (CannotResolveHostError(), "dns"),
        (DownloadConnectionRefusedError(), "refused"),
        (DownloadTimeoutError(), "timeout"),
        (DownloadFailedError(), "disconnect"),
        (DownloadCancelledError(), "cancelled"),
        (PrivateAddressError("x"), "private"),
        (ValueError(), "error"),
        (None, "garbage"),
    ],
)
def test_every_error_has_its_word(error: BaseException | None, reason: str) -> None:
    assert reason_of(error) == reason


def test_a_cut_has_its_word() -> None:
    assert truncation_of(DownloadTimeoutError()) == "time"
    assert truncation_of(DownloadCancelledError()) == "length"
    assert truncation_of(DownloadFailedError()) == truncation_of(None) == "disconnect"


def test_https_asked_of_a_server_without_it_is_a_tls_failure(tmp_path: Path) -> None:
    with WireServer() as server:
        crawl(tmp_path, [{"url": server.url("/plain").replace("http:", "https:")}])
    (file,) = tmp_path.glob("*.warc.gz")
    assert [event.reason for event in read_events(file) if isinstance(event, Failure)] == ["tls"]


def test_a_large_body_waits_in_a_file() -> None:
    tape = Tape()
    tape.receive(b"x" * IN_MEMORY, None)
    assert not tape._received._rolled  # type: ignore[attr-defined]
    tape.receive(b"yz", None)
    assert tape._received._rolled  # type: ignore[attr-defined]
    tape.end(1)
    assert tape.received() == b"x" * IN_MEMORY + b"y"


def test_bytes_that_come_in_after_a_timeout_are_dropped() -> None:
    tape = Tape()
    tape.close()
    tape.receive(b"late", None)
    tape.end(0)
    assert not tape.complete
