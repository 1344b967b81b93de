"""What a kill, a power failure or a damaged disk leaves is read as far as it goes and mended without loss."""

import gzip
import itertools
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.errors import WarcError
from archive.items import Capture, Source
from archive.warc.members import Record, pack, read_records
from archive.warc.reader import read_bytes, read_capture, read_captures, read_events
from archive.warc.records import CrawlInfo, Exchange
from archive.warc.writer import Recovered, WarcWriter, recover

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def abandoned(folder: Path, count: int = 3) -> tuple[Path, list[Capture], list[Record]]:
    """A file that its writer never closed, the captures in it, and its records."""
    ids = itertools.count()
    out = WarcWriter(folder, CrawlInfo(crawl="1"), clock=lambda: NOW, new_id=lambda: f"urn:x:{next(ids)}", host="h")
    captures = []
    for number in range(count):
        response = b"HTTP/1.1 200 OK\r\n\r\n<p>post %d</p>" % number
        asked = Exchange(url=f"http://a.example/{number}", started=NOW, request=b"GET", response=response, blog="a")
        captures.append(out.write_exchange(asked))
    (path,) = folder.glob("*.open")
    return path, captures, list(read_records(path))


def test_a_killed_writers_file_is_renamed_and_keeps_everything(tmp_path: Path) -> None:
    path, captures, records = abandoned(tmp_path)
    (done,) = recover(tmp_path)
    assert done == Recovered(file=path.name.removesuffix(".open"), records=len(records), lost=0)
    assert list(read_captures(tmp_path / done.file)) == captures
    assert recover(tmp_path) == []


def test_a_file_cut_anywhere_loses_no_whole_record(tmp_path: Path) -> None:
    path, _, records = abandoned(tmp_path, 2)
    whole, name = path.read_bytes(), path.name
    path.unlink()
    for size in range(len(whole)):
        folder = tmp_path / str(size)
        folder.mkdir()
        (folder / name).write_bytes(whole[:size])
        kept = [record for record in records if record.offset + record.length <= size]
        (done,) = recover(folder)
        assert done.records == len(kept)
        assert done.lost == size - sum(record.length for record in kept)
        if kept:
            assert list(read_records(folder / done.file)) == kept
            gzip.decompress((folder / done.file).read_bytes())
        else:
            assert not list(folder.iterdir())


def test_a_lone_response_is_still_a_capture(tmp_path: Path) -> None:
    path, captures, records = abandoned(tmp_path, 1)
    path.write_bytes(path.read_bytes()[: records[1].offset + records[1].length])
    (done,) = recover(tmp_path)
    (capture,) = read_captures(tmp_path / done.file)
    assert (capture.body, capture.source) == (captures[0].body, captures[0].source)


def test_a_tail_that_is_more_than_cut_short_is_kept_aside(tmp_path: Path) -> None:
    path, captures, _ = abandoned(tmp_path)
    with path.open("ab") as file:
        file.write(bytes(100))
    (done,) = recover(tmp_path)
    assert done.lost == 100
    assert list(read_captures(tmp_path / done.file)) == captures
    assert (tmp_path / f"{done.file}.damaged").read_bytes() == bytes(100)


def test_finished_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"not ours to mend")
    assert recover(tmp_path) == []
    assert recover(tmp_path / "not there yet") == []


def test_a_damaged_file_gives_what_precedes_and_names_file_and_offset(tmp_path: Path) -> None:
    path, captures, records = abandoned(tmp_path)
    second = next(r for r in records if r.header("WARC-Target-URI") == "http://a.example/1")
    for damage in (second.offset + 12, second.offset + second.length - 6):
        data = bytearray(path.read_bytes())
        data[damage] ^= 0x40
        bad = tmp_path / f"bad{damage}.warc.gz"
        bad.write_bytes(data)
        found = []
        with pytest.raises(WarcError, match=rf"{bad.name}: damaged at byte {second.offset}: "):
            for capture in read_captures(bad):
                found.append(capture)
        assert [c.url for c in found] == [captures[0].url]


@pytest.mark.parametrize(
    "data",
    [
        b"not gzip at all",
        gzip.compress(b""),
        gzip.compress(b"HTTP/1.1 200 OK\r\n\r\n"),
        gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nshort\r\n\r\n"),
        gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n\r\n\r\n"),
        gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n"),
        gzip.compress(b"WARC/1.1\r\n\xff\xfe: \xff\r\nContent-Length: 0\r\n\r\n"),
        pack(Record(headers=(("WARC-Type", "response"), ("WARC-Date", "yesterday")), block=b"HTTP/1.1 200 OK\r\n\r\n")),
        pack(Record(headers=(("WARC-Type", "metadata"), ("Content-Type", "application/json")), block=b"{")),
    ],
)
def test_what_is_no_warc_is_a_warc_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(data)
    with pytest.raises(WarcError, match=r"x\.warc\.gz: damaged at byte 0"):
        list(read_events(path))


def test_records_of_other_kinds_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(pack(Record(headers=(("WARC-Type", "resource"),), block=b"x")))
    assert list(read_events(path)) == []


def test_a_place_where_no_capture_stands_is_named(tmp_path: Path) -> None:
    path, captures, records = abandoned(tmp_path)
    file = path.name.removesuffix(".open")
    request = next(r for r in records if r.type == "request")
    for offset, what in ((request.offset, "no capture"), (path.stat().st_size, "no capture"), (7, "damaged")):
        with pytest.raises(WarcError, match=rf"{what}.* at byte {offset}"):
            read_capture(tmp_path, Source(file=file, offset=offset, length=1))
    with pytest.raises(WarcError, match="no record stands"):
        read_bytes(tmp_path, Source(file=file, offset=path.stat().st_size, length=1))
    with pytest.raises(WarcError, match=r"gone\.warc\.gz.*cannot be read"):
        read_capture(tmp_path, Source(file="gone.warc.gz", offset=0, length=1))
    assert read_capture(tmp_path, captures[1].source or Source(file="", offset=0, length=0)) == captures[1]
