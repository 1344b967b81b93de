"""`show` names every capture of an address, and `cat` gives its bytes back, those of revisits too."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import kept
import pytest

from archive.errors import CoursekeepError, StoreError, WarcError
from archive.report.captures import address_lines, addresses, capture_lines, captures
from archive.warc.ledger import INDEX, WARC, Ledger
from archive.warc.lookup import Lookup
from archive.warc.members import Record, pack
from archive.warc.records import CrawlInfo
from archive.warc.writer import WarcWriter
from crawler.moment import last_second
from crawler.printing import chosen, printed

CHUNKED = f"{kept.BLOG}/chunked/"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    kept.make(folder)
    return folder


def cat(data: Path, url: str, at: str | None = None, **more: bool) -> bytes:
    lookup = Lookup(data)
    return printed(lookup, chosen(lookup, url, at), **{"headers": False, "exact": False, **more})


def test_every_capture_is_named_newest_first_with_its_place(data: Path) -> None:
    new, old = captures(Lookup(data), CHUNKED)
    assert (new["kind"], new["fetched_at"], new["status"]) == ("revisit", "2026-11-29T15:12:00Z", 200)
    assert new["revisit_of"] == {
        "url": CHUNKED,
        "date": "2026-11-22T15:12:01.123Z",
        "profile": "identical-payload-digest",
    }
    assert new["payload_digest"] == old["payload_digest"]
    assert (old["kind"], old["blog"], old["crawl"]) == ("response", "ana", "20261122151200")
    member = (data / WARC / old["file"]).read_bytes()[old["offset"] : old["offset"] + old["length"]]
    assert kept.CHUNKED in subprocess.run(["gzip", "-dc"], input=member, capture_output=True, check=True).stdout


@pytest.mark.parametrize("url", [CHUNKED[:-1], CHUNKED.replace("http:", "https:"), CHUNKED.replace("//", "//www."), CHUNKED + "#x"])  # fmt: skip
def test_an_address_is_found_however_it_is_written(data: Path, url: str) -> None:
    assert len(captures(Lookup(data), url)) == 2


def test_a_revisit_without_a_payload_and_a_cut_answer_say_so_in_words(data: Path) -> None:
    home = list(capture_lines(captures(Lookup(data), kept.BLOG)))
    assert home[0] == f"2026-11-29T15:12:00Z  304  revisit, not modified since {kept.BLOG}/ of 2026-11-22T15:12:00.123Z"
    assert "no payload of its own" in home[1] and "at byte" in home[1]
    cut = list(capture_lines(captures(Lookup(data), f"{kept.BLOG}/cut/")))
    assert cut[0].endswith("response, text/html, cut short (disconnect)")


def test_addresses_that_begin_alike_are_counted(data: Path) -> None:
    told = addresses(Lookup(data), f"{kept.BLOG}/c")
    assert [(each["url"].removeprefix(kept.BLOG), each["captures"]) for each in told] == [
        ("/chunked/", 2),
        ("/cut/", 1),
    ]
    assert next(iter(address_lines(told))) == f"    2  2026-11-29T15:12:00Z  {CHUNKED}"
    assert addresses(Lookup(data), f"{kept.BLOG}/chunked/")[0]["captures"] == 2


def test_an_address_that_is_not_here_brings_the_nearest(data: Path) -> None:
    with pytest.raises(CoursekeepError, match=rf"not in the archive; nearest are\n  {CHUNKED}"):
        captures(Lookup(data), f"{kept.BLOG}/chunky/")
    with pytest.raises(CoursekeepError, match="nor is anything else of this host"):
        captures(Lookup(data), "http://other.example/")
    with pytest.raises(CoursekeepError, match="no address in the archive begins so; nearest are"):
        addresses(Lookup(data), f"{kept.BLOG}/zzz/")


def test_every_line_is_found_by_its_own_address(data: Path) -> None:
    lookup = Lookup(data)
    for raw in (data / INDEX).read_text().splitlines():
        url = json.loads(raw.split(" ", 2)[2])["url"]
        assert any(line.url == url for line in lookup.lines(url)), url


def test_a_body_comes_with_its_codings_undone_and_exactly_if_asked(data: Path) -> None:
    assert cat(data, CHUNKED) == b"hello world"
    assert cat(data, CHUNKED, exact=True) == kept.CHUNKED.partition(b"\r\n\r\n")[2]
    assert cat(data, CHUNKED, exact=True, headers=True) == kept.CHUNKED
    assert cat(data, CHUNKED, "2026-11-22", exact=True, headers=True) == kept.CHUNKED


def test_a_page_that_was_not_modified_comes_as_it_was(data: Path) -> None:
    lookup = Lookup(data)
    assert chosen(lookup, kept.BLOG, None).capture.status == 304
    assert cat(data, kept.BLOG) == kept.HOME[-32:]
    assert cat(data, kept.BLOG, headers=True) == kept.HOME


def test_a_moment_chooses_what_stood_then(data: Path) -> None:
    lookup = Lookup(data)
    for moment, kind in (("2026-11-22", "response"), ("20261129", "revisit"), ("2026-11-28T23:59", "response")):
        assert chosen(lookup, CHUNKED, moment).kind == kind
    with pytest.raises(CoursekeepError, match="first captured at 2026-11-22 15:12:01 UTC, which is later"):
        chosen(lookup, CHUNKED, "2026-11-21")


@pytest.mark.parametrize(
    ("moment", "digits"),
    [
        ("2026", "20261231235959"),
        ("2024-02", "20240229235959"),
        ("2026-11-22", "20261122235959"),
        ("2026-11-22T15", "20261122155959"),
        ("2026-11-22 15:12", "20261122151259"),
        ("2026-11-22T15:12:00.123Z", "20261122151200"),
        ("20261122151200", "20261122151200"),
        ("2026-11-22T15:12:00+13:00", "20261122021200"),
    ],
)
def test_a_moment_is_read_in_every_usual_form(moment: str, digits: str) -> None:
    assert last_second(moment) == digits


@pytest.mark.parametrize(
    "moment",
    [
        "yesterday",
        "",
        "26",
        "2026-13-45T99:99 or so",
        "2026-13",
        "2026-02-30",
        "0000",
        "2026-01-01T25",
        "0001-01-01T00:00+14:00",
        "9" * 99,
    ],
)
def test_what_is_no_moment_is_refused(moment: str) -> None:
    with pytest.raises(ValueError, match="is no time: write"):
        last_second(moment)


def test_a_cut_answer_is_printed_where_there_is_no_better(data: Path) -> None:
    assert cat(data, f"{kept.BLOG}/cut/") == kept.HOME[-32:-9]


def test_captures_within_one_second_stand_in_their_order_and_a_revisit_finds_its_own(tmp_path: Path) -> None:
    def at(number: int) -> datetime:
        return kept.NOW.replace(microsecond=100_000 * number)

    states = [kept.HOME[:-1] + letter.encode() for letter in "abcdef"]
    with WarcWriter(tmp_path / WARC, CrawlInfo(crawl="1"), ledger=Ledger(tmp_path), clock=lambda: kept.NOW) as out:
        made = [out.write_exchange(kept.exchange("/", state, at(n))) for n, state in enumerate(states)]
        for n, capture in enumerate(made, 1):
            out.write_revisit(kept.exchange("/", kept.UNCHANGED, at(0) + timedelta(minutes=n)), capture)
    lookup = Lookup(tmp_path)
    assert [lookup.read(line).capture.fetched_at for line in lookup.lines(kept.BLOG)][:6] == [
        capture.fetched_at for capture in made
    ]
    assert cat(tmp_path, kept.BLOG, "2026-11-22T15:12:00") == states[-1][-32:]
    for n, state in enumerate(states, 1):
        assert cat(tmp_path, kept.BLOG, f"2026-11-22T15:{12 + n}") == state[-32:]


def test_a_revisit_of_what_is_gone_says_so(tmp_path: Path) -> None:
    made = kept.make(tmp_path)
    assert made["chunked"].source
    name = made["chunked"].source.file
    Ledger(tmp_path).drop(name)
    (tmp_path / WARC / name).unlink()
    with pytest.raises(CoursekeepError, match="which the archive has no longer"):
        cat(tmp_path, CHUNKED)


def test_files_of_other_tools_are_shown_and_printed(tmp_path: Path) -> None:
    (tmp_path / "imports").mkdir()
    (tmp_path / WARC).mkdir()
    headers = (("WARC-Type", "response"), ("WARC-Record-ID", "<urn:x:1>"), ("WARC-Date", "2013-07-10T00:00:00Z"), ("WARC-Target-URI", "http://a.example/"), ("Content-Type", "application/http; msgtype=response"))  # fmt: skip
    (tmp_path / "imports" / "x.warc.gz").write_bytes(pack(Record(headers=headers, block=kept.HOME)))
    Ledger(tmp_path).take("imports/x.warc.gz")
    (told,) = captures(Lookup(tmp_path), "http://a.example/")
    assert (told["file"], told["offset"], told["status"]) == ("imports/x.warc.gz", 0, 200)
    assert cat(tmp_path, "http://a.example/") == kept.HOME[-32:]


def test_a_folder_without_an_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no archive here; crawl first"):
        Lookup(tmp_path)
    (tmp_path / "warc").mkdir()
    with pytest.raises(WarcError, match=r"index\.cdxj: there is no index here"):
        Lookup(tmp_path)


def run(*arguments: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([Path(sys.executable).parent / "coursekeep", *arguments], capture_output=True)


def test_the_verbs_print_data_on_stdout_and_words_on_stderr(data: Path) -> None:
    ran = run("cat", CHUNKED, "--data", data)
    assert (ran.returncode, ran.stdout) == (0, b"hello world")
    assert ran.stderr.startswith(b"coursekeep: http://blog.example/chunked/ of 2026-11-29 15:12:00 UTC, status 200")
    ran = run("show", CHUNKED, "--data", data, "--json")
    assert [each["kind"] for each in json.loads(ran.stdout)] == ["revisit", "response"]
    assert b"/cut/" in run("show", f"{kept.BLOG}/*", "--data", data).stdout
    ran = run("show", f"{kept.BLOG}/nothing/", "--data", data)
    assert (ran.returncode, ran.stdout) == (1, b"") and b"Traceback" not in ran.stderr
