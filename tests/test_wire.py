"""Every byte of the wire is kept, both ways, whatever the server does."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from wire_crawl import crawl
from wire_server import ANSWERS, BIG, HINTS, OK, PAGE, WireServer, make_certificate

from archive.items import Capture
from archive.verify.raw import Member, walk
from archive.verify.record import digests, record_of
from archive.warc.fields import HTTP_RESPONSE
from archive.warc.http import head_of, is_chunked, split_interim, split_message
from archive.warc.members import Record, read_records
from archive.warc.reader import read_bytes, read_capture, read_captures, read_events
from archive.warc.records import Failure

CUT = {
    "/cut": "disconnect",
    "/cut-chunk": "disconnect",
    "/dropped": "disconnect",
    "/slow": "time",
    "/large": "length",
    "/bad-name": "unspecified",
    "/bad-chunk": "unspecified",
}
FAILED = {
    "/reset": "disconnect",
    "/silent": "disconnect",
    "/mute": "timeout",
    "/half-a-head": "disconnect",
    "/hints-only": "disconnect",
    "/garbage": "garbage",
    "/odd-status": "garbage",
}
WHOLE = [path for path in ANSWERS if path not in CUT and path not in FAILED]
META: dict[str, dict[str, Any]] = {
    "/slow": {"download_timeout": 1},
    "/mute": {"download_timeout": 1},
    "/large": {"download_maxsize": 50},
    "/plain": {"blog": "ana", "via": "http://127.0.0.1/", "hops": 2},
}
UNREAD = "/not-zipped"
"""Kept whole, though Scrapy's decompression gives it up."""
SCHEMES = ("http", "https")
TOOLS = Path(sys.executable).parent


@dataclass
class Crawled:
    """What a crawl of all ANSWERS, by http and by https, left behind."""

    file: Path
    report: dict[str, Any]
    servers: dict[str, WireServer]
    events: list[Any]
    records: list[Record]

    def capture(self, scheme: str, path: str) -> Capture:
        url = self.servers[scheme].url(path)
        return next(e for e in self.events if isinstance(e, Capture) and e.url == url)

    def failure(self, scheme: str, path: str) -> Failure:
        url = self.servers[scheme].url(path)
        return next(e for e in self.events if isinstance(e, Failure) and e.url == url)

    def beside(self, record_id: str | None) -> list[Record]:
        return [r for r in self.records if r.id_in("WARC-Concurrent-To") == record_id]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("wire")
    certificate = make_certificate(tmp_path_factory.mktemp("tls") / "both.pem")
    with WireServer() as plain, WireServer(certificate) as tls:
        servers = {"http": plain, "https": tls}
        report = crawl(folder, [request for server in servers.values() for request in _requests(server)])
        (file,) = folder.glob("*.warc.gz")
        yield Crawled(file, report, servers, list(read_events(file)), list(read_records(file)))


def _requests(server: WireServer) -> list[dict[str, Any]]:
    plain = [{"url": server.url(path), "meta": META.get(path, {})} for path in ANSWERS if path != "/stale"]
    kept_alive = {"url": server.url("/plain?before"), "then": [{"url": server.url("/stale")}]}
    post = {"url": server.url("/plain?post"), "method": "POST", "body": "a=1", "headers": {"X-Odd-CASE": "1"}}
    head = {"url": server.url("/plain?head"), "method": "HEAD"}
    secret = {"url": server.url("/plain?cookie"), "headers": {"Cookie": "session=1"}}
    return [*plain, kept_alive, post, head, secret]


def _final(path: str) -> bytes:
    _, final = split_interim(ANSWERS[path].raw)
    return OK if path == "/surplus" else final


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", WHOLE)
def test_a_response_is_kept_byte_for_byte_and_found_by_file_offset_and_length(
    crawled: Crawled, scheme: str, path: str
) -> None:
    capture = crawled.capture(scheme, path)
    assert capture.source is not None
    stored = [read_bytes(crawled.file.parent, capture.source)]
    if path == "/extensions":  # the true message stands beside one that can be replayed
        stored = [record.block for record in crawled.beside(capture.record_id)]
    assert _final(path) in stored
    assert capture.truncated is None


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", [*WHOLE, *CUT])
def test_a_request_is_kept_byte_for_byte_beside_its_response(crawled: Crawled, scheme: str, path: str) -> None:
    beside = crawled.beside(crawled.capture(scheme, path).record_id)
    (request,) = [record for record in beside if record.type == "request"]
    assert request.block == crawled.servers[scheme].seen[path][-1]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", CUT)
def test_a_response_cut_short_is_kept_as_far_as_it_came_and_says_why(crawled: Crawled, scheme: str, path: str) -> None:
    capture = crawled.capture(scheme, path)
    assert capture.source is not None
    raw = read_bytes(crawled.file.parent, capture.source)
    assert capture.truncated == CUT[path]
    assert raw == _final(path)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", FAILED)
def test_a_request_without_an_answer_is_a_failure_with_the_bytes_that_came(
    crawled: Crawled, scheme: str, path: str
) -> None:
    failure = crawled.failure(scheme, path)
    beside = {record.type: record.block for record in crawled.beside(failure.record_id)}
    assert failure.reason == FAILED[path]
    assert beside["request"] == crawled.servers[scheme].seen[path][-1]
    assert beside.get("metadata", b"") == ANSWERS[path].raw


def test_captures_are_the_same_while_crawling_and_while_reading(crawled: Crawled) -> None:
    parsed = {told for _, told in crawled.report["captures"]}
    cut_short = {told for *_, told in crawled.report["errors"]} - {"None"}
    captures = [event for event in crawled.events if isinstance(event, Capture)]
    assert parsed == {
        repr(capture)
        for capture in captures
        if not capture.truncated and capture.status != 302 and not capture.url.endswith(UNREAD)
    }
    assert cut_short == {repr(capture) for capture in captures if capture.truncated or capture.url.endswith(UNREAD)}


def test_captures_are_the_same_when_read_alone(crawled: Crawled) -> None:
    captures = [event for event in crawled.events if isinstance(event, Capture)]
    assert all(read_capture(crawled.file.parent, c.source) == c for c in captures if c.source)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_bodies_are_decoded(crawled: Crawled, scheme: str) -> None:
    assert crawled.capture(scheme, "/chunked").body == b"hello world"
    assert crawled.capture(scheme, "/extensions").body == b"hello world"
    assert crawled.capture(scheme, "/gzip").body == PAGE
    assert crawled.capture(scheme, "/chunked-gzip").body == PAGE
    assert crawled.capture(scheme, "/big").body == BIG
    assert crawled.capture(scheme, "/cut-chunk").body == b"helloonly this"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_interim_answers_stand_in_a_record_beside_the_final_one(crawled: Crawled, scheme: str) -> None:
    beside = crawled.beside(crawled.capture(scheme, "/early-hints").record_id)
    assert [r.block for r in beside if r.header("Content-Type") == "application/http; msgtype=response"] == [HINTS * 2]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_request_sent_again_on_a_new_connection_is_kept_once(crawled: Crawled, scheme: str) -> None:
    server = crawled.servers[scheme]
    kept = [r.block for r in crawled.records if r.header("WARC-Target-URI") == server.url("/stale")]
    assert len(server.seen["/stale"]) == 2
    assert [block for block in kept if block.startswith(b"GET ")] == server.seen["/stale"][1:]


def test_requests_at_one_time_keep_their_bytes_apart(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path / "both.pem")
    with WireServer() as plain, WireServer(certificate) as tls:
        urls = [server.url(f"/own-{number}") for number in range(60) for server in (plain, tls)]
        crawl(tmp_path, [{"url": url} for url in urls], CONCURRENT_REQUESTS=16)
    (file,) = tmp_path.glob("*.warc.gz")
    records = list(read_records(file))
    for capture in read_captures(file):
        path = capture.url[capture.url.index("/own") :].encode()
        (request,) = [
            r.block for r in records if r.id_in("WARC-Concurrent-To") == capture.record_id and r.type == "request"
        ]
        assert capture.body == path
        assert request.startswith(b"GET %s HTTP/1.1\r\n" % path)
        urls.remove(capture.url)
    assert urls == []


def test_cookies_are_not_sent(crawled: Crawled) -> None:
    assert crawled.servers["http"].seen["/plain?cookie"]
    assert not any(b"session=1" in record.block for record in crawled.records)


def test_a_body_sent_and_a_head_asked_for_are_kept(crawled: Crawled) -> None:
    post = crawled.capture("http", "/plain?post")
    (request,) = [r for r in crawled.beside(post.record_id) if r.type == "request"]
    assert request.block.startswith(b"POST /plain?post ") and request.block.endswith(b"\r\n\r\na=1")
    assert crawled.capture("http", "/plain?head").body == b""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_records_name_address_protocol_and_the_way_to_the_page(crawled: Crawled, scheme: str) -> None:
    capture = crawled.capture(scheme, "/plain")
    record = next(r for r in crawled.records if r.id_in("WARC-Record-ID") == capture.record_id)
    protocols = [value for name, value in record.headers if name == "WARC-Protocol"]
    assert record.header("WARC-IP-Address") == "127.0.0.1"
    assert protocols == (["http/1.1", "tls/1.3"] if scheme == "https" else ["http/1.1"])
    assert (capture.blog, capture.via, capture.crawl) == ("ana", "http://127.0.0.1/", "20261122000000")


def test_redirects_are_kept_and_bring_no_capture_of_another_page(crawled: Crawled) -> None:
    assert crawled.capture("http", "/moved").status == 302
    told = dict(crawled.report["captures"])
    assert "status=200" in told[crawled.servers["http"].url("/plain?moved")]


def test_other_tools_find_the_file_sound(crawled: Crawled) -> None:
    subprocess.run(["gzip", "-t", crawled.file], check=True)
    assert subprocess.run([TOOLS / "fastwarc", "check", crawled.file], capture_output=True).returncode == 0


def test_warcio_finds_fault_with_chunked_payloads_only(crawled: Crawled) -> None:
    """It digests the chunks too (webrecorder/warcio#74); WARC digests are over the body without them."""
    said = subprocess.run([TOOLS / "warcio", "check", "-v", crawled.file], capture_output=True, text=True).stdout
    assert "block digest failed" not in said
    chunked = [r for r in crawled.records if r.type == "response" and is_chunked(split_message(head_of(r.block)))]
    assert 0 < said.count("payload digest failed") <= len(chunked)


def test_every_record_is_true_to_the_standard(crawled: Crawled) -> None:
    with crawled.file.open("rb") as file:
        for each in walk(file):
            assert isinstance(each, Member)
            record, wrong = record_of(each)
            assert record and not wrong and not list(digests(record)), record


@pytest.fixture(scope="module")
def decoded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("decoded")
    with WireServer() as server:
        report = crawl(folder, [{"url": server.url(path)} for path in WHOLE if path != "/stale"], transfer="decoded")
        (file,) = folder.glob("*.warc.gz")
        yield Crawled(file, report, {"http": server}, list(read_events(file)), list(read_records(file)))


@pytest.mark.parametrize("path", [path for path in WHOLE if path != "/stale"])
def test_without_chunks_the_body_is_stored_with_its_length_and_the_true_head_beside(
    decoded: Crawled, path: str
) -> None:
    capture, final = decoded.capture("http", path), _final(path)
    assert capture.source is not None
    stored = split_message(read_bytes(decoded.file.parent, capture.source))
    beside = [r.block for r in decoded.beside(capture.record_id) if r.header("Content-Type") == HTTP_RESPONSE]
    assert not is_chunked(stored)
    if is_chunked(split_message(head_of(final))):
        assert stored.header("content-length") == str(len(stored.body))
        assert beside == [head_of(final)]
    else:
        assert read_bytes(decoded.file.parent, capture.source) == final


def test_players_and_checkers_agree_on_bodies_without_chunks(decoded: Crawled) -> None:
    for command in (["gzip", "-t"], [TOOLS / "fastwarc", "check"], [TOOLS / "warcio", "check"]):
        ran = subprocess.run([*command, decoded.file], capture_output=True, text=True)
        assert ran.returncode == 0, ran.stdout + ran.stderr


NAMES = {
    "scrapy.core.downloader.handlers.http11": (
        "_LenientHTTP11ClientProtocol._finishResponse",
        "_LenientHTTP11ClientProtocol.request",
        "_LenientHTTP11ClientProtocol.dataReceived",
        "_LenientHTTP11ClientFactory.buildProtocol",
        "HTTP11DownloadHandler.download_request",
    ),
    "twisted.web.client": ("HTTPConnectionPool._factory", "HTTPConnectionPool.getConnection"),
    "twisted.web._newclient": ("Request.writeTo",),
}


@pytest.mark.parametrize(("module", "name"), [(module, name) for module, names in NAMES.items() for name in names])
def test_the_names_that_the_recorder_leans_on_are_there(module: str, name: str) -> None:
    found: Any = __import__(module, fromlist=["_"])
    for part in name.split("."):
        found = getattr(found, part, None)
    assert found is not None, f"{module}.{name} is gone: crawler/wire.py records nothing without it"


def test_the_handler_takes_its_connections_from_its_pool() -> None:
    import inspect

    from scrapy.core.downloader.handlers import http11

    asked = inspect.getsource(http11.HTTP11DownloadHandler.download_request)
    assert "pool=self._pool" in asked, (
        "HTTP11DownloadHandler no longer uses self._pool: crawler/wire.py puts its own there"
    )
    made = inspect.getsource(http11._LenientHTTP11ClientFactory.buildProtocol)
    assert "_quiescentCallback" in made, "the factory makes protocols otherwise: see WireFactory in crawler/wire.py"
