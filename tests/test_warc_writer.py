"""What the writer writes is nailed byte for byte, whole or not at all, and found again where it says."""

import gzip
import itertools
import subprocess
import sys
import tempfile
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_crawl import FullDisk

from archive.errors import WarcError
from archive.items import Capture
from archive.warc import members
from archive.warc.fields import FIELDS
from archive.warc.members import read_records
from archive.warc.names import record_ids
from archive.warc.reader import read_bytes, read_capture, read_captures, read_events
from archive.warc.records import CrawlInfo, Exchange, Failure, FileStart, Note
from archive.warc.writer import WarcWriter

NOW = datetime(2026, 11, 22, 15, 12, 0, 123456, tzinfo=UTC)
INFO = CrawlInfo(
    crawl="20261122151200",
    software="Coursekeep/0.1.0",
    operator="Ana <ana@example.org>",
    user_agent="Coursekeep (+https://example.org/)",
    course="cop-2026",
    description="Week 3",
)
BODY = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x01\x0c\x00\xf3\xff<p>hello</p>D\xfb\xae\xd2\x0c\x00\x00\x00"  # gzip of <p>hello</p>
RESPONSE = b'HTTP/1.1 200 OK\r\nETag: "v1"\r\nContent-Encoding: gzip\r\n\r\n' + BODY
NOT_MODIFIED = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nX-Odd: \xff\r\n\r\n'
URL = "http://blog.example/post/?p=1"


def exchange(response: bytes = RESPONSE, url: str = URL, **more: Any) -> Exchange:
    request = b"GET /post/?p=1 HTTP/1.1\r\nHost: blog.example\r\n\r\n"
    return Exchange(url=url, started=NOW, request=request, response=response, **more)


def writer(folder: Path, **more: Any) -> WarcWriter:
    ids = (f"urn:uuid:00000000-0000-0000-0000-{n:012d}" for n in itertools.count())
    times = (NOW + timedelta(seconds=n) for n in itertools.count())
    defaults = {"host": "h", "clock": lambda: next(times), "new_id": lambda: next(ids), **more}
    return WarcWriter(folder, INFO, **defaults)


def test_files_say_first_who_wrote_them_and_for_what(tmp_path: Path) -> None:
    with writer(tmp_path) as out:
        out.write_json("urn:coursekeep:crawl:20261122151200:start", {})
    (file,) = tmp_path.iterdir()
    first = next(read_records(file))
    assert file.name == "coursekeep-20261122151201123-00001-h.warc.gz"
    assert first.type == "warcinfo" and first.header("WARC-Filename") == file.name
    assert first.block.decode().split("\r\n") == [
        "software: Coursekeep/0.1.0",
        "format: WARC File Format 1.1",
        "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots: obey",
        "hostname: h",
        "operator: Ana <ana@example.org>",
        "isPartOf: cop-2026",
        "description: Week 3",
        "http-header-user-agent: Coursekeep (+https://example.org/)",
        "crawl: 20261122151200",
        "",
    ]


def test_an_exchange_is_three_records_to_the_byte(tmp_path: Path) -> None:
    told: dict[str, Any] = {
        "ip": "192.0.2.7",
        "protocols": ("http/1.1", "tls/1.3"),
        "fetch_ms": 87,
        "blog": "ana",
        "hops": 1,
    }
    with writer(tmp_path) as out:
        out.write_exchange(exchange(via="http://blog.example/", **told))
    (file,) = tmp_path.iterdir()
    text = gzip.decompress(file.read_bytes())
    assert text[text.index(b"WARC/1.1\r\nWARC-Type: response") :].split(b"\r\n") == [
        b"WARC/1.1",
        b"WARC-Type: response",
        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>",
        b"WARC-Date: 2026-11-22T15:12:00.123Z",
        b"WARC-Target-URI: http://blog.example/post/?p=1",
        b"WARC-IP-Address: 192.0.2.7",
        b"WARC-Protocol: http/1.1",
        b"WARC-Protocol: tls/1.3",
        b"WARC-Payload-Digest: sha1:UZE7MCM7IH37DWX37GOQ2CUTGJWVCG24",
        b"WARC-Block-Digest: sha1:6235IRTBLFWKQBYH7WHQKOMJON5EREEI",
        b"Content-Type: application/http; msgtype=response",
        b"WARC-Warcinfo-ID: <urn:uuid:00000000-0000-0000-0000-000000000003>",
        b"Content-Length: %d" % len(RESPONSE),
        b"",
        *RESPONSE.split(b"\r\n"),
        b"",
        b"WARC/1.1",
        b"WARC-Type: request",
        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        b"WARC-Date: 2026-11-22T15:12:00.123Z",
        b"WARC-Target-URI: http://blog.example/post/?p=1",
        b"WARC-Concurrent-To: <urn:uuid:00000000-0000-0000-0000-000000000000>",
        b"WARC-Block-Digest: sha1:N5CSFE4UTSM2WGIQZFDQJK7KJIRME2U2",
        b"Content-Type: application/http; msgtype=request",
        b"WARC-Warcinfo-ID: <urn:uuid:00000000-0000-0000-0000-000000000003>",
        b"Content-Length: 47",
        b"",
        b"GET /post/?p=1 HTTP/1.1",
        b"Host: blog.example",
        b"",
        b"",
        b"",
        b"WARC/1.1",
        b"WARC-Type: metadata",
        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000002>",
        b"WARC-Date: 2026-11-22T15:12:00.123Z",
        b"WARC-Target-URI: http://blog.example/post/?p=1",
        b"WARC-Concurrent-To: <urn:uuid:00000000-0000-0000-0000-000000000000>",
        b"WARC-Block-Digest: sha1:PNXHUSYT5444CRQUJE4DKHIZA3MYQP5P",
        b"Content-Type: application/warc-fields",
        b"WARC-Warcinfo-ID: <urn:uuid:00000000-0000-0000-0000-000000000003>",
        b"Content-Length: 72",
        b"",
        b"via: http://blog.example/",
        b"hopsFromSeed: L",
        b"fetchTimeMs: 87",
        b"blog: ana",
        b"",
        b"",
        b"",
    ]


def test_the_payload_digest_is_over_the_body_without_chunks_but_with_its_coding(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunked = head + b"%x\r\n%s\r\n0\r\nX-Trailer: 1\r\n\r\n" % (len(BODY), BODY)
    with writer(tmp_path) as out:
        plain, split = out.write_exchange(exchange()), out.write_exchange(exchange(chunked))
    assert split.payload_digest == plain.payload_digest == "sha1:UZE7MCM7IH37DWX37GOQ2CUTGJWVCG24"
    assert split.digest == plain.digest and split.body == b"<p>hello</p>"


def test_chunks_can_be_left_out_and_the_true_head_kept_beside(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    with writer(tmp_path, transfer="decoded") as out:
        whole, chunked = out.write_exchange(exchange()), out.write_exchange(exchange(head + b"2;x\r\nok\r\n0\r\n\r\n"))
        again = out.write_revisit(exchange(head + b"2\r\nok\r\n0\r\n\r\n"), chunked)
    (file,) = tmp_path.iterdir()
    assert whole.source and read_bytes(tmp_path, whole.source) == RESPONSE
    assert chunked.source and read_bytes(tmp_path, chunked.source) == b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    assert [r.block for r in read_records(file)].count(head) == 2
    assert list(read_captures(file)) == [whole, chunked, again] and again.revisit_of == chunked.payload_digest


def test_chunks_with_extensions_can_be_replayed_and_their_true_bytes_are_kept_beside(tmp_path: Path) -> None:
    raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=1\r\nok\r\n0\r\n\r\n"
    hints = b"HTTP/1.1 103 Early Hints\r\n\r\n"
    with writer(tmp_path) as out:
        capture = out.write_exchange(exchange(hints + raw))
    (file,) = tmp_path.iterdir()
    assert capture.source and read_bytes(tmp_path, capture.source) == b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    assert hints + raw in [r.block for r in read_records(file)]
    assert list(read_captures(file)) == [capture]


def test_what_is_kept_beside_is_not_indexed_as_the_page(tmp_path: Path) -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\n\r\n"
    with writer(tmp_path) as out:
        first = out.write_exchange(exchange(hints + RESPONSE))
        out.write_revisit(exchange(NOT_MODIFIED), first)
        out.write_failure(exchange(b"\x00"), "garbage")
    (file,) = tmp_path.iterdir()
    indexed = [r for r in read_records(file) if r.type == "metadata" and r.header("Content-Type") != FIELDS]
    assert [r.block for r in indexed] == [hints, NOT_MODIFIED, b"\x00"]
    assert all(f"<{r.header('WARC-Target-URI')}>" == r.header("WARC-Concurrent-To") for r in indexed)


def test_two_writers_of_one_moment_do_not_share_a_name(tmp_path: Path) -> None:
    for _ in range(3):
        with writer(tmp_path) as out:
            out.write_json("urn:x", 1)
    with writer(tmp_path) as one, writer(tmp_path) as two:
        one.write_json("urn:x", 1)
        two.write_json("urn:x", 1)
    assert len(list(tmp_path.iterdir())) == 5


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    with writer(tmp_path) as out:
        wrote = [
            out.write_exchange(exchange(blog="ana", via="http://blog.example/ \r\nblog: eve")),
            out.write_exchange(exchange(RESPONSE[:-9], truncated="disconnect")),
            out.write_exchange(exchange(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x0b\x02")),
            out.write_exchange(exchange(url="http://blog.example/tag/caf\xe9 noir/#comments")),
        ]
        assert list(read_captures(tmp_path / f"{wrote[0].source.file}.open")) == wrote  # type: ignore[union-attr]
    (file,) = tmp_path.iterdir()
    assert list(read_captures(file)) == wrote
    assert [read_capture(tmp_path, c.source) for c in wrote if c.source] == wrote
    assert wrote[2].body == b"" and "br" in (wrote[2].problem or "") and wrote[2].digest is None
    assert wrote[3].url == "http://blog.example/tag/caf%C3%A9%20noir/"


@settings(max_examples=60, deadline=None)
@given(
    head=st.sampled_from(
        [b"", b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n", b"Set-Cookie: \xff\r\n b\r\n"]
    ),
    rest=st.binary(max_size=200),
    url=st.text(max_size=40),
)
def test_any_response_comes_back_exactly(head: bytes, rest: bytes, url: str) -> None:
    raw = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + rest
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with writer(folder) as out:
            wrote = out.write_exchange(exchange(raw, url=f"http://blog.example/{url}", via=url or None))
        (file,) = folder.iterdir()
        assert raw in [record.block for record in read_records(file)]
        assert list(read_captures(file)) == [wrote]
        assert wrote.source and read_capture(folder, wrote.source) == wrote


@given(
    st.lists(
        st.tuples(st.sampled_from(["WARC-Type", "WARC-Target-URI", "X"]), st.text("aB: /%\u00e9\u5b57", max_size=9))
    )
)
def test_a_head_is_as_warcio_writes_it(headers: list[tuple[str, str]]) -> None:
    record = members.Record(headers=tuple(headers), block=b"some bytes")
    assert members._head_of(record) == members._head_by_warcio(record)


def test_the_same_payload_is_a_revisit_that_names_the_first(tmp_path: Path) -> None:
    with writer(tmp_path) as out:
        first = out.write_exchange(exchange())
        second = out.write_revisit(exchange(url="http://blog.example/again/"), first)
    (file,) = tmp_path.iterdir()
    record = next(r for r in read_records(file) if r.type == "revisit")
    assert record.block + BODY == RESPONSE
    assert record.header("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert record.header("WARC-Refers-To-Target-URI") == URL
    assert record.header("WARC-Refers-To-Date") == "2026-11-22T15:12:00.123Z"
    assert record.header("WARC-Payload-Digest") == first.payload_digest == second.revisit_of
    assert list(read_captures(file)) == [first, second]
    assert (second.status, second.body, second.etag) == (200, b"", '"v1"')


def test_not_modified_is_a_revisit_with_an_empty_block_and_its_head_aside(tmp_path: Path) -> None:
    with writer(tmp_path) as out:
        first = out.write_exchange(exchange())
        told, alone = out.write_revisit(exchange(NOT_MODIFIED), first), out.write_revisit(exchange(NOT_MODIFIED), None)
    (file,) = tmp_path.iterdir()
    records = list(read_records(file))
    revisit, undated = (r for r in records if r.type == "revisit")
    assert revisit.block == b"" and revisit.header("WARC-Payload-Digest") is None
    assert revisit.header("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert revisit.header("WARC-Refers-To-Date") and undated.header("WARC-Refers-To-Date") is None
    assert NOT_MODIFIED in [r.block for r in records if r.header("WARC-Concurrent-To") == f"<{told.record_id}>"]
    assert list(read_captures(file)) == [first, told, alone]
    assert (told.status, told.etag, told.header("x-odd"), told.revisit_of) == (304, '"v1"', "ÿ", URL)


def test_failures_and_notes_come_back_in_order(tmp_path: Path) -> None:
    uri = "urn:coursekeep:crawl:20261122151200:end"
    with writer(tmp_path) as out:
        out.write_json(uri.replace("end", "start"), {"blogs": ["ana"]})
        source = out.write_failure(exchange(b"", blog="ana", via="seed"), "dns", "no such\r\nhost: x")
        capture = out.write_exchange(exchange())
        out.write_json(uri, {"planned": 3, "who": "Zoë", "odd": "\ud800"})
    (file,) = tmp_path.iterdir()
    start, begun, failure, answered, ended = read_events(file)
    assert isinstance(start, FileStart) and (start.file, start.crawl) == (file.name, "20261122151200")
    assert isinstance(begun, Note) and begun.payload == {"blogs": ["ana"]}
    assert isinstance(failure, Failure) and failure.source == source
    assert (failure.url, failure.reason, failure.detail, failure.blog, failure.via) == (
        URL,
        "dns",
        "no such host: x",
        "ana",
        "seed",
    )
    assert answered == capture
    assert isinstance(ended, Note) and (ended.uri, ended.payload["who"]) == (uri, "Zoë")


def test_what_is_no_response_is_refused(tmp_path: Path) -> None:
    for raw in (b"", b"HTTP/1.1 200 OK\r\nCut: ", b"\x00garbage\r\n\r\n", b"HTTP/1.1 103 Early\r\n\r\n"):
        with pytest.raises(WarcError, match="no HTTP response"), writer(tmp_path) as out:
            out.write_exchange(exchange(raw))
    assert not list(tmp_path.iterdir())


def test_a_full_file_is_closed_and_the_next_begins_with_its_own_warcinfo(tmp_path: Path) -> None:
    with writer(tmp_path, max_bytes=2000) as out:
        captures = [out.write_exchange(exchange()) for _ in range(6)]
        (still_open,) = tmp_path.glob("*.open")
    files = sorted(tmp_path.iterdir())
    assert len(files) > 1 and still_open.with_suffix("") == files[-1]
    assert all(next(read_records(file)).type == "warcinfo" for file in files)
    assert all(read_bytes(tmp_path, c.source) == RESPONSE for c in captures if c.source)
    assert [c for file in files for c in read_captures(file)] == captures


def test_records_name_the_warcinfo_of_their_own_file(tmp_path: Path) -> None:
    with writer(tmp_path, max_bytes=1) as out:
        for _ in range(3):
            out.write_exchange(exchange())
    for file in tmp_path.iterdir():
        first, *others = read_records(file)
        assert {r.header("WARC-Warcinfo-ID") for r in others} == {first.header("WARC-Record-ID")}


@pytest.mark.parametrize("room", [0, 100, 400, 900, 1200, 2600])
def test_a_full_disk_stops_writing_and_leaves_whole_records(tmp_path: Path, room: int) -> None:
    out, kept = writer(tmp_path), list[Capture]()
    out.write_json("urn:x", 1) if room else None
    files = out._files
    real = files.next

    def next_on_full_disk(at: datetime) -> str:
        name = real(at)
        files._file = FullDisk(files._file, room)  # type: ignore[assignment]
        return name

    files.next = next_on_full_disk  # type: ignore[method-assign]
    out.close()
    with pytest.raises(WarcError, match=r"h\.warc\.gz: cannot be written: No space left on device; make room"):
        for _ in range(9):
            kept.append(out.write_exchange(exchange()))
    with pytest.raises(WarcError, match="make room"):
        out.write_json("urn:x", 1)
    with pytest.raises(WarcError, match="make room"):
        out.write_failure(exchange(b""), "dns")
    out.close()
    assert out.error is not None
    assert [c for file in tmp_path.iterdir() for c in read_captures(file)] == kept


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WarcError, match=r"file/warc/coursekeep-.*cannot be written"):
        writer(tmp_path / "file" / "warc").write_json("urn:x", 1)


def test_an_exchange_is_one_write_so_that_no_kill_parts_an_answer_from_its_story(tmp_path: Path) -> None:
    out = writer(tmp_path)
    out.write_exchange(exchange())
    file, written = out._files._file, list[bytes]()
    out._files._file = Mock(wraps=file, write=lambda data: written.append(bytes(data)) or file.write(data))  # type: ignore
    out.write_exchange(exchange(blog="a"))
    assert [each.count(b"\x1f\x8b\x08") >= 3 for each in written] == [True]
    out.close()


def test_other_tools_find_the_files_sound(tmp_path: Path) -> None:
    with writer(tmp_path) as out:
        first = out.write_exchange(exchange(ip="192.0.2.7"))
        out.write_revisit(exchange(), first)
        out.write_revisit(exchange(NOT_MODIFIED), first)
        out.write_failure(exchange(b"\x00"), "garbage")
        out.write_json("urn:x", 1)
    (file,) = tmp_path.iterdir()
    for tool in ("fastwarc", "warcio"):
        check = [str(Path(sys.executable).parent / tool), "check", str(file)]
        run = subprocess.run(check, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr
    subprocess.run(["gzip", "-t", str(file)], check=True)


def test_a_deep_copy_is_the_same_writer(tmp_path: Path) -> None:
    import copy

    out = writer(tmp_path)
    assert copy.deepcopy({"COURSEKEEP_WARC": out})["COURSEKEEP_WARC"] is out


def test_record_ids_differ_everywhere_and_share_most_of_themselves_within_a_file() -> None:
    mine, other = record_ids(), record_ids()
    ids = [next(mine) for _ in range(300)]
    assert len({*ids, *(next(other) for _ in range(300))}) == 600
    assert all(uuid.UUID(each.removeprefix("urn:uuid:")).version == 8 for each in ids)
    assert len({each[:-8] for each in ids}) == 1


def test_an_unchanged_page_takes_little_room(tmp_path: Path) -> None:
    """Response, request and story together: what a weekly archive of a quiet course consists of."""
    head = (
        b"HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Sun, 22 Nov 2026 18:48:12 GMT\r\nContent-Type: text/html; charset=UTF-8\r\n"
        b"Transfer-Encoding: chunked\r\nConnection: keep-alive\r\nVary: Accept-Encoding\r\nX-Pingback: http://blog.example/xmlrpc.php\r\n"
        b'Link: <http://blog.example/wp-json/>; rel="https://api.w.org/", <http://blog.example/?p=12>; rel=shortlink\r\n\r\n'
    )
    url = "http://blog.example/2013/02/06/who-is-doing-the-talking-educ-6100-week-3/"
    asked: dict[str, Any] = {"url": url, "ip": "192.0.2.7", "protocols": ("http/1.1",), "fetch_ms": 87, "blog": "ana", "hops": 2, "via": url}  # fmt: skip
    with writer(tmp_path, new_id=None) as out:
        first = out.write_exchange(exchange(head + b"5\r\nhello\r\n0\r\n\r\n", **asked))
        begins = out.write_revisit(exchange(head + b"5\r\nhello\r\n0\r\n\r\n", **asked), first).source
    assert begins
    (file,) = tmp_path.iterdir()
    assert file.stat().st_size - begins.offset < 1500
