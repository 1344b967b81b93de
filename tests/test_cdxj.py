"""The index is that of cdxj-indexer, line for line, at every moment of an archive's life."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.errors import WarcError
from archive.warc.ledger import INDEX, MANIFEST, WARC, Ledger, read_manifest, sha256_of
from archive.warc.members import Record, pack
from archive.warc.records import CrawlInfo, Exchange
from archive.warc.surt import surt
from archive.warc.writer import WarcWriter, recover

NOW = datetime(2026, 11, 22, 15, 12, 0, 123456, tzinfo=UTC)
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n<p>hello</p>"
INDEXER = Path(sys.executable).parent / "cdxj-indexer"


def exchange(url: str, response: bytes = PAGE, minutes: int = 0) -> Exchange:
    return Exchange(
        url=url, started=NOW + timedelta(minutes=minutes), request=b"GET / HTTP/1.1\r\n\r\n", response=response
    )


def writer(data: Path, **more: Any) -> WarcWriter:
    return WarcWriter(data / WARC, CrawlInfo(crawl="1"), ledger=Ledger(data), host="h", **more)


def lines(data: Path) -> list[str]:
    return (data / INDEX).read_text().splitlines()


def filled(data: Path) -> list[Path]:
    """Two files with a record of every kind."""
    with writer(data, max_bytes=3000) as out:
        out.write_json("urn:coursekeep:crawl:1:start", {"blogs": []})
        first = out.write_exchange(exchange("http://www.blog.example:80/B/?z=1&a=2#top"))
        out.write_revisit(exchange("http://blog.example/again/", minutes=1), first)
        out.write_revisit(exchange("http://blog.example/b", b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'), first)
        out.write_exchange(
            exchange("https://blog.example/caf\xe9/", PAGE.replace(b"Content-Type: text/html; charset=UTF-8", b"A: b"))
        )
        chunked = (
            b"HTTP/1.1 200 OK\r\nContent-Type:text/css\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nok\r\n0\r\n\r\n"
        )
        out.write_exchange(
            exchange("http://127.0.0.1:8081/style.css?ver=1", b"HTTP/1.1 103 Early Hints\r\n\r\n" + chunked)
        )
        out.write_exchange(
            exchange("http://blog.example/moved", b"HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n", minutes=-9)
        )
        out.write_failure(exchange("http://gone.example/", b"\x00"), "garbage")
    return sorted((data / WARC).glob("*.warc.gz"))


def indexed(paths: list[Path]) -> list[str]:
    if not INDEXER.exists():
        pytest.skip("cdxj-indexer is not installed: pip install cdxj-indexer")
    ran = subprocess.run([INDEXER, "-s", *paths], capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


def test_the_index_is_that_of_cdxj_indexer(tmp_path: Path) -> None:
    paths = filled(tmp_path)
    assert len(paths) > 1
    assert lines(tmp_path) == indexed(paths)


def test_responses_without_digests_are_indexed_as_by_cdxj_indexer(tmp_path: Path) -> None:
    path = tmp_path / WARC / "other.warc.gz"
    path.parent.mkdir()
    head = (("WARC-Date", "2013-07-10T03:13:55Z"), ("WARC-Target-URI", "http://a.example/"))
    kinds = {
        "response": ("application/http; msgtype=response", PAGE),
        "resource": ("image/png", b"\x89PNG"),
        "metadata": ("application/warc-fields", b"via: x\r\n"),
        "request": ("application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
    }
    records = [
        Record(headers=(("WARC-Type", kind), *head, ("Content-Type", mime)), block=block)
        for kind, (mime, block) in kinds.items()
    ]
    path.write_bytes(b"".join(map(pack, records)))
    Ledger(tmp_path).rebuild()
    assert lines(tmp_path) == indexed([path])
    assert [json.loads(line.split(" ", 2)[2])["mime"] for line in lines(tmp_path)] == ["image/png", "text/html"]


def test_each_line_leads_to_its_record(tmp_path: Path) -> None:
    paths = {path.name: path for path in filled(tmp_path)}
    for line in lines(tmp_path):
        told = json.loads(line.split(" ", 2)[2])
        with paths[told["filename"]].open("rb") as file:
            file.seek(int(told["offset"]))
            member = file.read(int(told["length"]))
        unpacked = subprocess.run(["gzip", "-dc"], input=member, capture_output=True, check=True).stdout
        assert f"WARC-Target-URI: {told['url']}\r\n".encode() in unpacked


def test_the_index_is_sorted_and_made_again_from_the_files_the_same(tmp_path: Path) -> None:
    filled(tmp_path)
    kept = (tmp_path / INDEX).read_bytes()
    assert kept.splitlines() == sorted(kept.splitlines())
    (tmp_path / INDEX).write_text("nothing\n")
    Ledger(tmp_path).rebuild()
    assert (tmp_path / INDEX).read_bytes() == kept


def test_later_files_are_merged_and_a_file_entered_again_takes_its_own_place(tmp_path: Path) -> None:
    paths = filled(tmp_path)
    with writer(tmp_path) as out:
        out.write_exchange(exchange("http://aaa.example/"))
    everything = sorted((tmp_path / WARC).glob("*.warc.gz"))
    assert lines(tmp_path) == sorted(lines(tmp_path)) and lines(tmp_path)[-1:] == indexed(everything)[-1:]
    before = lines(tmp_path)
    Ledger(tmp_path).take(paths[0].name)
    assert lines(tmp_path) == before == indexed(everything)
    paths[0].unlink()
    Ledger(tmp_path).drop(paths[0].name)
    assert lines(tmp_path) == indexed([path for path in everything if path != paths[0]])
    assert paths[0].name not in read_manifest(tmp_path / WARC / MANIFEST)


def test_a_growing_file_is_in_no_index_and_a_killed_writers_file_is_taken_in(tmp_path: Path) -> None:
    out = writer(tmp_path)
    out.write_exchange(exchange("http://blog.example/"))
    assert not (tmp_path / INDEX).exists()
    (done,) = recover(tmp_path / WARC, Ledger(tmp_path))
    path = tmp_path / WARC / done.file
    assert lines(tmp_path) == indexed([path])
    assert read_manifest(tmp_path / WARC / MANIFEST) == {done.file: sha256_of(path)}


@pytest.mark.parametrize("step", ["replace", "fsync", "rename"])
def test_a_kill_at_any_step_of_closing_leaves_what_the_next_start_mends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    filled(tmp_path)
    before = lines(tmp_path)
    out = writer(tmp_path)
    out.write_exchange(exchange("http://blog.example/later/"))
    with monkeypatch.context() as patch:

        def killed(*_: Any) -> None:
            raise KeyboardInterrupt

        patch.setattr(*((os, "fsync") if step == "fsync" else (Path, step)), killed)
        with pytest.raises(KeyboardInterrupt):
            out.close()
    assert lines(tmp_path)[: len(before)] == before or step == "rename"
    recover(tmp_path / WARC, Ledger(tmp_path))
    paths = sorted((tmp_path / WARC).glob("*.warc.gz"))
    assert lines(tmp_path) == indexed(paths)
    assert read_manifest(tmp_path / WARC / MANIFEST) == {path.name: sha256_of(path) for path in paths}


def test_the_manifest_is_as_sha256sum_and_bagit_have_it(tmp_path: Path) -> None:
    filled(tmp_path)
    subprocess.run(["sha256sum", "-c", "--strict", MANIFEST], cwd=tmp_path / WARC, check=True, capture_output=True)


def test_an_archive_without_a_ledger_gets_one_and_a_manifest_never_changes_its_mind(tmp_path: Path) -> None:
    paths = filled(tmp_path)
    kept = (tmp_path / INDEX).read_bytes(), (tmp_path / WARC / MANIFEST).read_bytes()
    (tmp_path / INDEX).unlink()
    (tmp_path / WARC / MANIFEST).unlink()
    Ledger(tmp_path).begin()
    assert ((tmp_path / INDEX).read_bytes(), (tmp_path / WARC / MANIFEST).read_bytes()) == kept
    with paths[0].open("ab") as file:
        file.write(pack(Record(headers=(("WARC-Type", "metadata"),), block=b"")))
    Ledger(tmp_path).rebuild()
    assert (tmp_path / WARC / MANIFEST).read_bytes() == kept[1]


def test_files_of_other_tools_stand_in_the_same_index_and_in_a_manifest_of_their_own(tmp_path: Path) -> None:
    (path, *_) = filled(tmp_path)
    (tmp_path / "imports").mkdir()
    path.rename(tmp_path / "imports" / "wget.warc.gz")
    Ledger(tmp_path).drop(path.name)
    Ledger(tmp_path).take("imports/wget.warc.gz")
    assert any(line.endswith('"filename": "imports/wget.warc.gz"}') for line in lines(tmp_path))
    assert list(read_manifest(tmp_path / "imports" / MANIFEST)) == ["wget.warc.gz"]


def test_an_index_that_cannot_be_written_stops_the_writer_and_loses_nothing(tmp_path: Path) -> None:
    out = writer(tmp_path)
    out.write_exchange(exchange("http://blog.example/"))
    (tmp_path / (INDEX + ".new")).mkdir()
    with pytest.raises(WarcError, match=r"index\.cdxj.*cannot be written"):
        out.close()
    assert out.error
    (tmp_path / (INDEX + ".new")).rmdir()
    recover(tmp_path / WARC, Ledger(tmp_path))
    assert len(lines(tmp_path)) == 1


KEYS = [
    ("", "-"),
    ("http://www.Example.org:80/", "org,example)/"),
    ("https://www2.example.org:443/A/b/", "org,example)/a/b"),
    ("https://example.org:80/", "org,example:80)/"),
    ("example.org", "org,example)/"),
    ("http://user:secret@example.org/?", "org,example)/"),
    ("http://a.example/x?b=2&a=1&a", "example,a)/x?a&a=1&b=2"),
    ("http://a.example/%2541/../B//c/./?q=%C3%89+x", "example,a)/b/c?q=%c3%89+x"),
    ("http://caf\xe9.example/\xe9", "example,xn--caf-dma)/%c3%a9"),
    ("http://127.1:8081/", "1,0,0,127:8081)/"),
    ("http://2130706433/", "1,0,0,127)/"),
    ("http://256.1.1.1/", "1,1,1,256)/"),
    ("http://a.example/p?x=1&PHPSESSID=0123456789abcdef0123456789abcdef&y=2", "example,a)/p?x=1&y=2"),
    ("http://a.example/x#part", "example,a)/x"),
    ("urn:coursekeep:crawl:1:END", "urn:coursekeep:crawl:1:end"),
    ("http://a.example:many/", "http://a.example:many/"),
    ("http://a.example:99999/", "http://a.example:99999/"),
    ("http://http://a.example/", "example,a)/"),
    ("http://a.example/(s(abcdefghij0123456789abcd))/x.aspx", "example,a)/x.aspx"),
]


@pytest.mark.parametrize(("url", "key"), KEYS)
def test_addresses_are_sorted_as_the_wayback_machine_sorts_them(url: str, key: str) -> None:
    assert surt(url) == key


def test_the_keys_are_those_of_cdxj_indexer() -> None:
    theirs = "import json, sys; from cdxj_indexer.main import CDXJIndexer as I; print(json.dumps([I.get_url_key(None, u) for u in sys.argv[1:]]))"
    command = [sys.executable, "-W", "ignore", "-c", theirs, *(url for url, _ in KEYS)]
    ran = subprocess.run(command, capture_output=True, text=True)
    if "ModuleNotFoundError" in ran.stderr:
        pytest.skip("cdxj-indexer is not installed: pip install cdxj-indexer")
    assert json.loads(ran.stdout) == [key for _, key in KEYS]


@pytest.mark.parametrize("piece", ["cfid=", "(", "/..", "%25", "&", "sid=", "www.", "a.", "http://"])
def test_no_address_takes_long(piece: str) -> None:
    assert surt("http://a.example/x?" + piece * 20_000) and surt("http://a.example/" + piece * 20_000)
    assert surt("http://" + piece * 20_000)


def test_an_address_escaped_over_and_over_does_not_take_long() -> None:
    assert surt("http://a.example/%" + "25" * 5_000 + "41") == "example,a)/a"
