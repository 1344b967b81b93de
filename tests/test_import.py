"""`coursekeep import`: what other tools kept gives the rows that our own crawl gives, once, in order, and is never changed."""

import gzip
import hashlib
import json
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import foreign as make
import pytest
from blog import Blog
from command import Ran, assert_whole, coursekeep, crawl, dump, rows
from warcio.capture_http import capture_http

HOME = "http://old.example/"
TABLES = ("posts", "comments", "pingbacks", "reference_entries", "citations", "links")
OF_THE_MOMENT = {
    "capture_id",
    "first_seen_at",
    "last_seen_at",
    "crawl_id",
    "html",
    "id",
    "post_id",
    "blog_id",
    "comment_id",
}
ONLY_REST_TELLS = {"author", "author_url", "modified_at", "stated_comment_count", "wp_id", "parent_id", "language"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def taken(*words: object, data: Path, code: int = 0) -> Any:
    ran = told(*words, "--json", data=data)
    assert ran.code == code, ran.err
    return ran.json


def told(*words: object, data: Path) -> Ran:
    return coursekeep("import", *words, "--data", data, cwd=data.parent)


def written(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def a_course(home: str = HOME) -> list[bytes]:
    talk = [(11, "Ana", "Well seen, I thought."), (12, "Ben", "I saw it otherwise, and say so here.")]
    return [
        make.record("warcinfo", "", b"software: Another/1.0\r\n"),
        make.response(
            f"{home}2013/chalk/", make.post(home, "2013/chalk", "Chalk", "We wrote with chalk on a wall.", talk)
        ),
        make.response(f"{home}2013/board/", make.post(home, "2013/board", "Board", "Then the board came, and stayed.")),
        make.response(f"{home}logo.png", b"\x89PNG", mime="image/png"),
        make.response("http://other.example/x", b"<html><body><p>Not WordPress</p></body></html>"),
    ]


def of(data: Path, table: str) -> list[dict[str, Any]]:
    """Rows without what only REST tells, and what differs between two archives."""
    columns = [name for (_, name, *_) in rows(data, f"pragma table_info({table})")]
    wanted = [c for c in columns if c not in OF_THE_MOMENT | ONLY_REST_TELLS]
    return sorted(
        (dict(zip(wanted, row, strict=True)) for row in rows(data, f"select {', '.join(wanted)} from {table}")), key=str
    )


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog(comments_per_page=3) as served:
        yield served


def test_a_capture_by_another_tool_gives_the_rows_of_our_own_crawl(blog: Blog, data: Path, tmp_path: Path) -> None:
    assert crawl(blog.url, data=data).code == 0
    addresses = dict.fromkeys(url for (url,) in rows(data, "select url from captures where status = 200"))
    warc = tmp_path / "other.warc.gz"
    with capture_http(str(warc)):
        for url in addresses:
            urllib.request.urlopen(url).read()
    other = tmp_path / "imported"
    told = taken(warc, data=other)
    assert told["files"][0]["account"]["refused"] == {}
    for table in TABLES:
        assert of(other, table) == of(data, table), table


@pytest.mark.skipif(not shutil.which("wget"), reason="wget is not installed")
def test_what_wget_kept_gives_the_posts_and_comments_of_our_own_crawl(blog: Blog, data: Path, tmp_path: Path) -> None:
    assert crawl(blog.url, data=data).code == 0
    pages = [f"{blog.url}about-me/"]
    options = ["-q", "-r", "-l", "9", "--warc-file=site", "--delete-after", "-nd", "-e", "robots=off"]
    subprocess.run(
        ["wget", *options, "--reject-regex", "replytocom|wp-login", blog.url, *pages], cwd=tmp_path, check=False
    )
    other = tmp_path / "imported"
    taken(tmp_path / "site.warc.gz", data=other)
    for table in ("posts", "comments", "pingbacks"):
        assert [row.get("text") or row["title"] for row in of(other, table)] == [
            row.get("text") or row["title"] for row in of(data, table)
        ]


def test_records_are_read_or_other_or_refused_and_none_is_lost(data: Path, tmp_path: Path) -> None:
    records = [*a_course(), make.response(f"{HOME}z/", b"x", "Content-Encoding: compress")]
    path = written(tmp_path, "a.warc.gz", make.packed(records) + b"rubbish")
    (file,) = taken(path, data=data)["files"]
    account = file["account"]
    assert account["records"] == sum(sum(account[part].values()) for part in ("read", "other", "refused")) == 7
    assert account["read"] == {"html": 2}
    assert account["other"] == {"html, of no WordPress blog": 1, "image": 1, "warcinfo": 1}
    assert account["refused"]["damaged"] == 1
    assert account["faults"][0].startswith("imports/a.warc.gz: damaged at byte ")


def test_importing_a_file_twice_changes_nothing(data: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "a.warc.gz", make.packed(a_course()))
    taken(path, data=data)
    before, files = dump(data), sorted(data.rglob("*.gz"))
    (again,) = taken(path, data=data)["files"]
    assert (again["state"], dump(data), sorted(data.rglob("*.gz"))) == ("known", before, files)


def test_a_file_is_kept_as_it_came_and_its_sha256_is_written_down(data: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "a b.warc.gz", make.packed(a_course()))
    taken(path, data=data)
    assert (data / "imports" / "a_b.warc.gz").read_bytes() == path.read_bytes()
    line = f"{hashlib.sha256(path.read_bytes()).hexdigest()}  a_b.warc.gz\n"
    assert line in (data / "imports" / "manifest-sha256.txt").read_text()


@pytest.mark.parametrize("form", ["members", "plain", "one", "wacz", "arc"])
def test_rebuild_reads_imports_of_every_form_and_gives_the_same_database(form: str, data: Path, tmp_path: Path) -> None:
    records = a_course()
    packings = {
        "members": ("a.warc.gz", make.packed(records)),
        "plain": ("a.warc", b"".join(records)),
        "one": ("a.warc.gz", gzip.compress(b"".join(records))),
        "wacz": ("a.wacz", make.wacz(data=make.packed(records))),
        "arc": (
            "a.arc",
            make.arc(f"{HOME}2013/chalk/", make.post(HOME, "2013/chalk", "Chalk", "We wrote with chalk.")),
        ),
    }
    taken(written(tmp_path, *packings[form]), data=data)
    assert rows(data, "select count(*) from posts")[0][0] >= 1
    assert coursekeep("verify", "--data", data, cwd=tmp_path).code == 0
    assert_whole(data)


def test_blogs_that_share_a_host_are_told_apart_by_their_homes(data: Path, tmp_path: Path) -> None:
    homes = ["http://school.example/~ana/", "http://school.example/ben/", "http://school.example/index.php/"]
    records = [
        make.response(f"{home}2013/p/", make.post(home, f"{n}/2013/p", f"Of {n}", "Some words of a post, long enough."))
        for n, home in enumerate(homes)
    ]
    taken(written(tmp_path, "a.warc.gz", make.packed(records)), data=data)
    assert sorted(url for (url,) in rows(data, "select url from blogs")) == [
        "http://school.example/", "http://school.example/ben/", "http://school.example/~ana/",
    ]  # fmt: skip
    assert rows(data, "select count(*), count(distinct blog_id) from posts") == [(3, 3)]


def test_captures_count_in_the_order_in_which_they_were_made(data: Path, tmp_path: Path) -> None:
    def state(text: str, at: str) -> bytes:
        return make.packed([make.response(f"{HOME}p/", make.post(HOME, "p", "A post", text), at=at)])

    newer = written(tmp_path, "newer.warc.gz", state("The newer words of it.", "2015-05-05T00:00:00Z"))
    older = written(tmp_path, "older.warc.gz", state("The older words of it.", "2012-02-02T00:00:00Z"))
    taken(newer, older, data=data)
    assert rows(data, "select body_text, first_seen_at, last_seen_at from posts") == [
        ("The newer words of it.", "2012-02-02T00:00:00Z", "2015-05-05T00:00:00Z")
    ]
    assert [crawl for (crawl,) in rows(data, "select id from crawls order by id")] == [20120202000000, 20150505000000]
    assert_whole(data)


def test_a_revisit_of_another_address_says_what_the_first_capture_says(data: Path, tmp_path: Path) -> None:
    page = make.post(HOME, "p", "A post", "Words that were captured at another address first.")
    digest = "sha256:" + hashlib.sha256(page).hexdigest()
    profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    records = [
        make.response(f"{HOME}?p=1&x=1", page, WARC_Payload_Digest=digest),
        make.record(
            "revisit", f"{HOME}p/", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "2014-01-01T00:00:00Z",
            WARC_Payload_Digest=digest, WARC_Profile=profile, WARC_Refers_To_Target_URI=f"{HOME}?p=1&x=1",
        ),
    ]  # fmt: skip
    taken(written(tmp_path, "a.warc.gz", make.packed(records)), data=data)
    assert rows(data, "select url, title, last_seen_at from posts") == [(f"{HOME}p/", "A post", "2014-01-01T00:00:00Z")]
    assert_whole(data)


def test_a_saved_text_becomes_a_post_of_the_blog_that_is_named(data: Path, tmp_path: Path) -> None:
    taken(written(tmp_path, "a.warc.gz", make.packed(a_course())), data=data)
    text = b"A week of chalk\n\nWe met, and wrote on the wall.\n\nReferences\n\nWenger, E. (2000). Communities. Sage.\n"
    told = taken(written(tmp_path, "week.txt", text), "--blog", "old-example", "--url", f"{HOME}week/", data=data)
    assert told["blogs"][0]["posts"] == 3
    assert rows(data, "select title, body_text from posts where url like '%week%'") == [
        ("A week of chalk", "We met, and wrote on the wall.")
    ]
    taken(written(tmp_path, "other.txt", text.replace(b"chalk", b"clay")), data=data)
    assert rows(data, "select url from posts where title like '%clay%'") == [("http://texts.invalid/?text=other.txt",)]
    assert_whole(data)


def test_a_crawl_of_an_imported_blog_goes_on_from_the_import(blog: Blog, data: Path, tmp_path: Path) -> None:
    pages = [f"{blog.url}chalk-and-talk/", blog.url]
    with capture_http(str(tmp_path / "old.warc.gz")):
        for url in pages:
            urllib.request.urlopen(url).read()
    assert taken(tmp_path / "old.warc.gz", data=data)["blogs"][0]["posts"] == 1
    assert crawl(blog.url, data=data).code == 0
    assert rows(data, "select count(*), count(distinct b.id) from posts p join blogs b on b.id = p.blog_id") == [(4, 1)]
    assert_whole(data)


def test_words_that_name_nothing_are_refused_with_what_there_is(data: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "a.warc.gz", make.packed(a_course()))
    ran = told(path, "--blog", "nobody", data=data)
    assert (ran.code, "no blog 'nobody'" in ran.err) == (2, True)
    ran = told(path, "--course", "none", data=data)
    assert (ran.code, "no course 'none'" in ran.err) == (2, True)


def test_a_file_with_nothing_in_it_is_refused_and_leaves_no_trace(data: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "a.warc.gz", make.packed([make.record("warcinfo", "", b"software: x\r\n")]))
    (file,) = taken(path, data=data, code=1)["files"]
    assert (file["state"], file["why"]) == ("refused", "holds no answer of a web server (1 warcinfo)")
    assert not [*(data / "imports").iterdir()]
    assert not [*(data / "warc").glob("*.warc.gz")]


def test_json_says_what_the_words_say(data: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "a.warc.gz", make.packed(a_course()))
    ran = told(path, data=data)
    assert f"{path}: 5 records = read 2 (html 2) + other 3" in ran.out
    assert "old-example  2 posts  2 comments" in ran.out
    assert json.loads(told(path, "--json", data=data).out)["files"][0]["state"] == "known"


def test_of_a_folder_all_web_archives_are_taken_in(data: Path, tmp_path: Path) -> None:
    for job in ("one", "two"):
        (tmp_path / "jobs" / job / "warc").mkdir(parents=True)
        written(tmp_path / "jobs" / job / "warc", "WEB-1.warc.gz", make.packed(a_course(f"http://{job}.example/")))
    written(tmp_path / "jobs", "crawl.log", b"not for us")
    found = taken(tmp_path / "jobs", data=data)
    assert [(each["name"], each["state"]) for each in found["files"]] == [
        ("WEB-1.warc.gz", "new"),
        ("WEB-1-2.warc.gz", "new"),
    ]
    assert [each["slug"] for each in found["blogs"]] == ["one-example", "two-example"]
    (tmp_path / "none").mkdir()
    ran = told(tmp_path / "none", data=data)
    assert (ran.code, "has no web archive in it" in ran.err) == (2, True)
    assert_whole(data)
