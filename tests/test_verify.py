"""Every fault that an archive can have is found, in the right file at the right byte, and a good archive has none."""

import gzip
import io
import itertools
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import kept
import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import StoreError
from archive.items import Capture
from archive.report import fixity
from archive.verify import log
from archive.verify.check import Report, check
from archive.verify.faults import ADVICE, Fault
from archive.verify.raw import walk
from archive.verify.warcfile import WarcFile
from archive.warc.ledger import INDEX, MANIFEST, WARC, Ledger
from archive.warc.members import Record, pack, read_records
from crawler.folder import undisturbed

TOOLS = Path(sys.executable).parent


@dataclass(frozen=True)
class Archive:
    """A copy to break."""

    data: Path
    captures: dict[str, Capture]

    def path(self, name: str) -> Path:
        """The file in which a capture stands."""
        source = self.captures[name].source
        assert source
        return self.data / WARC / source.file

    def at(self, name: str) -> int:
        """The byte where it stands."""
        source = self.captures[name].source
        assert source
        return source.offset

    def records(self, name: str) -> list[Record]:
        return list(read_records(self.path(name)))

    def write(self, name: str, members: list[bytes]) -> None:
        """Puts other members into the file of a capture."""
        self.path(name).write_bytes(b"".join(members))

    def with_member(self, name: str, change: Callable[[bytes], bytes]) -> None:
        """Changes the unpacked record of a capture."""
        found = self.records(name)
        members = [_member(self.path(name), each) for each in found]
        n = next(n for n, each in enumerate(found) if each.offset == self.at(name))
        members[n] = gzip.compress(change(gzip.decompress(members[n])))
        self.write(name, members)

    def sql(self, statement: str) -> None:
        with sqlite3.connect(self.data / "coursekeep.sqlite") as db:
            db.execute(statement)
        db.close()

    def check(self) -> Report:
        return check(self.data, "test")


def _member(path: Path, record: Record) -> bytes:
    return path.read_bytes()[record.offset : record.offset + record.length]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    data = tmp_path_factory.mktemp("good")
    return Archive(data, kept.make(data))


@pytest.fixture
def archive(good: Archive, tmp_path: Path) -> Archive:
    shutil.copytree(good.data, tmp_path / "data")
    return replace(good, data=tmp_path / "data")


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x10
    path.write_bytes(data)


def put(path: Path, text: str) -> None:
    path.write_text(text)


def lines(archive: Archive) -> list[str]:
    return (archive.data / INDEX).read_text().splitlines(keepends=True)


def without(archive: Archive, name: str, kind: str) -> None:
    """Takes a record away from beside a capture."""
    members = [_member(archive.path(name), each) for each in archive.records(name) if each.type != kind]
    archive.write(name, members)


def several(archive: Archive) -> None:
    """Puts the last two records of a file into one member."""
    members = [_member(archive.path("new"), each) for each in archive.records("new")]
    both = gzip.compress(gzip.decompress(members[-2]) + gzip.decompress(members[-1]))
    archive.write("new", [*members[:-2], both])


def last_but_one(archive: Archive) -> int:
    return archive.records("new")[-2].offset


MIDDLE = 200
"""Bytes into a member, where its packed data are."""
STALE = (b"hello", b"hallo")
SIZE = b"%d" % len(kept.HOME)
LENGTH = b"Content-Length: " + SIZE + b"\r\n\r\nHTTP"

Break = Callable[[Archive], object]
Where = tuple[str, str | None]
"""The capture in whose file the fault is, or the name of a file; and the capture at whose byte."""

FAULTS: dict[str, tuple[Break, str, Where]] = {
    "a flipped bit": (lambda a: flip(a.path("chunked"), a.at("chunked") + MIDDLE), "damaged", ("chunked", "chunked")),
    "a flipped bit where gzip does not look": (lambda a: flip(a.path("home"), a.at("home") + 5), "checksum", ("home", None)),
    "a flipped bit in the first byte": (lambda a: flip(a.path("cut"), a.at("cut")), "damaged", ("cut", "cut")),
    "a cut tail": (lambda a: a.path("new").write_bytes(a.path("new").read_bytes()[: a.at("new") + 99]), "cut", ("new", "new")),
    "a missing record end": (lambda a: a.with_member("home", lambda d: d[:-4]), "record_end", ("home", "home")),
    "half a record end": (lambda a: a.with_member("home", lambda d: d[:-2]), "record_end", ("home", "home")),
    "a stale block digest": (lambda a: a.with_member("chunked", lambda d: d.replace(*STALE)), "block_digest", ("chunked", "chunked")),
    "a stale payload digest": (lambda a: a.with_member("chunked", lambda d: d.replace(*STALE)), "payload_digest", ("chunked", "chunked")),
    "a length too short": (lambda a: a.with_member("home", lambda d: d.replace(LENGTH, LENGTH.replace(SIZE, b"%d" % (int(SIZE) - 3)))), "length", ("home", "home")),
    "a length too long": (lambda a: a.with_member("home", lambda d: d.replace(LENGTH, LENGTH.replace(SIZE, b"999"))), "length", ("home", "home")),
    "a length that is none": (lambda a: a.with_member("home", lambda d: d.replace(LENGTH, LENGTH.replace(SIZE, b"xii"))), "length", ("home", "home")),
    "no date": (lambda a: a.with_member("home", lambda d: d.replace(b"WARC-Date", b"WARC-Dote")), "fields", ("home", "home")),
    "what is no record": (lambda a: a.with_member("home", lambda d: b"hello" + d), "no_record", ("home", "home")),
    "a record of another file": (lambda a: a.with_member("home", lambda d: d.replace(b"Warcinfo-ID: <urn:uuid:", b"Warcinfo-ID: <urn:uuix:")), "warcinfo", ("home", "home")),
    "an answer without its request": (lambda a: without(a, "home", "request"), "unpaired", ("home", "home")),
    "a request without its answer": (lambda a: without(a, "new", "response"), "unpaired", ("new", "new")),
    "a revisit without its original": (lambda a: without(a, "home", "response"), "original", ("same", "same")),
    "a row that points nowhere": (lambda a: a.sql("update captures set warc_offset = warc_offset - 1 where url like '%/new/'"), "row", ("new", "-1")),
    "a row beyond the end": (lambda a: a.sql("update captures set warc_offset = 1000000 where url like '%/new/'"), "row", ("new", "1000000")),
    "a row with another digest": (lambda a: a.sql("update captures set payload_digest = 'sha256:00' where url like '%/new/'"), "row", ("new", "new")),
    "a row with another address": (lambda a: a.sql("update captures set url = 'http://x.example/' where url like '%/new/'"), "row", ("new", "new")),
    "a row with another length": (lambda a: a.sql("update captures set warc_length = 7 where url like '%/new/'"), "row", ("new", "new")),
    "a row of another record": (lambda a: a.sql("update captures set warc_offset = 0 where url like '%/new/'"), "row", ("new", "0")),
    "a row into a file that is not there": (lambda a: a.sql("update captures set warc_file = 'no.warc.gz' where url like '%/new/'"), "row", ("no.warc.gz", None)),
    "a missing file": (lambda a: a.path("new").unlink(), "missing", ("new", None)),
    "an unknown file": (lambda a: shutil.copy(a.path("new"), a.path("new").with_name("stranger.warc.gz")), "unknown", ("stranger.warc.gz", None)),
    "several records in a member": (several, "several", ("new", "several")),
    "an index without a line": (lambda a: put(a.data / INDEX, "".join(x for x in lines(a) if "/new/" not in x)), "index", ("new", "new")),
    "an index with another length": (lambda a: put(a.data / INDEX, "".join(x.replace('"length": "', '"length": "9') if "/new/" in x else x for x in lines(a))), "index", ("new", "new")),
    "an index with a line twice": (lambda a: put(a.data / INDEX, "".join(x * (1 + ("/new/" in x)) for x in lines(a))), "index", ("new", None)),
    "an index out of order": (lambda a: put(a.data / INDEX, "".join(reversed(lines(a)))), "index", (INDEX, None)),
    "an index with nonsense": (lambda a: put(a.data / INDEX, "".join(lines(a)) + "zzz\n"), "index", (INDEX, None)),
    "an index of a file that is not there": (lambda a: put(a.data / INDEX, "".join([*lines(a), lines(a)[-1].replace(".warc.gz", ".gone.gz")])), "index", (INDEX, None)),
    "no index": (lambda a: (a.data / INDEX).unlink(), "index", (INDEX, None)),
    "no manifest": (lambda a: (a.data / WARC / MANIFEST).unlink(), "manifest", (f"warc/{MANIFEST}", None)),
    "no database": (lambda a: (a.data / "coursekeep.sqlite").unlink(), "database", ("coursekeep.sqlite", None)),
    "a broken database": (lambda a: (a.data / "coursekeep.sqlite").write_bytes(b"x" * 9000), "database", ("coursekeep.sqlite", None)),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_at_its_file_and_byte(archive: Archive, name: str) -> None:
    spoil, kind, (where, at) = FAULTS[name]
    before = last_but_one(archive)
    spoil(archive)
    file = archive.path(where).name if where in archive.captures else where
    offset: int | None = None
    if at == "-1":
        offset = archive.at("new") - 1
    elif at == "several":
        offset = before
    elif at and at.isdigit():
        offset = int(at)
    elif at:
        offset = archive.at(at)
    if name == "a request without its answer":
        offset = archive.at("new")  # where the answer stood
    found = archive.check()
    assert (file, offset, kind) in {(f.file, f.offset, f.kind) for f in found.grave}
    assert any(file in line and (offset is None or f"at byte {offset:,}:" in line) for line in fixity.lines(found))


@pytest.mark.parametrize(
    ("tail", "kind"), [(bytes(100), "zeros"), (b"rubbish", "garbage"), (b"\x1f\x8b\x08 rubbish", "damaged")]
)
def test_what_stands_after_the_end_is_found_where_it_begins(archive: Archive, tail: bytes, kind: str) -> None:
    path = archive.path("new")
    size = path.stat().st_size
    with path.open("ab") as file:
        file.write(tail)
    found = {(f.file, f.offset, f.kind) for f in archive.check().grave}
    assert (path.name, size, kind) in found and (path.name, None, "checksum") in found


def test_a_good_archive_has_no_fault(archive: Archive) -> None:
    report = archive.check()
    assert report.faults == []
    assert (report.files, report.rows, report.index_lines) == (2, 6, 14)
    assert list(fixity.lines(report))[-1] == "result   all well"


def test_damage_in_one_record_hides_no_damage_behind_it(archive: Archive) -> None:
    flip(archive.path("home"), archive.at("home") + MIDDLE)
    flip(archive.path("cut"), archive.at("cut") + MIDDLE)
    found = {(f.offset, f.kind) for f in archive.check().grave}
    assert {(archive.at("home"), "damaged"), (archive.at("cut"), "damaged")} <= found
    assert not any(kind in ("row", "index", "unpaired") for _, kind in found)


def test_every_flipped_bit_of_a_file_is_found(archive: Archive) -> None:
    path = archive.path("new")
    whole = path.read_bytes()
    for at in range(0, len(whole), 131):
        flip(path, at)
        assert archive.check().grave, f"byte {at}"
        path.write_bytes(whole)


def test_a_file_cut_anywhere_is_found(archive: Archive) -> None:
    path = archive.path("new")
    whole = path.read_bytes()
    for size in range(0, len(whole), 173):
        path.write_bytes(whole[:size])
        assert any(f.file == path.name for f in archive.check().grave), f"{size} bytes"


def test_revisits_are_judged_by_the_payload_that_they_repeat(archive: Archive) -> None:
    """FastWARC's `check -p` compares a revisit's payload digest with the revisit's own, empty payload."""
    assert archive.check().grave == []
    theirs = subprocess.run([TOOLS / "fastwarc", "check", "-p", archive.path("same")], capture_output=True, text=True)
    assert theirs.returncode != 0


def test_chunked_payloads_are_judged_without_their_chunks(archive: Archive) -> None:
    """warcio digests the chunks with the payload (webrecorder/warcio#74): its alarm is false."""
    theirs = subprocess.run([TOOLS / "warcio", "check", "-v", archive.path("chunked")], capture_output=True, text=True)
    assert theirs.stdout.count("digest failed") == 1 and "payload digest failed" in theirs.stdout
    assert archive.check().grave == []


def test_what_other_tools_do_not_find_fault_with_is_sound(archive: Archive) -> None:
    for path in sorted((archive.data / WARC).glob("*.gz")):
        subprocess.run(["gzip", "-t", path], check=True)
        assert subprocess.run([TOOLS / "fastwarc", "check", path], capture_output=True).returncode == 0


def test_two_processes_find_what_one_finds(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    flip(archive.path("home"), archive.at("home") + MIDDLE)
    alone = archive.check()
    monkeypatch.setattr("archive.verify.check.SMALL", 0)
    told: list[tuple[str, int, int]] = []
    both = check(archive.data, "test", lambda *step: told.append(step))
    assert sorted(map(repr, both.faults)) == sorted(map(repr, alone.faults))
    assert told[-1][1] == told[-1][2] > 0


def test_a_growing_file_is_no_fault(archive: Archive) -> None:
    path = archive.path("new").with_name("later.warc.gz.open")
    path.write_bytes(b"\x1f\x8b")
    report = archive.check()
    assert report.grave == [] and [(f.file, f.kind) for f in report.faults] == [(path.name, "open")]


def test_files_of_other_tools_must_be_what_they_were_and_may_be_odd(archive: Archive) -> None:
    (archive.data / "imports").mkdir()
    odd = archive.data / "imports" / "odd.warc.gz"
    record = Record(headers=(("WARC-Type", "response"), ("WARC-Record-ID", "<urn:x:1>"), ("WARC-Date", "2013-07-10T00:00:00Z"),
                             ("WARC-Target-URI", "http://a.example/"), ("WARC-Block-Digest", "sha1:" + "A" * 32)), block=b"HTTP/1.1 200 OK\r\n\r\nx")  # fmt: skip
    odd.write_bytes(pack(record))
    Ledger(archive.data).take("imports/odd.warc.gz")
    report = archive.check()
    assert report.grave == []
    assert [(f.file, f.offset, f.kind) for f in report.faults] == [("imports/odd.warc.gz", 0, "foreign")]
    odd.write_bytes(pack(replace(record, block=b"HTTP/1.1 200 OK\r\n\r\ny")))
    assert ("imports/odd.warc.gz", "checksum") in [(f.file, f.kind) for f in archive.check().grave]


def test_an_import_that_is_gone_is_missed(archive: Archive) -> None:
    (archive.data / "imports").mkdir()
    text = archive.data / "imports" / "notes.txt"
    text.write_text("Week 1")
    Ledger(archive.data).take("imports/notes.txt")
    assert archive.check().grave == []
    text.unlink()
    assert [(f.file, f.kind) for f in archive.check().grave] == [("imports/notes.txt", "missing")]


def test_a_file_that_the_database_does_not_know_yet_is_only_told(archive: Archive) -> None:
    archive.sql(f"delete from warc_files where name = '{archive.path('new').name}'")
    report = archive.check()
    assert [f.kind for f in report.grave] == [] and [f.kind for f in report.faults] == ["database"]


def test_every_kind_has_advice_and_is_told_in_words(archive: Archive) -> None:
    kinds = {kind for _, kind, _ in FAULTS.values()}
    assert kinds <= ADVICE.keys()
    many = [Fault(file="x", offset=n, kind="row", what="is wrong") for n in range(300)]
    told = list(fixity.lines(Report(at="now", software="x", faults=many)))
    assert any("and 100 more" in line for line in told) and told[-1] == "result   damaged: 300 row in 1 file"


def test_a_folder_without_an_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no archive here"):
        check(tmp_path, "test")


def test_the_log_is_only_added_to_and_survives_a_cut_line(tmp_path: Path) -> None:
    (tmp_path / WARC).mkdir()
    assert log.last(tmp_path) is None
    log.append(tmp_path, {"at": "2026-11-22T15:12:00Z", "result": "ok"})
    with (tmp_path / log.FIXITY).open("a") as file:
        file.write('{"at": "2026-11-23T')
    assert (log.last(tmp_path) or {})["at"] == "2026-11-22T15:12:00Z"
    log.append(tmp_path, {"at": "2026-11-24T15:12:00Z", "result": "damaged", "faults": 2})
    first, _, third = (tmp_path / log.FIXITY).read_text().splitlines()
    assert (json.loads(first)["result"], json.loads(third)["result"]) == ("ok", "damaged")
    assert log.words(log.last(tmp_path)) == "2 faults at 2026-11-24T15:12:00Z; `coursekeep verify` names them"


def test_the_verb_exits_4_names_what_is_wrong_and_keeps_a_log(archive: Archive) -> None:
    command = [TOOLS / "coursekeep", "verify", "--data", archive.data]
    well = subprocess.run(command, capture_output=True, text=True)
    assert (well.returncode, well.stdout.splitlines()[-1]) == (0, "result   all well")
    flip(archive.path("home"), archive.at("home") + MIDDLE)
    ran = subprocess.run([*command, "--json"], capture_output=True, text=True)
    told = json.loads(ran.stdout)
    assert ran.returncode == 4 and told["result"] == "damaged"
    assert {"file", "offset", "kind", "what", "advice"} <= told["faults"][0].keys()
    assert [json.loads(line)["result"] for line in (archive.data / log.FIXITY).read_text().splitlines()] == [
        "ok",
        "damaged",
    ]


def test_members_that_unpack_to_much_are_as_long_as_they_are(tmp_path: Path) -> None:
    large = gzip.compress(b"WARC/1.1\r\n" + bytes(range(256)) * 40_000)
    whole = io.BytesIO(large * 3)
    assert [(each.offset, each.length) for each in walk(whole)] == [(n * len(large), len(large)) for n in range(3)]


def test_an_archive_that_is_written_to_is_left_alone(archive: Archive) -> None:
    with FileLock(archive.data / ".lock"):
        ran = subprocess.run([TOOLS / "coursekeep", "verify", "--data", archive.data], capture_output=True, text=True)
    assert ran.returncode == 5 and "check it when that is done" in ran.stderr
    assert not (archive.data / log.FIXITY).exists()


def test_a_folder_that_cannot_be_written_is_checked_all_the_same(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with undisturbed(archive.data):
        assert archive.check().grave == []
    assert not (archive.data / ".lock").exists()


@settings(max_examples=200, deadline=None)
@given(
    head=st.sampled_from([b"", b"WARC/1.1\r\n", b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 20\r\n\r\n"]),
    rest=st.binary(max_size=99),
)
def test_no_bytes_are_too_odd_to_be_judged(head: bytes, rest: bytes) -> None:
    for data in (gzip.compress(head + rest), head + rest):
        found = WarcFile("x.warc.gz", ()).check(io.BytesIO(data))
        assert found.faults or not data
        assert found.bytes == len(data)


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "1e3", "\u0663", ""])
@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "x" * 5000])
def test_no_header_is_too_odd_to_be_judged(length: str, date: str) -> None:
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nWARC-Date: {date}\r\nContent-Length: {length}\r\n\r\n"
    kinds = {f.kind for f in WarcFile("x", ()).check(io.BytesIO(gzip.compress(head.encode()))).faults}
    assert "length" in kinds or "fields" in kinds


def test_an_index_of_nonsense_is_judged(archive: Archive) -> None:
    deep = "org,example)/ 20261122151200 " + "[" * 50_000
    (archive.data / INDEX).write_bytes(deep.encode() + b"\n\xff\xfe\n" + b"x" * 100_000 + b"\n{}\n")
    assert {f.kind for f in archive.check().grave} == {"index"}


def test_progress_is_told_in_bytes_within_a_file(archive: Archive) -> None:
    told: list[tuple[str, int, int]] = []
    check(archive.data, "test", lambda *step: told.append(step))
    assert len(told) > 30 and told[-1][1] == told[-1][2]
    assert all(a[1] <= b[1] for a, b in itertools.pairwise(told))


@pytest.mark.parametrize(
    "content",
    [b"garbage" * 50, gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"), b""],
)
def test_of_a_file_that_somebody_else_put_there_only_that_is_told(archive: Archive, content: bytes) -> None:
    path = archive.path("new").parent / "notes.warc.gz"
    path.write_bytes(content)
    report = archive.check()
    assert ("notes.warc.gz", None, "stranger") in {(f.file, f.offset, f.kind) for f in report.grave}
    assert {f.kind for f in report.grave if f.file == path.name} <= {"stranger", "unknown"}
    assert any("move it out of warc/" in line for line in fixity.lines(report))


def test_a_file_of_ours_that_lost_its_beginning_is_no_stranger(archive: Archive) -> None:
    path = archive.path("new")
    path.write_bytes(bytes(200) + path.read_bytes()[200:])
    assert "stranger" not in {f.kind for f in archive.check().faults}
