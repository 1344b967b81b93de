"""Files of other tools: whatever their form, the same captures come out, each row's place leads back, and damage is told."""

import gzip
import random
from pathlib import Path

import brotli
import foreign as make
import pytest
import zstandard

from archive.errors import WarcError
from archive.items import Capture
from archive.warc.borrowed import capture_from
from archive.warc.foreign import is_archive, read_foreign
from archive.warc.members import Record
from archive.warc.reader import read_bytes, read_capture
from archive.warc.sequence import Fault

URL = "http://blog.example/2013/07/chalk/"
BODY = b"<html><body><p>Chalk and talk</p></body></html>"
RECORDS = [
    make.record("warcinfo", "", b"software: Another\r\n"),
    make.response(URL, BODY),
    make.record("request", URL, b"GET / HTTP/1.1\r\n\r\n"),
    make.response(URL + "2/", BODY * 3),
]
FORMS = {
    "members.warc.gz": make.packed(RECORDS),
    "plain.warc": b"".join(RECORDS),
    "one.warc.gz": gzip.compress(b"".join(RECORDS)),
    "mixed.warc.gz": make.packed(RECORDS[:2]) + gzip.compress(b"".join(RECORDS[2:])),
    "pages.wacz": make.wacz(data=make.packed(RECORDS)),
}


def kept(tmp_path: Path, name: str, data: bytes) -> Path:
    (tmp_path / "imports").mkdir(exist_ok=True)
    path = tmp_path / "imports" / name
    path.write_bytes(data)
    return path


def captures(path: Path) -> list[Capture]:
    found = [capture_from(r, file) for file, r in read_foreign(path, f"imports/{path.name}") if isinstance(r, Record)]
    return [each for each in found if isinstance(each, Capture)]


def faults(path: Path) -> list[Fault]:
    return [found for _, found in read_foreign(path, f"imports/{path.name}") if isinstance(found, Fault)]


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_captures_and_each_place_leads_back(name: str, tmp_path: Path) -> None:
    path = kept(tmp_path, name, FORMS[name])
    assert is_archive(path)
    found = captures(path)
    assert [(c.url, c.body) for c in found] == [(URL, BODY), (URL + "2/", BODY * 3)]
    assert faults(path) == []
    for capture in reversed(found):
        assert capture.source
        assert read_capture(tmp_path / "warc", capture.source) == capture
        assert read_bytes(tmp_path / "warc", capture.source) == make.answer(capture.body)


def test_an_arc_file_is_read(tmp_path: Path) -> None:
    for name, data in (("a.arc", make.arc(URL, BODY)), ("a.arc.gz", gzip.compress(make.arc(URL, BODY)))):
        (capture,) = captures(kept(tmp_path, name, data))
        assert (capture.url, capture.body, f"{capture.fetched_at:%Y-%m-%d}") == (URL, BODY, "2005-03-14")
        assert capture.source
        assert read_capture(tmp_path / "warc", capture.source) == capture


@pytest.mark.parametrize(
    ("coding", "sent"),
    [
        ("br", brotli.compress(BODY)),
        ("zstd", zstandard.compress(BODY)),
        ("gzip", gzip.compress(BODY)),
        ("br", BODY),
        ("zstd", BODY),
        ("gzip", BODY),
        ("gzip, br", brotli.compress(gzip.compress(BODY))),
    ],
)
def test_a_body_is_decoded_whatever_its_coding_also_when_it_is_decoded_already(
    coding: str, sent: bytes, tmp_path: Path
) -> None:
    (capture,) = captures(kept(tmp_path, "a.warc", make.response(URL, sent, f"Content-Encoding: {coding}")))
    assert (capture.body, capture.problem) == (BODY, None)


def test_a_body_is_whole_whose_chunks_were_taken_away_already(tmp_path: Path) -> None:
    (capture,) = captures(kept(tmp_path, "a.warc", make.response(URL, BODY, "Transfer-Encoding: chunked")))
    assert capture.body == BODY


def test_a_bomb_is_refused_with_a_reason(tmp_path: Path) -> None:
    bomb = brotli.compress(bytes(70 * 1024 * 1024))
    (capture,) = captures(kept(tmp_path, "a.warc", make.response(URL, bomb, "Content-Encoding: br")))
    assert capture.body == b""
    assert "grows past" in (capture.problem or "")


def test_an_unknown_coding_is_refused_with_a_reason(tmp_path: Path) -> None:
    (capture,) = captures(kept(tmp_path, "a.warc", make.response(URL, BODY, "Content-Encoding: compress")))
    assert "compress" in (capture.problem or "")


def test_headers_of_the_first_server_count_again(tmp_path: Path) -> None:
    headers = ("x-orig-etag: abc", "X-Archive-Orig-Last-Modified: Mon", "x-orig-content-encoding: br")
    (capture,) = captures(kept(tmp_path, "a.warc", make.response(URL, BODY, *headers)))
    assert (capture.etag, capture.last_modified, capture.header("content-encoding")) == ("abc", "Mon", None)


def test_a_page_of_the_wayback_machine_is_the_page_it_kept(tmp_path: Path) -> None:
    wrapped = BODY.replace(
        b"talk", b'talk <a href="https://archive.example/web/20130710031355/http://b.example/">b</a>'
    )
    record = make.response(f"https://archive.example/web/20130710031355/{URL}", wrapped, at="2024-01-01T00:00:00Z")
    (capture,) = captures(kept(tmp_path, "a.warc", record))
    assert (capture.url, capture.fetched_at.isoformat()) == (URL, "2013-07-10T03:13:55+00:00")
    assert b'href="http://b.example/"' in capture.body


def test_addresses_in_angle_brackets_are_addresses(tmp_path: Path) -> None:
    (capture,) = captures(kept(tmp_path, "a.warc", make.response(f"<{URL}>", BODY)))
    assert capture.url == URL


@pytest.mark.parametrize("name", ["members.warc.gz", "plain.warc"])
def test_what_is_behind_a_damaged_place_is_read_and_the_place_is_told(name: str, tmp_path: Path) -> None:
    data = bytearray(FORMS[name])
    first = len(make.packed(RECORDS[:1])) if name.endswith("gz") else len(RECORDS[0])
    begins = first + 20 if name.endswith("gz") else first
    data[begins : begins + 10] = b"\0" * 10
    path = kept(tmp_path, name, bytes(data))
    assert [c.url for c in captures(path)] == [URL + "2/"]
    assert [(f.file, f.offset) for f in faults(path)][:1] == [(f"imports/{name}", first)]
    assert str(faults(path)[0]).startswith(f"imports/{name}: damaged at byte {first}: ")


def test_a_cut_tail_loses_the_last_record_only(tmp_path: Path) -> None:
    for name, data in FORMS.items():
        if name == "pages.wacz":
            continue
        path = kept(tmp_path, name, data[:-30])
        assert [c.url for c in captures(path)][:1] == [URL], name
        assert len(faults(path)) == 1, name


@pytest.mark.parametrize(
    "lie", ["Content-Length: 999999", "Content-Length: 10", "Content-Length: -5", "Content-Length: x"]
)
def test_a_record_that_lies_about_its_length_costs_only_itself(lie: str, tmp_path: Path) -> None:
    bad = make.response(URL, BODY)
    stated = next(line for line in bad.split(b"\r\n") if line.startswith(b"Content-Length"))
    path = kept(tmp_path, "a.warc", bad.replace(stated, lie.encode()) + make.response(URL + "2/", BODY))
    assert [c.url for c in captures(path)] == [URL + "2/"]
    assert faults(path)


def test_a_record_of_gigabytes_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.warc.sequence.LONGEST", 500)
    path = kept(tmp_path, "a.warc", make.response(URL, BODY * 100) + make.response(URL + "2/", BODY))
    assert [c.url for c in captures(path)] == [URL + "2/"]
    assert "more than is read" in faults(path)[0].what


def test_a_zip_that_is_no_wacz_and_one_packed_twice_are_refused_clearly(tmp_path: Path) -> None:
    with pytest.raises(WarcError, match="no WACZ"):
        list(read_foreign(kept(tmp_path, "a.wacz", make.wacz()), "imports/a.wacz"))
    with pytest.raises(WarcError, match="no whole WACZ"):
        list(read_foreign(kept(tmp_path, "b.wacz", FORMS["pages.wacz"][:-40]), "imports/b.wacz"))


@pytest.mark.parametrize("name", FORMS)
def test_no_bytes_raise_anything_but_our_own_error(name: str, tmp_path: Path) -> None:
    chance = random.Random(name)
    for _ in range(60):
        data = bytearray(FORMS[name])
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = kept(tmp_path, name, bytes(data[: chance.randrange(len(data))]))
        try:
            for file, found in read_foreign(path, f"imports/{name}"):
                if isinstance(found, Record):
                    capture_from(found, file)
        except WarcError:
            continue
